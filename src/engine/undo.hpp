// Undo: what one event changes of a state, kept until the event has gone through. Where memory runs
// out on the way, the state is as it was.
//
// What is about to be overwritten is moved in here, so that taking it back allocates nothing. Fold
// and Application tell it before they change a part.
#pragma once

#include <cstddef>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "bantam/state.hpp"

namespace bantam {

inline auto changing_scalars(LeadState& state) {
  return std::tie(state.exists, state.clock, state.stage, state.entered_at, state.sla_breached,
                  state.reset_at, state.last_activity_at, state.mql_count, state.first_mql_at,
                  state.last_mql_at, state.revision, state.tallied_until);
}

class Undo {
 public:
  explicit Undo(LeadState& state) : state_(state), scalars_(changing_scalars(state)) {}
  Undo(const Undo&) = delete;
  Undo& operator=(const Undo&) = delete;
  ~Undo() {
    if (!committed_) take_back();
  }

  /// The event has gone through: nothing is taken back.
  void commit() { committed_ = true; }

  void activity_came(std::size_t place) {
    if (!history_) activity_ = place;
  }
  void activities_erased(History before) {
    if (!history_) history_ = std::move(before);
  }
  void id_taken(std::size_t place) { id_ = place; }
  /// Leaves `state.settled` empty.
  void settle_anew() {
    if (!settled_) settled_ = std::exchange(state_.settled, {});
  }
  /// At most so many attributes will change.
  void expect_attributes(std::size_t count) { attributes_.reserve(count); }
  /// Leaves the attribute empty.
  void attribute_changes(std::size_t place) {
    attributes_.emplace_back(place, std::exchange(state_.attributes[place], std::nullopt));
  }
  /// Leaves the answer empty.
  void answer_changes(std::size_t place) {
    answer_ = {place, std::exchange(state_.answers[place], std::nullopt)};
  }

 private:
  template <class... T>
  static std::tuple<T...> values_of(std::tuple<T&...>);
  using Scalars = decltype(values_of(changing_scalars(std::declval<LeadState&>())));

  void take_back() noexcept {
    changing_scalars(state_) = scalars_;
    if (history_) state_.activities = std::move(*history_);
    if (activity_) state_.activities.take_back(*activity_);
    if (id_) state_.ids.erase(state_.ids.begin() + static_cast<std::ptrdiff_t>(*id_));
    if (settled_) state_.settled = std::move(*settled_);
    for (std::size_t i = attributes_.size(); i-- > 0;)  // one may have changed twice
      state_.attributes[attributes_[i].first] = std::move(attributes_[i].second);
    if (answer_) state_.answers[answer_->first] = std::move(answer_->second);
  }

  LeadState& state_;
  Scalars scalars_;
  bool committed_ = false;
  std::optional<History> history_;      ///< as it was before the first reset
  std::optional<std::size_t> activity_;  ///< came before it
  std::optional<std::size_t> id_;
  std::optional<std::vector<Points>> settled_;
  std::vector<std::pair<std::size_t, std::optional<StoredAttribute>>> attributes_;
  std::optional<std::pair<std::size_t, std::optional<StoredAnswer>>> answer_;
};

}  // namespace bantam
