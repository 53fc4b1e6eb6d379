// Reports: figures as one HTML page that a person reads, prints or sends on.
//
// A page is a whole file: no script, nothing that is fetched, at most 300,000 bytes. Each picture
// has a title, a description, and its numbers in a table. What there is no room for is cut, and the
// page says so. Equal figures give equal bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "bantam/backtest.hpp"
#include "bantam/compare.hpp"
#include "bantam/explanation.hpp"
#include "bantam/export.hpp"
#include "bantam/funnel.hpp"
#include "bantam/learn.hpp"

namespace bantam {

/// What stands above and below the figures.
struct ReportHead {
  std::string title;  ///< a model's name, say
  std::string note = {};  ///< what the figures are of, in a sentence or two
  std::string foot = {};  ///< where the figures come from
};

/// A lead as an example of how points come about. Its name is shown: "lead 1", or an id where that
/// may be told.
struct ReportLead {
  std::string name;
  Explanation explanation;
};

/// `by` names what the segments are of.
///
/// Cost     linear in the figures, a few times over where they are too many for a page.
/// Threads  pure.
BANTAM_API std::string to_html(const Funnel& funnel, const ReportHead& head,
                               std::string_view by = {});

/// With examples of how points come about, at most ten.
BANTAM_API std::string to_html(const BacktestReport& report, const ReportHead& head,
                               const std::vector<ReportLead>& examples = {});

/// `leads`: names of the rows; none: "lead 1" and so on.
BANTAM_API std::string to_html(const CompareReport& report, const ReportHead& head,
                               const std::vector<std::string>& leads = {});

/// `won`: the outcomes that were learned from, one a lead. `choose`: which of the models, from 1;
/// there may be none.
BANTAM_API std::string to_html(const LearnReport& report, View<std::uint8_t> won,
                               const ReportHead& head, std::size_t choose = 1);

BANTAM_API std::string to_html(const RetuneReport& report, const ReportHead& head);

}  // namespace bantam
