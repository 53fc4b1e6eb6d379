// Subject: what a person is told who asks how they were scored. docs/people.md says what for.
//
// In plain words and without ids: no rule, group or exclusion is named, each is described by what
// it reads. It holds the person's own data and nobody else's: not who took down an answer, moved
// the lead, or wrote a note.
#pragma once

#include <string>
#include <vector>

#include "bantam/missing.hpp"
#include "bantam/model.hpp"
#include "bantam/points.hpp"
#include "bantam/report.hpp"
#include "bantam/result.hpp"
#include "bantam/state.hpp"
#include "bantam/timestamp.hpp"

namespace bantam {

/// Something that gave points, took some, or gave none.
struct SubjectLine {
  Points points;
  std::string data;  ///< "team size: 120, since 2026-11-01"; "page view, 2 times, 2026-11-11 to …"
  std::string how;   ///< "12 points for each page view, …"
};

/// A score; its lines add up to it, exactly.
struct SubjectScore {
  std::string name;
  std::vector<SubjectLine> lines;
  Points points;
  Points weight;  ///< how often it counts in the total
};

struct SubjectReport {
  Timestamp as_of;
  std::string stage;  ///< "new", "qualified by marketing"
  Timestamp stage_since;
  std::string not_scored;            ///< why: what holds of a suppressed lead; empty: it is scored
  std::vector<SubjectScore> scores;  ///< in model order; none of a suppressed lead
  Points total_sum;                  ///< of weight × score
  Points total_clamp;                ///< what the bounds of the total changed
  Points total;
  std::vector<SubjectLine> without_points;  ///< data that was looked at and gave none
  std::vector<std::string> answers;  ///< how each criterion of the gate stands, and by what answer
  std::vector<std::string> unused;   ///< data that is kept and that nothing here looks at
  std::string next_stage;            ///< empty: none follows
  std::string next_asks;             ///< what an automatic move there asks; empty: people decide
  bool nothing_missing = false;      ///< only a person's decision is left
  std::vector<std::string> changes;  ///< each alone would have led there, and was tried
  std::string contact;               ///< whom to ask, as the host says it
};

/// Says what was used of a person's data, how it counted, what was not used, and what would have
/// changed the outcome.
///
/// Shapes   `contact` is a line of the host: whom to ask, and how to object.
/// Units    `at` is the state's clock or later; changes are tried at the clock: tick to `at` first.
/// Errors   as of `explain`.
/// Cost     of `explain` and `what_is_missing`, and a walk over the lead's history.
/// Threads  pure.
BANTAM_API Result<SubjectReport> subject_report(const Model& model, const LeadState& state,
                                                Timestamp at, std::string contact);

/// A letter's worth of plain text.
BANTAM_API std::string to_text(const SubjectReport& report);

/// The same as a page, with the points as a waterfall.
BANTAM_API std::string to_html(const SubjectReport& report, const ReportHead& head);

}  // namespace bantam
