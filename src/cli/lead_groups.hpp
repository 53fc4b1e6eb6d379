// Lead groups: things of a log gathered by lead, and a way to see which of a lead's are equal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace bantam::cli {

/// Finds equal things among those of one lead, in any order of leads.
///
/// Units  a thing is a number less than 2³² - 1.
/// Cost   linear, whatever the things are, as long as nobody can choose their hashes; memory for
///        8 bytes a thing.
class LeadGroups {
 public:
  explicit LeadGroups(std::size_t leads) : ends_(leads + 1) {}

  /// First each thing is counted, then, after `begin`, each is put, in any order.
  void count(std::uint32_t lead) { ++ends_[lead + 1]; }
  void begin();
  void put(std::uint32_t lead, std::uint32_t thing, std::uint32_t hash) {
    things_[ends_[lead]++] = std::uint64_t{hash} << 32U | thing;
  }

  /// Calls `repeat(lead, thing, earlier)` for things of one lead that `equal(thing, earlier)`, where
  /// `earlier` was put before; what it returns, one of the two, stands for both from then on.
  template <class Equal, class Repeat>
  void for_each_repeat(Equal equal, Repeat repeat);

 private:
  std::vector<std::uint64_t> ends_;    ///< while putting: where the lead's next goes
  std::vector<std::uint64_t> things_;  ///< hash and number
  std::vector<std::uint64_t> places_;  ///< of the lead at hand; 0 is free
};

template <class Equal, class Repeat>
void LeadGroups::for_each_repeat(Equal equal, Repeat repeat) {
  std::uint64_t begin = 0;
  for (std::size_t lead = 0; lead + 1 < ends_.size(); ++lead) {
    const std::uint64_t end = ends_[lead];
    const std::uint64_t count = end - begin;
    std::size_t size = 4;
    while (size < 2 * count) size *= 2;
    if (count > 1) places_.assign(size, 0);
    for (std::uint64_t i = begin; count > 1 && i < end; ++i) {
      const auto thing = static_cast<std::uint32_t>(things_[i]);
      const std::uint64_t hash = things_[i] >> 32U;
      // A place holds a number more than that of the thing, so that it is never 0.
      std::size_t at = hash & (size - 1);
      for (; places_[at] != 0; at = (at + 1) & (size - 1)) {
        if (places_[at] >> 32U != hash) continue;
        const auto earlier = static_cast<std::uint32_t>(places_[at]) - 1;
        if (!equal(thing, earlier)) continue;
        places_[at] = hash << 32U | (repeat(static_cast<std::uint32_t>(lead), thing, earlier) + 1);
        break;
      }
      if (places_[at] == 0) places_[at] = hash << 32U | (thing + 1);
    }
    begin = end;
  }
}

}  // namespace bantam::cli
