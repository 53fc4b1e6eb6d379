// Values between JSON and memory.
#include "adapters/json_value.hpp"

#include <algorithm>

#include "adapters/json_writer.hpp"

namespace bantam {
namespace {

void write_canonical(JsonWriter& out, const Json& json);

void write_members(JsonWriter& out, const Json& object) {
  std::vector<const JsonMember*> sorted;
  for (const JsonMember& member : object.members)
    if (!member.value.is_null()) sorted.push_back(&member);
  std::sort(sorted.begin(), sorted.end(),
            [](const JsonMember* a, const JsonMember* b) { return a->name < b->name; });
  out.open_object();
  for (const JsonMember* member : sorted) {
    out.key(member->name);
    write_canonical(out, member->value);
  }
  out.close_object();
}

void write_canonical(JsonWriter& out, const Json& json) {
  switch (json.kind) {
    case Json::Kind::null: out.raw("null"); break;
    case Json::Kind::flag: out.raw(json.flag ? "true" : "false"); break;
    case Json::Kind::number: out.raw(json.overflow ? json.text : json_number(json.number)); break;
    case Json::Kind::text: out.text(json.text); break;
    case Json::Kind::array:
      out.open_array();
      for (const Json& item : json.items) write_canonical(out, item);
      out.close_array();
      break;
    case Json::Kind::object: write_members(out, json); break;
  }
}

Value foreign(const Json& json) {
  JsonWriter out;
  write_canonical(out, json);
  return Value(ForeignValue{out.take()});
}

}  // namespace

std::string value_json(const Value& value) {
  JsonWriter out;
  if (const bool* flag = value.flag()) {
    out.raw(*flag ? "true" : "false");
  } else if (const double* number = value.number()) {
    out.raw(json_number(*number));
  } else if (const std::string* text = value.text()) {
    out.text(*text);
  } else if (const List* list = value.list()) {
    out.open_array();
    for (const std::string& text_item : *list) out.text(text_item);
    out.close_array();
  } else if (const ForeignValue* foreign_value = value.foreign()) {
    out.raw(foreign_value->json);
  } else {
    out.raw("null");
  }
  return out.take();
}

Value value_of(const Json& json) {
  switch (json.kind) {
    case Json::Kind::null: return {};
    case Json::Kind::flag: return Value(json.flag);
    case Json::Kind::number: return json.overflow ? foreign(json) : Value(json.number);
    case Json::Kind::text: return Value(json.text);
    case Json::Kind::object: return foreign(json);
    case Json::Kind::array: break;
  }
  List list;
  for (const Json& item : json.items) {
    if (!item.is_text()) return foreign(json);
    list.push_back(item.text);
  }
  return Value(std::move(list));
}

NamedValues values_of(const Json& object) {
  NamedValues values;
  values.reserve(object.members.size());
  for (const JsonMember& member : object.members)
    values.push_back({member.name, value_of(member.value)});
  return values;
}

}  // namespace bantam
