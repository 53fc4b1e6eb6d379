// What was learned as text: levels, conditions, names, and places in a document.
#include <string>

#include "analytics/document_edit.hpp"
#include "analytics/learn_level_text.hpp"
#include "analytics/learn_names.hpp"
#include "analytics/learn_rule_text.hpp"
#include "binned_number.hpp"
#include "test.hpp"

using namespace bantam::learning;

namespace {

BinnedAttribute texts(std::vector<std::string> texts, std::size_t rows_of_others = 0) {
  BinnedAttribute attribute;
  attribute.kind = AttributeKind::text;
  attribute.texts = std::move(texts);
  attribute.code_count = attribute.texts.size() + 2;
  attribute.rows_of.assign(attribute.code_count, 1);
  attribute.rows_of.back() = rows_of_others;
  return attribute;
}

Guard holds(std::initializer_list<std::size_t> codes) {
  Guard guard;
  for (const std::size_t code : codes) guard.holds[code] = true;
  return guard;
}

}  // namespace

TEST_CASE("levels of texts are told by the fewer of them") {
  const BinnedAttribute many = texts({"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"}, 5);
  const std::size_t others = many.code_count - 1;
  CHECK(values_text(many, holds({1, 2, others}).holds) == "a, b, others");
  CHECK(values_text(many, holds({1, 2, 3, 4, 5, 6, others}).holds) == "all but g, h, i, j");
  CHECK(values_text(many, holds({1, 2, 3, 4, 5, others}).holds) == "all others");
  CHECK(values_text(many, holds({others}).holds) == "others");
  const BinnedAttribute listed = texts({"a", "b", "c"});  // and no lead has another
  CHECK(values_text(listed, holds({1, 4}).holds) == "a");
  CHECK(values_text(listed, holds({4}).holds) == "others");
  CHECK(values_text(listed, holds({1, 2, 3, 4}).holds) == "any text");
}

TEST_CASE("each set of codes has a condition that compiles") {
  const std::string n = R"({"var": "n"})";
  const BinnedAttribute numbers = number({2, 5, 9});
  CHECK(condition_text(numbers, "n", holds({1, 2, 3, 4})) == "{\"!=\": [" + n + ", null]}");
  CHECK(condition_text(numbers, "n", holds({1})) == "{\"<\": [" + n + ", 2]}");
  CHECK(condition_text(numbers, "n", holds({4})) == "{\">=\": [" + n + ", 9]}");
  CHECK(condition_text(numbers, "n", holds({2})) == "{\"and\": [{\">=\": [" + n + ", 2]}, {\"<\": [" + n + ", 5]}]}");
  CHECK(condition_text(numbers, "n", holds({1, 4})) == "{\"or\": [{\"<\": [" + n + ", 2]}, {\">=\": [" + n + ", 9]}]}");
  const BinnedAttribute words = texts({"a", "b"}, 3);
  CHECK(condition_text(words, "n", holds({1})) == "{\"==\": [" + n + ", \"a\"]}");
  CHECK(condition_text(words, "n", holds({1, 2})) == "{\"in\": [" + n + ", [\"a\", \"b\"]]}");
  CHECK(condition_text(words, "n", holds({1, 2, 3})) == "{\"!=\": [" + n + ", null]}");
  CHECK(condition_text(words, "n", holds({2, 3})) == "{\"and\": [{\"!=\": [" + n + ", null]}, {\"!=\": [" + n + ", \"a\"]}]}");
  CHECK(condition_text(words, "n", holds({3})) ==
        "{\"and\": [{\"!=\": [" + n + ", null]}, {\"!\": [{\"in\": [" + n + ", [\"a\", \"b\"]]}]}]}");
}

TEST_CASE("of more than twenty texts those with the points of all others are not listed") {
  std::vector<std::string> names;
  for (int i = 0; i < 21; ++i) names.push_back(std::string(1, static_cast<char>('a' + i)));
  const BinnedAttribute many = texts(names, 9);
  Term term;
  term.level_of.assign(many.code_count, 0);
  term.level_of[3] = 1;
  term.weights = {0, 7};
  CHECK(table_text(many, term) == R"("values": {"c": 7}, "other": 0, "missing": 0)");
}

TEST_CASE("a column's name becomes a name of the model format") {
  CHECK(model_name_of("Team size {EU}") == "Team_size_EU");
  CHECK(model_name_of("size_") == "size_");
  CHECK(model_name_of("size_ ") == "size");
  CHECK(model_name_of("%%") == "a_");
  CHECK(model_name_of("3d") == "a_3d");
  CHECK(model_name_of("stage") == "stage_");
}

TEST_CASE("a value ends where it ends, whatever stands in its texts") {
  const auto value = [](const std::string& text, std::size_t begin) { return text.substr(begin, value_end(text, begin) - begin); };
  CHECK(value(R"("a\"],b", 1)", 0) == R"("a\"],b")");
  CHECK(value("[1, [\"]\"], {}], 2", 0) == "[1, [\"]\"], {}]");
  CHECK(value("{\"a\": \"}\"} ", 0) == "{\"a\": \"}\"}");
  for (const char* after : {",", " ", "\n", "\r", "\t", "]", "}"}) CHECK(value(std::string("12.5") + after + "7", 0) == "12.5");
  CHECK(value("12.5", 0) == "12.5");
  CHECK(value("\"cut off", 0) == "\"cut off");
  CHECK(value("[1, 2", 0) == "[1, 2");
}
