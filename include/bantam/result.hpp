// Result: what a call returns when the host can be at fault.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "bantam/export.hpp"

namespace bantam {

/// Whose call failed and why. Codes never change their meaning.
enum class Errc {
  malformed_event,   ///< no event can be read: see `message`, `line`, `column`
  foreign_state,     ///< the state belongs to a model with another fingerprint
  foreign_lead,      ///< the state belongs to another lead than the event
  corrupt_state,     ///< a saved state that is cut short, altered or no saved state at all
  newer_state,       ///< a saved state written by a later version of the format
  before_clock,      ///< a question about a moment before the state's clock
  out_of_range,      ///< a moment outside [1970, 2200), a limit above its maximum
  limit_exceeded,    ///< something is larger than Limits allow
  bad_column,        ///< columns that contradict each other or themselves
  bad_journal,       ///< a journal that contradicts itself
  stale_state,       ///< a saved state that is older than the one the host stored last
};

/// The slug of a code, "state/foreign" for Errc::foreign_state.
BANTAM_API std::string_view to_text(Errc code);

/// A failed call. The message names positions and the model's words, never a person's data.
struct Error {
  Errc code = Errc::malformed_event;
  std::string message;
  std::size_t line = 0;    ///< 1-based; 0 where there is no text to point into
  std::size_t column = 0;  ///< 1-based, in bytes

  friend bool operator==(const Error& a, const Error& b) {
    return a.code == b.code && a.message == b.message && a.line == b.line && a.column == b.column;
  }
};

BANTAM_API std::string to_text(const Error& error);

/// A T, or the Error that stands in its place. Ignoring it is a warning.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : content_(std::move(value)) {}
  Result(Error error) : content_(std::move(error)) {}

  explicit operator bool() const { return content_.index() == 0; }
  const T& operator*() const& { return *std::get_if<0>(&content_); }
  T& operator*() & { return *std::get_if<0>(&content_); }
  T&& operator*() && { return std::move(*std::get_if<0>(&content_)); }
  const T* operator->() const { return std::get_if<0>(&content_); }
  T* operator->() { return std::get_if<0>(&content_); }
  /// Only where the Result is false.
  const Error& error() const { return *std::get_if<1>(&content_); }

 private:
  std::variant<T, Error> content_;
};

}  // namespace bantam
