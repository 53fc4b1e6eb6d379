// The order of values and activities. docs/semantics.md, section 4.
#include "values/value_order.hpp"

#include <string>
#include <vector>

#include "test.hpp"

using namespace bantam;

namespace {

/// Checks that a sequence rises, each value against each.
template <class T>
void check_rising(const std::vector<T>& rising) {
  for (std::size_t i = 0; i < rising.size(); ++i)
    for (std::size_t j = 0; j < rising.size(); ++j) {
      INFO(i << " against " << j);
      CHECK(compare(rising[i], rising[j]) == (i < j ? -1 : (i > j ? 1 : 0)));
    }
}

StoredActivity activity(std::int64_t at, std::optional<std::string> id, std::string type, NamedValues fields = {}) {
  return {Timestamp{at}, std::move(id), std::move(type), std::move(fields), -1};
}

}  // namespace

TEST_CASE("flags are before numbers, numbers before texts, texts before lists") {
  check_rising<Value>({Value(), Value(false), Value(true), Value(-1e300), Value(-1), Value(0), Value(0.5), Value(1e300),
                       Value(""), Value(std::string(1, '\0')), Value("1"), Value("A"), Value("a"), Value("aa"),
                       Value("b"), Value("\xc3\xa4"), Value(List{}), Value(List{""}), Value(List{"a"}),
                       Value(List{"a", "b"}), Value(List{"b"}), Value(List{"b", "a"}), Value(ForeignValue{"[1]"})});
}

TEST_CASE("1 and 1.0 are one number, and so are 0 and -0") {
  CHECK(compare(Value(1), Value(1.0)) == 0);
  CHECK(compare(Value(0.0), Value(-0.0)) == 0);
  CHECK(Value(0.0) == Value(-0.0));
}

TEST_CASE("lists are compared item by item as written, though they mean sets") {
  CHECK(compare(Value(List{"a", "b"}), Value(List{"b", "a"})) == -1);
  CHECK(compare(Value(List{"a"}), Value(List{"a", "a"})) == -1);
}

TEST_CASE("activities go by time, then id, then type, then fields") {
  check_rising<StoredActivity>({
      activity(1, "z", "z"),
      activity(2, std::nullopt, "a"),
      activity(2, std::nullopt, "b"),
      activity(2, std::nullopt, "b", {{"k", Value(1)}}),
      activity(2, std::nullopt, "b", {{"k", Value(1)}, {"l", Value(1)}}),
      activity(2, std::nullopt, "b", {{"k", Value("1")}}),
      activity(2, std::nullopt, "b", {{"l", Value(0)}}),
      activity(2, "", "z"),
      activity(2, "A", "z"),
      activity(2, "a", "a"),
      activity(2, "aa", "a"),
      activity(3, std::nullopt, "a"),
  });
}

TEST_CASE("fields are put in order by name, without nulls") {
  const NamedValues fields = {{"b", Value(3)}, {"a", Value(2)}, {"c", Value()}, {"B", Value(4)}};
  CHECK(canonical_fields(fields) == NamedValues{{"B", Value(4)}, {"a", Value(2)}, {"b", Value(3)}});
  CHECK(canonical_fields({{"a", Value()}}).empty());
  CHECK(canonical_fields({}).empty());
}
