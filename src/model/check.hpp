// check: what names refer to and whether types fit. Annotates the conditions of a Document.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "bantam/limits.hpp"
#include "model/document.hpp"
#include "model/findings.hpp"

namespace bantam {

/// A name to its place in the Document's vectors; of names that stand twice the first.
struct Names {
  using Map = std::map<std::string_view, std::int32_t>;
  Map attributes, activities, signals, scores, groups, criteria;
  std::vector<Map> fields;         ///< of each activity type
  std::vector<Map> answer_fields;  ///< of each criterion
  std::vector<Choices> bands;      ///< of each score
  Choices total_bands;
};
Names names_of(const Document& document);

/// The place of a name, or -1.
std::int32_t find(const Names::Map& names, std::string_view name);
std::vector<std::string_view> known(const Names::Map& names);

/// What a name in a condition refers to, and what it can be.
struct Meaning {
  Ref ref;
  Type type = Type::null;
  bool ignore_case = false;
  const Choices* choices = nullptr;  ///< of a choice: all it can be
};

/// What the vars of a condition may name. docs/semantics.md, section 3.
struct Scope {
  enum class Place : unsigned char { activity, attributes, lead, criterion, stage, element };
  const Document& document;
  const Names& names;
  Place place = Place::lead;
  const std::vector<std::int32_t>* activities = nullptr;  ///< of Place::activity
  std::size_t criterion = 0;                              ///< of Place::criterion
  bool element_ignores_case = false;                      ///< of Place::element

  /// Nothing when the name is not known here.
  const Meaning* resolve(std::string_view name, Meaning& meaning) const;
  std::vector<std::string> known_names() const;
};

/// The declaration of a field, the same type in every activity type of `on`, or nothing.
const Declaration* shared_field(const Document& document, const Names& names,
                                const std::vector<std::int32_t>& on, std::string_view name);

/// The declaration that a signal of measure `last` reads, or nothing.
const Declaration* last_field(const Document& document, const Names& names, const Signal& signal);

/// Checks a whole condition and annotates it.
void check_condition(Condition& condition, const Scope& scope, const Limits& limits,
                     Findings& findings);

/// Checks everything; afterwards, without errors, `lower` cannot fail.
void check(Document& document, const Limits& limits, Findings& findings);

/// Warnings about a document without errors: docs/diagnostics.md lists them.
void lint(const Document& document, Findings& findings);

/// Warnings about what the document reads under a sensitive name, of which `names` has the words.
void lint_sensitive(const Document& document, const std::vector<std::string>& names,
                    Findings& findings);

}  // namespace bantam
