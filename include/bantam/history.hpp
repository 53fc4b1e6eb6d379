// History: the accepted activities of a lead, in canonical order, packed.
//
// A lead does little and there are many leads: an activity takes 16 bytes and what it says, field
// by field, in one run of bytes for all of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bantam/export.hpp"
#include "bantam/timestamp.hpp"
#include "bantam/value.hpp"

namespace bantam {

struct Program;

/// An accepted activity. `fields` are sorted by name and hold no nulls.
struct StoredActivity {
  Timestamp at;
  std::optional<std::string> id;
  std::string type;
  NamedValues fields;
  std::int32_t type_index = -1;  ///< of the model's activities; -1 when it declares no such type
};

/// The activities of a LeadState. Read it like a vector whose items are made when asked for.
class BANTAM_API History {
 public:
  History() = default;
  explicit History(std::shared_ptr<const Program> program) : program_(std::move(program)) {}

  std::size_t size() const { return entries_.size(); }
  bool empty() const { return entries_.empty(); }

  /// Cost     linear in what the activity says; allocates.
  StoredActivity operator[](std::size_t i) const;

  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = StoredActivity;
    using difference_type = std::ptrdiff_t;
    using pointer = void;
    using reference = StoredActivity;

    Iterator(const History& history, std::size_t place) : history_(&history), place_(place) {}
    StoredActivity operator*() const { return (*history_)[place_]; }
    Iterator& operator++() {
      ++place_;
      return *this;
    }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.place_ == b.place_; }
    friend bool operator!=(const Iterator& a, const Iterator& b) { return !(a == b); }

   private:
    const History* history_;
    std::size_t place_;
  };
  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, size()}; }

  /// What is known of an activity without unpacking it.
  struct Entry {
    std::uint64_t at_and_heard;  ///< 43 bits of `at`, then a bit for each that hears it
    std::uint32_t offset;        ///< of what it says
    std::int32_t type_index;

    Timestamp at() const { return {static_cast<std::int64_t>(at_and_heard & ((std::uint64_t{1} << 43U) - 1))}; }
    std::uint32_t heard() const { return static_cast<std::uint32_t>(at_and_heard >> 43U); }
  };
  /// How many of those that listen to a type are remembered: src/program/program.hpp, Listener.
  static constexpr std::size_t most_heard = 21;

  const Entry& entry(std::size_t i) const { return entries_[i]; }
  /// What an activity says, as src/engine/history.cpp packs it.
  std::string_view said(std::size_t i) const { return std::string_view(said_).substr(entries_[i].offset); }

  /// The model it belongs to; nothing for a history made from nothing.
  const std::shared_ptr<const Program>& program() const { return program_; }

  // Only `apply` and loading change a history.

  /// What a new activity is; its fields as StoredActivity has them.
  struct Arrival {
    Timestamp at;
    const std::optional<std::string>& id;
    std::string_view type;
    std::int32_t type_index;
    const NamedValues& fields;
    std::uint32_t heard;
  };
  /// Where it belongs: after all that are not greater.
  std::size_t place_of(const Arrival& arrival) const;
  void insert(std::size_t place, const Arrival& arrival);
  void push_back(const StoredActivity& activity, std::uint32_t heard);
  /// Undoes the last `insert`, which was at `place`. Does not allocate.
  void take_back(std::size_t place);
  /// Returns the history as it was.
  History erase_before(Timestamp reset);

 private:
  std::shared_ptr<const Program> program_;
  std::vector<Entry> entries_;
  std::string said_;
};

BANTAM_API bool operator==(const History& a, const History& b);

}  // namespace bantam
