// Picking: of a block's activities, those that a rule or a signal hears, by place.
#include <algorithm>

#include "analytics/block.hpp"

namespace bantam {

Picked pick(const HeardType& heard, Block& block) {
  Picked picked = block.bucket(heard.bucket);
  if (heard.when && picked.size != 0) {
    ask_activities(*heard.when, block, heard.type, picked.places, picked.size, block.verdicts);
    picked.holds = block.verdicts.data();
  }
  return picked;
}

namespace {

/// The places that hold, without a branch on each.
std::size_t keep_held(const Picked& picked, std::uint32_t* into) {
  if (!picked.holds) {
    std::copy_n(picked.places, picked.size, into);
    return picked.size;
  }
  std::size_t size = 0;
  for (std::size_t i = 0; i < picked.size; ++i) {
    into[size] = picked.places[i];
    size += picked.holds[i] == Verdict::yes ? 1U : 0U;
  }
  return size;
}

/// Merges the activities that hold into those already merged, by place.
void merge_in(const Picked& picked, std::uint16_t heard, Block& block) {
  const std::size_t old_size = block.merged.size();
  block.held.resize(std::max(block.held.size(), picked.size));
  const std::size_t new_size = keep_held(picked, block.held.data());
  block.next.resize(old_size + new_size);
  block.next_heard.resize(old_size + new_size);
  const std::uint32_t* olds = block.merged.data();
  const std::uint32_t* news = block.held.data();
  std::uint32_t* into = block.next.data();
  std::uint16_t* heard_into = block.next_heard.data();
  std::size_t o = 0;
  std::size_t n = 0;
  for (; o < old_size && n < new_size; ++into, ++heard_into) {
    const bool is_new = news[n] < olds[o];
    *into = is_new ? news[n] : olds[o];
    *heard_into = is_new ? heard : block.merged_heard[o];
    n += is_new ? 1U : 0U;
    o += is_new ? 0U : 1U;
  }
  for (; o < old_size; ++o) {
    *into++ = olds[o];
    *heard_into++ = block.merged_heard[o];
  }
  for (; n < new_size; ++n) {
    *into++ = news[n];
    *heard_into++ = heard;
  }
  block.merged.swap(block.next);
  block.merged_heard.swap(block.next_heard);
}

}  // namespace

Picked pick(const std::vector<HeardType>& heard, Block& block) {
  if (heard.size() == 1) return pick(heard.front(), block);
  block.merged.clear();
  block.merged_heard.clear();
  for (std::size_t h = 0; h < heard.size(); ++h)
    merge_in(pick(heard[h], block), static_cast<std::uint16_t>(h), block);
  return {block.merged.data(), nullptr, block.merged_heard.data(), block.merged.size()};
}

}  // namespace bantam
