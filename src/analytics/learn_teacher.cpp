// Teacher: many small trees, to learn a short table from.
#include "analytics/learn_teacher.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "analytics/learn_random.hpp"
#include "analytics/learn_slopes.hpp"

namespace bantam::learning {
namespace {

using Sums = std::vector<std::int64_t>;  // packed slopes, by column and code

struct Split {
  double gain = 0;
  std::size_t attribute = 0;
  std::vector<bool> left;
};

/// A node that may be split yet: its leads, the drawn ones first.
struct Open {
  std::size_t depth = 0;
  std::size_t begin = 0;
  std::size_t drawn = 0;  ///< where its drawn leads end
  std::size_t end = 0;
  Sums sums;
};

/// A tree as it is of the leads it was grown on.
struct Tree {
  std::vector<std::uint8_t> leaf_of;  ///< by lead
  std::vector<double> weights;        ///< by leaf
};

class Trees {
 public:
  Trees(const BinnedTable& table, const Sample& sample, const TeacherOptions& options)
      : table_(table), sample_(sample), options_(options), random_(options.seed), slopes_(sample.rows) {}

  Taught run();

 private:
  double gain(double gradient, double curvature) const {
    return gradient * gradient / (curvature + options_.ridge);
  }
  Sums sums_of(const Open& open) const;
  void try_column(std::size_t a, const std::int64_t* sums, std::int64_t all, Split& best) const;
  Open split(Open& open, const Split& by);
  void draw(const std::vector<std::size_t>& usable);
  void grow();

  const BinnedTable& table_;
  const Sample& sample_;
  const TeacherOptions& options_;
  Random random_;
  Slopes slopes_;
  std::vector<double> odds_;
  std::vector<std::size_t> columns_;   ///< of the tree that grows
  std::vector<std::size_t> first_;     ///< of each column's sums
  std::size_t sum_count_ = 0;
  std::vector<std::uint32_t> rows_;    ///< leads, in the order of the leaves
  std::vector<std::uint32_t> others_;  ///< room for parting them
  std::vector<Tree> trees_;
  std::size_t drawn_ = 0;
  double left_out_gain_ = 0;           ///< what the last tree gains for the leads it was not made from
};

Sums Trees::sums_of(const Open& open) const {
  Sums sums(sum_count_, 0);
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    const std::uint8_t* codes = sample_.codes[columns_[c]].data();
    std::int64_t* own = &sums[first_[c]];
    for (std::size_t k = open.begin; k < open.drawn; ++k) own[codes[rows_[k]]] += slopes_[rows_[k]];
  }
  return sums;
}

void Trees::try_column(std::size_t a, const std::int64_t* sums, std::int64_t all, Split& best) const {
  const BinnedAttribute& attribute = table_.attributes[a];
  std::array<std::uint8_t, max_codes> order;
  std::array<double, max_codes> mean;
  std::size_t count = 0;
  const bool ordered = attribute.kind == AttributeKind::number;
  for (std::size_t code = 0; code < attribute.code_count; ++code) {
    if (sums[code] == 0) continue;
    order[count++] = static_cast<std::uint8_t>(code);
    if (!ordered) mean[code] = slopes_.gradient(sums[code]) / (slopes_.curvature(sums[code]) + options_.ridge);
  }
  if (count < 2) return;
  if (!ordered)
    std::stable_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count),
                     [&](std::uint8_t x, std::uint8_t y) { return mean[x] < mean[y]; });
  const Direction direction = options_.directions.empty() ? Direction::free : options_.directions[a];
  const double base = gain(slopes_.gradient(all), slopes_.curvature(all));
  // Missing goes left first, then, where it is a number's, right.
  for (std::size_t begin = 0; begin < (ordered && sums[0] != 0 ? 2U : 1U); ++begin) {
    std::int64_t left = 0;
    std::size_t best_end = 0;
    for (std::size_t k = begin; k + 1 < count; ++k) {
      left += sums[order[k]];
      const double gl = slopes_.gradient(left), hl = slopes_.curvature(left);
      const double gr = slopes_.gradient(all - left), hr = slopes_.curvature(all - left);
      if (hl < options_.least_curvature || hr < options_.least_curvature) continue;
      if (ordered && direction != Direction::free &&
          (gr / (hr + options_.ridge) - gl / (hl + options_.ridge)) * static_cast<double>(direction) < 0)
        continue;
      const double gained = gain(gl, hl) + gain(gr, hr) - base;
      if (gained <= best.gain) continue;
      best.gain = gained;
      best_end = k + 1;
    }
    if (best_end == 0) continue;
    best.attribute = a;
    best.left.assign(max_codes, false);
    for (std::size_t k = begin; k < best_end; ++k) best.left[order[k]] = true;
    // Codes without leads here: numbers by their place, texts to the right.
    if (ordered)
      for (std::size_t code = 1; code < order[best_end - 1]; ++code) best.left[code] = true;
  }
}

/// Parts the leads of a node; `open` becomes the left part, the right one is returned.
Open Trees::split(Open& open, const Split& by) {
  std::array<bool, max_codes> left;
  std::copy(by.left.begin(), by.left.end(), left.begin());
  const std::uint8_t* codes = sample_.codes[by.attribute].data();
  // Left drawn, left others, right drawn, right others, each in the order they had.
  others_.clear();
  std::size_t place = open.begin;
  std::size_t left_drawn = 0, right_drawn = 0;
  for (std::size_t k = open.begin; k < open.end; ++k) {
    const std::uint32_t row = rows_[k];
    const bool goes_left = left[codes[row]];
    if (k < open.drawn) ++(goes_left ? left_drawn : right_drawn);
    if (goes_left)
      rows_[place++] = row;
    else
      others_.push_back(row);
  }
  std::copy(others_.begin(), others_.end(), rows_.begin() + static_cast<std::ptrdiff_t>(place));
  Open right{open.depth + 1, place, place + right_drawn, open.end, {}};
  Sums parent = std::move(open.sums);
  open = Open{open.depth + 1, open.begin, open.begin + left_drawn, place, {}};
  if (open.depth < options_.depth) {  // else they are leaves, which need no sums
    Open& smaller = left_drawn <= right_drawn ? open : right;
    Open& larger = left_drawn <= right_drawn ? right : open;
    smaller.sums = sums_of(smaller);
    for (std::size_t k = 0; k < parent.size(); ++k) parent[k] -= smaller.sums[k];
    larger.sums = std::move(parent);
  }
  return right;
}

void Trees::grow() {
  std::vector<Open> opens(1);
  opens[0].drawn = drawn_;
  opens[0].end = rows_.size();
  opens[0].sums = sums_of(opens[0]);
  left_out_gain_ = 0;
  Tree tree;
  tree.leaf_of.resize(sample_.rows);
  while (!opens.empty()) {
    Open open = std::move(opens.back());
    opens.pop_back();
    std::int64_t all = 0;
    for (std::size_t k = open.begin; k < open.drawn; ++k) all += slopes_[rows_[k]];
    Split best;
    if (open.depth < options_.depth)
      for (std::size_t c = 0; c < columns_.size(); ++c)
        try_column(columns_[c], &open.sums[first_[c]], all, best);
    if (!best.left.empty()) {
      Open right = split(open, best);
      opens.push_back(std::move(right));
      opens.push_back(std::move(open));
      continue;
    }
    const double weight = options_.rate * slopes_.gradient(all) / (slopes_.curvature(all) + options_.ridge);
    std::int64_t left_out = 0;
    for (std::size_t k = open.drawn; k < open.end; ++k) left_out += slopes_[rows_[k]];
    left_out_gain_ += slopes_.gradient(left_out) * weight - slopes_.curvature(left_out) * weight * weight / 2;
    for (std::size_t k = open.begin; k < open.end; ++k) {
      odds_[rows_[k]] += weight;
      tree.leaf_of[rows_[k]] = static_cast<std::uint8_t>(tree.weights.size());
    }
    tree.weights.push_back(weight);
  }
  trees_.push_back(std::move(tree));
}

/// The leads in their order, the drawn ones first, and the columns of the next tree.
void Trees::draw(const std::vector<std::size_t>& usable) {
  rows_.clear();
  others_.clear();
  for (std::size_t i = 0; i < sample_.rows; ++i)
    (random_.share() < options_.rows_share ? rows_ : others_).push_back(static_cast<std::uint32_t>(i));
  drawn_ = rows_.size();
  rows_.insert(rows_.end(), others_.begin(), others_.end());
  const auto wanted = static_cast<std::size_t>(
      std::max(std::min(3.0, static_cast<double>(usable.size())),
               std::ceil(options_.columns_share * static_cast<double>(usable.size()))));
  columns_ = usable;
  for (std::size_t k = 0; k < wanted; ++k)
    std::swap(columns_[k], columns_[k + random_.below(columns_.size() - k)]);
  columns_.resize(wanted);
  std::sort(columns_.begin(), columns_.end());
  first_.clear();
  sum_count_ = 0;
  for (const std::size_t a : columns_) {
    first_.push_back(sum_count_);
    sum_count_ += table_.attributes[a].code_count;
  }
}

Taught Trees::run() {
  double goal = 0;
  for (std::size_t i = 0; i < sample_.rows; ++i) goal += sample_.goal(i);
  const double base = std::log((goal + 0.5) / (static_cast<double>(sample_.rows) - goal + 0.5));
  odds_ = sample_.offset;
  odds_.resize(sample_.rows, 0.0);
  for (double& z : odds_) z += base;
  Taught taught{odds_, 0};
  std::vector<std::size_t> usable;
  for (std::size_t a = 0; a < table_.attributes.size(); ++a)
    if (options_.usable.empty() || options_.usable[a]) usable.push_back(a);
  if (usable.empty()) return taught;
  double improvement = 0;  // of the leads left out, from tree to tree
  double best_improvement = 0;
  std::size_t best_trees = 0;
  for (std::size_t t = 0; t < options_.trees; ++t) {
    for (std::size_t i = 0; i < sample_.rows; ++i) {
      const double p = 1 / (1 + std::exp(-odds_[i]));
      slopes_.set(i, sample_.goal(i) - p, p * (1 - p));
    }
    draw(usable);
    grow();
    improvement += left_out_gain_;
    if (improvement > best_improvement) {
      best_improvement = improvement;
      best_trees = t + 1;
    }
    const auto called_for = static_cast<double>(best_trees);
    if (static_cast<double>(t) > std::max(called_for * options_.patience, called_for + 25)) break;
  }
  const auto kept = static_cast<std::size_t>(static_cast<double>(best_trees) * options_.patience);
  taught.trees = std::min(kept, trees_.size());
  for (std::size_t t = 0; t < taught.trees; ++t)
    for (std::size_t i = 0; i < sample_.rows; ++i) taught.odds[i] += trees_[t].weights[trees_[t].leaf_of[i]];
  return taught;
}

}  // namespace

Taught teach(const BinnedTable& table, const Sample& sample, const TeacherOptions& options) {
  return Trees(table, sample, options).run();
}

}  // namespace bantam::learning
