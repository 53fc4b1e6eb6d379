// Scored leads: the order is log, rows, tick (docs/semantics.md, section 10).
#include "scored_leads.hpp"

#include <fmt/format.h>

#include <iterator>
#include <utility>

#include "lead_rows.hpp"
#include "model_file.hpp"
#include "notices.hpp"

namespace bantam::cli {

namespace {

using Wanted = std::function<bool(const std::string&)>;

void say_how_many(std::size_t bad, std::size_t all, std::string_view unit, const std::string& path,
                  Console& console) {
  if (bad == 0) return;
  console.say(fmt::format("{}: {} of {} {} left out", name_of(path), bad, all, unit));
}

LogOptions log_options(const Arguments& arguments) {
  LogOptions options;
  options.as_of = arguments.as_of;
  options.order = arguments.arrival ? ReplayOrder::by_arrival : ReplayOrder::by_time;
  options.keep_going = arguments.keep_going;
  options.notices = arguments.notices;
  options.require_ids = arguments.require_ids;
  return options;
}

std::optional<ReplayedLog> read_log(Sources& sources, const Arguments& arguments, Wanted wanted,
                                    Console& console) {
  if (!sources.log) {
    ReplayedLog nothing;
    nothing.as_of = arguments.as_of;
    return nothing;
  }
  LogOptions options = log_options(arguments);
  options.read_before = sources.log->lines_taken() != 0;
  options.erased = &sources.erased;
  options.wanted = std::move(wanted);
  std::optional<ReplayedLog> log = replay_log(sources.model, *sources.log, options, console);
  if (log && !options.read_before) {
    say_how_many(log->bad_lines, log->lines, "lines", arguments.events, console);
    say_how_many_erased(log->erased, arguments.events, console);
  }
  return log;
}

/// A row that the library refuses is impossible but for a bug; it is an error all the same.
bool apply_rows(const ScoredLeads& scored, const std::vector<LeadRow>& rows, ReplayedLead& lead,
                const Arguments& arguments, Workspace& workspace, Console& console) {
  for (const LeadRow& row : rows) {
    const Event event{lead.state.lead, scored.as_of, AttributeChange{row.values}, {}, {}};
    const Result<Effects> effects = apply_event(scored.model, lead, event, workspace);
    if (!effects) {
      console.report(finding_of(effects.error(), name_of(arguments.leads), row.line));
      return false;
    }
    if (arguments.notices)
      print_notices("row", row.line, lead.state.lead, *effects, console);
  }
  return true;
}

bool tick(const ScoredLeads& scored, ReplayedLead& lead, Workspace& workspace, Console& console) {
  const Event event{lead.state.lead, scored.as_of, Tick{}, {}, {}};
  const Result<Effects> effects = apply_event(scored.model, lead, event, workspace);
  if (effects) return true;
  console.report(finding_of(effects.error(), "last tick", 0));
  return false;
}

/// Leaves the leads of the table, with their rows applied.
bool join_rows(ScoredLeads& scored, const LeadRows& table, const Wanted& wanted,
               const Arguments& arguments, Workspace& workspace, Console& console) {
  Leads joined;
  for (const auto& [id, rows] : table.rows) {
    if (wanted && !wanted(id)) continue;
    auto known = scored.leads.extract(id);
    ReplayedLead lead = known ? std::move(known.mapped())
                              : ReplayedLead{scored.model.new_lead(id), {}, {}};
    if (!apply_rows(scored, rows, lead, arguments, workspace, console)) return false;
    joined.emplace_hint(joined.end(), id, std::move(lead));
  }
  scored.leads = std::move(joined);
  return true;
}

/// A row of an erased lead would bring it back as an event would.
void leave_out_erased(Sources& sources, const Arguments& arguments, Console& console) {
  auto& rows = sources.table->rows;
  std::size_t erased = 0;
  for (auto row = rows.begin(); row != rows.end();) {
    const bool gone = is_erased(sources.erased, row->first);
    erased += gone ? row->second.size() : 0;
    row = gone ? rows.erase(row) : std::next(row);
  }
  say_how_many_rows_erased(erased, arguments.leads, console);
}

}  // namespace

std::optional<Sources> open_sources(const Arguments& arguments, Console& console) {
  std::optional<Model> model = load_model(arguments.model, console);
  if (!model) return std::nullopt;
  std::optional<ErasedLeads> erased = read_erased(arguments.erased, console);
  if (!erased) return std::nullopt;
  Sources sources{*std::move(model), {}, {}, *std::move(erased)};
  if (!arguments.leads.empty()) {
    sources.table = read_leads(sources.model,
                               {arguments.leads, arguments.id_column, arguments.keep_going}, console);
    if (!sources.table) return std::nullopt;
    say_how_many(sources.table->bad, sources.table->read, "rows", arguments.leads, console);
    leave_out_erased(sources, arguments, console);
  }
  if (!arguments.events.empty()) {
    sources.log = open_log(arguments.events, log_options(arguments), console);
    if (!sources.log) return std::nullopt;
  }
  return sources;
}

std::optional<ScoredLeads> score_leads(Sources& sources, const Arguments& arguments,
                                       Console& console, const Wanted& wanted) {
  const std::optional<LeadRows>& table = sources.table;
  const auto of_interest = [&](const std::string& lead) {
    return (!wanted || wanted(lead)) && (!table || table->rows.count(lead) != 0);
  };
  std::optional<ReplayedLog> log = read_log(sources, arguments, of_interest, console);
  if (!log) return std::nullopt;
  if (!log->as_of) {
    if (!table || table->rows.empty()) return ScoredLeads{sources.model, {}, {}};
    report_no_moment(arguments, console);
    return std::nullopt;
  }

  ScoredLeads scored{sources.model, std::move(log->leads), *log->as_of};
  Workspace workspace;
  if (table && !join_rows(scored, *table, wanted, arguments, workspace, console))
    return std::nullopt;
  std::size_t count = 0;
  for (auto& [id, lead] : scored.leads) {
    if (!tick(scored, lead, workspace, console)) return std::nullopt;
    if (++count % 256 == 0) console.progress("leads scored", count, count, scored.leads.size());
  }
  return scored;
}

std::optional<ScoredLeads> score_leads(const Arguments& arguments, Console& console,
                                       const Wanted& wanted) {
  std::optional<Sources> sources = open_sources(arguments, console);
  return sources ? score_leads(*sources, arguments, console, wanted) : std::nullopt;
}

void report_no_moment(const Arguments& arguments, Console& console) {
  console.report({name_of(arguments.events), 0, 0, "log/no_events",
                  "there is no event to take the moment from", "give it with --as-of"});
}

}  // namespace bantam::cli
