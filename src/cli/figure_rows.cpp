// Figure rows.
#include "figure_rows.hpp"

#include <fmt/format.h>

#include "csv.hpp"

namespace bantam::cli {

FigureRows::FigureRows(Output& output) : output_(output) {
  output.write("of,subject,figure,value,low,high\r\n");
}

void FigureRows::about(std::string_view of, std::string_view subject) {
  before_ = fmt::format("{},{}", csv_text(of), csv_text(subject));
}

void FigureRows::row(std::string_view figure, std::string_view value, std::string_view bounds) {
  output_.write(fmt::format("{},{},{},{}\r\n", before_, csv_text(figure), value, bounds));
}

void FigureRows::bounded(std::string_view figure, double value, double low, double high) {
  row(figure, fmt::format("{}", value), fmt::format("{},{}", low, high));
}

void FigureRows::text(std::string_view figure, std::string_view value) {
  row(figure, csv_text(value));
}

void FigureRows::count(std::string_view figure, std::uint64_t value) {
  row(figure, fmt::format("{}", value));
}

void FigureRows::number(std::string_view figure, const std::optional<double>& value) {
  if (value) row(figure, fmt::format("{}", *value));
}

void FigureRows::share(std::string_view figure, const std::optional<Share>& share) {
  if (share) bounded(figure, share->value, share->low, share->high);
}

void FigureRows::estimate(std::string_view figure, const std::optional<Estimate>& estimate) {
  if (!estimate) return;
  if (estimate->interval)
    bounded(figure, estimate->value, estimate->interval->low, estimate->interval->high);
  else
    number(figure, estimate->value);
}

void FigureRows::mean(std::string_view figure, const MeanFigure& mean) {
  constexpr double normal_975 = 1.959963984540054;
  if (!mean.error) return number(figure, mean.value);
  bounded(figure, mean.value, mean.value - normal_975 * *mean.error,
          mean.value + normal_975 * *mean.error);
}

void FigureRows::decided(const OutcomeCount& decided) {
  count("won", decided.won);
  count("lost", decided.lost);
}

void FigureRows::threshold(std::string_view of, const ThresholdFigures& row) {
  about(of, row.from ? fmt::format("{}", *row.from) : "");
  count("leads", row.leads);
  decided(row.decided);
  share("precision", row.precision);
  share("recall", row.recall);
}

}  // namespace bantam::cli
