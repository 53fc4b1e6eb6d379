#include "adapters/subject_words.hpp"

#include <algorithm>

#include "adapters/describe_rule.hpp"
#include "adapters/json_writer.hpp"
#include "adapters/text_layout.hpp"

namespace bantam {
namespace {

/// Names stand between backticks, values of the model between quotes; those stay as they are.
std::string without_backticks(std::string_view text) {
  std::string plain;
  bool name = false;
  bool value = false;
  for (const char c : text) {
    if (c == '"' && !name) value = !value;
    if (c == '`' && !value)
      name = !name;
    else
      plain += name && c == '_' ? ' ' : c;
  }
  return plain;
}

void replace_all(std::string& text, const std::string& what, const std::string& by) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size())
    text.replace(at, what.size(), by);
}

}  // namespace

std::string plain_name(std::string_view name) {
  std::string plain = one_line(name);
  std::replace(plain.begin(), plain.end(), '_', ' ');
  return plain;
}

std::string plain_words(const std::string& english, const Document& document) {
  std::string text = english;
  for (const Signal& signal : document.signals) {
    const std::string named = "signal " + code(signal.name);
    if (text.find(named) != std::string::npos)
      replace_all(text, named, "(" + in_english(signal) + ")");
  }
  return without_backticks(text);
}

std::string_view plain_stage(Stage stage) {
  switch (stage) {
    case Stage::lead:
      return "new";
    case Stage::mql:
      return "qualified by marketing";
    case Stage::sal:
      return "accepted by sales";
    case Stage::sql:
      return "qualified by sales";
    case Stage::opportunity:
      return "opportunity";
    case Stage::closed_won:
      return "customer";
    case Stage::nurture:
      return "kept for later";
    case Stage::disqualified:
      return "ruled out";
    case Stage::closed_lost: break;
  }
  return "lost";
}

std::string day_of(Timestamp at) { return to_text(at).substr(0, 10); }

std::string plain_value(const Value& value) {
  if (const bool* flag = value.flag()) return *flag ? "yes" : "no";
  if (const double* number = value.number()) return json_number(*number);
  if (const std::string* text = value.text()) return one_line(*text);
  if (const ForeignValue* foreign = value.foreign()) return one_line(foreign->json);
  std::string items;
  if (const List* list = value.list())
    for (const std::string& item : *list) items += (items.empty() ? "" : "; ") + one_line(item);
  return items.empty() ? "nothing" : items;
}

}  // namespace bantam
