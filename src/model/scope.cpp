// What a name in a condition refers to, place by place.
#include "model/check.hpp"

#include "bantam/stage.hpp"

namespace bantam {
namespace {

std::string_view without_suffix(std::string_view name, std::string_view suffix) {
  if (name.size() <= suffix.size() || name.substr(name.size() - suffix.size()) != suffix) return {};
  return name.substr(0, name.size() - suffix.size());
}

std::string_view after(std::string_view name, std::string_view prefix) {
  return name.substr(0, prefix.size()) == prefix ? name.substr(prefix.size()) : std::string_view();
}

void describe(const Declaration& declaration, Meaning& meaning) {
  meaning.type = declaration.type;
  meaning.ignore_case = declaration.ignore_case;
  meaning.values.assign(declaration.values.begin(), declaration.values.end());
}

/// A declaration by its name, or a date by one of its two views.
bool resolve_declared(const std::vector<Declaration>& declarations, RefKind kind,
                      std::string_view name, Meaning& meaning) {
  const std::string_view aged = without_suffix(name, ".age_days");
  const std::string_view to_come = without_suffix(name, ".days_ahead");
  for (std::size_t i = 0; i < declarations.size(); ++i) {
    const Declaration& each = declarations[i];
    const bool whole = each.name == name;
    const bool age = each.type == Type::date && each.name == aged;
    const bool ahead = each.type == Type::date && each.name == to_come;
    if (!whole && !age && !ahead) continue;
    describe(each, meaning);
    meaning.ref = {kind, whole ? DateView::date : (age ? DateView::age_days : DateView::days_ahead),
                   static_cast<std::int32_t>(i)};
    if (!whole) meaning.type = Type::number;
    return true;
  }
  return false;
}

bool resolve_signal(const Scope& scope, std::string_view name, Meaning& meaning) {
  const std::int32_t index = find(scope.names.signals, after(name, "signal."));
  if (index < 0) return false;
  const Signal& signal = scope.document.signals[static_cast<std::size_t>(index)];
  meaning.ref = {RefKind::signal, DateView::date, index};
  meaning.type = Type::number;
  if (signal.measure == Measure::last)
    if (const Declaration* field = last_field(scope.document, scope.names, signal))
      describe(*field, meaning);
  return true;
}

void name_bands(const std::vector<Band>& bands, Meaning& meaning) {
  meaning.type = Type::choice;
  for (const Band& band : bands) meaning.values.push_back(band.name);
}

bool resolve_stage_name(const Scope& scope, std::string_view name, Meaning& meaning) {
  const Document& document = scope.document;
  if (name == "stage") {
    meaning.ref.kind = RefKind::stage;
    meaning.type = Type::choice;
    for (std::size_t i = 0; i < stage_count; ++i)
      meaning.values.push_back(to_text(static_cast<Stage>(i)));
    return true;
  }
  if (name == "score.total" || name == "gate.open") {
    meaning.ref.kind = name == "gate.open" ? RefKind::gate_open : RefKind::total;
    meaning.type = name == "gate.open" ? Type::flag : Type::number;
    return true;
  }
  if (name == "band.total") {
    meaning.ref.kind = RefKind::total_band;
    name_bands(document.total.bands, meaning);
    return !document.total.bands.empty();
  }
  if (const std::int32_t score = find(scope.names.scores, after(name, "score.")); score >= 0) {
    meaning.ref = {RefKind::score, DateView::date, score};
    meaning.type = Type::number;
    return true;
  }
  if (const std::int32_t score = find(scope.names.scores, after(name, "band.")); score >= 0) {
    const Score& banded = document.scores[static_cast<std::size_t>(score)];
    meaning.ref = {RefKind::band, DateView::date, score};
    name_bands(banded.bands, meaning);
    return !banded.bands.empty();
  }
  if (const std::int32_t criterion = find(scope.names.criteria, after(name, "gate."));
      criterion >= 0) {
    meaning.ref = {RefKind::gate, DateView::date, criterion};
    meaning.type = Type::choice;
    meaning.values = {"met", "unmet", "unknown", "expired"};
    return true;
  }
  return false;
}

void add_declared(const std::vector<Declaration>& declarations, std::vector<std::string>& names) {
  for (const Declaration& each : declarations) {
    names.push_back(each.name);
    if (each.type != Type::date) continue;
    names.push_back(each.name + ".age_days");
    names.push_back(each.name + ".days_ahead");
  }
}

}  // namespace

const Meaning* Scope::resolve(std::string_view name, Meaning& meaning) const {
  bool found = false;
  switch (place) {
    case Place::element:
      meaning.ref.kind = RefKind::element;
      meaning.type = Type::text;
      meaning.ignore_case = element_ignores_case;
      found = name.empty();
      break;
    case Place::activity:
      if (const Declaration* field = shared_field(document, *activities, name)) {
        describe(*field, meaning);
        meaning.ignore_case = false;  // each activity type's own declaration says so
        meaning.ref = {RefKind::field, DateView::date, -1};
        found = true;
      }
      break;
    case Place::criterion:
      found = resolve_declared(criterion->fields, RefKind::answer, name, meaning) ||
              resolve_declared(document.attributes, RefKind::attribute, name, meaning);
      break;
    case Place::stage:
    case Place::lead:
      found = resolve_declared(document.attributes, RefKind::attribute, name, meaning) ||
              resolve_signal(*this, name, meaning) ||
              (place == Place::stage && resolve_stage_name(*this, name, meaning));
      break;
  }
  return found ? &meaning : nullptr;
}

std::vector<std::string> Scope::known_names() const {
  std::vector<std::string> known;
  switch (place) {
    case Place::element: break;
    case Place::activity:
      if (!activities->empty())
        for (const Declaration& field :
             document.activities[static_cast<std::size_t>(activities->front())].fields)
          if (activities->size() == 1 || shared_field(document, *activities, field.name))
            known.push_back(field.name);
      break;
    case Place::criterion:
      add_declared(criterion->fields, known);
      add_declared(document.attributes, known);
      break;
    case Place::stage:
      known.insert(known.end(), {"stage", "score.total", "gate.open"});
      if (!document.total.bands.empty()) known.emplace_back("band.total");
      for (const Score& score : document.scores) {
        known.push_back("score." + score.name);
        if (!score.bands.empty()) known.push_back("band." + score.name);
      }
      for (const Criterion& each : document.gate.criteria) known.push_back("gate." + each.name);
      [[fallthrough]];
    case Place::lead:
      add_declared(document.attributes, known);
      for (const Signal& signal : document.signals) known.push_back("signal." + signal.name);
      break;
  }
  return known;
}

const Declaration* shared_field(const Document& document, const std::vector<std::int32_t>& on,
                                std::string_view name) {
  const Declaration* first = nullptr;
  for (const std::int32_t index : on) {
    const Declaration* here = nullptr;
    for (const Declaration& field : document.activities[static_cast<std::size_t>(index)].fields)
      if (field.name == name) here = &field;
    if (!here || (first && first->type != here->type)) return nullptr;
    if (!first) first = here;
  }
  return first;
}

const Declaration* last_field(const Document& document, const Names& names, const Signal& signal) {
  std::vector<std::int32_t> on;
  for (const Mention& mention : signal.on)
    if (const std::int32_t index = find(names.activities, mention.name); index >= 0) on.push_back(index);
  return signal.field ? shared_field(document, on, signal.field->name) : nullptr;
}

}  // namespace bantam
