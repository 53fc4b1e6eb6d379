// The funnel as a page: who came how far, how long it took, what held leads back.
#include <algorithm>
#include <map>

#include "adapters/html_numbers.hpp"
#include "adapters/html_page.hpp"
#include "adapters/text_layout.hpp"
#include "bantam/report.hpp"
#include "values/floating_point.hpp"
#include "values/format_text.hpp"

namespace bantam {
namespace {

using html::count_text;
using html::draw;
using html::Page;
using html::share_text;

constexpr const char* nothing = "–";

std::string name_of(Stage stage) { return std::string(to_text(stage)); }

double days(Duration duration) {
  return static_cast<double>(duration.ms) / static_cast<double>(day_ms);
}

std::string days_text(Duration duration) { return html::figure_text(days(duration), 1); }

html::Quantity days_of(Duration duration) { return {days(duration), days_text(duration)}; }

std::string median_text(const std::optional<Spread>& spread) {
  return spread ? days_text(spread->median) : nothing;
}

std::string share_of(const Conversion& conversion) {
  return share_text(conversion.converted, conversion.entered - conversion.immature);
}

const StageCount& count_of(const FunnelSpan& span, Stage stage) {
  return span.stages[static_cast<std::size_t>(stage)];
}

const Conversion* step_of(const FunnelSpan& span, Stage from, Stage to) {
  const auto found = std::find_if(span.conversions.begin(), span.conversions.end(),
                                  [&](const Conversion& one) { return one.from == from && one.to == to; });
  return found == span.conversions.end() ? nullptr : &*found;
}

/// "2026-03", or the first day of a week or day.
std::string span_name(Period period, const FunnelSpan& span) {
  const std::string name = to_text(span.from).substr(0, period == Period::month ? 7 : 10);
  return span.complete ? name : name + " (not over)";
}

std::string day_of(Timestamp at) { return to_text(at).substr(0, 10); }

void write_facts(Page& page, const Funnel& funnel) {
  const FunnelSpan& whole = funnel.all.whole;
  const std::size_t leads = funnel.all.leads;
  const auto reached = [&](Stage stage) {
    const std::size_t count = count_of(whole, stage).first_in;
    return html::Fact{name_of(stage), count_text(count), share_text(count, leads) + " of all leads"};
  };
  html::Fact won_days{"days to closed_won", median_text(whole.time_to_won)};
  if (whole.time_to_won) won_days.note = "median; nine of ten within " + days_text(whole.time_to_won->p90) + " days";
  html::facts(page, {{"leads", count_text(leads)}, reached(Stage::mql), reached(Stage::sql),
                     reached(Stage::closed_won), won_days});
}

// --- conversion --------------------------------------------------------------------------------

void write_ladder(Page& page, const Funnel& funnel) {
  const FunnelSpan& whole = funnel.all.whole;
  const std::string lag = in_words(funnel.options.lag);
  html::FunnelFigure figure;
  figure.caption = {"Leads that came to each stage",
                    format_text("Between two stages: the share that went on to the next one or beyond within {} "
                                "of its first entry. Leads that entered later than that are immature and not asked.", lag)};
  figure.head = {"stage", "leads", "went on", "95 % interval", "immature", "so far"};
  for (std::size_t s = 0; s <= static_cast<std::size_t>(Stage::closed_won); ++s) {
    const Stage stage = static_cast<Stage>(s);
    html::FunnelStep step{name_of(stage), count_of(whole, stage).first_in};
    const Conversion* onward =
        stage == Stage::closed_won ? nullptr : step_of(whole, stage, static_cast<Stage>(s + 1));
    step.cells = {"", "", "", ""};
    if (onward != nullptr) {
      step.onward = onward->share ? format_text("{} ({})", share_of(*onward), html::interval_text(onward->share)) : nothing;
      step.cells = {share_of(*onward), html::interval_text(onward->share), count_text(onward->immature),
                    share_text(onward->so_far, onward->entered)};
    }
    figure.steps.push_back(std::move(step));
  }
  draw(page, figure);
}

/// Bars of one step's share, with intervals: by period or by segment.
struct ShareRow {
  std::string name;
  const Conversion* conversion;
};

html::Bars share_bars(const std::string& title, const std::string& words, const std::string& what,
                      const std::vector<ShareRow>& rows, const Conversion* all) {
  html::Bars bars{{title, words}, {what, "share", "95 % interval", "leads", "immature", "converted"}, {}};
  for (const ShareRow& row : rows) {
    const Conversion& one = *row.conversion;
    html::Bar bar{row.name, {}};
    if (one.share) bar.quantity = {one.share->value, share_of(one)};
    if (one.share) bar.interval = html::Range{one.share->low, one.share->high};
    bar.cells = {html::interval_text(one.share), count_text(one.entered), count_text(one.immature), count_text(one.converted)};
    bars.bars.push_back(std::move(bar));
  }
  if (all != nullptr && all->share) {
    bars.reference = all->share->value;
    bars.reference_label = "all leads, " + share_of(*all);
  }
  return bars;
}

void write_step_by_period(Page& page, const Funnel& funnel, Stage from, Stage to) {
  std::vector<ShareRow> rows;
  for (const FunnelSpan& span : funnel.all.periods)
    if (const Conversion* one = step_of(span, from, to); one != nullptr && one->entered > 0)
      rows.push_back({span_name(funnel.options.period, span), one});
  draw(page, share_bars(format_text("{} to {}, by {} of entry", to_text(from), to_text(to), to_text(funnel.options.period)),
                        format_text("Share within {}, with its 95 % interval.", in_words(funnel.options.lag)),
                        std::string(to_text(funnel.options.period)), rows, step_of(funnel.all.whole, from, to)));
}

void write_step_by_segment(Page& page, const Funnel& funnel, const std::string& by, Stage from, Stage to) {
  std::vector<ShareRow> rows;
  for (const FunnelSegment& segment : funnel.segments)
    if (const Conversion* one = step_of(segment.whole, from, to))
      rows.push_back({segment.name.empty() ? nothing : segment.name, one});
  std::stable_sort(rows.begin(), rows.end(), [](const ShareRow& a, const ShareRow& b) {
    return a.conversion->entered > b.conversion->entered;
  });
  draw(page, share_bars(format_text("{} to {}, by {}", to_text(from), to_text(to), by),
                        format_text("Share within {}, with its 95 % interval; where most leads are first.",
                                    in_words(funnel.options.lag)),
                        by, rows, step_of(funnel.all.whole, from, to)));
}

// --- time and stages ---------------------------------------------------------------------------

void write_times(Page& page, const FunnelSpan& whole) {
  html::Spreads spreads{{"Days in each stage", "Of the stays that ended; who is still there is not in it."},
                        {"stage", "median", "p75", "p90", "stays"}, {}};
  for (std::size_t s = 0; s < stage_count; ++s) {
    const std::optional<Spread>& time = whole.stages[s].time;
    if (!time) continue;
    spreads.spreads.push_back({name_of(static_cast<Stage>(s)), days_of(time->median), days_of(time->p75), days_of(time->p90),
                               {count_text(time->count)}});
  }
  draw(page, spreads);
}

void write_balance(Page& page, const FunnelSpan& whole) {
  html::Cells cells{{"stage", "entries", "exits", "balance", "leads", "again"}, {}};
  for (std::size_t s = 0; s < stage_count; ++s) {
    const StageCount& count = whole.stages[s];
    cells.rows.push_back({name_of(static_cast<Stage>(s)), count_text(count.in), count_text(count.out), count_text(count.closing),
                          count_text(count.first_in), count_text(count.in - count.first_in)});
  }
  html::table(page, {"Entries and exits", "Entries less exits is the balance: who is there now. A lead that comes back enters again."}, cells);
}

void write_slas(Page& page, const FunnelSpan& whole) {
  html::Bars bars{{"Missed service levels", "Of the stays with a promise, the share that was not looked after in time."},
                  {"stage", "missed", "in time", "late"}, {}};
  for (std::size_t s = 0; s < stage_count; ++s) {
    const std::optional<SlaCount>& sla = whole.stages[s].sla;
    if (!sla) continue;
    const std::size_t all = sla->met + sla->missed;
    html::Bar bar{name_of(static_cast<Stage>(s)), {}, std::nullopt, {count_text(sla->met), count_text(sla->missed)}};
    if (all > 0) bar.quantity = {static_cast<double>(sla->missed) / static_cast<double>(all), share_text(sla->missed, all)};
    bars.bars.push_back(std::move(bar));
  }
  if (!bars.bars.empty()) draw(page, bars);
}

void write_periods(Page& page, const Funnel& funnel) {
  html::Cells cells{{std::string(to_text(funnel.options.period))}, {}};
  for (std::size_t s = 0; s <= static_cast<std::size_t>(Stage::closed_won); ++s) cells.head.push_back(name_of(static_cast<Stage>(s)));
  cells.head.push_back("median days");
  for (const FunnelSpan& span : funnel.all.periods) {
    std::vector<std::string> row{span_name(funnel.options.period, span)};
    for (std::size_t s = 0; s <= static_cast<std::size_t>(Stage::closed_won); ++s)
      row.push_back(count_text(span.stages[s].first_in));
    row.push_back(median_text(span.time_to_won));
    cells.rows.push_back(std::move(row));
  }
  html::table(page, {format_text("First entries by {}", to_text(funnel.options.period)),
                     "Leads that came to a stage for the first time; days are from the beginning to closed_won."}, cells);
}

// --- moves -------------------------------------------------------------------------------------

void write_reasons(Page& page, const FunnelSpan& whole) {
  std::map<Trigger, std::uint64_t> totals;
  for (const MoveCount& moves : whole.moves) totals[moves.trigger] += moves.count;
  html::Bars bars{{"Reasons", "Why leads were rejected, disqualified, lost or recycled, as people wrote it."},
                  {"reason", "moves", "of that trigger", "from"}, {}};
  for (const MoveCount& moves : whole.moves)
    if (!moves.reason.empty() && moves.trigger != Trigger::override_stage)
      bars.bars.push_back({format_text("{}: {}", to_text(moves.trigger), moves.reason),
                           {static_cast<double>(moves.count), count_text(moves.count)}, std::nullopt,
                           {share_text(moves.count, totals[moves.trigger]), name_of(moves.from)}});
  draw(page, bars);
}

void write_overrides(Page& page, const FunnelSpan& whole) {
  html::Cells cells{{"from", "to", "reason", "moves", "gate shut"}, {}, 3};
  for (const MoveCount& moves : whole.moves)
    if (moves.trigger == Trigger::override_stage)
      cells.rows.push_back({name_of(moves.from), name_of(moves.to), moves.reason, count_text(moves.count), count_text(moves.gate_shut)});
  if (!cells.rows.empty())
    html::table(page, {"Overrides", "Moves by hand, and how many of them with the gate shut."}, cells);
}

void write_recycled(Page& page, const FunnelSpan& whole) {
  const auto moves_to = [&](Stage to, Trigger trigger) {
    std::size_t count = 0;
    for (const MoveCount& moves : whole.moves)
      if (moves.to == to && moves.trigger == trigger) count += moves.count;
    return count_text(count);
  };
  html::Cells cells{{"move", "moves"}, {}};
  for (const Trigger trigger : {Trigger::reject, Trigger::recycle, Trigger::reopen, Trigger::sla, Trigger::override_stage})
    cells.rows.push_back({format_text("to nurture by {}", to_text(trigger)), moves_to(Stage::nurture, trigger)});
  cells.rows.push_back({"from mql back to lead", moves_to(Stage::lead, Trigger::automatic)});
  const StageCount& mql = count_of(whole, Stage::mql);
  cells.rows.push_back({"to mql again", count_text(mql.in - mql.first_in)});
  html::table(page, {"Recycled", "Leads that went back, and leads that became MQL again."}, cells);
}

std::string summary_of(const Funnel& funnel) {
  const FunnelSpan& whole = funnel.all.whole;
  if (funnel.all.leads == 0) return "There are no leads.";
  std::string text = format_text("{} {} from {} to {}.", funnel.all.leads, funnel.all.leads == 1 ? "lead" : "leads",
                                 day_of(whole.from), day_of(whole.to));
  const Conversion* won = step_of(whole, Stage::lead, Stage::closed_won);
  if (won != nullptr && won->share)
    text += format_text(" Within {} of coming, {} were won (95 % interval {}).", in_words(funnel.options.lag),
                        share_of(*won), html::interval_text(won->share));
  return text;
}

}  // namespace

std::string to_html(const Funnel& funnel, const ReportHead& head, std::string_view by) {
  const DefaultFloatingPoint floating_point;
  const FunnelSpan& whole = funnel.all.whole;
  const std::string segments(by);
  std::vector<std::function<void(Page&)>> parts;
  const auto add = [&](auto&& part) { parts.emplace_back(part); };
  const html::PageHead page_head{"Funnel", head.title, summary_of(funnel), head.foot};
  if (funnel.all.leads == 0) return html::html_page(page_head, parts);
  add([&](Page& page) { write_facts(page, funnel); });
  add([&](Page& page) { html::heading(page, "Conversion"), write_ladder(page, funnel); });
  if (!funnel.segments.empty())
    for (const Stage to : {Stage::mql, Stage::closed_won})
      add([&, to](Page& page) { write_step_by_segment(page, funnel, segments, Stage::lead, to); });
  if (!funnel.all.periods.empty()) {
    add([&](Page& page) { write_step_by_period(page, funnel, Stage::lead, Stage::mql); });
    add([&](Page& page) { write_step_by_period(page, funnel, Stage::mql, Stage::sal); });
    add([&](Page& page) { write_periods(page, funnel); });
  }
  add([&](Page& page) { html::heading(page, "Stages"), write_times(page, whole); });
  add([&](Page& page) { write_slas(page, whole); });
  add([&](Page& page) { write_balance(page, whole); });
  add([&](Page& page) { html::heading(page, "Moves"), write_reasons(page, whole); });
  add([&](Page& page) { write_overrides(page, whole), write_recycled(page, whole); });
  return html::html_page(page_head, parts);
}

}  // namespace bantam
