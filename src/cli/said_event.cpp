// Said event: between views and what owns.
#include "said_event.hpp"

#include <string>
#include <utility>

namespace bantam::cli {

namespace {

std::optional<std::string> owned(const std::optional<std::string_view>& text) {
  if (!text) return std::nullopt;
  return std::string(*text);
}

std::optional<std::string_view> view(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  return std::string_view(*text);
}

Value value_of(const SaidValue& said, const std::vector<std::string_view>& items) {
  switch (said.kind) {
    case SaidValue::Kind::flag: return Value(said.flag);
    case SaidValue::Kind::number: return Value(said.number);
    case SaidValue::Kind::text: return Value(said.text);
    case SaidValue::Kind::list: {
      List list;
      for (std::uint32_t i = 0; i < said.count; ++i) list.emplace_back(items[said.first + i]);
      return Value(std::move(list));
    }
    case SaidValue::Kind::null:
    case SaidValue::Kind::foreign: break;
  }
  return {};
}

NamedValues values_of(const SaidEvent& said) {
  NamedValues values;
  values.reserve(said.members.size());
  for (const SaidMember& member : said.members)
    values.push_back({std::string(member.name), value_of(member.value, said.items)});
  return values;
}

void say_values(const NamedValues& values, SaidEvent& said) {
  said.has_members = true;
  for (const NamedValue& each : values) {
    SaidValue value;
    if (const bool* flag = each.value.flag()) {
      value.kind = SaidValue::Kind::flag;
      value.flag = *flag;
    } else if (const double* number = each.value.number()) {
      value.kind = SaidValue::Kind::number;
      value.number = *number;
    } else if (const std::string* text = each.value.text()) {
      value.kind = SaidValue::Kind::text;
      value.text = *text;
    } else if (const List* list = each.value.list()) {
      value.kind = SaidValue::Kind::list;
      value.first = static_cast<std::uint32_t>(said.items.size());
      value.count = static_cast<std::uint32_t>(list->size());
      said.items.insert(said.items.end(), list->begin(), list->end());
    } else if (each.value.foreign() != nullptr) {
      value.kind = SaidValue::Kind::foreign;
      said.foreign = true;
    }
    said.members.push_back({each.name, value, 0});
  }
}

struct Sayer {
  SaidEvent& said;

  void operator()(const Activity& activity) const {
    said.kind = SaidEvent::Kind::activity;
    said.what = activity.type;
    say_values(activity.fields, said);
  }
  void operator()(const AttributeChange& change) const {
    said.kind = SaidEvent::Kind::attributes;
    say_values(change.values, said);
  }
  void operator()(const Answer& answer) const {
    said.kind = SaidEvent::Kind::answer;
    said.what = answer.criterion;
    if (answer.fields) say_values(*answer.fields, said);
    said.verdict = view(answer.verdict);
    said.by = view(answer.by);
    said.note = view(answer.note);
  }
  void operator()(const Command& command) const {
    said.kind = SaidEvent::Kind::command;
    said.command = command.kind;
    said.by = view(command.by);
    said.reason = view(command.reason);
    said.to = command.to;
  }
  void operator()(const Tick&) const { said.kind = SaidEvent::Kind::tick; }
};

}  // namespace

Event event_of(const SaidEvent& said) {
  Event event{std::string(said.lead), said.at, Tick{}, owned(said.id), said.received};
  switch (said.kind) {
    case SaidEvent::Kind::activity:
      event.what = Activity{std::string(said.what), values_of(said)};
      break;
    case SaidEvent::Kind::attributes: event.what = AttributeChange{values_of(said)}; break;
    case SaidEvent::Kind::answer: {
      Answer answer{std::string(said.what), std::nullopt, owned(said.verdict), owned(said.by),
                    owned(said.note)};
      if (said.has_members) answer.fields = values_of(said);
      event.what = std::move(answer);
      break;
    }
    case SaidEvent::Kind::command:
      event.what = Command{said.command, owned(said.by), owned(said.reason), said.to};
      break;
    case SaidEvent::Kind::tick: break;
  }
  return event;
}

void say(const Event& event, SaidEvent& said) {
  said.clear();
  said.lead = event.lead;
  said.at = event.at;
  said.id = view(event.id);
  said.received = event.received;
  std::visit(Sayer{said}, event.what);
}

}  // namespace bantam::cli
