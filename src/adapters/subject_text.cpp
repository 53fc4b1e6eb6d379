// Subject text: the report as a letter, and as a page.
#include "adapters/explanation_words.hpp"
#include "adapters/html_page.hpp"
#include "adapters/subject_words.hpp"
#include "adapters/text_layout.hpp"
#include "bantam/subject.hpp"
#include "values/floating_point.hpp"
#include "values/format_text.hpp"

namespace bantam {
namespace {

constexpr Points once = Points::of_thousandths(1000);

std::string head_words(const SubjectReport& report) {
  const std::string points =
      report.not_scored.empty()
          ? format_text("a computer program gives you {} points", to_text(report.total))
          : format_text("no computer program gives you points, because {}", report.not_scored);
  return format_text("As of {} {}. Your stage is \"{}\", since {}.", day_of(report.as_of), points,
                     report.stage, day_of(report.stage_since));
}

std::string next_words(const SubjectReport& report) {
  if (report.next_stage.empty()) return "No stage follows.";
  if (report.next_asks.empty())
    return format_text("The next stage is \"{}\". People decide on it{}.", report.next_stage,
                       report.nothing_missing ? ", and nothing stands in the way" : "");
  return format_text("The next stage is \"{}\". It asks that {}.", report.next_stage,
                     report.next_asks);
}

std::string change_words(const SubjectReport& report) {
  return report.changes.empty()
             ? "No single change was found that would have led there."
             : "Any one of these alone would have led there; not every way was tried:";
}

bool tells_changes(const SubjectReport& report) {
  return !report.next_stage.empty() && !report.nothing_missing;
}

/// Scores that are the total need no second sum.
bool is_total(const SubjectReport& report) {
  return report.scores.size() == 1 && report.scores.front().weight == once &&
         report.total_clamp == Points();
}

class Letter {
 public:
  explicit Letter(const SubjectReport& report) : report_(report) {}

  std::string write() {
    text_ = "How you were scored\n\n" + head_words(report_) + "\nDates are days in UTC.\n";
    if (report_.not_scored.empty()) add_points();
    if (!report_.without_points.empty()) part("What was looked at and gave no points");
    for (const SubjectLine& line : report_.without_points)
      text_ += format_text("- {}\n    {}\n", line.data, line.how);
    if (!report_.answers.empty()) list("What was asked", "", report_.answers);
    list("What is kept and was not used", "nothing", report_.unused);
    part("What would have changed the outcome");
    text_ += next_words(report_) + '\n';
    if (tells_changes(report_)) {
      text_ += change_words(report_) + '\n';
      for (const std::string& change : report_.changes) text_ += "- " + change + '\n';
    }
    if (!report_.contact.empty()) {
      part("Whom to ask");
      text_ += one_line(report_.contact) + '\n';
    }
    return std::move(text_);
  }

 private:
  void add_points() {
    part("What was used, and how it counted");
    for (const SubjectScore& score : report_.scores) add_score(score);
    if (!is_total(report_)) add_total();
  }

  void part(std::string_view name) { text_ += format_text("\n{}\n\n", name); }

  void list(std::string_view name, std::string_view none, const std::vector<std::string>& items) {
    part(name);
    for (const std::string& item : items) text_ += "- " + item + '\n';
    if (items.empty()) text_ += format_text("{}\n", none);
  }

  void add_score(const SubjectScore& score) {
    Table table({Align::point, Align::left});
    for (const SubjectLine& line : score.lines) {
      table.row({to_text(line.points), line.data});
      table.row({"", "  " + line.how});
    }
    table.row({to_text(score.points), "= " + score.name});
    text_ += table.plain("");
    text_ += '\n';
  }

  void add_total() {
    Table table({Align::point, Align::left});
    Wide rest = Wide{report_.total_sum.thousandths()} * 1000;
    for (const SubjectScore& score : report_.scores) {
      const Wide part = millionths(score.points, score.weight);
      rest -= part;
      table.row({exact_text(part),
                 score.weight == once ? score.name
                                      : format_text("{}: {} times {}", score.name,
                                                    to_text(score.points), to_text(score.weight))});
    }
    if (rest != 0) table.row({exact_text(rest), "rounding"});
    if (report_.total_clamp != Points())
      table.row({to_text(report_.total_clamp), format_text("a bound on the total, which came to {}",
                                                           to_text(report_.total_sum))});
    table.row({to_text(report_.total), "= total"});
    text_ += table.plain("");
  }

  const SubjectReport& report_;
  std::string text_;
};

html::WaterfallFigure waterfall_of(const SubjectReport& report) {
  html::WaterfallFigure figure;
  figure.caption = {format_text("{} points", to_text(report.total)),
                    "Each line begins where the one above ended; the last is the total."};
  const auto add = [&](const std::string& label, Wide part, const std::string& note) {
    if (part == 0) return;
    figure.steps.push_back({label, static_cast<double>(part) / 1e6,
                            (part > 0 ? "+" : "") + exact_text(part),
                            html::WaterfallStep::Kind::part, note});
  };
  Wide rest = Wide{report.total_sum.thousandths()} * 1000;
  for (const SubjectScore& score : report.scores) {
    rest -= millionths(score.points, score.weight);
    for (const SubjectLine& line : score.lines)
      add(line.data, millionths(line.points, score.weight),
          score.weight == once ? line.how
                               : format_text("{} times {}; {}", to_text(line.points),
                                             to_text(score.weight), line.how));
  }
  add("rounding", rest, "");
  add("a bound on the total", Wide{report.total_clamp.thousandths()} * 1000,
      "it came to " + to_text(report.total_sum));
  figure.steps.push_back({"total", report.total.nearest_double(), to_text(report.total),
                          html::WaterfallStep::Kind::sum, ""});
  return figure;
}

void write_list(html::Page& page, std::string_view name, const std::vector<std::string>& items) {
  html::heading(page, name);
  if (items.empty())
    html::paragraph(page, "Nothing.");
  else
    html::points(page, items);
}

}  // namespace

std::string to_text(const SubjectReport& report) { return Letter(report).write(); }

std::string to_html(const SubjectReport& report, const ReportHead& head) {
  const DefaultFloatingPoint floating_point;
  std::vector<std::function<void(html::Page&)>> parts;
  if (report.not_scored.empty())
    parts.emplace_back([&](html::Page& page) {
      html::heading(page, "What was used, and how it counted");
      draw(page, waterfall_of(report));
    });
  parts.emplace_back([&](html::Page& page) {
    std::vector<std::string> lines;
    for (const SubjectLine& line : report.without_points)
      lines.push_back(line.data + " – " + line.how);
    if (!lines.empty()) write_list(page, "What was looked at and gave no points", lines);
    if (!report.answers.empty()) write_list(page, "What was asked", report.answers);
    write_list(page, "What is kept and was not used", report.unused);
  });
  parts.emplace_back([&](html::Page& page) {
    html::heading(page, "What would have changed the outcome");
    html::paragraph(page, next_words(report));
    if (!tells_changes(report)) return;
    html::paragraph(page, change_words(report));
    if (!report.changes.empty()) html::points(page, report.changes);
  });
  if (!report.contact.empty())
    parts.emplace_back([&](html::Page& page) {
      html::heading(page, "Whom to ask");
      html::paragraph(page, report.contact);
    });
  return html::html_page({"How you were scored", head.title, head_words(report), head.foot}, parts);
}

}  // namespace bantam
