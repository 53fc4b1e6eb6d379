// Report file: written beside its place and then moved there.
#include "report_file.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace bantam::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view first_words = "<!DOCTYPE html>";

int fail(const std::string& path, const std::string& why, Console& console) {
  console.report({path, 0, 0, "file/unwritable", why});
  return exit_bad_input;
}

/// Whether there is something that an older page is not: a slip of the hand would cost a model or a
/// log.
bool holds_something_else(const fs::path& place) {
  std::FILE* file = std::fopen(place.string().c_str(), "rb");
  if (file == nullptr) return false;
  char begin[first_words.size()] = {};
  const std::size_t size = std::fread(begin, 1, sizeof begin, file);
  std::fclose(file);
  return size > 0 && std::string_view(begin, size) != first_words;
}

bool write_whole(const fs::path& place, std::string_view page) {
  std::FILE* file = std::fopen(place.string().c_str(), "wb");
  if (file == nullptr) return false;
  const bool written = std::fwrite(page.data(), 1, page.size(), file) == page.size();
  return std::fclose(file) == 0 && written;
}

}  // namespace

std::string file_name(std::string_view path) {
  return path == "-" ? "standard input" : fs::path(path).filename().string();
}

void add_html_option(CLI::App& command, std::string& path) {
  command.add_option("--html", path, "also write a page for people: one file, no scripts")->type_name("FILE");
}

void add_with_ids_flag(CLI::App& command, bool& with_ids) {
  command.add_flag("--with-ids", with_ids, "show ids of leads in the page");
}

int write_report(const std::string& path, std::string_view page, Console& console) {
  if (path.empty()) return exit_ok;
  std::error_code failure;
  const fs::path place = fs::weakly_canonical(path, failure);
  if (failure) return fail(path, failure.message(), console);
  if (fs::exists(place, failure) && !fs::is_regular_file(place, failure))
    return fail(path, "there is something of that name that is not a file", console);
  if (holds_something_else(place)) {
    console.report({path, 0, 0, "file/exists", "there is a file of that name that is no page, and it is kept"});
    return exit_bad_input;
  }
  fs::path draft = place;
  draft += ".part";
  errno = 0;
  if (!write_whole(draft, page)) {
    const std::string why = std::strerror(errno != 0 ? errno : EIO);
    fs::remove(draft, failure);
    return fail(path, why, console);
  }
  fs::rename(draft, place, failure);
  if (!failure) return exit_ok;
  const std::string why = failure.message();
  fs::remove(draft, failure);
  return fail(path, why, console);
}

std::string report_foot(std::string_view command, const std::vector<std::string>& files,
                        std::string_view as_of) {
  std::string text = fmt::format("Made by bantam {}", command);
  std::string before = " from ";
  for (const std::string& file : files) {
    if (file.empty()) continue;
    text += before + file_name(file);
    before = ", ";
  }
  if (!as_of.empty()) text += fmt::format(", as of {}", as_of);
  return text + ".";
}

}  // namespace bantam::cli
