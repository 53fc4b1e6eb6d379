// Teacher: many small trees, to learn a short table from.
#include "analytics/learn_teacher.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "analytics/learn_random.hpp"

namespace bantam::learning {
namespace {

struct Sum {
  double gradient = 0;
  double curvature = 0;
  double leads = 0;

  void add(const Sum& other) {
    gradient += other.gradient;
    curvature += other.curvature;
    leads += other.leads;
  }
};

struct Split {
  double gain = 0;
  std::size_t attribute = 0;
  std::vector<bool> left;
};

struct Slope {
  float gradient;
  float curvature;
};

class Trees {
 public:
  Trees(const BinnedTable& table, const Sample& sample, const TeacherOptions& options)
      : table_(table), sample_(sample), options_(options), random_(options.seed) {}

  Teacher run();

 private:
  double gain(const Sum& sum) const {
    return sum.gradient * sum.gradient / (sum.curvature + options_.ridge);
  }
  void try_attribute(std::size_t a, const std::vector<std::uint32_t>& rows, const Sum& all, Split& best);
  std::vector<TreeNode> grow(std::vector<std::uint32_t> rows, const std::vector<std::size_t>& columns);

  const BinnedTable& table_;
  const Sample& sample_;
  const TeacherOptions& options_;
  Random random_;
  std::vector<Slope> slopes_;
  std::vector<Sum> sums_;
};

void Trees::try_attribute(std::size_t a, const std::vector<std::uint32_t>& rows, const Sum& all,
                          Split& best) {
  const BinnedAttribute& attribute = table_.attributes[a];
  const std::size_t codes = attribute.code_count;
  sums_.assign(codes, Sum{});
  const std::vector<std::uint8_t>& own = sample_.codes[a];
  for (const std::uint32_t row : rows) {
    Sum& sum = sums_[own[row]];
    sum.gradient += static_cast<double>(slopes_[row].gradient);
    sum.curvature += static_cast<double>(slopes_[row].curvature);
    sum.leads += 1;
  }
  std::vector<std::uint8_t> order;
  for (std::size_t code = 0; code < codes; ++code)
    if (sums_[code].leads > 0) order.push_back(static_cast<std::uint8_t>(code));
  if (order.size() < 2) return;
  const bool ordered = attribute.kind == AttributeKind::number;
  if (!ordered)
    std::stable_sort(order.begin(), order.end(), [&](std::uint8_t x, std::uint8_t y) {
      return sums_[x].gradient / (sums_[x].curvature + options_.ridge) <
             sums_[y].gradient / (sums_[y].curvature + options_.ridge);
    });
  const Direction direction = options_.directions.empty() ? Direction::free : options_.directions[a];
  const double base = gain(all);
  // Missing goes left first, then, where it is a number's, right.
  for (int way = 0; way < (ordered && sums_[0].leads > 0 ? 2 : 1); ++way) {
    Sum left;
    std::size_t best_end = 0;
    const std::size_t begin = way == 1 ? 1 : 0;
    for (std::size_t k = begin; k + 1 < order.size(); ++k) {
      left.add(sums_[order[k]]);
      Sum right = all;
      right.gradient -= left.gradient;
      right.curvature -= left.curvature;
      right.leads -= left.leads;
      if (left.leads < options_.least_leads || right.leads < options_.least_leads) continue;
      if (ordered && direction != Direction::free &&
          (right.gradient / (right.curvature + options_.ridge) -
           left.gradient / (left.curvature + options_.ridge)) * static_cast<double>(direction) < 0)
        continue;
      const double gained = gain(left) + gain(right) - base;
      if (gained > best.gain) {
        best.gain = gained;
        best.attribute = a;
        best_end = k + 1;
      }
    }
    if (best_end == 0) continue;
    best.left.assign(codes, false);
    for (std::size_t k = begin; k < best_end; ++k) best.left[order[k]] = true;
    // Codes without leads here: numbers by their place, texts to the right.
    if (ordered)
      for (std::size_t code = 1; code <= order[best_end - 1]; ++code) best.left[code] = true;
  }
}

std::vector<TreeNode> Trees::grow(std::vector<std::uint32_t> rows, const std::vector<std::size_t>& columns) {
  std::vector<TreeNode> nodes(1);
  struct Open {
    std::size_t node;
    std::size_t depth;
    std::vector<std::uint32_t> rows;
  };
  std::vector<Open> open;
  open.push_back({0, 0, std::move(rows)});
  for (std::size_t next = 0; next < open.size(); ++next) {
    Open here = std::move(open[next]);
    Sum all;
    for (const std::uint32_t row : here.rows) {
      all.gradient += static_cast<double>(slopes_[row].gradient);
      all.curvature += static_cast<double>(slopes_[row].curvature);
      all.leads += 1;
    }
    nodes[here.node].weight = options_.rate * all.gradient / (all.curvature + options_.ridge);
    if (here.depth == options_.depth || all.leads < 2 * options_.least_leads) continue;
    Split best;
    for (const std::size_t a : columns) try_attribute(a, here.rows, all, best);
    if (best.left.empty()) continue;
    Open left{nodes.size(), here.depth + 1, {}};
    Open right{nodes.size() + 1, here.depth + 1, {}};
    const std::vector<std::uint8_t>& own = sample_.codes[best.attribute];
    for (const std::uint32_t row : here.rows) (best.left[own[row]] ? left : right).rows.push_back(row);
    nodes[here.node].attribute = best.attribute;
    nodes[here.node].left = std::move(best.left);
    nodes[here.node].children = nodes.size();
    nodes.resize(nodes.size() + 2);
    open.push_back(std::move(left));
    open.push_back(std::move(right));
  }
  return nodes;
}

double weight_of(const std::vector<TreeNode>& tree, const Sample& sample, std::size_t row) {
  std::size_t node = 0;
  while (tree[node].children != 0)
    node = tree[node].children + (tree[node].left[sample.codes[tree[node].attribute][row]] ? 0 : 1);
  return tree[node].weight;
}

Teacher Trees::run() {
  Teacher teacher;
  double goal = 0;
  for (std::size_t i = 0; i < sample_.rows; ++i) goal += sample_.goal(i);
  const auto rows = static_cast<double>(sample_.rows);
  teacher.intercept = std::log((goal + 0.5) / (rows - goal + 0.5));
  std::vector<double> odds = sample_.offset;
  odds.resize(sample_.rows, 0.0);
  for (double& z : odds) z += teacher.intercept;
  slopes_.resize(sample_.rows);
  std::vector<std::size_t> usable;
  for (std::size_t a = 0; a < table_.attributes.size(); ++a)
    if (options_.usable.empty() || options_.usable[a]) usable.push_back(a);
  if (usable.empty()) return teacher;
  const auto columns_wanted = static_cast<std::size_t>(
      std::max(std::min(3.0, static_cast<double>(usable.size())),
               std::ceil(options_.columns_share * static_cast<double>(usable.size()))));
  double improvement = 0;       // of the leads left out, from tree to tree
  double best_improvement = 0;
  std::size_t best_trees = 0;
  for (std::size_t t = 0; t < options_.trees; ++t) {
    for (std::size_t i = 0; i < sample_.rows; ++i) {
      const double p = 1 / (1 + std::exp(-odds[i]));
      slopes_[i] = {static_cast<float>(sample_.goal(i) - p), static_cast<float>(p * (1 - p))};
    }
    std::vector<std::uint32_t> drawn;
    std::vector<bool> in(sample_.rows, false);
    for (std::size_t i = 0; i < sample_.rows; ++i)
      if (random_.share() < options_.rows_share) {
        drawn.push_back(static_cast<std::uint32_t>(i));
        in[i] = true;
      }
    std::vector<std::size_t> columns = usable;
    for (std::size_t k = 0; k < columns_wanted; ++k)
      std::swap(columns[k], columns[k + random_.below(columns.size() - k)]);
    columns.resize(columns_wanted);
    std::sort(columns.begin(), columns.end());
    teacher.trees.push_back(grow(std::move(drawn), columns));
    double gained = 0;
    for (std::size_t i = 0; i < sample_.rows; ++i) {
      const double w = weight_of(teacher.trees.back(), sample_, i);
      if (!in[i]) {
        const auto slope = slopes_[i];
        gained += static_cast<double>(slope.gradient) * w - static_cast<double>(slope.curvature) * w * w / 2;
      }
      odds[i] += w;
    }
    improvement += gained;
    if (improvement > best_improvement) {
      best_improvement = improvement;
      best_trees = t + 1;
    }
    const auto called_for = static_cast<double>(best_trees);
    if (static_cast<double>(t) > std::max(called_for * options_.patience, called_for + 25)) break;
  }
  const double kept = static_cast<double>(best_trees) * options_.patience;
  teacher.trees.resize(std::min(teacher.trees.size(), static_cast<std::size_t>(kept)));
  return teacher;
}

}  // namespace

Teacher teach(const BinnedTable& table, const Sample& sample, const TeacherOptions& options) {
  return Trees(table, sample, options).run();
}

std::vector<double> log_odds(const Teacher& teacher, const Sample& sample) {
  std::vector<double> odds = sample.offset;
  odds.resize(sample.rows, 0.0);
  for (std::size_t i = 0; i < sample.rows; ++i) {
    odds[i] += teacher.intercept;
    for (const std::vector<TreeNode>& tree : teacher.trees) odds[i] += weight_of(tree, sample, i);
  }
  return odds;
}

}  // namespace bantam::learning
