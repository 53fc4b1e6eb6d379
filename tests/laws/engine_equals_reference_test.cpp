// Law: engine_equals_reference. On generated models and logs the library and the slow reference
// print the same bytes and say the same of every line.
#include <algorithm>
#include <cstdlib>

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

template <class Outcome>
std::vector<std::string> outcome_texts(const std::vector<Outcome>& outcomes) {
  std::vector<std::string> texts;
  for (const Outcome& outcome : outcomes) {
    std::string text = std::to_string(outcome.line) + " " + outcome.result;
    // What a conflict differs in is said by the library alone.
    if (outcome.result != "duplicate_conflict")
      for (const std::string& blocker : outcome.blockers) text += " [" + blocker + "]";
    for (const std::string& notice : outcome.notices) text += " (" + notice + ")";
    texts.push_back(text);
  }
  std::sort(texts.begin(), texts.end());
  return texts;
}

/// The first difference for a seed; empty when there is none.
std::string difference(std::uint64_t seed) {
  generate::Random random(seed);
  const std::string document = generate::model(random);
  const bantam::CompileReport report = bantam::compile(document);
  if (!report.model) {
    std::string text = "the model does not compile: " + document;
    for (const bantam::Diagnostic& each : report.diagnostics) text += "\n" + bantam::to_text(each);
    return text;
  }
  const std::string log = joined(generate::log(random, 24));
  support::RunOptions options;
  if (!random.once_in(3)) options.as_of = generate::moment(random);
  options.arrival = random.once_in(2);
  options.explain = true;
  options.keep_going = !random.once_in(8);
  const support::Run ours = support::run_log(*report.model, log, options);
  const reference::Replay theirs =
      reference::replay(document, log, {options.as_of, options.arrival, options.explain, options.keep_going});
  std::string text;
  if (ours.stopped != theirs.stopped || (ours.stopped && ours.bad_line != theirs.bad_line)) text += "stopped differently\n";
  if (joined(ours.lines) != joined(theirs.lines))
    text += "ours:\n" + joined(ours.lines) + "reference:\n" + joined(theirs.lines);
  const std::string our_outcomes = joined(outcome_texts(ours.outcomes));
  const std::string their_outcomes = joined(outcome_texts(theirs.outcomes));
  if (!ours.stopped && our_outcomes != their_outcomes)
    text += "our outcomes:\n" + our_outcomes + "reference outcomes:\n" + their_outcomes;
  if (text.empty()) return text;
  return "seed " + std::to_string(seed) + " arrival " + std::to_string(options.arrival) + " as of " +
         options.as_of.value_or("-") + "\n" + document + "\n" + log + text;
}

}  // namespace

TEST_CASE("law: engine_equals_reference", "[laws]") {
  laws::hold(laws::seeds(20'000), difference);
}
