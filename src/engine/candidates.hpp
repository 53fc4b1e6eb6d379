// Candidates: the values that a model mentions beside a name, and so the ones that could make a
// difference. Whether one does, only a trial says.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "program/program.hpp"

namespace bantam {

class Candidates {
 public:
  /// `kind`: attributes or fields; `at`: the moment from which the days of a date are counted.
  Candidates(const Program& program, RefKind kind, Timestamp at)
      : program_(program), kind_(kind), at_(at) {}

  void add(const Condition& condition);
  void add(const std::optional<Condition>& condition) {
    if (condition) add(*condition);
  }
  /// Of a rule with `of`: each value of its table, and a number in each of its bands.
  void add_table(const Rule& rule);
  /// The removal of everything that a condition asks: it then holds nothing.
  void add_removals(const Condition& condition);

  /// By name; the nearest to what is written first. At most `most` of a name: each costs a trial.
  const std::map<std::string, std::vector<Value>>& values() const { return values_; }
  static constexpr std::size_t most = 64;

 private:
  void add_value(const std::string& name, Value value);
  void add_literals(const Condition& var, const Condition& other);
  void add_literal(const Condition& var, const Json& literal);
  void add_day(const std::string& name, std::int64_t midnight_ms);
  bool is_asked(const Condition& node) const {
    return node.op == Op::var && node.ref.kind == kind_;
  }
  const std::string& name_of(const Condition& var) const;

  const Program& program_;
  RefKind kind_;
  Timestamp at_;
  std::map<std::string, std::vector<Value>> values_;
};

}  // namespace bantam
