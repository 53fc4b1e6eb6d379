// Predicate: a condition as it runs. Flat, typed, its names dense ids.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/condition.hpp"
#include "model/types.hpp"

namespace bantam {

struct Logic;  // a condition in JsonLogic's own semantics: program/logic.hpp

/// One operator, literal or var. Operands are the nodes `args[first_arg … first_arg + arg_count)`.
struct Node {
  Op op = Op::literal;
  Type type = Type::null;  ///< what the node gives; of a comparison, what it compares
  bool ignore_case = false;
  Ref ref;
  std::uint32_t first_arg = 0;
  std::uint32_t arg_count = 0;
  double number = 0;       ///< of a number literal
  bool flag = false;       ///< of a flag literal
  std::int64_t date = 0;   ///< of a date literal
  std::string text;        ///< of a text literal; of a var its name
};

/// A number compared with a literal, or how a text begins or ends: what most conditions are, and
/// asked without walking nodes.
struct Comparison {
  Op op = Op::literal;
  Ref ref;
  std::string name;  ///< of what `ref` refers to
  double number = 0;
  std::string text = {};  ///< the beginning or end
  bool ignore_case = false;
};

struct Predicate {
  std::vector<Node> nodes;
  std::vector<std::uint32_t> args;
  std::uint32_t root = 0;
  std::vector<std::uint32_t> vars;  ///< the nodes that are vars, each name once
  std::optional<Comparison> comparison;  ///< the same, if it is one
  std::shared_ptr<const Logic> logic;    ///< instead of all this in JsonLogic's own semantics
};

/// Lowers a checked condition.
Predicate lower(const Condition& condition);

}  // namespace bantam
