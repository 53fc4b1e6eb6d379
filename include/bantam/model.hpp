// Model: a compiled, immutable model document.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bantam/diagnostic.hpp"
#include "bantam/export.hpp"
#include "bantam/limits.hpp"
#include "bantam/points.hpp"
#include "bantam/sensitive_names.hpp"
#include "bantam/state.hpp"

namespace bantam {

struct Program;  // the compiled form: src/program/program.hpp

/// What a host may want to know of a rule.
struct RuleSummary {
  std::string id;
  std::string score;  ///< the score it feeds, directly or through its group
  std::string group;  ///< empty without one
};

/// What a host that reads tables has to know of an attribute.
struct AttributeSummary {
  std::string name;
  std::string type;    ///< "number", "text", "flag", "choice", "list" or "date"
  std::string column;  ///< empty: the attribute's name
  std::vector<std::string> nulls;  ///< cells that count as missing
};

/// What a host that reads tables has to know of a field.
struct FieldSummary {
  std::string name;
  std::string type;  ///< as of an attribute
};

/// A declared type of activities, with its fields in model order.
struct ActivitySummary {
  std::string type;
  std::vector<FieldSummary> fields;
};

/// What of a lead can make its earlier activities cease to exist (docs/semantics.md, section 8,
/// reset): nothing; a command; or, by a promise that was not kept, time alone.
enum class Resets : unsigned char { never, by_command, by_time };

/// A compiled model.
///
/// Cost     a copy is a reference count.
/// Threads  immutable; any number of threads may share one.
class BANTAM_API Model {
 public:
  explicit Model(std::shared_ptr<const Program> program);

  const std::string& name() const;
  const std::string& version() const;
  Fingerprint fingerprint() const;
  std::vector<std::string> scores() const;    ///< names, in model order
  std::vector<RuleSummary> rules() const;     ///< in model order
  std::vector<std::string> criteria() const;  ///< of the gate, in model order
  std::vector<std::string> exclusions() const;  ///< ids, in model order
  std::vector<std::string> suppressions() const;  ///< likewise
  const Limits& limits() const;

  /// The state of a lead of whom nothing is known yet.
  LeadState new_lead(std::string lead) const;

  const Program& program() const { return *program_; }

 private:
  std::shared_ptr<const Program> program_;
};

/// A model where there are no errors, and everything there is to say about the document.
struct CompileReport {
  std::optional<Model> model;
  std::vector<Diagnostic> diagnostics;  ///< errors and warnings, in document order
};

/// What a warning does: it is given beside the model, or it is an error and there is no model.
enum class Warnings : unsigned char { report, refuse };

struct CompileOptions {
  Limits limits = {};
  Warnings warnings = Warnings::report;
  /// Words in the names of values that a model is warned of reading; none: it is not.
  std::vector<std::string> sensitive_names = default_sensitive_names();
};

/// Reads, checks and lowers a model document (JSON text, UTF-8, one BOM allowed).
///
/// Errors   all of them in one pass, in document order; warnings also on success.
/// Cost     linear in the document, apart from the nearest names of misspelt ones.
/// Threads  pure.
/// Source   docs/semantics.md, sections 1 to 3.
BANTAM_API CompileReport compile(std::string_view document, const CompileOptions& options = {});

/// The attributes that the model declares, in model order.
BANTAM_API std::vector<AttributeSummary> attributes(const Model& model);

/// The types of activities that the model declares, in model order.
BANTAM_API std::vector<ActivitySummary> activities(const Model& model);

/// The stages that promise to be left within a time, in the order of Stage.
BANTAM_API std::vector<Stage> stages_with_sla(const Model& model);

/// Where it is `never`, scores follow from activities and attributes alone, whatever the stage.
BANTAM_API Resets resets(const Model& model);

/// Whether the order of simultaneous activities can change a score. Where it cannot, nothing has to
/// be known of them but what rules and signals read.
BANTAM_API bool order_matters(const Model& model);

/// The rules that mean something else in `model` than in the model `state` was made by, by id,
/// in model order; ids unknown to the state's model are in it too. Whatever
/// they are, a state is bound to its model: replay the lead's log with the new one.
BANTAM_API std::vector<std::string> rules_to_replay(const Model& model, const LeadState& state);

}  // namespace bantam
