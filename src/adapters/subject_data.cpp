#include "adapters/subject_data.hpp"

#include <algorithm>
#include <map>

#include "adapters/describe_rule.hpp"
#include "adapters/subject_words.hpp"
#include "adapters/text_layout.hpp"
#include "values/format_text.hpp"

namespace bantam {
namespace {

bool is_signal(std::string_view name) { return name.rfind("signal.", 0) == 0; }

std::string times(std::size_t count) {
  return count == 1 ? "once" : format_text("{} times", count);
}

std::string between(Timestamp first, Timestamp last) {
  return day_of(first) == day_of(last) ? day_of(first) : day_of(first) + " to " + day_of(last);
}

/// Type and field of an activity.
using FieldReads = std::set<std::pair<std::string, std::string>>;

void add_fields(const Condition& condition, const std::vector<Mention>& on, FieldReads& reads) {
  if (condition.ref.kind == RefKind::field)
    for (const Mention& type : on)
      reads.insert({type.name, condition.name.substr(0, condition.name.find('.'))});
  for (const Condition& arg : condition.args) add_fields(arg, on, reads);
}

/// What a rule or signal reads of activities; an empty field stands for the activity itself.
template <class Listener>
void add_listener(const Listener& listener, FieldReads& reads) {
  for (const Mention& type : listener.on) reads.insert({type.name, ""});
  if (listener.when) add_fields(*listener.when, listener.on, reads);
  if (listener.field)
    for (const Mention& type : listener.on) reads.insert({type.name, listener.field->name});
}

struct Run {
  std::size_t count = 0;
  Timestamp first, last;
  void add(Timestamp at) {
    if (count++ == 0) first = last = at;
    first = std::min(first, at);
    last = std::max(last, at);
  }
};

std::string run_text(const std::string& name, const Run& run) {
  return format_text("{}, {}, {}", name, times(run.count), between(run.first, run.last));
}

}  // namespace

void LeadReads::add_name(std::string_view name) {
  if (!is_signal(name)) name = name.substr(0, name.find('.'));  // a date, and how old it is
  if (std::find(names_.begin(), names_.end(), name) == names_.end()) names_.emplace_back(name);
}

void LeadReads::add(const Condition& condition) {
  if (condition.ref.kind == RefKind::attribute || condition.ref.kind == RefKind::signal)
    add_name(condition.name);
  for (const Condition& arg : condition.args) add(arg);
}

void LeadReads::add(const std::optional<Mention>& of) {
  if (of) add_name(of->name);
}

std::string SubjectData::named(const std::string& name) const {
  if (!is_signal(name)) return plain_name(name);
  const std::vector<Signal>& signals = program_.document.signals;
  const auto named = std::find_if(signals.begin(), signals.end(),
                                  [&](const Signal& signal) { return name == "signal." + signal.name; });
  return plain_words(in_english(*named), program_.document);
}

const Value* SubjectData::value(const std::string& name) const {
  for (const NamedValue& each : seen_)
    if (each.name == name && !each.value.is_null()) return &each.value;
  return nullptr;
}

std::string SubjectData::known(const std::string& name) const {
  const Value* found = value(name);
  if (found == nullptr) return {};
  std::string text = format_text("{}: {}", named(name), plain_value(*found));
  if (is_signal(name)) return text;
  const auto index = static_cast<std::size_t>(program_.attribute_index(name));
  return text + ", since " + day_of(state_.attributes[index]->at);
}

std::string SubjectData::said(const std::string& name) const {
  const std::string text = known(name);
  return text.empty() ? named(name) + ": not known" : text;
}

std::string SubjectData::activities(const std::vector<MatchLine>& matches) const {
  std::map<std::string, Run> runs;
  for (const MatchLine& match : matches) runs[match.type].add(match.at);
  std::vector<std::string> texts;
  for (const auto& [type, run] : runs) texts.push_back(run_text(plain_name(type), run));
  return listed(texts, "and");
}

std::set<std::string> SubjectData::attributes_read() const {
  const Document& document = program_.document;
  LeadReads reads;
  for (const Exclusion& suppression : document.suppressions) reads.add(suppression.when);
  for (const Criterion& criterion : document.gate.criteria) reads.add(criterion.met_if);
  if (!scored_) return {reads.names().begin(), reads.names().end()};
  for (const Rule& rule : document.rules) {
    reads.add(rule.guard);
    reads.add(rule.of);
  }
  for (const Exclusion& exclusion : document.exclusions) reads.add(exclusion.when);
  reads.add(document.stages.promote_if);
  reads.add(document.stages.demote_if);
  return {reads.names().begin(), reads.names().end()};
}

std::vector<std::string> SubjectData::unused() const {
  std::vector<std::string> unused;
  const std::set<std::string> read = attributes_read();
  for (const AttributeSlot& slot : program_.attributes)
    if (read.count(slot.name) == 0)
      if (const std::string text = known(slot.name); !text.empty()) unused.push_back(text);
  add_unused_activities(unused);
  return unused;
}

void SubjectData::add_unused_activities(std::vector<std::string>& unused) const {
  FieldReads reads;
  if (scored_) {
    for (const Rule& rule : program_.document.rules) add_listener(rule, reads);
    for (const Signal& signal : program_.document.signals) add_listener(signal, reads);
  }
  std::map<std::pair<std::string, std::string>, Run> runs;
  for (const StoredActivity& activity : state_.activities) {
    if (reads.count({activity.type, ""}) == 0) runs[{activity.type, ""}].add(activity.at);
    for (const NamedValue& field : activity.fields)
      if (reads.count({activity.type, field.name}) == 0)
        runs[{activity.type, field.name}].add(activity.at);
  }
  for (const auto& [what, run] : runs) {
    const std::string field = what.second.empty() ? "" : plain_name(what.second) + " of ";
    unused.push_back(run_text(field + plain_name(what.first), run));
  }
}

}  // namespace bantam
