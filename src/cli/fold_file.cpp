// Fold file: a mistake in it would make figures that look right, so nothing is forgiven.
#include "fold_file.hpp"

#include <fmt/format.h>

#include <charconv>

#include "bantam/limits.hpp"
#include "csv.hpp"
#include "input.hpp"

namespace bantam::cli {

namespace {

constexpr std::size_t most_findings = 10;

/// Reports the first findings, and counts the others.
class Findings {
 public:
  Findings(const std::string& file, Console& console) : file_(file), console_(console) {}

  void add(std::size_t line, std::size_t column, std::string code, std::string message,
           std::string help = {}) {
    if (++count_ <= most_findings)
      console_.report({file_, line, column, std::move(code), std::move(message), std::move(help)});
  }
  /// Whether there were none.
  bool none() const {
    if (count_ > most_findings)
      console_.say(fmt::format("{}: {} more errors", file_, count_ - most_findings));
    return count_ == 0;
  }

 private:
  const std::string& file_;
  Console& console_;
  std::size_t count_ = 0;
};

bool header_fits(const CsvRecord& record, Findings& findings) {
  if (record.cells.size() == 2 && record.cells[1].text == "fold") return true;
  findings.add(record.line, 1, "folds/header", "the header is not the lead's id and `fold`",
               "write `lead,fold` on the first line");
  return false;
}

std::optional<std::uint32_t> fold_in(const std::string& text) {
  std::uint32_t fold = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), fold);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return fold;
}

void add_row(const CsvRecord& record, const std::function<bool(const std::string&)>& known,
             std::map<std::string, std::size_t>& lines, FoldFile& file, Findings& findings) {
  if (record.cells.size() != 2) {
    findings.add(record.line, 1, "row/cells",
                 fmt::format("the row has {} cells, the header has 2", record.cells.size()));
    return;
  }
  const CsvCell& lead = record.cells[0];
  const CsvCell& cell = record.cells[1];
  const std::optional<std::uint32_t> fold = fold_in(cell.text);
  if (!fold) {
    findings.add(cell.line, cell.column, "folds/not_a_fold", "a fold is a whole number from 0 on");
    return;
  }
  if (!known(lead.text)) {
    findings.add(lead.line, lead.column, "folds/unknown_lead", "there is no lead of this id",
                 "a fold file belongs to the leads it was made for");
    return;
  }
  const auto [before, fresh] = lines.emplace(lead.text, lead.line);
  if (!fresh) {
    findings.add(lead.line, lead.column, "folds/doubled_lead",
                 fmt::format("the lead of line {} stands here again", before->second));
    return;
  }
  file.fold_of.emplace(lead.text, *fold);
}

}  // namespace

std::optional<FoldFile> read_folds(const std::string& path,
                                   const std::function<bool(const std::string&)>& known,
                                   Console& console) {
  std::optional<Input> input = Input::open(path, Passes::one, console);
  if (!input) return std::nullopt;
  FoldFile file;
  file.name = input->name();
  Findings findings(file.name, console);
  const Limits limits;
  CsvReader reader(*input, limits.record_bytes, limits.text_bytes);
  CsvRecord record;
  Finding problem;
  std::map<std::string, std::size_t> lines;  // where a lead stood first
  bool header = true;
  CsvReader::Read read;
  while ((read = reader.next(record, problem)) != CsvReader::Read::end) {
    if (read == CsvReader::Read::bad) {
      findings.add(problem.line, problem.column, problem.code, problem.message, problem.help);
    } else if (!header) {
      add_row(record, known, lines, file, findings);
    } else if (!header_fits(record, findings)) {
      return std::nullopt;
    }
    header = false;
  }
  if (input->report_failure(console)) return std::nullopt;
  if (header) findings.add(1, 1, "table/empty", "the fold file has no header");
  if (!findings.none()) return std::nullopt;
  return file;
}

std::optional<std::vector<std::uint32_t>> folds_of(const FoldFile& file,
                                                   const std::vector<std::string>& leads,
                                                   Console& console) {
  std::vector<std::uint32_t> folds;
  std::size_t without = 0;
  for (const std::string& lead : leads) {
    const auto found = file.fold_of.find(lead);
    if (found == file.fold_of.end()) ++without;
    else folds.push_back(found->second);
  }
  if (without == 0) return folds;
  console.report({file.name, 0, 0, "folds/no_fold",
                  fmt::format("{} of {} leads have no fold", without, leads.size()),
                  "name each lead's fold, or leave the file out"});
  return std::nullopt;
}

}  // namespace bantam::cli
