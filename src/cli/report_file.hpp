// Report file: `--html FILE`, a page beside what a subcommand prints.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "console.hpp"

namespace CLI {
class App;
}

namespace bantam::cli {

/// `path` stays empty where no page is asked for.
void add_html_option(CLI::App& command, std::string& path);

/// `--with-ids`, for pages that show leads.
void add_with_ids_flag(CLI::App& command, bool& with_ids);

/// Writes a page where it is asked for, whole or not at all: it takes the place of an older one
/// when all of it is on disk. Gives the exit code.
int write_report(const std::string& path, std::string_view page, Console& console);

/// The name of a file without its folders, which are nobody's business; `-`: "standard input".
std::string file_name(std::string_view path);

/// "Made by bantam funnel from model.json, events.ndjson, as of 2026-11-21T10:00:00Z." Empty names
/// are left out, and of the others the folders.
std::string report_foot(std::string_view command, const std::vector<std::string>& files,
                        std::string_view as_of = {});

}  // namespace bantam::cli
