// Condition: JsonLogic as the author wrote it, operator by operator.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "model/types.hpp"
#include "values/json.hpp"

namespace bantam {

/// Where something stands in the document.
struct Where {
  std::string pointer;
  std::size_t offset = 0;
};

enum class Op : unsigned char {
  literal, array, var,
  equal, not_equal, same, not_same, less, less_equal, greater, greater_equal,
  all_of, any_of, negate, truthy,
  in, starts_with, ends_with, missing, missing_some,
  add, subtract, multiply, divide, min, max,
  some, all, none, branch
};

/// "startsWith", "<=": an operator as it is written in a document.
std::string_view to_text(Op op);

/// The comparison with its sides exchanged; any other operator as it is.
constexpr Op mirrored(Op op) {
  switch (op) {
    case Op::less: return Op::greater;
    case Op::less_equal: return Op::greater_equal;
    case Op::greater: return Op::less;
    case Op::greater_equal: return Op::less_equal;
    default: return op;
  }
}

/// A node of a condition. After `check`, `type`, `ref` and `ignore_case` say what it is.
struct Condition {
  Op op = Op::literal;
  Where where;
  Json literal;      ///< of a literal: null, flag, number or text
  std::string name;  ///< of a var
  std::vector<Condition> args;

  Type type = Type::null;
  Ref ref;
  bool ignore_case = false;
  bool wrong = false;  ///< reported already: what it stands in complains of it no more
};

/// The operators in a condition, itself included; literals and vars are none.
std::size_t operator_count(const Condition& condition);

}  // namespace bantam
