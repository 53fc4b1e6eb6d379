// Subject data: which data of a lead a model reads, and which it leaves alone.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "bantam/explanation.hpp"
#include "bantam/state.hpp"
#include "bantam/value.hpp"
#include "program/program.hpp"

namespace bantam {

/// The names that a condition or an `of` reads of a lead, "size" and "signal.visits", in order.
class LeadReads {
 public:
  void add(const Condition& condition);
  void add(const std::optional<Condition>& condition) {
    if (condition) add(*condition);
  }
  void add(const std::optional<Mention>& of);
  const std::vector<std::string>& names() const { return names_; }

 private:
  void add_name(std::string_view name);
  std::vector<std::string> names_;
};

class SubjectData {
 public:
  /// `seen` is what `observe` says at the moment of the report. All but `scored` must outlive this.
  SubjectData(const Program& program, const LeadState& state, const NamedValues& seen, bool scored)
      : program_(program), state_(state), seen_(seen), scored_(scored) {}

  /// "team size: 120, since 2026-11-01" of an attribute, "the number of visit: 3" of a signal;
  /// empty where there is no value.
  std::string known(const std::string& name) const;
  /// The same; "team size: not known" where there is no value.
  std::string said(const std::string& name) const;
  /// "visit, 2 times, 2026-11-01 to 2026-11-03"; empty for none.
  std::string activities(const std::vector<MatchLine>& matches) const;
  /// What is kept and that nothing reads: attributes, activities, fields of activities. Of a lead
  /// that is not scored, only suppressions and the gate read anything.
  std::vector<std::string> unused() const;

 private:
  std::string named(const std::string& name) const;
  const Value* value(const std::string& name) const;
  std::set<std::string> attributes_read() const;
  void add_unused_activities(std::vector<std::string>& unused) const;

  const Program& program_;
  const LeadState& state_;
  const NamedValues& seen_;
  bool scored_;
};

}  // namespace bantam
