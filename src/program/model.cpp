// Model and compile: read → check → lower.
#include "bantam/model.hpp"

#include <algorithm>
#include <map>

#include "model/check.hpp"
#include "model/read.hpp"
#include "program/program.hpp"
#include "values/floating_point.hpp"

namespace bantam {

CompileReport compile(std::string_view text, const CompileOptions& options) {
  const DefaultFloatingPoint floating_point;
  CompileReport report;
  Findings findings;
  const Limits limits = bounded(options.limits);
  std::optional<Document> document = read_document(text, limits, findings);
  findings.throw_bad_alloc();
  if (document) check(*document, limits, findings);
  if (document && !findings.has_errors()) {
    lint(*document, findings);
    lint_sensitive(*document, options.sensitive_names, findings);
    if (options.warnings == Warnings::refuse) findings.make_strict();
  }
  if (document && !findings.has_errors()) {
    report.model = Model(lower(std::move(*document), limits));
  }
  report.diagnostics = findings.in_order(text);
  return report;
}

Model::Model(std::shared_ptr<const Program> program) : program_(std::move(program)) {}

const std::string& Model::name() const { return program_->name; }
const std::string& Model::version() const { return program_->version; }
Fingerprint Model::fingerprint() const { return program_->fingerprint; }
const Limits& Model::limits() const { return program_->limits; }

std::vector<std::string> Model::scores() const {
  std::vector<std::string> names;
  for (const ScoreProgram& score : program_->scores) names.push_back(score.name);
  return names;
}

std::vector<RuleSummary> Model::rules() const {
  std::vector<RuleSummary> rules;
  for (const RuleProgram& rule : program_->rules)
    rules.push_back({rule.id, program_->scores[rule.score].name,
                     rule.group < 0 ? "" : program_->groups[static_cast<std::size_t>(rule.group)].name});
  return rules;
}

std::vector<std::string> Model::criteria() const {
  std::vector<std::string> names;
  for (const CriterionProgram& criterion : program_->criteria) names.push_back(criterion.name);
  return names;
}

std::vector<std::string> Model::exclusions() const {
  std::vector<std::string> ids;
  for (const ExclusionProgram& exclusion : program_->exclusions) ids.push_back(exclusion.id);
  return ids;
}

std::vector<std::string> Model::suppressions() const {
  std::vector<std::string> ids;
  for (const ExclusionProgram& suppression : program_->suppressions) ids.push_back(suppression.id);
  return ids;
}

LeadState Model::new_lead(std::string lead) const {
  LeadState state;
  state.lead = std::move(lead);
  state.model = program_->fingerprint;
  state.rule_marks = program_->rule_marks;
  state.activities = History(program_);
  state.attributes.resize(program_->attributes.size());
  return state;
}

std::vector<AttributeSummary> attributes(const Model& model) {
  std::vector<AttributeSummary> summaries;
  for (const AttributeSlot& attribute : model.program().attributes)
    summaries.push_back({attribute.name, std::string(to_text(attribute.type)), attribute.column, attribute.nulls});
  return summaries;
}

std::vector<ActivitySummary> activities(const Model& model) {
  std::vector<ActivitySummary> summaries;
  for (const ActivityProgram& activity : model.program().activities) {
    ActivitySummary summary{activity.name, {}};
    for (const Slot& field : activity.fields)
      summary.fields.push_back({field.name, std::string(to_text(field.type))});
    summaries.push_back(std::move(summary));
  }
  return summaries;
}

std::vector<Stage> stages_with_sla(const Model& model) {
  std::vector<Stage> stages;
  for (std::size_t stage = 0; stage < stage_count; ++stage)
    if (model.program().stages.sla[stage]) stages.push_back(static_cast<Stage>(stage));
  return stages;
}

Resets resets(const Model& model) {
  const StageProgram& stages = model.program().stages;
  if (!stages.reset_activities) return Resets::never;
  for (const std::optional<Sla>& sla : stages.sla)
    if (sla && sla->then == SlaThen::nurture) return Resets::by_time;
  return Resets::by_command;
}

bool order_matters(const Model& model) {
  // Which of the simultaneous ones are left over only matters where they are worth different points.
  for (const RuleProgram& rule : model.program().rules)
    if ((rule.cooldown || rule.per_day != 0 || rule.newest != 0) && !rule.field.empty()) return true;
  for (const SignalProgram& signal : model.program().signals)
    if (signal.measure == Measure::sum || signal.measure == Measure::last) return true;
  return false;
}

std::vector<std::string> rules_to_replay(const Model& model, const LeadState& state) {
  std::map<std::uint16_t, std::size_t> marks;
  if (state.rule_marks)
    for (const std::uint16_t mark : *state.rule_marks) ++marks[mark];
  std::vector<std::string> changed;
  for (const RuleProgram& rule : model.program().rules) {
    const auto found = marks.find(rule.mark);
    if (found == marks.end() || found->second == 0) changed.push_back(rule.id);
    else --found->second;
  }
  return changed;
}

}  // namespace bantam
