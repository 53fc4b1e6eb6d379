// Arithmetic: what an operator of a condition makes of two numbers; infinite when that is no number.
#pragma once

#include "model/condition.hpp"

namespace bantam {

inline double combined(Op op, double a, double b) {
  switch (op) {
    case Op::add: return a + b;
    case Op::subtract: return a - b;
    case Op::multiply: return a * b;
    case Op::divide: return a / b;
    case Op::min: return b < a ? b : a;
    default: return a < b ? b : a;
  }
}

}  // namespace bantam
