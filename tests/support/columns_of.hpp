// Columns of a log: the activities and attributes of some leads, laid out as a host would.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "bantam/bantam.hpp"

namespace support {

/// How the same activities are laid out.
struct Layout {
  bool arrival = false;       ///< in any order with `lead`, else in lead order with `offsets`
  bool sorted = false;        ///< lead order only: by time within a lead, and claimed
  bool dictionaries = false;  ///< texts by dictionary, else by offsets and bytes
  bool dates = false;         ///< attributes that are dates as days where they can be
  int code_bytes = 1;         ///< 1, 2 or 4
};

/// Columns and what they point at. Neither copied nor moved.
class OwnedColumns {
 public:
  /// `leads` in row order; `events` hold activities of these leads and nothing else; `attributes`
  /// is what is known of each lead.
  OwnedColumns(const bantam::Model& model, const std::vector<std::string>& leads,
               const std::vector<bantam::Event>& events,
               const std::vector<std::map<std::string, bantam::Value>>& attributes,
               const std::vector<std::int64_t>& resets, const Layout& layout);
  OwnedColumns(const OwnedColumns&) = delete;
  OwnedColumns& operator=(const OwnedColumns&) = delete;

  bantam::LeadColumns leads;
  bantam::ActivityColumns activities;

 private:
  using Cells = std::vector<const bantam::Value*>;  // null where a row has none

  void add_columns(const std::string& name, const Cells& cells, const Layout& layout, bool as_dates,
                   std::vector<bantam::Column>& into);
  bantam::Column text_column(const std::string& name, const Cells& cells, bool dictionary);
  bantam::TextColumn texts(const std::vector<std::string>& items);
  bantam::Validity valid(const Cells& cells, std::size_t kind);

  template <class T>
  bantam::View<T> own(std::vector<T> values, std::deque<std::vector<T>>& place) {
    place.push_back(std::move(values));
    place.back().reserve(place.back().size() + 1);  // never a null pointer
    return bantam::View<T>(place.back().data(), place.back().size());
  }

  std::deque<std::vector<double>> numbers_;
  std::deque<std::vector<std::int32_t>> ints_;
  std::deque<std::vector<std::uint32_t>> codes_;
  std::deque<std::vector<std::uint16_t>> shorts_;
  std::deque<std::vector<std::uint8_t>> bits_;
  std::deque<std::vector<char>> bytes_;
  std::deque<std::vector<std::int64_t>> moments_;
  std::deque<std::vector<std::uint64_t>> offsets_;
};

}  // namespace support
