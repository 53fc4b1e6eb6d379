// The conformance cases: data in cases/, expectations derived by hand from docs/semantics.md.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "support/run_log.hpp"
#include "test.hpp"

namespace {

using Json = nlohmann::ordered_json;

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<std::filesystem::path> case_files() {
  std::vector<std::filesystem::path> files;
  const std::filesystem::path folder = std::filesystem::path(BANTAM_SOURCE_DIR) / "tests/conformance/cases";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

/// What `expected` says and `actual` does not; empty when all of it is there.
std::string missing_from(const Json& expected, const Json& actual, const std::string& at) {
  if (expected.is_object() && actual.is_object()) {
    for (const auto& [key, value] : expected.items()) {
      if (!actual.contains(key)) return at + "/" + key + " is not there";
      if (std::string difference = missing_from(value, actual.at(key), at + "/" + key); !difference.empty())
        return difference;
    }
    return {};
  }
  if (expected == actual) return {};
  return at + ": expected " + expected.dump() + ", got " + actual.dump();
}

std::string log_of(const Json& events) {
  std::string log;
  for (const Json& event : events)
    log += (event.is_string() ? event.get<std::string>() : event.dump()) + "\n";
  return log;
}

support::RunOptions options_of(const Json& options) {
  support::RunOptions run;
  if (options.contains("as_of")) run.as_of = options["as_of"].get<std::string>();
  run.arrival = options.value("arrival", false);
  run.explain = options.value("explain", false);
  run.keep_going = options.value("keep_going", false);
  return run;
}

std::string check_outcomes(const Json& expected, const support::Run& run) {
  for (const Json& each : expected) {
    const std::size_t line = each.at("line");
    const auto found = std::find_if(run.outcomes.begin(), run.outcomes.end(),
                                    [&](const support::LineOutcome& outcome) { return outcome.line == line; });
    if (found == run.outcomes.end()) return "line " + std::to_string(line) + " has no outcome";
    Json actual = {{"line", line}, {"result", found->result}, {"blockers", found->blockers}, {"notices", found->notices}};
    if (std::string difference = missing_from(each, actual, "line " + std::to_string(line)); !difference.empty())
      return difference;
  }
  return {};
}

std::string check_next_change(const bantam::Model& model, const Json& expected, const support::Run& run) {
  for (const bantam::LeadState& state : run.states) {
    if (state.lead != expected.at("lead").get<std::string>()) continue;
    const bantam::Result<std::optional<bantam::Timestamp>> next = bantam::next_change(model, state);
    if (!next) return "next_change failed";
    const Json actual = *next ? Json(bantam::to_text(**next)) : Json();
    return expected.at("at") == actual ? "" : "next_change: expected " + expected.at("at").dump() + ", got " + actual.dump();
  }
  return "next_change: no such lead";
}

/// What is wrong with a case; empty when nothing is.
std::string run_case(const Json& test, const Json& models) {
  const Json& written = test.at("model");
  const std::string document = (written.is_string() ? models.at(written.get<std::string>()) : written).dump();
  const bantam::CompileReport report = bantam::compile(document);
  if (!report.model) {
    std::string all = "the model does not compile:";
    for (const bantam::Diagnostic& each : report.diagnostics) all += "\n  " + bantam::to_text(each);
    return all;
  }
  const support::Run run =
      support::run_log(*report.model, log_of(test.at("events")), options_of(test.value("options", Json::object())));
  if (test.contains("stopped_at_line")) {
    if (!run.stopped || run.bad_line != test["stopped_at_line"].get<std::size_t>())
      return "stopped at line " + std::to_string(run.bad_line) + ", expected " + test["stopped_at_line"].dump();
  }
  const Json& expected = test.at("expect");
  if (expected.size() != run.lines.size())
    return "expected " + std::to_string(expected.size()) + " leads, got " + std::to_string(run.lines.size());
  for (std::size_t i = 0; i < run.lines.size(); ++i)
    if (std::string difference = missing_from(expected[i], Json::parse(run.lines[i]), "lead " + std::to_string(i));
        !difference.empty())
      return difference;
  if (test.contains("outcomes"))
    if (std::string difference = check_outcomes(test["outcomes"], run); !difference.empty()) return difference;
  if (test.contains("next_change")) return check_next_change(*report.model, test["next_change"], run);
  return {};
}

}  // namespace

TEST_CASE("every conformance case holds", "[conformance]") {
  std::size_t count = 0;
  for (const std::filesystem::path& path : case_files()) {
    const Json file = Json::parse(read_file(path));
    const Json models = file.is_object() ? file.value("models", Json::object()) : Json::object();
    for (const Json& test : file.is_object() ? file.at("cases") : file) {
      ++count;
      const std::string difference = run_case(test, models);
      if (difference.empty()) continue;
      FAIL_CHECK(path.filename().string() << ": " << test.at("name").get<std::string>() << "\n  " << difference);
    }
  }
  WARN(count << " conformance cases");
  CHECK(count > 200);
}
