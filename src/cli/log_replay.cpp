// Log replay: one pass where leads are in order, a second for those that are not.
#include "log_replay.hpp"

#include <algorithm>
#include <utility>

#include "notices.hpp"

namespace bantam::cli {

namespace {

/// A lead on its way through the log.
struct Entry {
  ReplayedLead lead;
  std::optional<Timestamp> latest;  ///< of its events so far
  bool out_of_order = false;        ///< an event came after a later one
  std::vector<LogEvent> collected;  ///< all its events, where it is out of order
};

class LogFold {
 public:
  LogFold(const Model& model, const LogOptions& options, Input& input, Console& console)
      : model_(model), options_(options), input_(input), console_(console) {}

  std::optional<ReplayedLog> run() {
    // Notices wait for the second pass: in the first they would be printed again for every lead
    // that turns out to be out of order.
    const bool fold_at_once = !options_.notices;
    if (!read(Pass::first, fold_at_once)) return std::nullopt;
    if (!fold_at_once || any_out_of_order_) {
      if (!input_.rewind() || !read(Pass::second, !fold_at_once)) {
        input_.report_failure(console_);
        return std::nullopt;
      }
      if (!fold_collected()) return std::nullopt;
    }
    return result();
  }

 private:
  enum class Pass { first, second };

  bool read(Pass pass, bool fold);
  bool take(Pass pass, bool fold, const LogEvent& event);
  void note_order(Entry& entry, const Event& event);
  bool fold_collected();
  bool apply_to_entry(Entry& entry, const LogEvent& event);
  bool bad_line(const Finding& problem);
  Entry& entry_of(const std::string& lead);
  ReplayedLog result();

  const Model& model_;
  const LogOptions& options_;
  Input& input_;
  Console& console_;
  Workspace workspace_;
  std::map<std::string, Entry> entries_;
  std::optional<Timestamp> latest_;
  bool any_out_of_order_ = false;
  std::size_t lines_ = 0;
  std::size_t bad_lines_ = 0;
  std::size_t erased_ = 0;
};

bool LogFold::read(Pass pass, bool fold) {
  LogReader reader(input_, model_, {options_.require_ids, options_.erased});
  LogEvent event;
  Finding problem;
  LogRead read;
  while ((read = reader.next(event, problem)) != LogRead::end) {
    if (read == LogRead::event) {
      if (!take(pass, fold, event)) return false;
    } else if (read == LogRead::unreadable) {
      if (!input_.report_failure(console_)) console_.report(problem);
      return false;
    } else if (pass == Pass::first && !bad_line(problem)) {
      return false;
    }
    if (reader.lines() % 1024 == 0)
      console_.progress(pass == Pass::first ? "lines read" : "lines read again", reader.lines(),
                        input_.bytes_read(), input_.bytes_total());
  }
  if (input_.report_failure(console_)) return false;
  if (pass == Pass::first) {
    lines_ = reader.lines();
    erased_ = reader.erased();
  } else if (reader.lines() != lines_) {
    console_.report({input_.name(), 0, 0, "file/changed", "the log changed while it was read"});
    return false;
  }
  return true;
}

bool LogFold::take(Pass pass, bool fold, const LogEvent& event) {
  const Event& said = event.event;
  const bool future = from_the_future(said);
  if (pass == Pass::first && !future) latest_ = std::max(latest_.value_or(said.at), said.at);
  // An event from the future is refused whatever the moment asked for; say so with the notices.
  if (!future && options_.as_of && said.at > *options_.as_of) return true;
  if (options_.wanted && !options_.wanted(said.lead)) return true;
  Entry& entry = entry_of(said.lead);
  if (pass == Pass::first && !future) note_order(entry, said);
  if (entry.out_of_order) {
    if (pass == Pass::second) entry.collected.push_back(event);
    return true;
  }
  return !fold || apply_to_entry(entry, event);
}

void LogFold::note_order(Entry& entry, const Event& event) {
  if (options_.order == ReplayOrder::by_arrival || entry.out_of_order) return;
  if (entry.latest && event.at < *entry.latest) {
    entry.out_of_order = any_out_of_order_ = true;
    entry.lead = {model_.new_lead(event.lead), {}, {}};
  }
  entry.latest = event.at;
}

bool LogFold::fold_collected() {
  for (auto& [id, entry] : entries_) {
    std::vector<LogEvent> events = std::move(entry.collected);
    entry.collected.clear();
    std::stable_sort(events.begin(), events.end(), [](const LogEvent& a, const LogEvent& b) {
      return a.event.at < b.event.at;
    });
    for (const LogEvent& event : events)
      if (!apply_to_entry(entry, event)) return false;
  }
  return true;
}

bool LogFold::apply_to_entry(Entry& entry, const LogEvent& event) {
  const Result<Effects> effects = apply_event(model_, entry.lead, event.event, workspace_);
  if (!effects) return bad_line(finding_of(effects.error(), input_.name(), event.line));
  if (options_.notices)
    print_notices("line", event.line, event.event.lead, *effects, console_);
  return true;
}

bool LogFold::bad_line(const Finding& problem) {
  if (!options_.read_before) console_.report(problem);
  ++bad_lines_;
  return options_.keep_going;
}

Entry& LogFold::entry_of(const std::string& lead) {
  const auto found = entries_.find(lead);
  if (found != entries_.end()) return found->second;
  return entries_.emplace(lead, Entry{{model_.new_lead(lead), {}, {}}, {}, false, {}})
      .first->second;
}

ReplayedLog LogFold::result() {
  ReplayedLog log;
  while (!entries_.empty()) {
    auto node = entries_.extract(entries_.begin());
    if (node.mapped().lead.state.exists)
      log.leads.emplace_hint(log.leads.end(), node.key(), std::move(node.mapped().lead));
  }
  log.as_of = options_.as_of ? options_.as_of : latest_;
  log.lines = lines_;
  log.bad_lines = bad_lines_;
  log.erased = erased_;
  return log;
}

}  // namespace

std::optional<Input> open_log(const std::string& path, const LogOptions& options, Console& console) {
  const bool perhaps_twice = options.notices || options.order == ReplayOrder::by_time;
  return Input::open(path, perhaps_twice ? Passes::two : Passes::one, console);
}

std::optional<ReplayedLog> replay_log(const Model& model, Input& log, const LogOptions& options,
                                      Console& console) {
  if (options.read_before && !log.rewind()) {
    log.report_failure(console);
    return std::nullopt;
  }
  return LogFold(model, options, log, console).run();
}

Result<Effects> apply_event(const Model& model, ReplayedLead& lead, const Event& event,
                            Workspace& workspace) {
  Result<Effects> effects = apply_to(model, lead.state, event, workspace);
  if (!effects) return effects;
  if (lead.state.exists && !lead.began) lead.began = event.at;
  lead.moves.insert(lead.moves.end(), effects->moves.begin(), effects->moves.end());
  lead.alerts.insert(lead.alerts.end(), effects->alerts.begin(), effects->alerts.end());
  return effects;
}

}  // namespace bantam::cli
