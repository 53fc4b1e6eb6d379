// One digest of all that is said of 1,000 leads, and of the first histories of the laws: equal
// wherever and however this is compiled, and whatever the host has set for itself.
//
//   bantam_digest [--german] [--round-up | --round-down] [--flush-to-zero]
//
// Exit code 77 where the machine cannot be set so.
#include <cstdio>
#include <string>
#include <vector>

#include "bantam/bantam.hpp"
#include "determinism/surroundings.hpp"
#include "determinism/world.hpp"
#include "laws/generate_condition.hpp"
#include "support/batch_world.hpp"
#include "support/everything.hpp"
#include "values/json.hpp"
#include "values/siphash.hpp"

namespace {

using namespace bantam;

constexpr int skipped = 77;

class Digest {
 public:
  void add(const std::string& text) { hash_.part(text); }
  void add(const std::optional<double>& number) { add(number ? json_number(*number) : "none"); }
  std::string text() const {
    const SipHash::Sum sum = hash_.sum();
    return to_text(Fingerprint{sum.high, sum.low});
  }

 private:
  SipHash hash_;
};

std::vector<Event> events_of(const std::vector<std::string>& lines, Digest& digest) {
  std::vector<Event> events;
  for (const std::string& line : lines) {
    Result<Event> event = event_from_json(line);
    digest.add(event ? event_to_json(*event) : to_text(event.error()));
    if (event) events.push_back(std::move(*event));
  }
  return events;
}

void add_lead(const Model& model, const ReplayedLead& lead, Timestamp as_of, Digest& digest) {
  const LeadState& state = lead.state;
  const Explanation explanation = *explain(model, state, as_of);
  digest.add(lead_to_json(explanation.decision, lead.moves, lead.alerts, &explanation));
  digest.add(explanation_to_json(explanation));
  digest.add(to_text(*decide(model, state, as_of)) + to_text(explanation));
  const std::string json = *state_to_json(model, state);
  const std::string binary = *state_to_binary(model, state);
  digest.add(json);
  digest.add(binary);
  digest.add(*state_from_json(model, state.lead, json) == state ? "as json" : "not as json");
  digest.add(*state_from_binary(model, state.lead, binary) == state ? "as binary" : "not as binary");
}

/// Both try many moments and values, and so take longer than all of the rest.
void add_outlook(const Model& model, const LeadState& state, Digest& digest) {
  digest.add(to_text(*what_is_missing(model, state)));
  const std::optional<Timestamp> next = *next_change(model, state);
  digest.add(next ? to_text(*next) : "none");
}

void add_figures(const Model& model, const Replay& replay, Digest& digest) {
  FunnelOptions options;
  options.as_of = replay.as_of;
  options.period = Period::week;
  options.sla_stages = stages_with_sla(model);
  std::vector<LeadJournal> journals;
  std::vector<double> totals;
  std::vector<std::uint8_t> won;
  for (const ReplayedLead& lead : replay.leads) {
    if (std::optional<LeadJournal> journal = journal_of(lead)) journals.push_back(std::move(*journal));
    totals.push_back(decide(model, lead.state, replay.as_of)->total.nearest_double());
    won.push_back(lead.moves.empty() ? 0 : 1);
  }
  for (const std::string& line : funnel_to_json(*funnel(journals, options))) digest.add(line);
  const ScoreTally tally = *tally_scores(totals, won);
  digest.add(roc_auc(tally));
  digest.add(average_precision(tally));
  digest.add(largest_gap(tally));
  digest.add(lift(tally, 0.1));
}

void add_batch(const Model& model, const std::vector<Event>& events, Timestamp as_of, Digest& digest) {
  std::vector<Event> plain;
  for (Event event : events) {
    event.id.reset();
    if (std::holds_alternative<Activity>(event.what) || std::holds_alternative<AttributeChange>(event.what))
      plain.push_back(std::move(event));
  }
  const support::BatchWorld world = support::world_of(model, plain, as_of);
  support::Layout layout;
  layout.dictionaries = true;
  const support::OwnedColumns columns = world.columns(layout);
  const BatchScores scores = *score_batch(model, columns.leads, columns.activities, as_of, {true});
  for (const Points points : scores.total) digest.add(to_text(points));
  for (const std::vector<Points>& rule : scores.contributions)
    for (const Points points : rule) digest.add(to_text(points));
  digest.add(support::difference(world, scores));
}

/// The model; nothing where it does not compile.
std::optional<Model> add_model(const std::string& document, Digest& digest) {
  CompileReport report = compile(document);
  for (const Diagnostic& each : report.diagnostics) digest.add(to_line(each));
  if (report.model) digest.add(to_text(report.model->fingerprint()) + describe(*report.model));
  return std::move(report.model);
}

Replay add_replay(const Model& model, const std::vector<Event>& events, Digest& digest) {
  ReplayOptions options;
  options.order = ReplayOrder::by_arrival;
  Replay replay = *bantam::replay(model, events, options);
  for (const ReplayedEvent& event : replay.events) digest.add(std::string(to_text(event.effects.outcome)));
  for (const ReplayedLead& lead : replay.leads) add_lead(model, lead, replay.as_of, digest);
  return replay;
}

/// What is said of so many leads by a model; false where it is not said of all.
bool add_world(const std::string& document, std::size_t leads, std::uint64_t seed, Digest& digest) {
  const std::optional<Model> model = add_model(document, digest);
  if (!model) return false;
  const std::vector<Event> events = events_of(determinism::log_of(leads, seed), digest);
  const Replay replay = add_replay(*model, events, digest);
  for (std::size_t i = 0; i < replay.leads.size(); i += 50) add_outlook(*model, replay.leads[i].state, digest);
  add_figures(*model, replay, digest);
  add_batch(*model, events, replay.as_of, digest);
  return replay.leads.size() == leads;
}

/// What a seed of the laws means, and what is said of it.
bool add_history(std::uint64_t seed, Digest& digest) {
  generate::Random random(seed);
  const bool plain = seed % 2 == 0;
  const std::string document = plain ? generate::model(random) : generate::condition_model(random, random.once_in(2));
  digest.add(document);
  std::vector<std::string> lines;
  if (plain) lines = generate::log(random, 24);
  else for (const char* lead : {"a", "b", "c"}) lines.push_back(generate::condition_lead(random, lead));
  for (const std::string& line : lines) digest.add(line);
  const std::optional<Model> model = add_model(document, digest);
  if (model) add_replay(*model, events_of(lines, digest), digest);
  return model.has_value();
}

}  // namespace

int main(int count, char** options) {
  for (int i = 1; i < count; ++i) {
    const std::string in_the_way = determinism::set_surroundings(options[i]);
    if (in_the_way.empty()) continue;
    std::fprintf(stderr, "skipped: %s\n", in_the_way.c_str());
    return skipped;
  }
  Digest digest;
  bool scored = add_world(determinism::document_of_edges(), 600, 1, digest) &&
                add_world(everything::document(), 400, 2, digest);
  for (std::uint64_t seed = 1; seed <= 200; ++seed) scored = add_history(seed, digest) && scored;
  if (!scored) std::fprintf(stderr, "the leads cannot be scored\n");
  std::printf("%s\n", digest.text().c_str());
  return scored ? 0 : 1;
}
