// Sensitive names: words are told by where they stand, not by letters within others.
#include "values/sensitive_names.hpp"
#include "test.hpp"

namespace bantam {
namespace {

bool has(std::string_view name, const std::string& words) {
  return SensitiveNames({words}).in(name) != nullptr;
}

TEST_CASE("a name has a word where it stands as a word") {
  CHECK(has("age", "age"));
  CHECK(has("Customer Age", "age"));
  CHECK(has("customerAge", "age"));
  CHECK(has("zip_code", "zip code"));
  CHECK_FALSE(has("page_views", "age"));
  CHECK_FALSE(has("average", "age"));
  CHECK_FALSE(has("zip", "zip code"));
}

TEST_CASE("an entry without a word is in no name") {
  CHECK_FALSE(has("age", ""));
  CHECK_FALSE(has("age", " _ "));
  CHECK(SensitiveNames({}).in("age") == nullptr);
}

TEST_CASE("the first entry of the list is the one that is told") {
  const SensitiveNames names({"code", "zip"});
  REQUIRE(names.in("zip_code") != nullptr);
  CHECK(*names.in("zip_code") == "code");
}

TEST_CASE("the usual words name what the law protects and what stands in for it") {
  const SensitiveNames usual(default_sensitive_names());
  for (const char* name : {"age", "gender", "religion", "health_status", "nationality", "postcode",
                           "first_name", "FirstName", "profile_photo", "Date of birth"})
    CHECK(usual.in(name) != nullptr);
  for (const char* name : {"page_views", "team_size", "industry", "role", "zipped_file", "average",
                           "name", "company_name", "message", "stage_count"})
    CHECK(usual.in(name) == nullptr);
}

}  // namespace
}  // namespace bantam
