// Funnel report. What is not there is a dash, never a zero.
#include "funnel_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "table.hpp"

namespace bantam::cli {

namespace {

using Cells = std::vector<std::string>;
using Rows = std::vector<Cells>;

constexpr auto point = Column::Side::point;
constexpr const char* nothing = "–";

std::string number(std::uint64_t count) { return fmt::format("{}", count); }

std::string days(Duration duration) {
  return fmt::format("{:.1f}", static_cast<double>(duration.ms) / static_cast<double>(day_ms));
}

std::string median(const std::optional<Spread>& spread) {
  return spread ? days(spread->median) : nothing;
}

std::string percent(std::uint64_t count, std::uint64_t of) {
  if (of == 0) return nothing;
  return fmt::format("{:.1f} %", 100 * static_cast<double>(count) / static_cast<double>(of));
}

std::string share(const Conversion& conversion) {
  return percent(conversion.converted, conversion.entered - conversion.immature);
}

std::string interval(const Conversion& conversion) {
  if (!conversion.share) return nothing;
  return fmt::format("{:.1f} to {:.1f} %", 100 * conversion.share->low,
                     100 * conversion.share->high);
}

/// "2026-03", or the first day of a week or day; a period that goes on says so.
std::string span_name(Period period, const FunnelSpan& span) {
  const std::string name = to_text(span.from).substr(0, period == Period::month ? 7 : 10);
  return span.complete ? name : name + " (not over)";
}

std::string step_name(const Conversion& conversion) {
  return fmt::format("{} to {}", to_text(conversion.from), to_text(conversion.to));
}

const StageCount& of(const FunnelSpan& span, Stage stage) {
  return span.stages[static_cast<std::size_t>(stage)];
}

const Conversion& conversion(const FunnelSpan& span, Stage from, Stage to) {
  const auto is_it = [&](const Conversion& one) { return one.from == from && one.to == to; };
  // Every span has every step.
  return *std::find_if(span.conversions.begin(), span.conversions.end(), is_it);
}

void section(std::string_view title, Output& output) {
  output.write_line("");
  output.write_line(in_colour(output.terminal(), Colour::bold, title));
  output.write_line("");
}

// --- stages

Cells stage_row(Stage stage, const StageCount& count) {
  const SlaCount sla = count.sla.value_or(SlaCount{});
  return {std::string(to_text(stage)),
          number(count.in),
          number(count.out),
          number(count.closing),
          number(count.first_in),
          median(count.time),
          count.time ? days(count.time->p75) : nothing,
          count.time ? days(count.time->p90) : nothing,
          count.sla ? number(sla.met) : nothing,
          count.sla ? number(sla.missed) : nothing,
          percent(sla.missed, sla.met + sla.missed)};
}

void print_stages(const FunnelSegment& all, Output& output) {
  section("Stages: entries - exits = balance; days are of stays that ended, the balance stays on",
          output);
  Rows rows;
  for (std::size_t stage = 0; stage < stage_count; ++stage)
    rows.push_back(stage_row(static_cast<Stage>(stage), all.whole.stages[stage]));
  print_table({{"stage"}, {"entries", point}, {"exits", point}, {"balance", point},
               {"leads", point}, {"median days", point}, {"p75", point}, {"p90", point},
               {"SLA met", point}, {"missed", point}, {"share missed", point}},
              std::move(rows), output);
}

/// Stages in which nothing stood and nothing happened have no row.
void print_balances(const Funnel& funnel, Output& output) {
  section(fmt::format("By {}: opening + entries - exits = closing", to_text(funnel.options.period)),
          output);
  Rows rows;
  for (const FunnelSpan& span : funnel.all.periods) {
    std::string name = span_name(funnel.options.period, span);
    for (std::size_t stage = 0; stage < stage_count; ++stage) {
      const StageCount& count = span.stages[stage];
      if (count.opening + count.in == 0) continue;
      rows.push_back({std::exchange(name, ""), std::string(to_text(static_cast<Stage>(stage))),
                      number(count.opening), number(count.in), number(count.out),
                      number(count.closing)});
    }
  }
  print_table({{std::string(to_text(funnel.options.period))}, {"stage"}, {"opening", point},
               {"entries", point}, {"exits", point}, {"closing", point}},
              std::move(rows), output);
}

// --- conversion

Cells conversion_row(std::string step, std::string cohort, const Conversion& conversion) {
  return {std::move(step),
          std::move(cohort),
          number(conversion.entered),
          number(conversion.immature),
          number(conversion.converted),
          share(conversion),
          interval(conversion),
          number(conversion.by_override),
          number(conversion.so_far)};
}

void print_conversions(const Funnel& funnel, Output& output) {
  section(fmt::format("Conversion within {} of the first entry; who entered less than that ago is immature",
                      to_text(funnel.options.lag)),
          output);
  Rows rows;
  const FunnelSegment& all = funnel.all;
  for (std::size_t step = 0; step < all.whole.conversions.size(); ++step) {
    std::string name = step_name(all.whole.conversions[step]);
    for (const FunnelSpan& span : all.periods)
      if (span.conversions[step].entered != 0)
        rows.push_back(conversion_row(std::exchange(name, ""),
                                      span_name(funnel.options.period, span), span.conversions[step]));
    rows.push_back(conversion_row(name, "all", all.whole.conversions[step]));
  }
  print_table({{"step"}, {"entered in"}, {"leads", point}, {"immature", point}, {"converted", point},
               {"share", point}, {"95 % interval", Column::Side::right}, {"by override", point},
               {"so far", point}},
              std::move(rows), output);
}

// --- velocity

Cells velocity_row(std::string name, const FunnelSpan& span) {
  Cells row{std::move(name)};
  for (std::size_t stage = 0; stage <= static_cast<std::size_t>(Stage::closed_won); ++stage)
    row.push_back(number(span.stages[stage].first_in));
  row.push_back(median(span.time_to_won));
  row.push_back(span.time_to_won ? days(span.time_to_won->p90) : nothing);
  return row;
}

void print_velocity(const Funnel& funnel, Output& output) {
  section("Velocity: leads that came to a stage for the first time, and days from beginning to won",
          output);
  Rows rows;
  for (const FunnelSpan& span : funnel.all.periods)
    rows.push_back(velocity_row(span_name(funnel.options.period, span), span));
  rows.push_back(velocity_row("all", funnel.all.whole));
  std::vector<Column> columns{{std::string(to_text(funnel.options.period))}};
  for (std::size_t stage = 0; stage <= static_cast<std::size_t>(Stage::closed_won); ++stage)
    columns.push_back({std::string(to_text(static_cast<Stage>(stage))), point});
  columns.push_back({"median days", point});
  columns.push_back({"p90", point});
  print_table(columns, std::move(rows), output);
}

// --- moves

void print_reasons(const FunnelSpan& whole, Output& output) {
  std::map<Trigger, std::uint64_t> totals;
  for (const MoveCount& moves : whole.moves) totals[moves.trigger] += moves.count;
  Rows rows;
  for (const MoveCount& moves : whole.moves)
    if (!moves.reason.empty() && moves.trigger != Trigger::override_stage)
      rows.push_back({std::string(to_text(moves.trigger)), std::string(to_text(moves.from)), moves.reason,
                      number(moves.count), percent(moves.count, totals[moves.trigger])});
  section("Reasons", output);
  if (rows.empty()) return output.write_line("nobody was moved for a reason");
  print_table({{"trigger"}, {"from"}, {"reason", Column::Side::left, Column::Fit::may_be_cut},
               {"moves", point}, {"of the trigger", point}},
              std::move(rows), output);
}

void print_overrides(const FunnelSpan& whole, Output& output) {
  Rows rows;
  for (const MoveCount& moves : whole.moves)
    if (moves.trigger == Trigger::override_stage)
      rows.push_back({std::string(to_text(moves.from)), std::string(to_text(moves.to)), moves.reason,
                      number(moves.count), number(moves.gate_shut)});
  section("Overrides", output);
  if (rows.empty()) return output.write_line("nobody was moved by an override");
  print_table({{"from"}, {"to"}, {"reason", Column::Side::left, Column::Fit::may_be_cut},
               {"moves", point}, {"gate shut", point}},
              std::move(rows), output);
}

void print_recycled(const FunnelSpan& whole, Output& output) {
  const auto moves_to = [&](Stage to, Trigger trigger) {
    std::uint64_t count = 0;
    for (const MoveCount& moves : whole.moves)
      if (moves.to == to && moves.trigger == trigger) count += moves.count;
    return count;
  };
  Rows rows;
  for (const Trigger trigger : {Trigger::reject, Trigger::recycle, Trigger::reopen, Trigger::sla,
                                Trigger::override_stage})
    rows.push_back({fmt::format("to nurture by {}", to_text(trigger)),
                    number(moves_to(Stage::nurture, trigger))});
  rows.push_back({"from mql back to lead", number(moves_to(Stage::lead, Trigger::automatic))});
  const StageCount& mql = of(whole, Stage::mql);
  rows.push_back({"to mql again", number(mql.in - mql.first_in)});
  section("Recycled", output);
  print_table({{"move"}, {"moves", point}}, std::move(rows), output);
}

// --- segments

Cells segment_row(std::string name, const FunnelSegment& segment) {
  const FunnelSpan& whole = segment.whole;
  Cells row{std::move(name)};
  for (std::size_t stage = 0; stage <= static_cast<std::size_t>(Stage::closed_won); ++stage)
    row.push_back(number(whole.stages[stage].first_in));
  row.push_back(share(conversion(whole, Stage::lead, Stage::mql)));
  row.push_back(share(conversion(whole, Stage::mql, Stage::sal)));
  row.push_back(share(conversion(whole, Stage::sal, Stage::sql)));
  const Conversion& won = conversion(whole, Stage::lead, Stage::closed_won);
  row.push_back(share(won));
  row.push_back(interval(won));
  row.push_back(median(whole.time_to_won));
  return row;
}

void print_segments(const Funnel& funnel, const std::string& by, Output& output) {
  section(fmt::format("By {}: leads that came to a stage, and conversion within {}", by,
                      to_text(funnel.options.lag)),
          output);
  Rows rows;
  for (const FunnelSegment& segment : funnel.segments)
    rows.push_back(segment_row(segment.name.empty() ? nothing : segment.name, segment));
  rows.push_back(segment_row("all", funnel.all));
  std::vector<Column> columns{{by, Column::Side::left, Column::Fit::may_be_cut}};
  for (std::size_t stage = 0; stage <= static_cast<std::size_t>(Stage::closed_won); ++stage)
    columns.push_back({std::string(to_text(static_cast<Stage>(stage))), point});
  for (const char* title : {"lead to mql", "mql to sal", "sal to sql", "lead to won"})
    columns.push_back({title, point});
  columns.push_back({"95 % interval", Column::Side::right});
  columns.push_back({"median days", point});
  print_table(columns, std::move(rows), output);
}

}  // namespace

void print_funnel(const Funnel& funnel, const std::string& by, Output& output) {
  const FunnelSegment& all = funnel.all;
  if (all.leads == 0) return output.write_line("0 leads");
  output.write_line(fmt::format("{} {}, {} to {}", all.leads, all.leads == 1 ? "lead" : "leads",
                                to_text(all.whole.from), to_text(all.whole.to)));
  print_stages(all, output);
  print_conversions(funnel, output);
  print_velocity(funnel, output);
  if (!all.periods.empty()) print_balances(funnel, output);
  if (!by.empty()) print_segments(funnel, by, output);
  print_reasons(all.whole, output);
  print_overrides(all.whole, output);
  print_recycled(all.whole, output);
}

}  // namespace bantam::cli
