// Metrics: against figures computed by hand, and against files with figures computed elsewhere.
#include "bantam/metrics.hpp"

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <map>
#include <sstream>
#include <string>

#include "test.hpp"
#include "values/json.hpp"

using namespace bantam;

namespace {

bool near(std::optional<double> found, double wanted, double by = 1e-12) {
  return found && std::abs(*found - wanted) <= by;
}

ScoreTally tally(const std::vector<double>& scores, const std::vector<std::uint8_t>& won) {
  const Result<ScoreTally> result = tally_scores(scores, won);
  REQUIRE(result);
  return *result;
}

/// Points 3 3 2 1 1, won yes no yes no no.
const ScoreTally five = {{3, 1, 1}, {2, 1, 0}, {1, 0, 2}};

std::filesystem::path golden() {
  const char* data = std::getenv("BANTAM_DATA");
  return std::filesystem::path(data ? data : BANTAM_SOURCE_DIR "/../shared/data") / "golden-metrics";
}

struct Columns {
  std::vector<double> numbers;
  std::vector<std::uint8_t> won;
};

/// Rows `id,won,number` under a header.
Columns read_columns(const std::filesystem::path& path) {
  std::ifstream file(path);
  REQUIRE(file);
  Columns columns;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    const std::size_t first = line.find(',');
    const std::size_t second = line.find(',', first + 1);
    columns.won.push_back(line.substr(first + 1, second - first - 1) == "1" ? 1 : 0);
    columns.numbers.push_back(std::stod(line.substr(second + 1)));
  }
  return columns;
}

std::string contents(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

double number(const Json& object, const std::string& key) {
  INFO(key);
  REQUIRE(object.find(key) != nullptr);
  return object.find(key)->number;
}

std::uint64_t whole(const Json& object, const std::string& key) {
  return static_cast<std::uint64_t>(number(object, key));
}

void check_lifts(const ScoreTally& scores, const Json& lifts) {
  REQUIRE(lifts.members.size() == 5);
  for (const JsonMember& one : lifts.members) {
    INFO(one.name);
    CHECK(near(lift(scores, std::stod(std::string(one.name))), one.value.number, 1e-9));
  }
}

}  // namespace

TEST_CASE("a tally counts wins and losses at each distinct score, the highest first") {
  const ScoreTally found = tally({1, 3, 2, 3, 1}, {0, 1, 1, 0, 0});
  REQUIRE(found.size() == five.size());
  for (std::size_t i = 0; i < five.size(); ++i) {
    CHECK(found[i].score == five[i].score);
    CHECK(found[i].won == five[i].won);
    CHECK(found[i].lost == five[i].lost);
  }
  CHECK(tally({}, {}).empty());
}

TEST_CASE("columns that are no scores and outcomes are refused with their row") {
  const auto message = [](const std::vector<double>& scores, const std::vector<std::uint8_t>& won) {
    const Result<ScoreTally> result = tally_scores(scores, won);
    REQUIRE_FALSE(result);
    CHECK(result.error().code == Errc::bad_column);
    return result.error().message;
  };
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(message({1, nan}, {0, 1}) == "scores, row 1: not a finite number");
  CHECK(message({HUGE_VAL}, {0}) == "scores, row 0: not a finite number");
  CHECK(message({1}, {2}) == "outcomes, row 0: neither 0 nor 1");
  CHECK(message({1}, {}) == "scores has 1 rows, outcomes have 0");
}

TEST_CASE("ties count half in the AUC and are one step of the average precision") {
  // Six pairs: 3 over 3 is a tie, 3 over 1 twice, 2 under 3, 2 over 1 twice.
  CHECK(near(roc_auc(five), 4.5 / 6));
  // Steps: half of the recall at 1/2, the other half at 2/3.
  CHECK(near(average_precision(five), 0.5 * 1 / 2 + 0.5 * 2 / 3));
  // Won 1/2, 1, 1; lost 1/3, 1/3, 1.
  CHECK(near(largest_gap(five), 2.0 / 3));
}

TEST_CASE("leads that are tied at the cut count by their fraction") {
  CHECK(won_among(five, 1) == 0.5);
  CHECK(won_among(five, 2) == 1);
  CHECK(won_among(five, 2.5) == 1.5);
  CHECK(won_among(five, 9) == 2);
  CHECK(near(lift(five, 0.2), 0.5 / (2.0 / 5)));
  CHECK_FALSE(lift(five, 0.05));  // of five leads, none
}

TEST_CASE("bands hold their lower end and not their upper one") {
  CHECK(from_score(five, 2).won == 2);
  CHECK(from_score(five, 2).lost == 1);
  CHECK(from_score(five, 2.1).leads() == 2);
  CHECK(between_scores(five, 1, 3).won == 1);
  CHECK(between_scores(five, 1, 3).lost == 2);
}

TEST_CASE("a figure that the leads cannot give is absent") {
  for (const ScoreTally& one : {ScoreTally{}, ScoreTally{{1, 3, 0}}, ScoreTally{{1, 0, 3}}}) {
    CHECK_FALSE(roc_auc(one));
    CHECK_FALSE(largest_gap(one));
    CHECK_FALSE(fit_logistic(one));
    CHECK_FALSE(fit_isotonic(one));
  }
  CHECK_FALSE(average_precision({{1, 0, 3}}));
  CHECK_FALSE(lift({{1, 0, 3}}, 0.5));
  CHECK(near(roc_auc({{7, 2, 3}}), 0.5));  // constant: no order, and that is a fact
  CHECK_FALSE(*judge_chances(View<double>(), View<std::uint8_t>()));
}

TEST_CASE("chances are judged by log loss, Brier score and calibration error") {
  const std::vector<double> chances{0.25, 0.25, 1};
  const std::vector<std::uint8_t> won{0, 1, 1};
  const auto result = judge_chances(chances, won);
  REQUIRE(result);
  const ChanceFigures& figures = **result;
  CHECK(near(figures.log_loss.value, -(std::log(0.75) + std::log(0.25)) / 3));
  CHECK(near(figures.brier.value, (0.0625 + 0.5625) / 3));
  CHECK(near(figures.ece, std::abs(1 - 0.5) / 3));  // the bin of 0.25: one of two won
  CHECK(figures.bins[2].leads == 2);
  CHECK(figures.bins[9].leads == 1);
  // Variance of 0.0625, 0.5625, 0 over three leads.
  CHECK(near(figures.brier.error, std::sqrt((0.0212673611111 + 0.125434027778 + 0.0434027777778) / 2 / 3), 1e-9));
  const std::vector<double> no_chance{1.5};
  const std::vector<std::uint8_t> one{1};
  CHECK_FALSE(judge_chances(no_chance, one));
}

TEST_CASE("isotonic chances never fall, and put together what would") {
  // Scores 1 2 3 4 with shares 0, 1/2, 1/4, 1: the middle two become 2/6.
  const auto steps = fit_isotonic({{4, 2, 0}, {3, 1, 3}, {2, 1, 1}, {1, 0, 2}});
  REQUIRE(steps);
  REQUIRE(steps->size() == 3);
  CHECK(near(chance_of(*steps, 0), 0));
  CHECK(near(chance_of(*steps, 1.9), 0));
  CHECK(near(chance_of(*steps, 2), 2.0 / 6));
  CHECK(near(chance_of(*steps, 3.5), 2.0 / 6));
  CHECK(near(chance_of(*steps, 4), 1));
  CHECK(near(chance_of(*steps, 9), 1));
}

TEST_CASE("logistic chances solve Platt's equations") {
  const auto fit = fit_logistic(five);
  REQUIRE(fit);
  const double high = 3.0 / 4, low = 1.0 / 5;
  double g0 = 0, g1 = 0;
  for (const ScoreCount& one : five) {
    const double p = chance_of(*fit, one.score);
    const double residual = static_cast<double>(one.won) * (high - p) + static_cast<double>(one.lost) * (low - p);
    g0 += residual;
    g1 += residual * one.score;
  }
  CHECK(std::abs(g0) < 1e-7);
  CHECK(std::abs(g1) < 1e-7);
  CHECK(fit->slope > 0);
  CHECK(fit_logistic({{2, 0, 5}, {1, 5, 0}})->slope < 0);  // the wrong way is said, not hidden
  CHECK(near(chance_of(*fit_logistic({{2, 1, 1}}), 5), 0.5));
}

TEST_CASE("the figures equal those that scikit-learn computed") {
  if (!std::filesystem::exists(golden())) {
    WARN("skipped: no " << golden().string() << "; BANTAM_DATA names the folder of the data");
    return;
  }
  const std::string text = contents(golden() / "expected.json");
  const Json expected = parse_json(text).root;
  const Json& of_chances = *expected.find("probabilities");
  const Columns chances = read_columns(golden() / "probabilities.csv");
  const ScoreTally fine = tally(chances.numbers, chances.won);
  CHECK(outcomes(fine).leads() == whole(expected, "rows"));
  CHECK(outcomes(fine).won == whole(expected, "won"));
  CHECK(near(roc_auc(fine), number(of_chances, "roc_auc"), 1e-9));
  CHECK(near(average_precision(fine), number(of_chances, "average_precision"), 1e-9));
  CHECK(near(largest_gap(fine), number(of_chances, "ks"), 1e-9));
  check_lifts(fine, *of_chances.find("lift"));
  const auto judged = judge_chances(chances.numbers, chances.won);
  REQUIRE(judged);
  CHECK(near((**judged).log_loss.value, number(of_chances, "log_loss"), 1e-9));
  CHECK(near((**judged).brier.value, number(of_chances, "brier"), 1e-9));
  CHECK(near((**judged).ece, number(of_chances, "ece_10_equal_width"), 1e-9));

  const Json& of_points = *expected.find("integer_scores");
  const Columns points = read_columns(golden() / "integer_scores.csv");
  const ScoreTally coarse = tally(points.numbers, points.won);
  CHECK(coarse.size() == whole(of_points, "distinct"));
  CHECK(near(roc_auc(coarse), number(of_points, "roc_auc_ties_half"), 1e-9));
  CHECK(near(average_precision(coarse), number(of_points, "average_precision_ties_grouped"), 1e-9));
  CHECK(near(largest_gap(coarse), number(of_points, "ks"), 1e-9));
  check_lifts(coarse, *of_points.find("lift"));
  for (const Json& band : of_points.find("bands")->items) {
    const OutcomeCount count = between_scores(coarse, number(band, "lo"), number(band, "hi_exclusive"));
    CHECK(count.leads() == whole(band, "leads"));
    CHECK(count.won == whole(band, "won"));
  }
}

TEST_CASE("chances of one lead have no error of their mean, and what is no chance is refused by its row") {
  const Result<std::optional<ChanceFigures>> one = judge_chances(std::vector<double>{0.25}, std::vector<std::uint8_t>{1});
  REQUIRE(one);
  CHECK(near((*one)->brier.value, 0.5625));
  CHECK_FALSE((*one)->brier.error);
  const std::vector<std::uint8_t> won = {1, 0};
  CHECK(judge_chances(std::vector<double>{0.5}, won).error().code == Errc::bad_column);
  CHECK(judge_chances(std::vector<double>{0.5, -0.1}, won).error().message == "chances, row 1: not in [0, 1]");
  CHECK(judge_chances(std::vector<double>{1.5, 0.5}, won).error().message == "chances, row 0: not in [0, 1]");
}

TEST_CASE("scores whose spread no double holds give one chance for all") {
  const auto fit = fit_logistic(tally({1e308, -1e308, 1e308, -1e308}, {1, 0, 1, 0}));
  REQUIRE(fit);
  CHECK(chance_of(*fit, 3) == 0.5);
}

TEST_CASE("leads between two scores are those from the one on and below the other") {
  const ScoreTally all = tally({1, 2, 2, 3, 4}, {1, 1, 0, 0, 1});
  CHECK(between_scores(all, 2, 4).won == 1);
  CHECK(between_scores(all, 2, 4).lost == 2);
  CHECK(between_scores(all, 0, 9).leads() == 5);
}

TEST_CASE("leads that all have the same score, in tenths too, give one chance whatever the score asked for") {
  const auto flat = [](const ScoreTally& scores, double chance) {
    const auto fit = fit_logistic(scores);
    REQUIRE(fit);
    for (const double score : {-1e9, 0.0, 0.1, 1.1, 1e9}) CHECK(chance_of(*fit, score) == Approx(chance));
  };
  flat({{0.1, 10, 31}}, 11.0 / 43);
  flat({{7, 10, 31}}, 11.0 / 43);
  flat({{2e-200, 5, 5}, {1e-200, 5, 5}}, 0.5);  // no double holds their spread
}

TEST_CASE("a fit that would take more steps than it has, or whose slopes cancel out, is finite") {
  for (const ScoreTally& scores : {ScoreTally{{-22, 64'265, 707'018'028'989'834'880}, {-584, 1'518'142'389, 0}},
                                   ScoreTally{{-0.01283184611463584, 79'717'483'487'961'632, 199'029'289}, {-0.012831846114655454, 116, 1743}}}) {
    const auto fit = fit_logistic(scores);
    REQUIRE(fit);
    CHECK(std::isfinite(fit->slope));
    CHECK(std::isfinite(fit->offset));
  }
}
