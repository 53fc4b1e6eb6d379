// What was learned as a page: the verdict, the figures it rests on, the rules, what was left out.
#include <algorithm>
#include <cmath>

#include "adapters/html_numbers.hpp"
#include "adapters/html_page.hpp"
#include "adapters/html_scores.hpp"
#include "bantam/report.hpp"
#include "values/floating_point.hpp"
#include "values/format_text.hpp"

namespace bantam {
namespace {

using html::count_text;
using html::draw;
using html::figure_text;
using html::Page;
using html::share_text;

struct Judged {
  std::string name;
  const Validation* validation;
};

void write_validation(Page& page, const std::vector<Judged>& scorers) {
  html::Bars bars{{"How well it tells won from lost leads",
                   "ROC AUC on leads that were not learned from: the chance that a won lead has more points "
                   "than a lost one, with its 95 % interval. 0.5 is a coin."},
                  {"", "ROC AUC", "95 % interval", "log loss", "of one chance", "leads"}, {}};
  bars.from = 0.5;
  for (const Judged& scorer : scorers) {
    const Validation& judged = *scorer.validation;
    html::Bar bar{scorer.name, {judged.auc, figure_text(judged.auc)}};
    if (judged.auc) bar.interval = html::Range{judged.auc_low, judged.auc_high};
    const auto loss = [&](double value) {
      return figure_text(judged.leads > 0 ? std::optional(value) : std::nullopt, 4);
    };
    bar.cells = {judged.auc ? format_text("{} to {}", figure_text(judged.auc_low), figure_text(judged.auc_high)) : "–",
                 loss(judged.log_loss), loss(judged.prior_log_loss), count_text(judged.leads)};
    bars.bars.push_back(std::move(bar));
  }
  draw(page, bars);
}

/// Of a card that says when the first lead came.
std::string days_of(const LearnCard& card) {
  if (!card.last_at || *card.first_at < 0 || *card.last_at >= timestamp_end.ms) return "–";
  return format_text("{} to {}", to_text(Timestamp{*card.first_at}).substr(0, 10),
                     to_text(Timestamp{*card.last_at}).substr(0, 10));
}

void write_facts(Page& page, const LearnReport& report, const LearnedModel* model) {
  const LearnCard& card = report.card;
  std::vector<html::Fact> facts{
      {"leads", count_text(card.leads), card.first_at ? "came " + days_of(card) : ""},
      {"won", count_text(card.won), share_text(card.won, card.leads) + " of all leads"},
      {"validated by", card.validated_by, format_text("{} folds, seed {}", card.folds, card.seed)}};
  if (model != nullptr)
    facts.push_back({"rules", count_text(model->rules.size()), format_text("of {} attributes offered", card.attributes)});
  html::facts(page, facts);
}

// --- the model ---------------------------------------------------------------------------------

std::string label_of(const LearnedRule& rule, const LearnedLevel& level) {
  std::string text = format_text("{}: {}", rule.attribute, level.values);
  if (!rule.condition.empty()) text += format_text(", where {}: {}", rule.condition, rule.condition_values);
  return text;
}

void write_rules(Page& page, const LearnedModel& model) {
  html::Bars bars{{"What each rule gives", "Points to the right are added, points to the left are taken off. "
                                           "A rule gives the points of one of its lines."},
                  {"rule", "points", "leads", "won"}, {}};
  for (const LearnedRule& rule : model.rules)
    for (const LearnedLevel& level : rule.table) {
      if (level.leads == 0 && level.values == "missing") continue;
      const double points = static_cast<double>(level.points);
      bars.bars.push_back({label_of(rule, level), {points, html::signed_text(points)}, std::nullopt,
                           {count_text(level.leads), share_text(level.won, level.leads)}});
    }
  draw(page, bars);
}

std::vector<html::HistogramBin> scores_of(const LearnedModel& model, View<std::uint8_t> won) {
  std::vector<html::HistogramBin> scores;
  for (std::size_t i = 0; i < model.points.size() && i < won.size; ++i) {
    const bool is_won = won[i] != 0;
    scores.push_back({static_cast<double>(model.points[i]), 0, is_won ? 1U : 0U, is_won ? 0U : 1U});
  }
  return scores;
}

/// Chance by points against what happened, on the leads that were learned from.
void write_chances(Page& page, const LearnCard& card, const html::HistogramFigure& histogram) {
  html::CurveFigure figure;
  figure.caption = {"Chance by points", "What the points say against what happened, on the leads that were learned "
                                        "from: it looks better here than it will on new ones."};
  figure.x_name = "chance that the points say";
  figure.y_name = "share that was won";
  figure.diagonal_name = "said and happened alike";
  figure.curves = {{"these rules", {}, html::Curve::Form::points}};
  figure.cells.head = {"points", "chance said", "won", "leads"};
  double most = 0;
  for (const html::HistogramBin& bin : histogram.bins) {
    const std::size_t leads = bin.won + bin.lost;
    if (leads == 0) continue;
    const double points = (bin.from + bin.to) / 2;
    const double chance = 1 / (1 + std::exp(-(card.chance_slope * points + card.chance_offset)));
    const double share = static_cast<double>(bin.won) / static_cast<double>(leads);
    figure.curves[0].points.push_back({chance, share});
    figure.cells.rows.push_back({format_text("{} to {}", html::number_text(bin.from), html::number_text(bin.to)),
                                 html::percent_text(chance), share_text(bin.won, leads), count_text(leads)});
    most = std::max({most, chance, share});
  }
  figure.most = most > 0.5 ? 1 : most > 0.2 ? 0.5 : 0.2;
  draw(page, figure);
}

void write_pool(Page& page, const LearnReport& report) {
  if (report.models.size() < 2) return;
  html::Cells cells{{"model", "rules", "ROC AUC", "log loss"}, {}};
  for (std::size_t m = 0; m < report.models.size(); ++m) {
    const LearnedModel& model = report.models[m];
    cells.rows.push_back({count_text(m + 1), count_text(model.rules.size()), figure_text(model.auc), figure_text(model.log_loss, 4)});
  }
  html::table(page, {"Near-equal models", "Others to choose from; figures on the leads that they were made from."}, cells);
}

void write_warnings(Page& page, const std::vector<LearnWarning>& warnings) {
  if (warnings.empty()) return;
  html::heading(page, "Doubts, and what was left out");
  std::vector<std::string> sentences;
  for (const bool held_back : {false, true})
    for (const LearnWarning& warning : warnings)
      if (warning.held_back == held_back)
        sentences.push_back(format_text("{}: {}", warning.code, warning.message));
  html::points(page, sentences);
}

std::string chance_words(const LearnCard& card) {
  return format_text("Chance of a lead: 1 / (1 + exp(-({:.5f} × points {} {:.4f}))).", card.chance_slope,
                     card.chance_offset < 0 ? "−" : "+", std::abs(card.chance_offset));
}

void write_retuned(Page& page, const RetuneReport& report) {
  html::Bars bars{{"New points", "To the right what a rule adds, to the left what it takes off."},
                  {"rule", "new points", "old points", "standard error", "leads"}, {}};
  for (const RetunedRule& rule : report.rules) {
    const std::string label = rule.level.empty() ? rule.id : format_text("{}: {}", rule.id, rule.level);
    bars.bars.push_back({label, {rule.points, html::signed_text(rule.points)}, std::nullopt,
                         {html::signed_text(rule.old_points), rule.error > 0 ? figure_text(rule.error, 1) : "–",
                          count_text(rule.fired)}});
  }
  draw(page, bars);
}

}  // namespace

std::string to_html(const LearnReport& report, View<std::uint8_t> won, const ReportHead& head,
                    std::size_t choose) {
  const DefaultFloatingPoint floating_point;
  const LearnedModel* model =
      choose >= 1 && choose <= report.models.size() ? &report.models[choose - 1] : nullptr;
  const LearnCard& card = report.card;
  html::HistogramFigure histogram;
  if (model != nullptr)
    histogram = html::histogram_of(scores_of(*model, won),
                                   {"Points of won and lost leads", "The leads that were learned from, each side as shares of its "
                                                                    "own. The further the two stand apart, the better."});
  std::vector<std::function<void(Page&)>> parts;
  parts.emplace_back([&](Page& page) { write_facts(page, report, model); });
  parts.emplace_back([&](Page& page) {
    html::heading(page, "On leads not seen");
    write_validation(page, {{"these rules", &card.learned}, {"naive Bayes", &card.naive_bayes}});
  });
  if (model != nullptr) {
    parts.emplace_back([&](Page& page) { html::heading(page, "Rules"), write_rules(page, *model); });
    parts.emplace_back([&](Page& page) { html::heading(page, "Points"), draw(page, histogram); });
    parts.emplace_back([&](Page& page) { write_chances(page, card, histogram), html::paragraph(page, chance_words(card)); });
    parts.emplace_back([&](Page& page) { write_pool(page, report); });
  }
  parts.emplace_back([&](Page& page) { write_warnings(page, card.warnings); });
  return html::html_page({"Learned from outcomes", head.title, report.verdict, head.foot}, parts);
}

std::string to_html(const RetuneReport& report, const ReportHead& head) {
  const DefaultFloatingPoint floating_point;
  std::vector<std::function<void(Page&)>> parts;
  parts.emplace_back([&](Page& page) {
    html::heading(page, "On leads not seen");
    write_validation(page, {{"new points", &report.after}, {"old points", &report.before}});
  });
  parts.emplace_back([&](Page& page) { html::heading(page, "Rules"), write_retuned(page, report); });
  parts.emplace_back([&](Page& page) { write_warnings(page, report.warnings); });
  return html::html_page({"Points chosen anew", head.title, "The rules stay as they were; only their points are new.", head.foot}, parts);
}

}  // namespace bantam
