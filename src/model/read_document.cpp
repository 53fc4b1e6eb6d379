// Reading the top of a document: declarations, signals, scores, groups, total.
#include <algorithm>
#include <array>

#include "model/read.hpp"
#include "values/format_text.hpp"
#include "values/spelling.hpp"

namespace bantam {
namespace {

constexpr std::array<std::string_view, 8> measures = {
    "count", "sum", "min", "max", "last", "days_since_first", "days_since_last", "active_days"};

template <class Read>
void each_member(const Json* json, const Where& where, Findings& findings, bool names, Read read) {
  if (!json) return;
  ObjectReader object(findings, *json, where, true);
  for (const JsonMember* member : object.members()) {
    Where at{pointer_to(where.pointer, member->name), member->offset};
    if (names) check_name(member->name, at, findings);
    read(*member, at);
  }
}

template <class Read>
void each_item(const Json* json, const Where& where, Read read) {
  if (!json) return;
  for (std::size_t i = 0; i < json->items.size(); ++i)
    read(json->items[i], Where{pointer_to(where.pointer, i), json->items[i].offset});
}

Signal read_signal(const JsonMember& member, const Where& where, const ReadSettings& settings,
                   Findings& findings) {
  Signal signal;
  signal.name = member.name;
  signal.where = where;
  ObjectReader object(findings, member.value, where);
  object.allow_ui();
  object.require("on");
  signal.on = object.mentions("on");
  signal.when = read_condition(object, "when", settings, findings);
  signal.window = object.duration("window");
  object.require("measure");
  signal.field = object.mention("field");
  if (const std::optional<std::string> measure = object.text("measure")) {
    const auto found = std::find(measures.begin(), measures.end(), *measure);
    if (found == measures.end()) {
      findings.error("signal/unknown_measure", object.at("measure"),
                     format_text("no measure {}", quoted(*measure)),
                     findings.nearest(*measure, [] { return measures; }));
    } else {
      signal.measure = static_cast<Measure>(found - measures.begin());
      const bool wants = signal.measure == Measure::sum || signal.measure == Measure::min ||
                         signal.measure == Measure::max || signal.measure == Measure::last;
      if (wants && !signal.field) object.require("field");
      if (!wants && signal.field)
        findings.error("signal/field", signal.field->where,
                       format_text("measure {} reads no field", quoted(*measure)));
    }
  }
  return signal;
}

Score read_score(const JsonMember& member, const Where& where, Findings& findings) {
  Score score;
  score.name = member.name;
  score.where = where;
  ObjectReader object(findings, member.value, where);
  score.bounds = object.bounds();
  score.bands = read_bands(object, findings);
  return score;
}

Group read_group(const JsonMember& member, const Where& where, Findings& findings) {
  Group group;
  group.name = member.name;
  group.where = where;
  ObjectReader object(findings, member.value, where);
  object.require("score");
  if (std::optional<Mention> score = object.mention("score")) group.score = *score;
  group.bounds = object.bounds();
  return group;
}

Exclusion read_exclusion(const Json& json, const Where& where, const ReadSettings& settings,
                         Findings& findings) {
  Exclusion exclusion;
  exclusion.where = where;
  ObjectReader object(findings, json, where);
  object.allow_ui();
  object.require("id");
  object.require("if");
  if (std::optional<std::string> id = object.text("id")) exclusion.id = *id;
  if (std::optional<Condition> when = read_condition(object, "if", settings, findings))
    exclusion.when = std::move(*when);
  return exclusion;
}

Total read_total(const Json& json, const Where& where, Findings& findings) {
  Total total;
  total.where = where;
  ObjectReader object(findings, json, where);
  if (const Json* weights = object.object("weights")) {
    ObjectReader reader(findings, *weights, object.at("weights"), true);
    for (const JsonMember* member : reader.members())
      if (const std::optional<Points> weight = reader.points(*member))
        total.weights.push_back({{member->name, reader.at(*member)}, *weight});
  }
  total.bounds = object.bounds();
  total.bands = read_bands(object, findings);
  return total;
}

/// Whether the keys of this member's object are the author's own.
bool holds_data_keys(std::string_view key) {
  for (const std::string_view name : {"attributes", "activities", "signals", "scores", "groups",
                                      "criteria", "values", "fields", "weights"})
    if (name == key) return true;
  return false;
}

/// The document as compact JSON without `x-` keys, `ui`, name and version; keys of ours sorted,
/// keys of the author's in their order; numbers by value. Two documents with equal meaning text
/// mean the same.
void append_meaning(std::string& out, const Json& json, bool data_keys, bool top) {
  if (json.is_number()) {
    const std::optional<Points> points = parse_points(json.text);
    out += points ? to_text(*points) : format_text("{}", json.number);
  } else if (json.is_array()) {
    out += '[';
    for (const Json& item : json.items) {
      append_meaning(out, item, false, false);
      out += ',';
    }
    out += ']';
  } else if (json.is_object()) {
    std::vector<const JsonMember*> members;
    for (const JsonMember& member : json.members) {
      const bool unread = member.name.substr(0, 2) == "x-" || member.name == "ui" ||
                          (top && (member.name == "name" || member.name == "version"));
      if (data_keys || !unread) members.push_back(&member);
    }
    if (!data_keys)
      std::stable_sort(members.begin(), members.end(), [](const JsonMember* a, const JsonMember* b) {
        return a->name < b->name;
      });
    out += '{';
    for (const JsonMember* member : members) {
      append_json_text(out, member->name);
      out += ':';
      append_meaning(out, member->value, !data_keys && holds_data_keys(member->name), false);
      out += ',';
    }
    out += '}';
  } else {
    out += to_json(json);
  }
}

void read_format(ObjectReader& top, Findings& findings) {
  top.require("format");
  if (const std::optional<std::string> format = top.text("format"); format && *format != "bantam/1")
    findings.error("model/unknown_format", top.at("format"),
                   format_text("format {} is not known here", quoted(*format)), "write `bantam/1`");
}

/// The keys of an object have no limit of their own here: the bytes of a model bound them.
void report_fault(const JsonDocument& json, std::string_view text, const Limits& limits,
                  Findings& findings) {
  const Where where{"", json.fault_offset};
  if (json.fault == JsonFault::too_deep)
    findings.error("limit/json_depth", where,
                   format_text("arrays and objects nest at most {} deep", limits.json_depth));
  else if (json.fault == JsonFault::text_too_long)
    findings.error("limit/text_bytes", where, format_text("a text has at most {} bytes", limits.text_bytes));
  else
    findings.error("json/syntax", where,
                   json.fault_offset >= text.size() ? "the document ends too early" : json.fault_text);
}

}  // namespace

std::optional<Document> read_document(std::string_view text, const Limits& limits,
                                      Findings& findings) {
  if (text.size() > limits.model_bytes) {
    findings.error("limit/model_bytes", {"", limits.model_bytes},
                   format_text("a model has at most {} bytes, this one has {}", limits.model_bytes,
                               text.size()));
    return std::nullopt;
  }
  const JsonDocument json = parse_json(text, {limits.json_depth, limits.text_bytes, text.size()});
  if (json.fault != JsonFault::none) {
    report_fault(json, text, limits, findings);
    return std::nullopt;
  }
  if (!json.root.is_object()) {
    findings.error("value/wrong_type", {"", json.root.offset},
                   format_text("a model is an object, not {}", kind_text(json.root)));
    return std::nullopt;
  }

  Document document;
  ObjectReader top(findings, json.root, {"", json.root.offset});
  read_format(top, findings);
  ReadSettings settings;
  settings.condition_depth = limits.condition_depth;
  settings.id_bytes = limits.id_bytes;
  top.require("name");
  if (std::optional<std::string> name = top.text("name")) document.name = *name;
  if (std::optional<std::string> version = top.text("version")) document.version = *version;
  if (const std::optional<std::string> semantics = top.text("semantics")) {
    settings.jsonlogic = document.jsonlogic = *semantics == "jsonlogic";
    if (!document.jsonlogic)
      findings.error("value/unknown", top.at("semantics"),
                     format_text("no semantics {}", quoted(*semantics)),
                     "write `jsonlogic`, or leave the key out");
  }
  if (const std::optional<std::string> step = top.text("step")) {
    if (*step == "1h") document.step_ms = 3'600'000;
    else if (*step != "1d")
      findings.error("value/unknown", top.at("step"),
                     format_text("the step of a model is `1d` or `1h`, not {}", quoted(*step)));
  }

  document.attributes =
      read_declarations(top.object("attributes"), top.at("attributes"), true, findings);
  each_member(top.object("activities"), top.at("activities"), findings, false,
              [&](const JsonMember& member, const Where& where) {
                if (member.name.empty() || member.name.size() > limits.id_bytes)
                  findings.error("name/invalid", where,
                                 format_text("an activity type has 1 to {} bytes", limits.id_bytes));
                ObjectReader object(findings, member.value, where);
                document.activities.push_back(
                    {member.name, where,
                     read_declarations(object.object("fields"), object.at("fields"), false, findings)});
              });
  each_member(top.object("signals"), top.at("signals"), findings, true,
              [&](const JsonMember& member, const Where& where) {
                document.signals.push_back(read_signal(member, where, settings, findings));
              });
  top.require("scores");
  each_member(top.object("scores"), top.at("scores"), findings, true,
              [&](const JsonMember& member, const Where& where) {
                document.scores.push_back(read_score(member, where, findings));
              });
  each_member(top.object("groups"), top.at("groups"), findings, true,
              [&](const JsonMember& member, const Where& where) {
                document.groups.push_back(read_group(member, where, findings));
              });
  each_item(top.array("rules"), top.at("rules"), [&](const Json& item, const Where& where) {
    document.rules.push_back(read_rule(item, where, settings, findings));
    append_meaning(document.rules.back().meaning, item, false, false);
  });
  each_item(top.array("exclude"), top.at("exclude"), [&](const Json& item, const Where& where) {
    document.exclusions.push_back(read_exclusion(item, where, settings, findings));
  });
  each_item(top.array("suppress"), top.at("suppress"), [&](const Json& item, const Where& where) {
    document.suppressions.push_back(read_exclusion(item, where, settings, findings));
  });
  if (const Json* total = top.object("total"))
    document.total = read_total(*total, top.at("total"), findings);
  if (top.array("rating")) document.rating = top.mentions("rating");
  const Json* gate = top.object("gate");
  document.gate = read_gate(gate, top.at("gate"), settings, findings);
  if (const Json* stages = top.object("stages"))
    document.stages = read_stages(*stages, top.at("stages"), settings, findings);
  append_meaning(document.meaning, json.root, false, true);
  for (const std::string_view key : {"activities", "attributes", "semantics", "signals", "step"}) {
    const Json* part = json.root.find(key);
    if (part) append_meaning(document.reading, *part, holds_data_keys(key), false);
    document.reading += ';';
  }
  return document;
}

std::optional<Condition> read_condition(ObjectReader& object, std::string_view key,
                                        const ReadSettings& settings, Findings& findings) {
  const Json* json = object.any(key);
  if (!json) return std::nullopt;
  return read_condition(*json, object.at(key), settings, findings);
}

std::vector<Band> read_bands(ObjectReader& object, Findings& findings) {
  std::vector<Band> bands;
  each_item(object.array("bands"), object.at("bands"), [&](const Json& item, const Where& where) {
    ObjectReader reader(findings, item, where);
    Band band;
    band.where = where;
    reader.require("name");
    reader.require("from");
    if (std::optional<std::string> name = reader.text("name")) band.name = *name;
    if (const std::optional<Points> from = reader.points("from")) band.from = *from;
    bands.push_back(std::move(band));
  });
  return bands;
}

void check_name(const std::string& name, const Where& where, Findings& findings) {
  if (!is_identifier(name)) {
    findings.error("name/invalid", where,
                   format_text("{} is no name: letters, digits and `_`, at most 64, no digit first",
                               quoted(name)));
    return;
  }
  for (const std::string_view reserved : {"stage", "signal", "score", "band", "gate", "total"})
    if (name == reserved)
      findings.error("name/reserved", where,
                     format_text("{} is a word of the language and can't be a name", quoted(name)));
}

}  // namespace bantam
