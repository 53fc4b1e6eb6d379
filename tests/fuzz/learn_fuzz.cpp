// Bytes become a table with outcomes: learning from it ends, is the same twice, gives no figure
// that is no number, and its documents compile.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "bantam/bantam.hpp"
#include "bantam/learn.hpp"
#include "fuzz/expect.hpp"
#include "laws/generate.hpp"
#include "unit/analytics/learn_world.hpp"

namespace {

using learn_world::World;

constexpr const char* attribute_names[] = {"size", "source", "visits", "budget", "vip"};

void add_numbers(World& world, const std::string& name, generate::Random& random) {
  static const std::vector<double> some = {0,  -0.0, 1,     2,      3,      0.1,
                                           -5, 1e9,  1e300, -1e300, 1e-320, 9007199254740993.0};
  const bool few = random.once_in(2);
  std::vector<double> values;
  std::vector<bool> known;
  for (std::size_t i = 0; i < world.rows; ++i) {
    const bool none = random.once_in(60);
    values.push_back(none ? std::numeric_limits<double>::quiet_NaN()
                          : (few ? random.pick(some) : static_cast<double>(random.below(200))));
    known.push_back(!none || random.once_in(4));
  }
  world.add(name, values, random.once_in(2) ? known : std::vector<bool>());
}

void add_texts(World& world, const std::string& name, generate::Random& random) {
  static const std::vector<std::string> some = {"ads",  "fair", "",        "Ads",
                                                "a\"b", "é",    "below 3", "x;y"};
  std::vector<std::string> values;
  for (std::size_t i = 0; i < world.rows; ++i) values.push_back(random.pick(some));
  world.add(name, values);
}

World table(generate::Random& random) {
  World world(1 + random.below(60));
  const std::size_t columns = 1 + random.below(5);
  for (std::size_t i = 0; i < columns; ++i)
    random.once_in(3) ? add_texts(world, attribute_names[i], random)
                      : add_numbers(world, attribute_names[i], random);
  for (std::uint8_t& won : world.won) won = random.once_in(3) ? 1 : 0;
  if (random.once_in(3))
    for (std::size_t i = 0; i < world.rows; ++i)
      world.at.push_back(1'767'225'600'000 +
                         static_cast<std::int64_t>(random.below(400)) * 86'400'000);
  return world;
}

bantam::LearnOptions options_of(generate::Random& random) {
  bantam::LearnOptions options;
  options.most_rules = 1 + random.below(6);
  options.most_points = 1 + random.below(60);
  options.most_levels = 2 + random.below(5);
  options.pool = 1 + random.below(3);
  options.conditions = random.once_in(2);
  if (random.once_in(3)) {
    bantam::AttributeWish wish;
    wish.name = random.pick(std::vector<std::string>{"size", "source", "nothing"});
    wish.use = static_cast<bantam::AttributeUse>(random.below(3));
    wish.course = static_cast<bantam::Course>(random.below(3));
    wish.sign = static_cast<bantam::PointSign>(random.below(3));
    options.attributes.push_back(wish);
  }
  return options;
}

void expect_numbers(const bantam::Validation& validation) {
  for (const double figure : {validation.auc.value_or(0), validation.auc_low, validation.auc_high,
                              validation.log_loss, validation.prior_log_loss})
    fuzz::expect(std::isfinite(figure));
}

void expect_sound(const bantam::LearnReport& report, std::size_t rows) {
  expect_numbers(report.card.learned);
  expect_numbers(report.card.naive_bayes);
  fuzz::expect(std::isfinite(report.card.points_per_log_odds));
  fuzz::expect(std::isfinite(report.card.chance_slope) && std::isfinite(report.card.chance_offset));
  fuzz::expect(!report.verdict.empty());
  for (const bantam::LearnedModel& model : report.models) {
    fuzz::expect(std::isfinite(model.log_loss) && std::isfinite(model.auc.value_or(0)));
    fuzz::expect(model.points.size() == rows);
    const bantam::CompileReport compiled = bantam::compile(model.document);
    for (const bantam::Diagnostic& each : compiled.diagnostics)
      if (each.severity == bantam::Severity::error)
        fuzz::expect_nothing(bantam::to_text(each) + "\n" + model.document);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  generate::Random random(data, size);
  const World world = table(random);
  const bantam::LearnOptions options = options_of(random);
  const bantam::Result<bantam::LearnReport> report = bantam::learn(world.table(), options);
  const bantam::Result<bantam::LearnReport> again = bantam::learn(world.table(), options);
  fuzz::expect(static_cast<bool>(report) == static_cast<bool>(again));
  if (!report) {
    fuzz::expect(!report.error().message.empty());
    return 0;
  }
  expect_sound(*report, world.rows);
  fuzz::expect(bantam::learn_report_to_json(*report) == bantam::learn_report_to_json(*again));
  return 0;
}
