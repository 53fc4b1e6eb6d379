#include "erased_leads.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>

#include "input.hpp"

namespace bantam::cli {

namespace {

constexpr std::size_t longest_line = 64;

bool complain(Console& console, const std::string& path, std::size_t line, const char* code,
              const char* message) {
  console.report({name_of(path), line, 0, code, message});
  return false;
}

bool read_tombstones(const std::string& path, std::vector<Tombstone>& tombstones,
                     Console& console) {
  std::optional<Input> input = Input::open(path, Passes::one, console);
  if (!input) return false;
  Line line;
  while (input->read_line(line, longest_line)) {
    if (line.text.empty()) continue;
    const std::optional<Tombstone> tombstone = parse_tombstone(line.text);
    if (!tombstone)
      return complain(console, path, line.number, "erasure/tombstone",
                      "a tombstone is 32 hexadecimal digits");
    tombstones.push_back(*tombstone);
  }
  if (input->report_failure(console)) return false;
  std::sort(tombstones.begin(), tombstones.end());
  return true;
}

}  // namespace

void add_erased_options(CLI::App& command, ErasedFiles& files) {
  CLI::Option* tombstones =
      command
          .add_option("--tombstones", files.tombstones,
                      "erased leads, a tombstone a line: what the log says of them is refused")
          ->type_name("FILE");
  CLI::Option* key =
      command.add_option("--erasure-key", files.key, "the key that the tombstones were made with")
          ->needs(tombstones)
          ->type_name("FILE");
  tombstones->needs(key);
  command.add_option("--tenant", files.tenant, "whose leads they are")
      ->needs(tombstones)
      ->type_name("NAME");
}

std::optional<ErasureKey> read_erasure_key(const std::string& path, Console& console) {
  std::optional<std::string> text = read_whole(path, longest_line, console);
  if (!text) return std::nullopt;
  while (!text->empty() && (text->back() == '\n' || text->back() == '\r')) text->pop_back();
  std::optional<ErasureKey> key = parse_erasure_key(*text);
  if (!key) complain(console, path, 1, "erasure/key", "a key is 32 hexadecimal digits");
  return key;
}

std::optional<ErasedLeads> read_erased(const ErasedFiles& files, Console& console) {
  ErasedLeads erased;
  if (files.tombstones.empty()) return erased;
  const std::optional<ErasureKey> key = read_erasure_key(files.key, console);
  if (!key || !read_tombstones(files.tombstones, erased.tombstones, console)) return std::nullopt;
  erased.key = *key;
  erased.tenant = files.tenant;
  return erased;
}

void say_how_many_erased(std::size_t events, const std::string& path, Console& console) {
  if (events > 0)
    console.say(fmt::format("{}: {} events of erased leads refused", name_of(path), events));
}

void say_how_many_rows_erased(std::size_t rows, const std::string& path, Console& console) {
  if (rows > 0)
    console.say(fmt::format("{}: {} rows of erased leads refused", name_of(path), rows));
}

}  // namespace bantam::cli
