// docs/diagnostics.md: every code in the sources has its section, and every section tells the truth.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "bantam/bantam.hpp"
#include "test.hpp"

using namespace bantam;

namespace {

const std::filesystem::path root = BANTAM_SOURCE_DIR;

std::string contents(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  INFO(path.string());
  REQUIRE(file);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

struct Section {
  std::string code;
  std::string limits;  ///< what the block's info string lowers, "rules=1"
  std::string model;
  std::string text;
};

/// The parts of the page that begin with "### `code`".
std::vector<Section> sections() {
  std::istringstream page(contents(root / "docs/diagnostics.md"));
  std::vector<Section> found;
  std::string* block = nullptr;
  for (std::string line; std::getline(page, line);) {
    if (line.rfind("### `", 0) == 0) found.push_back({line.substr(5, line.size() - 6), {}, {}, {}});
    if (line.rfind("```", 0) != 0) {
      if (block) *block += line + "\n";
    } else if (block) {
      block->pop_back();
      block = nullptr;
    } else if (!found.empty()) {
      block = line == "```text" ? &found.back().text : &found.back().model;
      if (line.rfind("```json limits ", 0) == 0) found.back().limits = line.substr(15);
    }
  }
  return found;
}

CompileOptions options_of(const std::string& limits) {
  const std::map<std::string, std::size_t Limits::*> names = {
      {"model_bytes", &Limits::model_bytes},         {"json_depth", &Limits::json_depth},
      {"text_bytes", &Limits::text_bytes},           {"rules", &Limits::rules},
      {"condition_depth", &Limits::condition_depth}, {"conditions_per_rule", &Limits::conditions_per_rule},
      {"evaluation_steps", &Limits::evaluation_steps}};
  CompileOptions options;
  std::istringstream words(limits);
  for (std::string word; words >> word;) {
    const std::size_t equals = word.find('=');
    REQUIRE(equals != std::string::npos);
    options.limits.*names.at(word.substr(0, equals)) = std::stoul(word.substr(equals + 1));
  }
  return options;
}

/// The codes that stand as literals in the sources of the model floor. `subject + "/…"` stands for
/// both of the subjects that use it.
std::set<std::string> codes_in_sources() {
  const std::regex literal("\"([a-z_]*/[a-z_]+)\"");
  std::set<std::string> codes;
  for (const auto& file : std::filesystem::directory_iterator(root / "src/model")) {
    if (file.path().extension() != ".cpp") continue;
    const std::string source = contents(file.path());
    for (std::sregex_iterator found(source.begin(), source.end(), literal), end; found != end; ++found) {
      const std::string code = (*found)[1];
      if (code.front() == '/') codes.insert({"rule" + code, "signal" + code});
      else codes.insert(code);
    }
  }
  return codes;
}

}  // namespace

TEST_CASE("each example of docs/diagnostics.md gets exactly the text below it", "[docs]") {
  for (const Section& each : sections()) {
    INFO(each.code);
    std::string reported;
    bool seen = false;
    const CompileReport report = compile(each.model, options_of(each.limits));
    for (const Diagnostic& diagnostic : report.diagnostics) {
      reported += (reported.empty() ? "" : "\n") + to_text(diagnostic);
      seen = seen || diagnostic.code == each.code;
      CHECK(report.model.has_value() == (diagnostic.severity == Severity::warning));
    }
    CHECK(seen);
    CHECK(reported == each.text);
  }
}

TEST_CASE("docs/diagnostics.md has a section for every code, and no other", "[docs]") {
  std::set<std::string> described;
  for (const Section& each : sections()) {
    INFO(each.code);
    CHECK(described.insert(each.code).second);
  }
  for (const std::string& code : codes_in_sources()) {
    INFO(code);
    CHECK(described.count(code) == 1);
    described.erase(code);
  }
  for (const std::string& code : described) {
    INFO(code);
    CHECK(false);  // no such code in src/model
  }
}

TEST_CASE("messages are one line, lower case and without a full stop", "[docs]") {
  for (const Section& each : sections()) {
    for (const Diagnostic& diagnostic : compile(each.model, options_of(each.limits)).diagnostics) {
      INFO(to_text(diagnostic));
      for (const std::string& text : {diagnostic.message, diagnostic.help}) {
        if (text.empty()) continue;
        CHECK_FALSE((text.front() >= 'A' && text.front() <= 'Z'));
        CHECK(text.back() != '.');
        CHECK(text.find('\n') == std::string::npos);
        CHECK(std::count(text.begin(), text.end(), '`') % 2 == 0);
      }
    }
  }
}

TEST_CASE("notices, blockers and errors that the library can give are listed", "[docs]") {
  const std::string page = contents(root / "docs/diagnostics.md");
  const auto listed = [&](const std::string& code) { return page.find("\n| `" + code + "` |") != std::string::npos; };
  for (const std::string kind : {"activity", "attribute", "answer"})
    for (const std::string fault : {"/wrong_type", "/unknown_value"}) CHECK(listed(kind + fault));

  const std::regex literal("(?:notice\\(|refuse\\(\\{|push_back\\(\\{)\"([a-z_]+/[a-z_]*)\"");
  for (const auto& file : std::filesystem::directory_iterator(root / "src/engine")) {
    if (file.path().extension() != ".cpp") continue;
    const std::string source = contents(file.path());
    for (std::sregex_iterator found(source.begin(), source.end(), literal), end; found != end; ++found) {
      std::string code = (*found)[1];
      if (code == "exclude/" || code == "suppress/") code += "ID";
      if (code == "gate/") code += "CRITERION";
      INFO(code);
      CHECK(listed(code));
    }
  }
  for (int i = 0; i <= static_cast<int>(Errc::limit_exceeded); ++i) {
    const std::string code(to_text(static_cast<Errc>(i)));
    INFO(code);
    CHECK(listed(code));
  }
}

TEST_CASE("the model of docs/semantics.md compiles without a word", "[docs]") {
  const std::string page = contents(root / "docs/semantics.md");
  const std::string begin = "```json model\n";
  const std::size_t from = page.find(begin);
  REQUIRE(from != std::string::npos);
  const std::size_t to = page.find("\n```", from);
  for (const Diagnostic& each : compile(page.substr(from + begin.size(), to - from - begin.size())).diagnostics) {
    INFO(to_text(each));
    CHECK(false);
  }
}
