// Readers over one model while it is swapped a thousand times a second: explanations of shared
// states, ranges of one batch, and events of leads that each thread has for itself. Under TSan with
// `sh tests/run.sh --threads`.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "bantam/bantam.hpp"
#include "support/batch_world.hpp"
#include "support/everything.hpp"

namespace {

using namespace bantam;

/// How a host hands out its model.
class Current {
 public:
  explicit Current(std::shared_ptr<const Model> model) : model_(std::move(model)) {}
  std::shared_ptr<const Model> get() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return model_;
  }
  void swap(std::shared_ptr<const Model> model) {
    const std::lock_guard<std::mutex> lock(mutex_);
    model_.swap(model);  // the old one goes after the lock, by whoever has it last
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const Model> model_;
};

std::string document(bool second) {
  std::string text = everything::document();
  return second ? text.replace(text.find("\"points\": 25"), 12, "\"points\": 24") : text;
}

/// One of two models, each made anew so that the last reader of an old one frees it.
std::shared_ptr<const Model> fresh(bool second) {
  return std::make_shared<const Model>(*compile(document(second)).model);
}

LeadState folded(const Model& model) {
  LeadState state = model.new_lead("L1");
  Workspace workspace;
  for (const Event& event : everything::events()) (void)apply_to(model, state, event, workspace);
  return state;
}

/// What each of the two models says, found before any thread runs.
struct Expected {
  Fingerprint model;
  LeadState state;
  std::string explanation;
};

std::vector<Expected> both() {
  std::vector<Expected> all;
  for (const bool second : {false, true}) {
    const std::shared_ptr<const Model> model = fresh(second);
    const LeadState state = folded(*model);
    all.push_back({model->fingerprint(), state, explanation_to_json(*explain(*model, state, everything::later()))});
  }
  return all;
}

struct Counts {
  std::atomic<std::size_t> swaps{0}, explained{0}, folded{0}, ranges{0}, faults{0};
};

void explain_often(const Current& current, const std::vector<Expected>& expected, Counts& counts,
                   const std::atomic<bool>& over) {
  while (!over) {
    const std::shared_ptr<const Model> model = current.get();
    const Expected& one = expected[model->fingerprint() == expected[0].model ? 0 : 1];
    const auto explained = explain(*model, one.state, everything::later());
    if (!explained || explanation_to_json(*explained) != one.explanation) ++counts.faults;
    ++counts.explained;
  }
}

void fold_often(const Current& current, const std::vector<Expected>& expected, Counts& counts,
                const std::atomic<bool>& over) {
  while (!over) {
    const std::shared_ptr<const Model> model = current.get();
    if (folded(*model) != expected[model->fingerprint() == expected[0].model ? 0 : 1].state) ++counts.faults;
    ++counts.folded;
  }
}

/// Both halves of a batch at once, into the same columns.
void score_often(const Current& current, const support::OwnedColumns& columns, Counts& counts,
                 const std::atomic<bool>& over) {
  while (!over) {
    const std::shared_ptr<const Model> model = current.get();
    const Result<Batch> batch = prepare_batch(*model, columns.leads, columns.activities, everything::later());
    BatchScores scores = columns_for(*batch);
    const std::size_t half = batch->leads() / 2;
    const auto range = [&](std::size_t first, std::size_t last) {
      if (score_range(*batch, first, last, scores)) ++counts.faults;
      ++counts.ranges;
    };
    std::thread other(range, 0, half);
    range(half, batch->leads());
    other.join();
    const auto whole = score_batch(*model, columns.leads, columns.activities, everything::later());
    if (!whole || !support::same(*whole, scores)) ++counts.faults;
  }
}

}  // namespace

int main(int argc, char** argv) {
  const int seconds = argc > 1 ? std::atoi(argv[1]) : 2;
  const std::vector<Expected> expected = both();
  const support::BatchWorld world = support::world_of(everything::model(), everything::in_columns(40), everything::later());
  support::Layout layout;
  const support::OwnedColumns columns = world.columns(layout);
  Current current(fresh(false));
  Counts counts;
  std::atomic<bool> over{false};
  std::vector<std::thread> readers;
  readers.emplace_back([&] { explain_often(current, expected, counts, over); });
  readers.emplace_back([&] { fold_often(current, expected, counts, over); });
  readers.emplace_back([&] { score_often(current, columns, counts, over); });

  const std::shared_ptr<const Model> models[] = {fresh(false), fresh(true)};
  const auto begin = std::chrono::steady_clock::now();
  const auto end = begin + std::chrono::seconds(seconds);
  for (auto due = begin; due < end; due += std::chrono::milliseconds(1)) {
    std::this_thread::sleep_until(due);
    const std::size_t swap = ++counts.swaps;
    current.swap(swap % 100 == 0 ? fresh(swap % 200 == 0) : models[swap % 2]);
  }
  over = true;
  for (std::thread& reader : readers) reader.join();
  std::printf("%zu swaps in %d s, %zu explanations, %zu leads folded, %zu ranges scored, %zu faults\n",
              counts.swaps.load(), seconds, counts.explained.load(), counts.folded.load(), counts.ranges.load(),
              counts.faults.load());
  return counts.faults == 0 && counts.explained > 0 && counts.folded > 0 && counts.ranges > 0 ? 0 : 1;
}
