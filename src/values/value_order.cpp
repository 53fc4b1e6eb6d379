#include "values/value_order.hpp"

#include <algorithm>

namespace bantam {
namespace {

int rank(const Value& value) {
  if (value.flag()) return 1;
  if (value.number()) return 2;
  if (value.text()) return 3;
  if (value.list()) return 4;
  if (value.foreign()) return 5;
  return 0;
}

template <class T>
int order(const T& a, const T& b) {
  return a < b ? -1 : (b < a ? 1 : 0);
}

int sign(int comparison) { return comparison < 0 ? -1 : (comparison > 0 ? 1 : 0); }

}  // namespace

int compare(const Value& a, const Value& b) {
  if (const int ranks = order(rank(a), rank(b)); ranks != 0) return ranks;
  if (a.flag()) return order(*a.flag(), *b.flag());
  if (a.number()) return order(*a.number(), *b.number());
  if (a.text()) return sign(a.text()->compare(*b.text()));
  if (a.list()) return order(*a.list(), *b.list());
  if (a.foreign()) return sign(a.foreign()->json.compare(b.foreign()->json));
  return 0;
}

int compare(const StoredActivity& a, const StoredActivity& b) {
  if (const int times = order(a.at.ms, b.at.ms); times != 0) return times;
  if (const int ids = order(a.id.has_value(), b.id.has_value()); ids != 0) return ids;
  if (a.id)
    if (const int ids = sign(a.id->compare(*b.id)); ids != 0) return ids;
  if (const int types = sign(a.type.compare(b.type)); types != 0) return types;
  const std::size_t shared = std::min(a.fields.size(), b.fields.size());
  for (std::size_t i = 0; i < shared; ++i) {
    if (const int names = sign(a.fields[i].name.compare(b.fields[i].name)); names != 0) return names;
    if (const int values = compare(a.fields[i].value, b.fields[i].value); values != 0) return values;
  }
  return order(a.fields.size(), b.fields.size());
}

bool is_canonical(const NamedValues& fields) {
  for (std::size_t i = 0; i < fields.size(); ++i)
    if (fields[i].value.is_null() || (i > 0 && fields[i - 1].name >= fields[i].name)) return false;
  return true;
}

NamedValues canonical_fields(const NamedValues& fields) {
  NamedValues sorted;
  for (const NamedValue& field : fields)
    if (!field.value.is_null()) sorted.push_back(field);
  std::sort(sorted.begin(), sorted.end(),
            [](const NamedValue& a, const NamedValue& b) { return a.name < b.name; });
  return sorted;
}

}  // namespace bantam
