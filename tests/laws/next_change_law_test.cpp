// Law: next_change_is_exact. On generated models and logs it names the moment that trying every
// moment finds, and until then a tick changes nothing.
#include "laws/generate.hpp"
#include "laws/laws.hpp"
#include "reference/reference.hpp"
#include "support/run_log.hpp"
#include "test.hpp"

namespace {

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

std::string check(std::uint64_t seed, std::size_t& changes) {
  generate::Random random(seed);
  const std::string document = generate::model(random);
  const bantam::CompileReport report = bantam::compile(document);
  if (!report.model) return "the model does not compile";
  const std::string log = joined(generate::log(random, 12));
  support::RunOptions options;
  options.keep_going = true;
  const support::Run run = support::run_log(*report.model, log, options);
  const std::string horizon = "2026-03-01T00:00:00Z";
  for (const bantam::LeadState& state : run.states) {
    const bantam::Result<std::optional<bantam::Timestamp>> next = bantam::next_change(*report.model, state);
    if (!next) return "next_change failed";
    std::optional<std::string> ours;
    if (*next && **next <= *bantam::parse_timestamp(horizon)) ours = bantam::to_text(**next);
    const std::optional<std::string> theirs =
        reference::next_change(document, log, state.lead, {std::nullopt, false, false, true}, horizon);
    if (ours != theirs)
      return "lead " + state.lead + ": " + ours.value_or("none") + ", reference " + theirs.value_or("none") + "\n" +
             document + "\n" + log;
    if (ours) ++changes;
  }
  return {};
}

}  // namespace

TEST_CASE("law: next_change_is_exact", "[laws]") {
  const laws::Seeds seeds = laws::seeds(1'000);
  std::size_t changes = 0;
  laws::hold(seeds, [&](std::uint64_t seed) { return check(seed, changes); });
  WARN(changes << " changes ahead were found");
  if (seeds.count >= 100) CHECK(changes > seeds.count / 10);
}
