// The card in words.
#include "bantam/learn.hpp"
#include "bantam/timestamp.hpp"
#include "values/floating_point.hpp"
#include "values/format_text.hpp"

namespace bantam {
namespace {

std::string line_of(const char* what, const Validation& validation) {
  if (!validation.auc) return format_text("{}: no fold has both outcomes\n", what);
  return format_text("{}: ROC AUC {:.3f} (95 % interval {:.3f} to {:.3f}), log loss {:.4f}, of one chance for all {:.4f}\n",
                     what, *validation.auc, validation.auc_low, validation.auc_high, validation.log_loss,
                     validation.prior_log_loss);
}

}  // namespace

std::string to_text(const LearnReport& report) {
  const DefaultFloatingPoint floating_point;
  const LearnCard& card = report.card;
  std::string out = report.verdict + "\n";
  out += format_text("leads: {}, of which {} won\n", card.leads, card.won);
  if (card.first_at && card.last_at && *card.first_at >= 0 && *card.last_at < timestamp_end.ms)
    out += format_text("came from {} to {}\n", to_text(Timestamp{*card.first_at}), to_text(Timestamp{*card.last_at}));
  out += format_text("validated by {}, {} folds, seed {}\n", card.validated_by, card.folds, card.seed);
  out += line_of("learned", card.learned);
  out += line_of("naive Bayes", card.naive_bayes);
  if (!report.models.empty()) {
    out += format_text("points for one log odds: {:.2f}; chance = 1 / (1 + exp(-({:.5f} x points + {:.4f})))\n",
                       card.points_per_log_odds, card.chance_slope, card.chance_offset);
    for (const LearnedRule& rule : report.models[0].rules)
      out += format_text("  {}: {} levels, from {:+} to {:+}\n", rule.id, rule.levels, rule.least, rule.most);
    for (std::size_t m = 1; m < report.models.size(); ++m)
      out += format_text("also: {} rules, log loss {:.4f} against {:.4f} on the leads they were made from\n",
                         report.models[m].rules.size(), report.models[m].log_loss, report.models[0].log_loss);
  }
  for (const LearnWarning& warning : card.warnings)
    out += format_text("{} {}: {}\n", warning.held_back ? "left out" : "warning", warning.code, warning.message);
  return out;
}

}  // namespace bantam
