// A history: a model, a log, and how the log is replayed. Every way to its end must be the same:
// the library's replay, one event at a time with states saved and loaded between, another thread,
// a batch, another order of arrival, and the slow reference.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "bantam/bantam.hpp"
#include "laws/generate.hpp"
#include "support/run_log.hpp"

namespace laws {

struct History {
  std::string model;                ///< a document
  std::vector<std::string> events;  ///< a line of the log each
  support::RunOptions options;
  std::uint64_t coins = 1;  ///< decides where states are saved, and how events are shuffled
};

History generated(generate::Random& random);

/// One generated condition, in either semantics, and generated leads to ask it of.
History generated_condition(generate::Random& random);

/// The log as one text.
std::string log_of(const History& history);

/// What the library and the reference say differently; empty where nothing.
std::string engine_against_reference(const bantam::Model& model, const History& history);

/// What the library says differently from itself; empty where nothing.
std::string way_against_way(const bantam::Model& model, const History& history);

/// The first of the two, or that the model does not compile.
std::string reference_difference(const History& history);

/// Both of them, or that the model does not compile.
std::string difference(const History& history);

/// The explanations after a replay in order of arrival, without what follows from that order;
/// nothing where a reset made them depend on it.
std::optional<std::string> scores_of(const bantam::Model& model,
                                     const std::vector<bantam::Event>& events,
                                     bantam::Timestamp as_of);

template <class T>
void shuffle(std::vector<T>& items, generate::Random& random) {
  for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[random.below(i)]);
}

}  // namespace laws
