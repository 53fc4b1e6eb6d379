#include "engine/content.hpp"

#include <algorithm>
#include <cstring>

#include "values/siphash.hpp"
#include "values/value_order.hpp"

namespace bantam {
namespace {

class Digest {
 public:
  void text(std::string_view text) { hash_.part(text); }

  void maybe(const std::optional<std::string>& text) {
    hash_.number(text ? 1 : 0);
    if (text) hash_.part(*text);
  }

  void number(std::int64_t number) { hash_.number(static_cast<std::uint64_t>(number)); }

  void value(const Value& value) {
    if (const bool* flag = value.flag()) {
      hash_.number(*flag ? 2 : 1);
    } else if (const double* number = value.number()) {
      std::uint64_t bits = 0;
      std::memcpy(&bits, number, sizeof bits);
      hash_.number(3);
      hash_.number(bits);
    } else if (const std::string* text = value.text()) {
      hash_.number(4);
      hash_.part(*text);
    } else if (const List* list = value.list()) {
      hash_.number(5);
      hash_.number(list->size());
      for (const std::string& item : *list) hash_.part(item);
    } else {  // a null is no value here
      hash_.number(6);
      hash_.part(value.foreign()->json);
    }
  }

  void values(const NamedValues& values) {
    const NamedValues canonical = canonical_fields(values);
    hash_.number(canonical.size());
    for (const NamedValue& each : canonical) {
      hash_.part(each.name);
      value(each.value);
    }
  }

  std::uint64_t sum() const { return hash_.sum().low; }

 private:
  SipHash hash_;
};

struct Saying {
  Digest& digest;

  void operator()(const Activity& activity) const {
    digest.text("activity");
    digest.text(activity.type);
    digest.values(activity.fields);
  }
  void operator()(const AttributeChange& change) const {
    digest.text("attributes");
    digest.values(change.values);
  }
  void operator()(const Answer& answer) const {
    digest.text("answer");
    digest.text(answer.criterion);
    digest.values(answer.fields.value_or(NamedValues()));
    digest.maybe(answer.verdict);
    digest.maybe(answer.by);
    digest.maybe(answer.note);
  }
  void operator()(const Command& command) const {
    digest.text("command");
    digest.text(to_text(command.kind));
    digest.maybe(command.by);
    digest.maybe(command.reason);
    digest.number(command.to ? static_cast<std::int64_t>(*command.to) : -1);
  }
  void operator()(const Tick&) const { digest.text("tick"); }
};

}  // namespace

std::uint64_t content_digest(const Event& event) {
  Digest digest;
  digest.number(event.at.ms);
  std::visit(Saying{digest}, event.what);
  return digest.sum();
}

std::string first_difference(const Event& event, const StoredActivity& accepted) {
  const Activity* activity = std::get_if<Activity>(&event.what);
  if (!activity || activity->type != accepted.type) return "activity";
  if (event.at != accepted.at) return "at";
  const NamedValues fields = canonical_fields(activity->fields);
  const auto differs = [](const NamedValues& some, const NamedValues& others) -> const NamedValue* {
    for (const NamedValue& each : some)
      if (std::find(others.begin(), others.end(), each) == others.end()) return &each;
    return nullptr;
  };
  if (const NamedValue* each = differs(accepted.fields, fields)) return "fields/" + each->name;
  if (const NamedValue* each = differs(fields, accepted.fields)) return "fields/" + each->name;
  return {};
}

}  // namespace bantam
