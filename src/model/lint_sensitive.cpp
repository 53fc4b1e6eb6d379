// Sensitive names: what a model reads of a lead that may stand for who somebody is.
//
// Only what is read is warned of, where it is read: an attribute that no rule looks at scores
// nobody, and a suppression scores nobody either. The list is of words, so a name that has none of
// them is not looked through.
#include <map>

#include "model/lint.hpp"
#include "values/format_text.hpp"
#include "values/sensitive_names.hpp"
#include "values/spelling.hpp"

namespace bantam {
namespace {

/// A date is read as its age under its own name and a view: `since.age_days`.
std::string_view before_dot(std::string_view name) { return name.substr(0, name.find('.')); }

class Sensitive {
 public:
  Sensitive(const Document& document, const std::vector<std::string>& names, Findings& findings)
      : document_(document), sensitive_(names), findings_(findings) {
    for (const Declaration& attribute : document.attributes)
      attributes_[attribute.name] = &attribute;
  }

  void run() {
    for (const Signal& signal : document_.signals) {
      condition(signal.when);
      if (signal.field) field(*signal.field);
    }
    for (const Rule& rule : document_.rules) {
      condition(rule.guard);
      condition(rule.when);
      if (rule.field) field(*rule.field);
      if (rule.of) value(*rule.of);
    }
    for (const Exclusion& exclusion : document_.exclusions) condition(exclusion.when);
    for (const Criterion& criterion : document_.gate.criteria) condition(criterion.met_if);
    condition(document_.stages.promote_if);
    condition(document_.stages.demote_if);
  }

 private:
  void condition(const std::optional<Condition>& condition) {
    if (condition) this->condition(*condition);
  }

  /// Names stand in `var` and in the lists of `missing`.
  void condition(const Condition& node) {
    switch (node.ref.kind) {
      case RefKind::attribute:
        attribute(before_dot(node.name), node.where);
        break;
      case RefKind::signal:
        signal(node.name, node.where);
        break;
      case RefKind::field:
      case RefKind::answer:
        named(before_dot(node.name), node.where);
        break;
      default:
        break;
    }
    for (const Condition& arg : node.args) condition(arg);
  }

  /// The `of` of a rule.
  void value(const Mention& of) {
    if (of.name.rfind("signal.", 0) == 0)
      signal(of.name, of.where);
    else
      attribute(of.name, of.where);
  }

  void field(const Mention& field) { named(field.name, field.where); }

  void signal(std::string_view name, const Where& where) {
    named(name.substr(name.find('.') + 1), where);
  }

  void named(std::string_view name, const Where& where) {
    if (const std::string* word = word_in(name)) warn(quoted(name), *word, where);
  }

  /// An attribute has the name that the model gives it and the one that the table has.
  void attribute(std::string_view name, const Where& where) {
    if (const std::string* word = word_in(name)) return warn(quoted(name), *word, where);
    const std::string& column = attributes_.at(name)->column;
    if (const std::string* word = word_in(column))
      warn(format_text("{}, from column {},", quoted(name), quoted(column)), *word, where);
  }

  /// Each name is looked through once.
  const std::string* word_in(std::string_view name) {
    const auto [found, fresh] = words_.emplace(name, nullptr);
    if (fresh) found->second = sensitive_.in(name);
    return found->second;
  }

  void warn(const std::string& subject, const std::string& word, const Where& where) {
    findings_.warning("name/sensitive", where,
                      format_text("{} may stand for who somebody is ({})", subject, quoted(word)),
                      "leave it out, unless you may and must judge people by it");
  }

  const Document& document_;
  SensitiveNames sensitive_;
  Findings& findings_;
  std::map<std::string_view, const Declaration*> attributes_;
  std::map<std::string_view, const std::string*> words_;
};

}  // namespace

void lint_sensitive(const Document& document, const std::vector<std::string>& names,
                    Findings& findings) {
  Sensitive(document, names, findings).run();
}

}  // namespace bantam
