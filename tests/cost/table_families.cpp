#include <memory>
#include <string>
#include <vector>

#include "bantam/bantam.hpp"
#include "cost/family.hpp"
#include "support/everything.hpp"
#include "support/outcomes.hpp"

namespace cost {
namespace {

using namespace bantam;

/// Visits in columns: `lead(i)` and `at(i)` of the i-th.
struct Visits {
  Visits(std::size_t count, std::size_t lead_count, const std::function<std::uint32_t(std::size_t)>& lead_of,
         const std::function<std::int64_t(std::size_t)>& moment)
      : types(count, 0), seconds(count, 7) {
    for (std::size_t i = 0; i < count; ++i) {
      lead.push_back(lead_of(i));
      at.push_back(moment(i));
    }
    leads.rows = lead_count;
    columns.rows = count;
    columns.types = {View<std::uint8_t>(types), {"visit"}};
    columns.at = at;
    columns.lead = lead;
    columns.fields = {{"seconds", NumberColumn{seconds}, {}}};
  }
  Visits(const Visits&) = delete;
  Visits& operator=(const Visits&) = delete;

  std::vector<std::uint8_t> types;
  std::vector<double> seconds;
  std::vector<std::uint32_t> lead;
  std::vector<std::int64_t> at;
  LeadColumns leads;
  ActivityColumns columns;
};

constexpr Timestamp now{4'000'000'000'000};

std::function<void()> scoring(std::shared_ptr<const Visits> visits) {
  return [visits] { (void)score_batch(everything::model(), visits->leads, visits->columns, now); };
}

std::int64_t backwards(std::size_t i) { return 3'000'000'000'000 - static_cast<std::int64_t>(i) * 60'000; }

}  // namespace

void add_table_families(std::vector<Family>& families) {
  families.push_back({"a batch, one lead has all", 4000, [](std::size_t n) {
    return scoring(std::make_shared<Visits>(n, 100, [](std::size_t) { return 7; }, backwards));
  }});
  families.push_back({"a batch, all times equal", 4000, [](std::size_t n) {
    return scoring(std::make_shared<Visits>(n, n / 10, [n](std::size_t i) { return static_cast<std::uint32_t>(i % (n / 10)); },
                                            [](std::size_t) { return 3'000'000'000'000; }));
  }});
  families.push_back({"a batch, in reverse", 4000, [](std::size_t n) {
    return scoring(std::make_shared<Visits>(n, n / 10, [n](std::size_t i) { return static_cast<std::uint32_t>((n - 1 - i) % (n / 10)); },
                                            backwards));
  }});
  families.push_back({"replay of many leads", 30, [](std::size_t n) {
    return [log = everything::log(n)] { (void)replay(everything::model(), log); };
  }});
  families.push_back({"funnel", 100, [](std::size_t n) {
    const Result<Replay> replayed = replay(everything::model(), everything::log(n));
    std::vector<LeadJournal> journals;
    for (const ReplayedLead& lead : replayed->leads) journals.push_back(*journal_of(lead, lead.state.lead));
    FunnelOptions options;
    options.as_of = replayed->as_of;
    options.period = Period::day;
    return std::function<void()>([journals, options] { (void)funnel(journals, options); });
  }});
  families.push_back({"backtest", 1000, [](std::size_t n) {
    const auto outcomes = std::make_shared<support::Outcomes>(n);
    return std::function<void()>([leads = outcomes->judged(1)] {
      BacktestOptions options;
      options.draws = 20;
      (void)to_html(*backtest(leads, options), {"t"});
    });
  }});
  families.push_back({"compare", 1000, [](std::size_t n) {
    const auto outcomes = std::make_shared<support::Outcomes>(n);
    return std::function<void()>([a = outcomes->judged(0), b = outcomes->judged(1)] {
      CompareOptions options;
      options.backtest.draws = 20;
      (void)compare(a, b, options);
    });
  }});
  families.push_back({"learn", 1000, [](std::size_t n) {
    const auto outcomes = std::make_shared<support::Outcomes>(n);
    return std::function<void()>([outcomes] { (void)learn(outcomes->table()); });
  }});
  families.push_back({"retune", 1000, [](std::size_t n) {
    const auto outcomes = std::make_shared<support::Outcomes>(n);
    return std::function<void()>([outcomes] { (void)retune(outcomes->firings(), OutcomeColumns{outcomes->won()}); });
  }});
}

}  // namespace cost
