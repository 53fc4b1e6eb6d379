// Funnel rows. What does not exist has no row: no share of nobody, no median of no stays.
#include "funnel_rows.hpp"

#include <fmt/format.h>

#include <string>

#include "csv.hpp"

namespace bantam::cli {

namespace {

/// The figures of one span, each behind the cells that say which span it is.
class SpanRows {
 public:
  SpanRows(std::string before, Output& output) : before_(std::move(before)), output_(output) {}

  /// `subject` is what the figure is about: stage, to, trigger and reason.
  void figure(std::string_view name, std::string_view subject, std::string_view value,
              std::string_view bounds = ",") {
    output_.write(fmt::format("{},{},{},{},{}\r\n", before_, name, subject, value, bounds));
  }
  void count(std::string_view name, std::string_view subject, std::uint64_t value) {
    figure(name, subject, fmt::format("{}", value));
  }
  void spread(std::string_view name, std::string_view subject,
              const std::optional<Spread>& spread) {
    if (!spread) return;
    const auto days = [&](std::string_view part, Duration duration) {
      figure(fmt::format("{}_{}", name, part), subject,
             fmt::format("{:.3f}", static_cast<double>(duration.ms) / static_cast<double>(day_ms)));
    };
    days("median", spread->median);
    days("p75", spread->p75);
    days("p90", spread->p90);
  }

 private:
  std::string before_;
  Output& output_;
};

void add_stage(SpanRows& rows, Stage stage, const StageCount& count) {
  const std::string subject = fmt::format("{},,,", to_text(stage));
  rows.count("opening", subject, count.opening);
  rows.count("in", subject, count.in);
  rows.count("out", subject, count.out);
  rows.count("closing", subject, count.closing);
  rows.count("first_in", subject, count.first_in);
  rows.spread("days", subject, count.time);
  if (!count.sla) return;
  rows.count("sla_met", subject, count.sla->met);
  rows.count("sla_missed", subject, count.sla->missed);
}

void add_conversion(SpanRows& rows, const Conversion& conversion) {
  const std::string subject =
      fmt::format("{},{},,", to_text(conversion.from), to_text(conversion.to));
  rows.count("entered", subject, conversion.entered);
  rows.count("immature", subject, conversion.immature);
  rows.count("converted", subject, conversion.converted);
  rows.count("by_override", subject, conversion.by_override);
  rows.count("so_far", subject, conversion.so_far);
  if (conversion.share)
    rows.figure("share", subject, fmt::format("{}", conversion.share->value),
                fmt::format("{},{}", conversion.share->low, conversion.share->high));
}

void add_moves(SpanRows& rows, const MoveCount& moves) {
  const std::string subject = fmt::format("{},{},{},{}", to_text(moves.from), to_text(moves.to),
                                          to_text(moves.trigger), csv_text(moves.reason));
  rows.count("moves", subject, moves.count);
  rows.count("moves_gate_shut", subject, moves.gate_shut);
}

void add_span(std::string_view of, const FunnelSegment& segment, Period period,
              const FunnelSpan& span, Output& output) {
  SpanRows rows(fmt::format("{},{},{},{},{},{}", of, csv_text(segment.name), to_text(period),
                            to_text(span.from), to_text(span.to), span.complete),
                output);
  if (period == Period::whole) rows.count("leads", ",,,", segment.leads);
  for (std::size_t stage = 0; stage < stage_count; ++stage)
    add_stage(rows, static_cast<Stage>(stage), span.stages[stage]);
  for (const Conversion& conversion : span.conversions) add_conversion(rows, conversion);
  rows.spread("days_to_won", ",,,", span.time_to_won);
  for (const MoveCount& moves : span.moves) add_moves(rows, moves);
}

void add_segment(std::string_view of, const FunnelSegment& segment, Period period, Output& output) {
  add_span(of, segment, Period::whole, segment.whole, output);
  for (const FunnelSpan& span : segment.periods) add_span(of, segment, period, span, output);
}

}  // namespace

void print_funnel_rows(const Funnel& funnel, Output& output) {
  output.write(
      "of,segment,period,from,to,complete,figure,stage,to_stage,trigger,reason,value,low,high\r\n");
  add_segment("all", funnel.all, funnel.options.period, output);
  for (const FunnelSegment& segment : funnel.segments)
    add_segment("segment", segment, funnel.options.period, output);
}

}  // namespace bantam::cli
