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
  if (declaration.type == Type::choice) meaning.choices = &declaration.values;
}

/// A declaration by its name, or a date by one of its two views.
bool resolve_declared(const std::vector<Declaration>& declarations, const Names::Map& places,
                      RefKind kind, std::string_view name, Meaning& meaning) {
  const std::pair<DateView, std::string_view> views[] = {
      {DateView::date, name},
      {DateView::age_days, without_suffix(name, ".age_days")},
      {DateView::days_ahead, without_suffix(name, ".days_ahead")}};
  for (const auto& [view, plain] : views) {
    const std::int32_t index = plain.empty() ? -1 : find(places, plain);
    if (index < 0) continue;
    const Declaration& declaration = declarations[static_cast<std::size_t>(index)];
    if (view != DateView::date && declaration.type != Type::date) continue;
    describe(declaration, meaning);
    meaning.ref = {kind, view, index};
    if (view != DateView::date) meaning.type = Type::number;
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

bool is_one_of(const Choices& choices, Meaning& meaning) {
  meaning.type = Type::choice;
  meaning.choices = &choices;
  return !choices.values().empty();
}

const Choices& stage_names() {
  static const Choices names = [] {
    std::vector<std::string> stages;
    for (std::size_t i = 0; i < stage_count; ++i)
      stages.emplace_back(to_text(static_cast<Stage>(i)));
    return Choices(std::move(stages), false);
  }();
  return names;
}

const Choices& standings() {
  static const Choices names({"met", "unmet", "unknown", "expired"}, false);
  return names;
}

bool resolve_stage_name(const Scope& scope, std::string_view name, Meaning& meaning) {
  if (name == "stage") {
    meaning.ref.kind = RefKind::stage;
    return is_one_of(stage_names(), meaning);
  }
  if (name == "score.total" || name == "gate.open") {
    meaning.ref.kind = name == "gate.open" ? RefKind::gate_open : RefKind::total;
    meaning.type = name == "gate.open" ? Type::flag : Type::number;
    return true;
  }
  if (name == "band.total") {
    meaning.ref.kind = RefKind::total_band;
    return is_one_of(scope.names.total_bands, meaning);
  }
  if (const std::int32_t score = find(scope.names.scores, after(name, "score.")); score >= 0) {
    meaning.ref = {RefKind::score, DateView::date, score};
    meaning.type = Type::number;
    return true;
  }
  if (const std::int32_t score = find(scope.names.scores, after(name, "band.")); score >= 0) {
    meaning.ref = {RefKind::band, DateView::date, score};
    return is_one_of(scope.names.bands[static_cast<std::size_t>(score)], meaning);
  }
  if (const std::int32_t criterion = find(scope.names.criteria, after(name, "gate."));
      criterion >= 0) {
    meaning.ref = {RefKind::gate, DateView::date, criterion};
    return is_one_of(standings(), meaning);
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
      if (const Declaration* field = shared_field(document, names, *activities, name)) {
        describe(*field, meaning);
        meaning.ignore_case = false;  // each activity type's own declaration says so
        meaning.ref = {RefKind::field, DateView::date, -1};
        found = true;
      }
      break;
    case Place::criterion:
      found = resolve_declared(document.gate.criteria[criterion].fields,
                               names.answer_fields[criterion], RefKind::answer, name, meaning) ||
              resolve_declared(document.attributes, names.attributes, RefKind::attribute, name,
                               meaning);
      break;
    case Place::attributes:
      found = resolve_declared(document.attributes, names.attributes, RefKind::attribute, name, meaning) &&
              meaning.ref.view == DateView::date;
      break;
    case Place::stage:
    case Place::lead:
      found = resolve_declared(document.attributes, names.attributes, RefKind::attribute, name,
                               meaning) ||
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
          if (activities->size() == 1 || shared_field(document, names, *activities, field.name))
            known.push_back(field.name);
      break;
    case Place::criterion:
      add_declared(document.gate.criteria[criterion].fields, known);
      add_declared(document.attributes, known);
      break;
    case Place::attributes:
      for (const Declaration& attribute : document.attributes) known.push_back(attribute.name);
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

const Declaration* shared_field(const Document& document, const Names& names,
                                const std::vector<std::int32_t>& on, std::string_view name) {
  const Declaration* first = nullptr;
  for (const std::int32_t index : on) {
    const auto type = static_cast<std::size_t>(index);
    const std::int32_t place = find(names.fields[type], name);
    if (place < 0) return nullptr;
    const Declaration& here = document.activities[type].fields[static_cast<std::size_t>(place)];
    if (first && first->type != here.type) return nullptr;
    if (!first) first = &here;
  }
  return first;
}

const Declaration* last_field(const Document& document, const Names& names, const Signal& signal) {
  std::vector<std::int32_t> on;
  for (const Mention& mention : signal.on)
    if (const std::int32_t index = find(names.activities, mention.name); index >= 0) on.push_back(index);
  return signal.field ? shared_field(document, names, on, signal.field->name) : nullptr;
}

}  // namespace bantam
