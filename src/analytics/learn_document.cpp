// Document: a points table as the text of a bantam model.
#include "analytics/learn_document.hpp"

#include <algorithm>
#include <set>

#include "analytics/document_edit.hpp"
#include "analytics/learn_level_text.hpp"
#include "analytics/learn_names.hpp"
#include "analytics/learn_rule_text.hpp"
#include "values/format_text.hpp"
#include "values/json.hpp"

namespace bantam::learning {
namespace {

constexpr std::string_view of_signal = "signal.";

/// Whether a column holds one of the signals that the options declare.
bool is_signal(const std::string& name, const LearnOptions& options) {
  return std::any_of(options.signals.begin(), options.signals.end(), [&](const ActivitySignal& signal) {
    return name == std::string(of_signal) + signal.name;
  });
}

/// What a `var` of the document calls the attributes, by their place in the table.
std::vector<std::string> names_of(const BinnedTable& table, const LearnOptions& options) {
  std::set<std::string> taken;
  std::vector<std::string> names(table.attributes.size());
  for (std::size_t a = 0; a < names.size(); ++a)
    if (!options.document.empty() || is_signal(table.attributes[a].name, options)) names[a] = table.attributes[a].name;
  // Columns that are names already come first, so that they stay what they are.
  for (int round = 0; round < 2; ++round)
    for (std::size_t a = 0; a < names.size(); ++a) {
      const std::string& column = table.attributes[a].name;
      const std::string name = model_name_of(column);
      if (names[a].empty() && (round == 1 || name == column)) names[a] = unique(taken, name, 64);
    }
  return names;
}

/// The rules as JSON, one a line, and what is said of them.
std::vector<std::string> rules_of(const BinnedTable& table, const Sample& sample,
                                  const std::vector<std::string>& names, const Additive& points, const LearnOptions& options,
                                  std::set<std::string> ids, std::vector<LearnedRule>& said) {
  std::vector<std::string> rules;
  for (const Term& term : points.terms) {
    const BinnedAttribute& attribute = table.attributes[term.attribute];
    LearnedRule rule;
    rule.attribute = attribute.name;
    std::string wanted = names[term.attribute];
    std::string condition;
    for (const Guard& guard : term.guards) {  // at most one
      const std::string& name = names[guard.attribute];
      rule.condition = table.attributes[guard.attribute].name;
      rule.condition_values = values_text(table.attributes[guard.attribute], guard.holds);
      wanted += " if " + name;
      condition = condition_text(table.attributes[guard.attribute], name, guard);
    }
    rule.id = unique(ids, wanted, 128);
    rule.levels = term.weights.size();
    rule.table = table_of(attribute, term, sample);
    const auto ends = std::minmax_element(term.weights.begin(), term.weights.end());
    const bool guarded = !term.guards.empty();
    rule.least = guarded ? std::min<std::int64_t>(whole(*ends.first), 0) : whole(*ends.first);
    rule.most = guarded ? std::max<std::int64_t>(whole(*ends.second), 0) : whole(*ends.second);
    std::string text = format_text("{{\"id\": {}, \"score\": {}, \"of\": {}, {}", json_text(rule.id),
                                   json_text(options.score), json_text(names[term.attribute]),
                                   table_text(attribute, term));
    if (guarded) text += ",\n     \"if\": " + condition;
    rules.push_back(text + "}");
    said.push_back(std::move(rule));
  }
  return rules;
}

std::string learned_text(const LearnCard& card) {
  std::string out = format_text("{{\"leads\": {}, \"won\": {}, \"seed\": {}, \"validated_by\": {}, \"folds\": {}",
                                card.leads, card.won, card.seed, json_text(card.validated_by), card.folds);
  out += format_text(", \"auc\": {:.4f}, \"auc_low\": {:.4f}, \"auc_high\": {:.4f}, \"log_loss\": {:.5f}, \"prior_log_loss\": {:.5f}",
                     *card.learned.auc, card.learned.auc_low, card.learned.auc_high, card.learned.log_loss,
                     card.learned.prior_log_loss);
  return out + "}";
}

std::string chance_text(const PointTable& points) {
  return format_text("{{\"slope\": {:.6f}, \"offset\": {:.6f}}}", points.chance.slope, points.chance.offset);
}

std::vector<bool> used_by(const Additive& points, std::size_t attributes) {
  std::vector<bool> used(attributes, false);
  for (const Term& term : points.terms) {
    used[term.attribute] = true;
    for (const Guard& guard : term.guards) used[guard.attribute] = true;
  }
  return used;
}

/// The signals that rules use, of those that the options declare.
std::vector<ActivitySignal> signals_of(const BinnedTable& table, const std::vector<bool>& used,
                                              const LearnOptions& options) {
  std::vector<ActivitySignal> signals;
  for (const ActivitySignal& signal : options.signals)
    for (std::size_t a = 0; a < used.size(); ++a)
      if (used[a] && table.attributes[a].name == std::string(of_signal) + signal.name) signals.push_back(signal);
  return signals;
}

std::vector<std::string> attribute_texts(const BinnedTable& table, const std::vector<std::string>& names,
                                         const std::vector<bool>& used, const LearnOptions& options) {
  std::vector<std::string> nulls;
  for (const std::string& null : options.nulls) nulls.push_back(json_text(null));
  std::vector<std::string> texts;
  for (std::size_t a = 0; a < names.size(); ++a) {
    const BinnedAttribute& attribute = table.attributes[a];
    if (!used[a] || is_signal(attribute.name, options)) continue;
    const char* type = attribute.kind == AttributeKind::number ? "number"
                       : attribute.kind == AttributeKind::flag ? "flag" : "text";
    std::string text = format_text("{}: {{\"type\": \"{}\"", json_text(names[a]), type);
    if (names[a] != attribute.name) text += ", \"column\": " + json_text(attribute.name);
    if (!nulls.empty()) text += format_text(", \"nulls\": [{}]", fmt::join(nulls, ", "));
    texts.push_back(text + "}");
  }
  return texts;
}

/// What the least points of all rules come to, where that is below 0: a floor that cuts nothing.
std::string floor_text(const std::vector<LearnedRule>& rules) {
  std::int64_t least = 0;
  for (const LearnedRule& rule : rules) least += rule.least;
  return least < 0 ? format_text("\"min\": {}", least) : "";
}

std::string fresh(const BinnedTable& table, const Sample& sample, const std::vector<std::string>& names, const PointTable& points,
                  const LearnOptions& options, const LearnCard& card, Written& written) {
  const std::vector<bool> used = used_by(points.table, names.size());
  const std::vector<std::string> rules = rules_of(table, sample, names, points.table, options, {}, written.rules);
  std::string out = format_text("{{\n  \"format\": \"bantam/1\",\n  \"name\": {},\n  \"version\": \"1.0.0\",\n",
                                json_text(options.name));
  out += format_text("  \"x-learned\": {},\n  \"x-chance\": {},\n", learned_text(card), chance_text(points));
  const std::vector<std::string> attributes = attribute_texts(table, names, used, options);
  if (!attributes.empty()) out += format_text("  \"attributes\": {{{}\n  }},\n", block(attributes, "    "));
  out += format_text("  \"scores\": {{{}: {{{}}}}},\n  \"rules\": [{}\n  ]\n}}\n", json_text(options.score),
                     floor_text(written.rules), block(rules, "    "));
  return with_signals(out, signals_of(table, used, options));
}

std::string into(const BinnedTable& table, const Sample& sample, const std::vector<std::string>& names, const PointTable& points,
                 const LearnOptions& options, const LearnCard& card, Written& written) {
  const std::string_view document = options.document;
  const Json root = parse_json(document).root;
  std::vector<std::string> rules;
  std::set<std::string> ids;
  if (const Json* old = root.find("rules"))
    for (const Json& rule : old->items) {
      const Json* id = rule.find("id");
      if (id == nullptr || std::find(options.kept_rules.begin(), options.kept_rules.end(), id->text) == options.kept_rules.end())
        continue;
      ids.insert(id->text);
      rules.emplace_back(document.substr(rule.offset, value_end(document, rule.offset) - rule.offset));
    }
  for (std::string& rule : rules_of(table, sample, names, points.table, options, ids, written.rules))
    rules.push_back(std::move(rule));
  std::vector<Edit> edits;
  put_member(root, "x-learned", learned_text(card), "scores", document, edits);
  put_member(root, "x-chance", chance_text(points), "scores", document, edits);
  put_member(root, "rules", format_text("[{}\n  ]", block(rules, "    ")), "scores", document, edits);
  return with_signals(edited(document, std::move(edits)),
                      signals_of(table, used_by(points.table, names.size()), options));
}

}  // namespace

Written write_document(const BinnedTable& table, const Sample& sample, const PointTable& points, const LearnOptions& options,
                       const LearnCard& card) {
  const std::vector<std::string> names = names_of(table, options);
  Written written;
  written.document = options.document.empty() ? fresh(table, sample, names, points, options, card, written)
                                              : into(table, sample, names, points, options, card, written);
  return written;
}

}  // namespace bantam::learning
