// Model file: reading is bounded before the bytes are looked at.
#include "model_file.hpp"

#include "bantam/limits.hpp"
#include "input.hpp"

namespace bantam::cli {

namespace {

void report_errors(const CompileReport& report, const std::string& path, Console& console) {
  for (const Diagnostic& diagnostic : report.diagnostics)
    if (diagnostic.severity == Severity::error)
      console.report(finding_of(diagnostic, name_of(path)));
}

}  // namespace

Finding finding_of(const Diagnostic& diagnostic, std::string file) {
  return {std::move(file), diagnostic.line, diagnostic.column, diagnostic.code,
          diagnostic.message, diagnostic.help, diagnostic.severity};
}

std::optional<CompileReport> compile_file(const std::string& path, Console& console,
                                          const CompileOptions& options) {
  const std::optional<std::string> document = read_whole(path, Limits{}.model_bytes, console);
  if (!document) return std::nullopt;
  return compile(*document, options);
}

std::optional<std::string> read_model_text(const std::string& path, Console& console) {
  std::optional<std::string> document = read_whole(path, Limits{}.model_bytes, console);
  if (!document) return std::nullopt;
  const CompileReport report = compile(*document);
  report_errors(report, path, console);
  if (!report.model) return std::nullopt;
  return document;
}

std::optional<Model> load_model(const std::string& path, Console& console) {
  const std::optional<CompileReport> report = compile_file(path, console);
  if (!report) return std::nullopt;
  report_errors(*report, path, console);
  return report->model;
}

}  // namespace bantam::cli
