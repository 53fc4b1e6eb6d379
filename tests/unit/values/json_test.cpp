// The JSON reader: strict, bounded, and knowing where everything stood.
#include "values/json.hpp"

#include <string>

#include "test.hpp"

using namespace bantam;

namespace {

JsonDocument accepted(const std::string& text, const JsonLimits& limits = {}) {
  JsonDocument document = parse_json(text, limits);
  INFO(text);
  REQUIRE(document.fault == JsonFault::none);
  return document;
}

std::size_t syntax_fault(const std::string& text) {
  const JsonDocument document = parse_json(text);
  INFO(text);
  REQUIRE(document.fault == JsonFault::syntax);
  CHECK(document.root.is_null());
  return document.fault_offset;
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

}  // namespace

TEST_CASE("a fault is reported at the byte that can not be") {
  CHECK(syntax_fault("") == 0);
  CHECK(syntax_fault("  ") == 2);
  CHECK(syntax_fault("{\"a\":1,}") == 7);
  CHECK(syntax_fault("[1,]") == 3);
  CHECK(syntax_fault("[1 2]") == 3);
  CHECK(syntax_fault("{\"a\" 1}") == 5);
  CHECK(syntax_fault("{a:1}") == 1);
  CHECK(syntax_fault("[1") == 2);
  CHECK(syntax_fault("\"abc") == 4);
  CHECK(syntax_fault("[1]]") == 3);
  CHECK(syntax_fault("{} x") == 3);
  CHECK(syntax_fault("[\"a\nb\"]") == 3);
}

TEST_CASE("a good token in a bad place is a fault where it begins, not where it ends") {
  CHECK(syntax_fault("[1 true]") == 3);
  CHECK(syntax_fault("[1 \"a\\\"b\"]") == 3);
  CHECK(syntax_fault("{\"a\" null}") == 5);
  CHECK(syntax_fault("{\"a\":1} \"x\"") == 8);
  CHECK(syntax_fault("{12345:1}") == 1);
  CHECK(syntax_fault("[-012]") == 3);
  CHECK(syntax_fault("[1.5.5]") == 4);
  CHECK(syntax_fault("[\"abc\\x\"]") == 6);  // inside a text the byte itself
}

TEST_CASE("a NUL byte is the end of nothing: it is refused wherever it stands") {
  CHECK(syntax_fault(std::string("123\0", 4)) == 3);
  CHECK(syntax_fault(std::string("{}\0{}", 5)) == 2);
  CHECK(syntax_fault(std::string("[1,\0 2]", 7)) == 3);
  CHECK(syntax_fault(std::string("[\"a\0b\"]", 7)) == 3);
  CHECK(syntax_fault(std::string("\0", 1)) == 0);
}

TEST_CASE("bytes that are no UTF-8 are refused, and nothing stands in for them") {
  for (const std::string bytes : {"\xff", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82", "\x80"})
    CHECK(syntax_fault("[\"" + bytes + "\"]") >= 2);
  for (const std::string escape : {"\\ud800", "\\udc00", "\\ud800\\u0041", "\\ud800x", "\\u12g4", "\\x41"})
    CHECK(syntax_fault("[\"" + escape + "\"]") >= 2);
  CHECK(accepted("[\"\\ud83d\\ude00\"]").root.items[0].text == "\xf0\x9f\x98\x80");
}

TEST_CASE("JSON: a NUL inside a text is kept") {
  const Json root = accepted("[\"a\\u0000b\"]").root;
  CHECK(root.items[0].text == std::string("a\0b", 3));
  CHECK(to_json(root) == "[\"a\\u0000b\"]");
}

TEST_CASE("one byte order mark is taken at the start, none elsewhere") {
  const std::string bom = "\xEF\xBB\xBF";
  const JsonDocument document = accepted(bom + "{\"a\": 1}");
  CHECK(document.root.offset == 3);
  CHECK(document.root.members[0].offset == 4);
  syntax_fault(bom + bom + "{}");
  syntax_fault("{}" + bom);
  CHECK(syntax_fault(bom + "[1,]") == 6);
  CHECK(syntax_fault(bom) == 0);
  CHECK(syntax_fault("\xEF\xBB{}") == 0);
}

TEST_CASE("every value knows where its first byte stood") {
  const Json root = accepted(" {\"a\" : [ 1 , \"x,]:\\\"\" , null ],\n  \"b\":{\"c\":true, \"d\": -0.5e1}}").root;
  CHECK(root.offset == 1);
  CHECK(root.members[0].offset == 2);
  CHECK(root.members[0].value.offset == 8);
  CHECK(root.members[0].value.items[0].offset == 10);
  CHECK(root.members[0].value.items[1].offset == 14);
  CHECK(root.members[0].value.items[2].offset == 25);
  CHECK(root.members[1].offset == 35);
  CHECK(root.members[1].value.offset == 39);
  CHECK(root.members[1].value.members[0].value.offset == 44);
  CHECK(root.members[1].value.members[1].value.offset == 55);
  CHECK(root.members[1].value.members[1].value.text == "-0.5e1");
  CHECK(root.members[1].value.members[1].value.number == -5.0);
}

TEST_CASE("a place is a line and a column in bytes, both from 1") {
  const std::string text = "a\nbä\r\nc";
  CHECK(place_of(text, 0).line == 1);
  CHECK(place_of(text, 0).column == 1);
  CHECK(place_of(text, 2).line == 2);
  CHECK(place_of(text, 2).column == 1);
  CHECK(place_of(text, 5).column == 4);  // ä is two bytes
  CHECK(place_of(text, 7).line == 3);
  CHECK(place_of(text, 7).column == 1);
  CHECK(place_of(text, 99).offset == text.size());
  CHECK(place_of("\xEF\xBB\xBF{}", 3).column == 1);  // a byte order mark has no column
  CHECK(place_of("\xEF\xBB\xBF{}", 0).column == 1);
}

TEST_CASE("a number too large for a double is marked, one too small is 0") {
  for (const std::string number : {"1e999", "-1e999", "1e99999999999", "123456789e400", "0.001e400",
                                   "1e0000000000000000000309"}) {
    const Json root = accepted("[" + number + ", 1]").root;
    INFO(number);
    CHECK(root.items[0].overflow);
    CHECK(root.items[0].number == 0);
    CHECK(root.items[0].text == number);
    CHECK_FALSE(root.items[1].overflow);
  }
  const Json many = accepted("[" + std::string(400, '9') + "]").root;
  CHECK(many.items[0].overflow);
  for (const std::string number : {"1e-999", "-1e-999", "0e999", "0.0e99999999999", "1e-99999999999", "0", "-0"}) {
    const Json root = accepted("[" + number + "]").root;
    INFO(number);
    CHECK_FALSE(root.items[0].overflow);
    CHECK(root.items[0].number == 0);
  }
  CHECK(accepted("1.7976931348623157e308").root.number == 1.7976931348623157e308);
  CHECK(accepted("18446744073709551616").root.number == 18446744073709551616.0);
}

TEST_CASE("a text that looks like a number too large stays a text beside one") {
  const Json root = accepted("{\"1e999\": [\"a 1e999 \\\" 2e999\", 3e999]}").root;
  CHECK(root.members[0].name == "1e999");
  CHECK(root.members[0].value.items[0].text == "a 1e999 \" 2e999");
  CHECK(root.members[0].value.items[1].overflow);
}

TEST_CASE("a fault behind a number too large is still found") {
  CHECK(syntax_fault("[1e999,]") == 7);
  CHECK(syntax_fault("[1e999") == 6);
}

TEST_CASE("depth, text and keys have their limits: taken at the limit, refused one past it") {
  JsonLimits limits;
  limits.depth = 3;
  accepted(nested(3), limits);
  CHECK(parse_json(nested(4), limits).fault == JsonFault::too_deep);
  CHECK(parse_json(nested(4), limits).fault_offset == 3);
  accepted("{\"a\":{\"b\":[1]}}", limits);
  CHECK(parse_json("{\"a\":{\"b\":[[]]}}", limits).fault == JsonFault::too_deep);

  limits = {};
  limits.text_bytes = 4;
  accepted("[\"abcd\", {\"efgh\": 1}]", limits);
  CHECK(parse_json("[\"abcde\"]", limits).fault == JsonFault::text_too_long);
  CHECK(parse_json("[\"abcde\"]", limits).fault_offset == 1);
  CHECK(parse_json("{\"abcde\": 1}", limits).fault == JsonFault::text_too_long);
  accepted("[\"\\u00e4\\u00e4\"]", limits);  // in bytes of UTF-8
  CHECK(parse_json("[\"\\u00e4\\u00e4a\"]", limits).fault == JsonFault::text_too_long);

  limits = {};
  limits.keys = 2;
  accepted("[{\"a\":1,\"b\":2},{\"c\":3,\"d\":4}]", limits);
  CHECK(parse_json("{\"a\":1,\"b\":2,\"c\":3}", limits).fault == JsonFault::too_many_keys);
  CHECK(parse_json("{\"a\":1,\"b\":2,\"c\":3}", limits).fault_offset == 13);
}

TEST_CASE("a hundred thousand open brackets are refused at the limit and not followed") {
  CHECK(parse_json(std::string(100'000, '[')).fault == JsonFault::too_deep);
  CHECK(parse_json(std::string(100'000, '[')).fault_offset == 64);
  accepted(nested(64));
  CHECK(parse_json(nested(65)).fault == JsonFault::too_deep);
}

TEST_CASE("keys that stand twice are kept for whoever refuses them") {
  const Json root = accepted("{\"a\":1,\"b\":2,\"a\":3,\"a\":4}").root;
  const std::vector<DuplicateKey> twice = duplicate_keys(root);
  REQUIRE(twice.size() == 2);
  CHECK(twice[0].first->offset == 1);
  CHECK(twice[0].second->offset == 13);
  CHECK(twice[1].second->offset == 19);
  CHECK(duplicate_keys(accepted("{\"a\":1,\"A\":2,\"\":3}").root).empty());
  CHECK(duplicate_keys(accepted("{\"a\":1,\"\\u0061\":2}").root).size() == 1);  // one key, spelt in two ways
}

TEST_CASE("a tree is written as it was read, numbers as they were spelt") {
  const std::string text = "{\"a\":[1.50,-0,1e5,\"\\\"\\\\\\n\\u0001ä/\",true,false,null],\"\":{}}";
  CHECK(to_json(accepted(text).root) == text);
}

TEST_CASE("a number of hundreds of digits overflows, whatever exponent of nothing follows it") {
  const std::string digits(400, '1');
  for (const std::string& number : {digits, digits + "e0", digits + "E+00", digits + ".5e-00", digits + "e-90"})
    CHECK(accepted("[" + number + "]").root.items[0].overflow);
  CHECK_FALSE(accepted("[" + digits + "e-99]").root.items[0].overflow);
  CHECK(syntax_fault("[1e999," + digits + "e]") == 7);
}
