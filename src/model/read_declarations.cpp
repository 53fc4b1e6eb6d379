// Reading declarations of attributes and fields.
#include <algorithm>
#include <array>
#include <set>

#include "model/read.hpp"
#include "values/ascii.hpp"
#include "values/format_text.hpp"
#include "values/spelling.hpp"

namespace bantam {
namespace {

constexpr std::array<std::string_view, 6> types = {"number", "text", "flag", "choice", "list", "date"};

std::vector<std::string> names_of(const std::vector<Mention>& mentions) {
  std::vector<std::string> names;
  for (const Mention& mention : mentions) names.push_back(mention.name);
  return names;
}

void read_choice(ObjectReader& object, Declaration& declaration, Findings& findings) {
  object.require("values");
  if (!object.array("values")) return;
  const std::vector<Mention> values = object.mentions("values");
  std::set<std::string> seen;
  for (const Mention& value : values)
    if (!seen.insert(declaration.ignore_case ? lowered(value.name) : value.name).second)
      findings.error("value/repeated", value.where,
                     format_text("{} stands twice among the values", quoted(value.name)));
  declaration.values = Choices(names_of(values), declaration.ignore_case);
  if (values.empty())
    findings.error("value/empty", object.at("values"), "a choice has at least one value");
}

Declaration read_declaration(const JsonMember& member, const Where& where, bool attribute,
                             Findings& findings) {
  Declaration declaration;
  declaration.name = member.name;
  declaration.where = where;
  ObjectReader object(findings, member.value, where);
  object.require("type");
  if (const std::optional<std::string> type = object.text("type")) {
    const auto found = std::find(types.begin(), types.end(), *type);
    if (found == types.end())
      findings.error("value/unknown_type", object.at("type"), format_text("no type {}", quoted(*type)),
                     findings.nearest(*type, [] { return types; }));
    else
      declaration.type = static_cast<Type>(found - types.begin());
  }
  const bool textual = declaration.type == Type::text || declaration.type == Type::choice ||
                       declaration.type == Type::list;
  if (const std::optional<bool> ignore = object.flag("ignore_case")) {
    declaration.ignore_case = *ignore;
    if (!textual)
      findings.error("value/wrong_form", object.at("ignore_case"),
                     format_text("a {} has no case to ignore", to_text(declaration.type)));
  }
  if (declaration.type == Type::choice) read_choice(object, declaration, findings);
  else object.refuse({"values"}, "value/wrong_form", "only a choice lists its values");
  if (attribute) {
    if (object.array("nulls")) declaration.nulls = names_of(object.mentions("nulls"));
    if (std::optional<std::string> column = object.text("column")) declaration.column = *column;
  }
  return declaration;
}

}  // namespace

std::vector<Declaration> read_declarations(const Json* json, const Where& where, bool attributes,
                                           Findings& findings) {
  std::vector<Declaration> declarations;
  if (!json) return declarations;
  ObjectReader object(findings, *json, where, true);
  for (const JsonMember* member : object.members()) {
    const Where at{pointer_to(where.pointer, member->name), member->offset};
    check_name(member->name, at, findings);
    declarations.push_back(read_declaration(*member, at, attributes, findings));
  }
  return declarations;
}

}  // namespace bantam
