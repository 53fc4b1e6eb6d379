// Reading the gate and the stages.
#include <algorithm>
#include <array>

#include "model/read.hpp"
#include "values/format_text.hpp"
#include "values/spelling.hpp"

namespace bantam {
namespace {

constexpr std::string_view bant[] = {"budget", "authority", "need", "timeline"};

Criterion read_criterion(const JsonMember& member, const Where& where, const ReadSettings& settings,
                         Findings& findings) {
  Criterion criterion;
  criterion.name = member.name;
  criterion.where = where;
  ObjectReader object(findings, member.value, where);
  object.allow_ui();
  criterion.fields = read_declarations(object.object("fields"), object.at("fields"), false, findings);
  criterion.met_if = read_condition(object, "met_if", settings, findings);
  criterion.valid_for = object.duration("valid_for");
  criterion.ask = object.text("ask").value_or("");
  return criterion;
}

/// BANT has its four criteria in its own order, whatever the document leaves out.
std::vector<Criterion> in_bant_order(std::vector<Criterion> written, Findings& findings) {
  std::vector<Criterion> criteria;
  for (const std::string_view name : bant) {
    const auto found = std::find_if(written.begin(), written.end(),
                                    [&](const Criterion& each) { return each.name == name; });
    if (found == written.end()) criteria.push_back({std::string(name), {}, {}, {}, {}, {}});
    else criteria.push_back(*found);
  }
  for (const Criterion& each : written)
    if (std::find(std::begin(bant), std::end(bant), each.name) == std::end(bant))
      findings.error("gate/fixed_criteria", each.where,
                     format_text("{} is no criterion of BANT", quoted(each.name)),
                     "budget, authority, need and timeline are; another `framework` takes any");
  return criteria;
}

std::optional<std::vector<std::string>> read_reason_list(ObjectReader& object, std::string_view key) {
  if (!object.array(key)) return std::nullopt;
  std::vector<std::string> reasons;
  for (Mention& mention : object.mentions(key)) reasons.push_back(std::move(mention.name));
  return reasons;
}

bool may_follow(SlaThen then, Stage stage) {
  if (then == SlaThen::accept) return stage == Stage::mql;
  if (then == SlaThen::nurture) return stage <= Stage::opportunity;
  return true;
}

std::optional<Sla> read_sla(ObjectReader& stage_object, Stage stage, Findings& findings) {
  const Json* json = stage_object.object("sla");
  if (!json) return std::nullopt;
  Sla sla;
  sla.where = stage_object.at("sla");
  ObjectReader object(findings, *json, sla.where);
  object.require("within");
  sla.within = object.duration("within").value_or(Duration{1});
  if (const std::optional<std::string> then = object.text("then")) {
    if (*then == "nurture") sla.then = SlaThen::nurture;
    else if (*then == "accept") sla.then = SlaThen::accept;
    else if (*then != "none")
      findings.error("value/unknown", object.at("then"), format_text("no {} after an SLA", quoted(*then)),
                     findings.nearest(*then, [] { return std::array<std::string_view, 3>{"none", "nurture", "accept"}; }));
    if (!may_follow(sla.then, stage))
      findings.error("stage/sla_then", object.at("then"),
                     format_text("no move {} leads out of stage {}", quoted(*then), quoted(to_text(stage))));
  }
  return sla;
}

}  // namespace

Gate read_gate(const Json* json, const Where& where, const ReadSettings& settings,
               Findings& findings) {
  Gate gate;
  gate.where = where;
  std::vector<Criterion> written;
  if (!json) {
    gate.criteria = in_bant_order({}, findings);
    return gate;
  }
  ObjectReader object(findings, *json, where);
  gate.framework = object.text("framework").value_or("bant");
  if (const Json* criteria = object.object("criteria")) {
    const Where at = object.at("criteria");
    ObjectReader reader(findings, *criteria, at, true);
    for (const JsonMember* member : reader.members()) {
      const Where place{pointer_to(at.pointer, member->name), member->offset};
      check_name(member->name, place, findings);
      written.push_back(read_criterion(*member, place, settings, findings));
    }
  }
  if (gate.framework == "bant") {
    gate.criteria = in_bant_order(std::move(written), findings);
  } else {
    gate.criteria = std::move(written);
    if (gate.criteria.empty() || gate.criteria.size() > 16)
      findings.error("gate/criteria_count", object.at("criteria"),
                     format_text("a gate has 1 to 16 criteria, this one {}", gate.criteria.size()));
  }
  gate.require = object.whole("require", 0).value_or(static_cast<std::int64_t>(gate.criteria.size()));
  if (object.array("mandatory")) gate.mandatory = object.mentions("mandatory");
  return gate;
}

Stages read_stages(const Json& json, const Where& where, const ReadSettings& settings,
                   Findings& findings) {
  Stages stages;
  stages.where = where;
  ObjectReader object(findings, json, where);
  for (std::size_t i = 0; i < stage_count; ++i) {
    const auto stage = static_cast<Stage>(i);
    const Json* member = object.object(to_text(stage));
    if (!member) continue;
    ObjectReader reader(findings, *member, object.at(to_text(stage)));
    stages.sla[i] = read_sla(reader, stage, findings);
    if (stage == Stage::mql) {
      reader.allow_ui();
      stages.promote_if = read_condition(reader, "promote_if", settings, findings);
      stages.demote_if = read_condition(reader, "demote_if", settings, findings);
      stages.min_dwell = reader.duration("min_dwell");
    } else if (stage == Stage::sql) {
      stages.sql_auto = reader.flag("auto").value_or(false);
    } else if (stage == Stage::nurture) {
      stages.reset_activities = reader.flag("reset_activities").value_or(false);
      stages.cool_off = reader.duration("cool_off");
    }
  }
  if (const Json* reasons = object.object("reasons")) {
    ObjectReader reader(findings, *reasons, object.at("reasons"));
    stages.reasons.reject = read_reason_list(reader, "reject");
    stages.reasons.recycle = read_reason_list(reader, "recycle");
    stages.reasons.disqualify = read_reason_list(reader, "disqualify");
    stages.reasons.lose = read_reason_list(reader, "lose");
  }
  return stages;
}

}  // namespace bantam
