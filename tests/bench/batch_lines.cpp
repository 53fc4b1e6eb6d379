// Stream, handwritten and batch: all of one workload, in turns.
#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <thread>

#include "bench/lines.hpp"
#include "bench/memory.hpp"
#include "bench/stream.hpp"

namespace bench {
namespace {

/// One way to ask for the same scores.
struct Form {
  std::string name;
  const bantam::ActivityColumns* activities = nullptr;
  unsigned threads = 1;
  bantam::BatchOptions options = {};
  bool spelled = false;  ///< paths as bytes: compared with that stream
};

/// Ranges of `chunk` leads, taken by whoever is free: leads differ a hundredfold in what they did.
bantam::Result<bantam::BatchScores> score_on_threads(const bantam::Batch& batch, unsigned threads,
                                                     std::size_t chunk) {
  bantam::BatchScores scores = columns_for(batch);
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::optional<bantam::Error> error;
  const auto work = [&] {
    for (std::size_t first; (first = next.fetch_add(chunk)) < batch.leads();) {
      auto problem = score_range(batch, first, std::min(first + chunk, batch.leads()), scores);
      if (!problem) continue;
      const std::lock_guard<std::mutex> lock(mutex);
      error = std::move(problem);
    }
  };
  std::vector<std::thread> others;
  for (unsigned i = 1; i < threads; ++i) others.emplace_back(work);
  work();
  for (std::thread& other : others) other.join();
  if (error) return *error;
  return scores;
}

bantam::BatchScores score(const World& world, const bantam::LeadColumns& leads, const Form& form) {
  auto scores = [&]() -> bantam::Result<bantam::BatchScores> {
    if (form.threads == 1)
      return score_batch(world.model, leads, *form.activities, as_of, form.options);
    const auto batch = prepare_batch(world.model, leads, *form.activities, as_of, form.options);
    if (!batch) return batch.error();
    // In order of arrival every range is some passes over all rows: as few as there are threads.
    const std::size_t share = (batch->leads() + form.threads - 1) / form.threads;
    return score_on_threads(*batch, form.threads, form.activities->lead.data ? share : 4096);
  }();
  if (!scores) fail(form.name + ": " + to_text(scores.error()));
  return *std::move(scores);
}

/// The peaks of all forms over their input columns.
void add_peaks(const World& world, const bantam::LeadColumns& leads, const std::vector<Form>& forms,
               Report& report) {
  for (const Form& form : forms) {
    const auto bytes = peak_bytes([&] { score(world, leads, form); });
    if (!bytes) continue;
    report.figures.push_back(
        {"peak memory over the columns", form.name,
         static_cast<double>(*bytes) / static_cast<double>(leads.rows), "bytes a lead",
         form.options.contributions ? "of these 8 a rule are the answer" : ""});
  }
}

void add_ratio(Report& report, const char* name, const Timing& above, const Timing& below) {
  report.figures.push_back({"batch, ratios", name, above.median_ns / below.median_ns, "x"});
}

}  // namespace

void batch_lines(const World& world, Report& report) {
  const Workload& workload = world.workload;
  const Options& options = world.options;
  const TimeOrder arrival = in_time_order(workload);
  const Texts spelled = spelled_paths(workload);
  const bantam::LeadColumns leads = lead_columns(workload);
  const bantam::ActivityColumns lead_order = in_lead_order(workload),
                                as_bytes = in_lead_order(workload, spelled),
                                time_order = in_time_order(arrival);
  bantam::ActivityColumns unclaimed = lead_order;
  unclaimed.sorted = false;

  const std::string cores = std::to_string(options.threads) + " threads";
  std::vector<Form> forms;
  if (options.wants("bantam"))
    forms = {{"bantam", &lead_order},
             {"bantam, " + cores, &lead_order, options.threads},
             {"bantam, time order", &time_order},
             {"bantam, time order, " + cores, &time_order, options.threads},
             {"bantam, contributions", &lead_order, 1, {true}},
             {"bantam, paths as bytes", &as_bytes, 1, {}, true},
             {"bantam, `sorted` not claimed", &unclaimed}};

  HandwrittenScorer scorer(world.tables, false), tuned(world.tables);
  std::vector<HandwrittenLead> structs = handwritten_leads(workload);
  const std::vector<LeadScore> expected = scorer.score_all(structs, as_of.ms);
  if (tuned.score_all(structs, as_of.ms) != expected) fail("the two forms of the handwritten scorer differ");
  for (const Form& form : forms)
    if (const std::string wrong = difference(score(world, leads, form), expected); !wrong.empty())
      fail(form.name + ": " + wrong);

  // The first two are what the others are compared with.
  std::vector<Task> tasks = {[&] { return std::any(stream_sum(workload)); },
                             [&] { return std::any(stream_sum(workload, spelled)); }};
  if (options.wants("handwritten")) {
    tasks.push_back([&] { return std::any(scorer.score_all(structs, as_of.ms)); });
    tasks.push_back([&] { return std::any(tuned.score_all(structs, as_of.ms)); });
  }
  for (const Form& form : forms)
    tasks.push_back([&] { return std::any(score(world, leads, form)); });
  std::vector<Timing> timings = time_in_turns(tasks, options.runs);
  const auto rows = static_cast<double>(workload.activities.size());
  for (Timing& timing : timings) timing = timing.each(rows);

  const Timing &stream = timings[0], &stream_as_bytes = timings[1];
  const auto bytes = [](double count) {
    return std::to_string(count).substr(0, 4) + " bytes an activity";
  };
  report.times.push_back(
      {"batch", "stream", "activity", stream, {}, {}, bytes(stream_bytes(workload))});
  report.times.push_back({"batch",
                          "stream, paths as bytes",
                          "activity",
                          stream_as_bytes,
                          {},
                          {},
                          bytes(stream_bytes(workload, spelled))});
  std::size_t next = 2;
  std::optional<Timing> handwritten;
  if (options.wants("handwritten")) {
    handwritten = timings[next++];
    report.times.push_back({"batch", "handwritten", "activity", *handwritten,
                            handwritten->median_ns / stream.median_ns});
    const Timing& faster = timings[next++];
    report.times.push_back({"batch", "handwritten, tuned", "activity", faster, faster.median_ns / stream.median_ns,
                            handwritten->median_ns / faster.median_ns});
  }
  const std::size_t first_form = next;
  for (const Form& form : forms) {
    TimeLine line{"batch", form.name, "activity", timings[next++]};
    line.of_stream = line.each.median_ns / (form.spelled ? stream_as_bytes : stream).median_ns;
    if (handwritten) line.than_handwritten = handwritten->median_ns / line.each.median_ns;
    report.times.push_back(std::move(line));
  }
  if (forms.empty()) return;
  const Timing* of = &timings[first_form];
  add_ratio(report, "one thread to all", of[0], of[1]);
  add_ratio(report, "time order to lead order", of[2], of[0]);
  add_ratio(report, "contributions to none", of[4], of[0]);
  structs = {};  // a child's page table is as large as its parent's
  add_peaks(world, leads, forms, report);
}

}  // namespace bench
