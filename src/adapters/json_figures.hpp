// Figures as JSON: with their intervals, and null where there is none.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "adapters/json_writer.hpp"
#include "bantam/backtest.hpp"
#include "values/format_text.hpp"

namespace bantam {

/// One object, whose first member `of` says what its figures are about.
class FigureObject {
 public:
  explicit FigureObject(std::string_view of) {
    out_.open_object();
    out_.member("of", of);
  }

  void text(std::string_view name, std::string_view text) { out_.member(name, text); }
  void count(std::string_view name, std::uint64_t count) { out_.count(name, count); }
  void number(std::string_view name, const std::optional<double>& value) {
    out_.key(name);
    out_.raw(value ? format_text("{}", *value) : "null");
  }
  void share(std::string_view name, const std::optional<Share>& share) {
    if (share) bounded(name, share->value, share->low, share->high);
    else null(name);
  }
  void estimate(std::string_view name, const std::optional<Estimate>& estimate) {
    if (!estimate) return null(name);
    const std::optional<Interval>& interval = estimate->interval;
    bounded(name, estimate->value, interval ? std::optional(interval->low) : std::nullopt,
            interval ? std::optional(interval->high) : std::nullopt);
  }
  void mean(std::string_view name, const MeanFigure& mean) {
    out_.key(name);
    out_.open_object();
    number("value", mean.value);
    number("error", mean.error);
    out_.close_object();
  }
  void decided(const OutcomeCount& decided) {
    count("won", decided.won);
    count("lost", decided.lost);
  }
  void open_list(std::string_view name) {
    out_.key(name);
    out_.open_array();
  }
  void close_list() { out_.close_array(); }
  void open_item() { out_.open_object(); }
  void close_item() { out_.close_object(); }

  std::string take() {
    out_.close_object();
    return out_.take();
  }

 private:
  void null(std::string_view name) {
    out_.key(name);
    out_.raw("null");
  }
  void bounded(std::string_view name, double value, std::optional<double> low,
               std::optional<double> high) {
    out_.key(name);
    out_.open_object();
    number("value", value);
    number("low", low);
    number("high", high);
    out_.close_object();
  }

  JsonWriter out_;
};

}  // namespace bantam
