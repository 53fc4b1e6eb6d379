// The naive Bayes baseline, against figures computed by hand.
#include "analytics/learn_validate.hpp"

#include <cmath>

#include "test.hpp"

using namespace bantam;
using namespace bantam::learning;

namespace {

/// Leads with one attribute of two texts, A (code 1) and B (code 2); 0 is missing.
struct Leads {
  BinnedTable table;
  Sample sample;
  Fold fold;

  Leads(std::vector<std::uint8_t> codes, std::vector<std::uint8_t> won, std::size_t attributes = 1) {
    table.rows = sample.rows = codes.size();
    sample.won = std::move(won);
    for (std::size_t a = 0; a < attributes; ++a) {
      BinnedAttribute attribute;
      attribute.kind = AttributeKind::text;
      attribute.code_count = 3;
      table.attributes.push_back(attribute);
      sample.codes.push_back(codes);
    }
    for (std::size_t i = 0; i < codes.size(); ++i) fold.made_from.push_back(i);
    fold.judged = fold.made_from;
  }
};

bool near(double a, double b) { return std::abs(a - b) < 1e-12; }

}  // namespace

TEST_CASE("a value's weight is the ratio of its smoothed shares among won and lost leads") {
  // Won: A A A B; lost: A B B B; one lead of whom nothing is known would say nothing.
  const Leads leads({1, 1, 1, 2, 1, 2, 2, 2}, {1, 1, 1, 1, 0, 0, 0, 0});
  const Scored scored = naive_bayes(leads.table, leads.sample, leads.fold);
  // (3 + 0.1) / (4 + 0.2) against (1 + 0.1) / (4 + 0.2), at even odds: 3.1 / 4.2 and 1.1 / 4.2.
  CHECK(near(scored.judged[0], 3.1 / 4.2));
  CHECK(near(scored.judged[3], 1.1 / 4.2));
}

TEST_CASE("what is missing says nothing, and what is left out neither") {
  const Leads leads({1, 1, 2, 2, 0, 0}, {1, 1, 0, 0, 1, 0});
  CHECK(near(naive_bayes(leads.table, leads.sample, leads.fold).judged[4], 0.5));
  CHECK(naive_bayes(leads.table, leads.sample, leads.fold).judged[0] > 0.9);
  CHECK(near(naive_bayes(leads.table, leads.sample, leads.fold, {false}).judged[0], 0.5));
}

TEST_CASE("the share of won leads is where every chance begins") {
  const Leads leads({0, 0, 0, 0}, {1, 0, 0, 0});
  // (1 + 0.1) against (3 + 0.1).
  CHECK(near(naive_bayes(leads.table, leads.sample, leads.fold).judged[0], 1.1 / 4.2));
}

TEST_CASE("no chance is below 0.01 % or above 99.99 %") {
  const Leads leads({1, 1, 1, 2, 2, 2}, {1, 1, 1, 0, 0, 0}, 5);
  const Scored scored = naive_bayes(leads.table, leads.sample, leads.fold);
  CHECK(scored.judged[0] == 0.9999);  // 31⁵ to 1
  CHECK(scored.judged[5] == 0.0001);
}

TEST_CASE("a fold's own leads are not learned from") {
  Leads leads({1, 1, 2, 2, 2, 1}, {1, 1, 0, 0, 1, 0});
  leads.fold.made_from = {0, 1, 2, 3};
  leads.fold.judged = {4, 5};
  const Scored scored = naive_bayes(leads.table, leads.sample, leads.fold);
  REQUIRE(scored.judged.size() == 2);
  CHECK(near(scored.judged[1], 2.1 / 2.2));  // (2 + 0.1) to (0 + 0.1)
  CHECK(near(scored.judged[0], 0.1 / 2.2));
}
