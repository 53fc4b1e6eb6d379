// A command is a row of the table below: its name, what it wants, and the function that does it.
#include "console.hpp"

#include <charconv>
#include <fstream>
#include <iterator>
#include <set>
#include <utility>

#include "erase.hpp"
#include "funnel.hpp"
#include "key.hpp"
#include "line.hpp"
#include "rebuild.hpp"
#include "schema.hpp"
#include "views.hpp"

namespace crm {

namespace {

std::optional<std::string> option(const Line& line, const std::string& name) {
  const auto found = line.options.find(name);
  if (found == line.options.end()) return std::nullopt;
  return found->second;
}

const std::string& word(const Line& line, std::size_t index) {
  if (index >= line.words.size()) throw UsageError("a word is missing");
  return line.words[index];
}

bantam::NamedValues values_from(const Line& line, std::size_t first) {
  bantam::NamedValues values;
  std::set<std::string> names;
  for (std::size_t i = first; i < line.words.size(); ++i) {
    values.push_back(named_value_of(line.words[i]));
    const std::string& name = values.back().name;
    if (!names.insert(name).second) throw UsageError(name + " is there twice");
  }
  return values;
}

void expect_words(const Line& line, std::size_t least, std::size_t most) {
  if (line.words.size() < least) throw UsageError("a word is missing");
  if (line.words.size() > most) throw UsageError("a word too many: " + line.words[most]);
}

Request request_of(const Crm& crm, const Line& line) {
  Request request;
  request.lead = word(line, 0);
  request.id = option(line, "id");
  if (const auto at = option(line, "at")) request.at = time_of(*at, now(crm));
  return request;
}

Output output_of(const Reply& reply) {
  const bool done = reply.outcome == Outcome::accepted || reply.outcome == Outcome::duplicate ||
                    reply.outcome == Outcome::already;
  return {done ? 0 : 1, reply.text};
}

Output init(Crm& crm, const Line& line) {
  expect_words(line, 1, 1);
  std::ifstream file(line.words[0], std::ios::binary);
  if (!file) throw Failure("cannot read " + line.words[0]);
  const std::string document{std::istreambuf_iterator<char>(file), {}};
  Transaction transaction(crm.database, Transaction::Kind::writing);
  crm.database.script(schema);
  make_key(crm);
  const auto warnings = adopt_model(crm, document);
  std::int64_t others = 0;
  {
    Rows rows = crm.database.query("SELECT count(*) FROM states WHERE model <> ?",
                                   {bantam::to_text(crm.model->fingerprint())});
    if (rows.next()) others = rows.number(0);
  }
  transaction.commit();
  std::string text = "model " + crm.model->name() + " " + crm.model->version() + ", " +
                     bantam::to_text(crm.model->fingerprint());
  for (const bantam::Diagnostic& warning : warnings) {
    text += "\n  " + line.words[0] + ":" + bantam::to_line(warning);
  }
  if (others > 0) {
    text += "\n  " + std::to_string(others) +
            " leads have states of another model: `rebuild` says what would change,"
            " `rebuild --write` rescores";
  }
  return {0, text};
}

Output add_lead(Crm& crm, const Line& line) {
  Request request = request_of(crm, line);
  request.what = bantam::AttributeChange{values_from(line, 1)};
  return output_of(add(crm, request));
}

Output set_attributes(Crm& crm, const Line& line) {
  expect_words(line, 2, SIZE_MAX);
  Request request = request_of(crm, line);
  request.what = bantam::AttributeChange{values_from(line, 1)};
  return output_of(record(crm, request));
}

Output record_activity(Crm& crm, const Line& line) {
  Request request = request_of(crm, line);
  request.what = bantam::Activity{word(line, 1), values_from(line, 2)};
  return output_of(record(crm, request));
}

Output record_answer(Crm& crm, const Line& line) {
  Request request = request_of(crm, line);
  bantam::Answer answer;
  answer.criterion = word(line, 1);
  if (line.words.size() > 2) answer.fields = values_from(line, 2);
  answer.verdict = option(line, "verdict");
  answer.by = option(line, "by");
  answer.note = option(line, "note");
  if (!answer.fields && !answer.verdict) throw UsageError("expected field=value or --verdict");
  request.what = answer;
  return output_of(record(crm, request));
}

// The version is not optional: without it nobody knows what the user was looking at.
std::int64_t version_of(const Line& line) {
  const auto text = option(line, "version");
  if (!text) throw UsageError("--version N is missing: the version you saw in `list`");
  std::int64_t version = 0;
  const auto end = std::from_chars(text->data(), text->data() + text->size(), version);
  if (end.ec != std::errc() || end.ptr != text->data() + text->size() || version < 0) {
    throw UsageError("--version wants a whole number");
  }
  return version;
}

Output move_lead(Crm& crm, const Line& line) {
  expect_words(line, 1, 1);
  Request request = request_of(crm, line);
  request.seen = version_of(line);
  bantam::Command command;
  command.kind = *bantam::parse_command(line.command);
  command.by = option(line, "by");
  command.reason = option(line, "reason");
  if (!command.by) throw UsageError("--by is missing: who does this");
  if (const auto to = option(line, "to")) {
    command.to = bantam::parse_stage(*to);
    if (!command.to) throw UsageError("no stage is called " + *to);
  }
  request.what = command;
  return output_of(record(crm, request));
}

Output pass_time(Crm& crm, const Line& line) {
  expect_words(line, 1, 1);
  const auto lines = tick(crm, time_of(line.words[0], now(crm)));
  std::string text = std::to_string(lines.size()) + " ticks";
  for (const std::string& done : lines) text += "\n" + done;
  return {0, text};
}

Output show_list(Crm& crm, const Line& line) {
  expect_words(line, 0, 1);
  std::optional<bantam::Stage> stage;
  if (!line.words.empty()) {
    stage = bantam::parse_stage(line.words[0]);
    if (!stage) throw UsageError("no stage is called " + line.words[0]);
  }
  return {0, list(crm, stage, time_of(option(line, "at").value_or("now"), now(crm)))};
}

Output show_explanation(Crm& crm, const Line& line) {
  expect_words(line, 1, 1);
  const auto at = time_of(option(line, "at").value_or("now"), now(crm));
  if (line.options.count("for-subject") > 0) {
    return {0, explain_to_subject(crm, line.words[0], at)};
  }
  return {0, explain(crm, line.words[0], at)};
}

Output show_journal(Crm& crm, const Line& line) {
  expect_words(line, 1, 1);
  return {0, journal(crm, line.words[0])};
}

Output show_due(Crm& crm, const Line& line) {
  expect_words(line, 1, 1);
  return {0, due(crm, time_of(line.words[0], now(crm)))};
}

Output rebuild(Crm& crm, const Line& line) {
  expect_words(line, 0, 0);
  const bool write = option(line, "write").has_value();
  const RebuildReport report = write ? rewrite_all(crm) : compare_all(crm);
  std::string text = std::to_string(report.leads) + " leads, " + std::to_string(report.equal) +
                     " equal, " + std::to_string(report.leads - report.equal) + " not";
  if (write) text += ", " + std::to_string(report.written) + " written";
  for (const std::string& finding : report.findings) text += "\n  " + finding;
  return {report.equal + report.written == report.leads ? 0 : 1, text};
}

Output erase_lead(Crm& crm, const Line& line) {
  expect_words(line, 1, 1);
  return output_of(erase(crm, line.words[0]));
}

Output show_funnel(Crm& crm, const Line& line) {
  expect_words(line, 0, 0);
  return {0, funnel(crm, time_of(option(line, "at").value_or("now"), now(crm)))};
}

Output show_help(Crm&, const Line&) { return {0, help()}; }

struct Row {
  std::string name;
  std::string usage;
  std::set<std::string> options;
  Output (*call)(Crm&, const Line&);
};

const std::vector<Row>& table() {
  static const std::set<std::string> plain{"at", "id"};
  static const std::set<std::string> move{"at", "id", "by", "reason", "version"};
  static const std::vector<Row> rows{
      {"init", "MODEL", {}, init},
      {"add", "LEAD [attribute=value…]", plain, add_lead},
      {"set", "LEAD attribute=value…", plain, set_attributes},
      {"record", "LEAD TYPE [field=value…]", plain, record_activity},
      {"answer", "LEAD CRITERION field=value… | --verdict VERDICT [--by WHO] [--note TEXT]",
       {"at", "id", "verdict", "by", "note"}, record_answer},
      {"accept", "LEAD --by WHO --version N", move, move_lead},
      {"reject", "LEAD --by WHO --reason WHY --version N", move, move_lead},
      {"qualify", "LEAD --by WHO --version N", move, move_lead},
      {"open_opportunity", "LEAD --by WHO --version N", move, move_lead},
      {"win", "LEAD --by WHO --version N", move, move_lead},
      {"lose", "LEAD --by WHO --reason WHY --version N", move, move_lead},
      {"recycle", "LEAD --by WHO --reason WHY --version N", move, move_lead},
      {"disqualify", "LEAD --by WHO --reason WHY --version N", move, move_lead},
      {"reopen", "LEAD --by WHO --version N", move, move_lead},
      {"override", "LEAD --to STAGE --by WHO --reason WHY --version N",
       {"at", "id", "by", "reason", "version", "to"}, move_lead},
      {"tick", "T", {}, pass_time},
      {"list", "[STAGE] [--at T]", {"at"}, show_list},
      {"explain", "LEAD [--at T] [--for-subject]", {"at", "for-subject"}, show_explanation},
      {"journal", "LEAD", {}, show_journal},
      {"due", "T", {}, show_due},
      {"erase", "LEAD", {}, erase_lead},
      {"funnel", "[--at T]", {"at"}, show_funnel},
      {"rebuild", "[--write]", {"write"}, rebuild},
      {"help", "", {}, show_help},
  };
  return rows;
}

const Row& row_of(const Line& line) {
  for (const Row& row : table()) {
    if (row.name == line.command) return row;
  }
  throw UsageError("no command is called " + line.command + "; see `help`");
}

// A database that `init` has never seen, or that a later release of this program has made.
void expect_schema(Database& database, const std::string& command) {
  if (command == "help") return;
  Rows rows = database.query("PRAGMA user_version");
  const std::int64_t found = rows.next() ? rows.number(0) : 0;
  if (found > 2) throw Failure("the database is of a later release");
  if (found == 0 && command != "init") throw Failure("the database is empty: init MODEL");
  if (found == 1 && command != "init") throw Failure("the database is of an earlier release: init MODEL");
}

}  // namespace

Output carry_out(Crm& crm, const std::vector<std::string>& words) {
  std::string usage;
  try {
    Line line = line_of(words);
    crm.fixed_now.reset();
    if (const auto fixed = option(line, "now")) crm.fixed_now = time_of(*fixed, now(crm));
    line.options.erase("now");
    const Row& row = row_of(line);
    usage = "\nusage: " + row.name + " " + row.usage;
    for (const auto& [name, value] : line.options) {
      if (row.options.count(name) == 0) throw UsageError("--" + name + " has no meaning here");
    }
    expect_schema(crm.database, line.command);
    return row.call(crm, line);
  } catch (const UsageError& error) {
    return {2, std::string("error: ") + error.what() + usage};
  } catch (const Failure& failure) {
    return {1, std::string("error: ") + failure.what()};
  } catch (const DatabaseError& error) {
    return {1, std::string("error: database: ") + error.what()};
  }
}

std::string help() {
  std::string text = "usage: crm_host DB [COMMAND …]; without a command, reads a command a line";
  for (const Row& row : table()) text += "\n  " + row.name + " " + row.usage;
  return text +
         "\nRecording takes [--at T] and [--id ID]: without --at it is now, and a retry with the"
         "\nsame id counts once. T is `now` or a time like 2026-11-21T10:00:00Z."
         "\nAny command takes [--now T]: what the clock says, for demonstrations.";
}

}  // namespace crm
