// Figure rows: CSV for spreadsheets, one figure a row. What does not exist has no row.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "bantam/backtest.hpp"
#include "output.hpp"

namespace bantam::cli {

/// Rows `of,subject,figure,value,low,high`; `of` is the kind of the subject.
class FigureRows {
 public:
  explicit FigureRows(Output& output);

  /// What the rows that follow are of.
  void about(std::string_view of, std::string_view subject = {});
  void text(std::string_view figure, std::string_view value);
  void count(std::string_view figure, std::uint64_t value);
  void number(std::string_view figure, const std::optional<double>& value);
  void share(std::string_view figure, const std::optional<Share>& share);
  void estimate(std::string_view figure, const std::optional<Estimate>& estimate);
  void mean(std::string_view figure, const MeanFigure& mean);
  void decided(const OutcomeCount& decided);
  void threshold(std::string_view of, const ThresholdFigures& row);

 private:
  void row(std::string_view figure, std::string_view value, std::string_view bounds = ",");
  void bounded(std::string_view figure, double value, double low, double high);

  Output& output_;
  std::string before_;
};

}  // namespace bantam::cli
