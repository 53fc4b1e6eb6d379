#include "analytics/column_condition.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "analytics/batch_job.hpp"
#include "analytics/block.hpp"
#include "analytics/fetch.hpp"
#include "values/ascii.hpp"

namespace bantam {
namespace {

using Kind = ConditionStep::Kind;

Verdict verdict(bool holds) { return holds ? Verdict::yes : Verdict::no; }

constexpr std::uint32_t whole = 0xFFFFFFFF;  // the node that stands for all of a predicate

bool is_comparison(Op op) {
  return op == Op::equal || op == Op::not_equal || op == Op::less || op == Op::less_equal ||
         op == Op::greater || op == Op::greater_equal;
}

class Lowering {
 public:
  Lowering(BatchJob& job, const Predicate& predicate, std::int32_t type)
      : job_(job), type_(type) {
    condition_.predicate = &predicate;
  }

  ColumnCondition run() {
    if (condition_.predicate->logic) add(Kind::ask).node = whole;
    else lower(condition_.predicate->root);
    if (condition_.steps.size() == 1) condition_.steps.front().alone = true;
    return std::move(condition_);
  }

 private:
  const Node& node_at(std::uint32_t place) const { return condition_.predicate->nodes[place]; }
  const Node& operand(const Node& node, std::uint32_t i) const {
    return node_at(condition_.predicate->args[node.first_arg + i]);
  }

  ConditionStep& add(Kind kind) {
    condition_.steps.emplace_back().kind = kind;
    return condition_.steps.back();
  }

  void lower(std::uint32_t place) {
    const Node& node = node_at(place);
    if (node.op == Op::all_of || node.op == Op::any_of || node.op == Op::negate) {
      for (std::uint32_t i = 0; i < node.arg_count; ++i)
        lower(condition_.predicate->args[node.first_arg + i]);
      add(node.op == Op::all_of ? Kind::all_of : (node.op == Op::any_of ? Kind::any_of : Kind::negate))
          .operands = node.arg_count;
      return;
    }
    if (is_comparison(node.op) && (numbers(node) || presence(node))) return;
    if (text(node)) return;
    if (once(place)) return;
    add(Kind::ask).node = place;
  }

  /// What feeds a var, where that is columns.
  const Cells* cells_of(const Node& var) const {
    if (var.op != Op::var) return nullptr;
    if (var.ref.kind == RefKind::attribute) return &job_.attributes[static_cast<std::size_t>(var.ref.index)];
    return var.ref.kind == RefKind::field ? &job_.field(type_, var.text) : nullptr;
  }

  /// The step that compares a var with a literal, or nothing.
  bool compare(const Node& var, Op op, const Node& literal) {
    if (literal.op != Op::literal || literal.type != Type::number || var.op != Op::var) return false;
    // What is compared with a number is one: a date only by its age or the days until it.
    const bool is_signal = var.ref.kind == RefKind::signal;
    const Cells* cells = cells_of(var);
    const bool is_number = cells && cells->slot->type == Type::number && cells->copy >= 0;
    const bool is_date = cells && cells->slot->type == Type::date && cells->only<DateColumn>();
    if (!is_signal && !is_number && !is_date) return false;
    ConditionStep& step = add(is_signal ? Kind::signal : (is_number ? Kind::number : Kind::date));
    step.op = op;
    step.literal = literal.number;
    step.cells = cells;
    step.view = var.ref.view;
    step.signal = static_cast<std::uint32_t>(var.ref.index);
    return true;
  }

  bool numbers(const Node& node) {
    if (node.arg_count == 2)
      return compare(operand(node, 0), node.op, operand(node, 1)) ||
             compare(operand(node, 1), mirrored(node.op), operand(node, 0));
    // Between: a literal, a var, a literal.
    const std::size_t before = condition_.steps.size();
    if (compare(operand(node, 1), mirrored(node.op), operand(node, 0)) &&
        compare(operand(node, 1), node.op, operand(node, 2))) {
      add(Kind::all_of).operands = 2;
      return true;
    }
    condition_.steps.resize(before);
    return false;
  }

  /// `== null` and `!= null` of what is present wherever a row is valid.
  bool presence(const Node& node) {
    if (node.op != Op::equal && node.op != Op::not_equal) return false;
    const auto is_null = [](const Node& side) { return side.op == Op::literal && side.type == Type::null; };
    const Node& left = operand(node, 0);
    const Node& right = operand(node, 1);
    if (is_null(left) == is_null(right)) return false;
    const Node& var = is_null(left) ? right : left;
    const Cells* cells = cells_of(var);
    if (!cells || !always_fits(*cells)) return false;
    ConditionStep& step = add(Kind::present);
    step.cells = cells;
    step.wanted = node.op == Op::not_equal;
    return true;
  }

  static bool always_fits(const Cells& cells) {
    switch (cells.slot->type) {
      case Type::number: return cells.only<NumberColumn>() != nullptr;
      case Type::text: return cells.only<TextColumn>() || cells.only<DictionaryColumn>();
      case Type::flag: return cells.only<FlagColumn>() != nullptr;
      case Type::date: return cells.only<DateColumn>() != nullptr;
      case Type::list: return cells.only<ListColumn>() != nullptr;
      default: return false;
    }
  }

  bool text(const Node& node) {
    const bool either_way = node.op == Op::equal || node.op == Op::not_equal;
    const bool one_way = node.op == Op::starts_with || node.op == Op::ends_with || node.op == Op::in;
    if (!either_way && !one_way) return false;
    // `in` has the part first.
    const std::uint32_t first = node.op == Op::in ? 1 : 0;
    return text(node, operand(node, first), operand(node, 1 - first)) ||
           (either_way && text(node, operand(node, 1), operand(node, 0)));
  }

  bool text(const Node& node, const Node& var, const Node& literal) {
    if (literal.op != Op::literal || literal.type != Type::text) return false;
    const Cells* cells = cells_of(var);
    if (!cells || cells->slot->type != Type::text) return false;
    const DictionaryColumn* dictionary = cells->only<DictionaryColumn>();
    if (!dictionary && !cells->only<TextColumn>()) return false;
    ConditionStep& step = add(Kind::text);
    step.text = {node.op, node.ignore_case || cells->slot->ignore_case, literal.text};
    step.cells = cells;
    if (dictionary) add_test(*dictionary, step);
    return true;
  }

  /// Among the tests of the same dictionary, so that a text is read once for all of them.
  void add_test(const DictionaryColumn& dictionary, ConditionStep& step) {
    for (const auto& tests : job_.text_tests) {
      if (&tests->dictionary() != &dictionary) continue;
      if (const std::optional<unsigned> bit = tests->add(step.text)) {
        step.tests = tests.get();
        step.bit = *bit;
        return;
      }
    }
    job_.text_tests.push_back(std::make_unique<DictionaryTests>(dictionary));
    step.tests = job_.text_tests.back().get();
    step.bit = *step.tests->add(step.text);
  }

  /// A test whose vars are all one dictionary of texts.
  bool once(std::uint32_t place) {
    const Cells* cells = nullptr;
    if (!reads_only(place, cells) || !cells) return false;
    const DictionaryColumn* dictionary = cells->only<DictionaryColumn>();
    if (!dictionary || cells->copy < 0) return false;
    ConditionStep& step = add(Kind::once);
    step.node = place;
    step.cells = cells;
    step.answers = std::make_shared<Answers>(dictionary->texts.offsets.size);  // the last: no value
    return true;
  }

  bool reads_only(std::uint32_t place, const Cells*& cells) const {
    const Node& node = node_at(place);
    if (node.op == Op::var) {
      const Cells* mine = cells_of(node);
      if (!mine || node.ref.view != DateView::date || (cells && cells != mine)) return false;
      cells = mine;
      return true;
    }
    for (std::uint32_t i = 0; i < node.arg_count; ++i)
      if (!reads_only(condition_.predicate->args[node.first_arg + i], cells)) return false;
    return true;
  }

  BatchJob& job_;
  std::int32_t type_;
  ColumnCondition condition_;
};

/// A row of the columns, for tests that are asked row by row.
class ColumnRow final : public Row {
 public:
  ColumnRow(Block& block, std::uint32_t lead, std::int32_t type, std::uint32_t place)
      : block_(block), lead_(lead), type_(type), place_(place) {}

  Operand attribute(std::size_t index) const override {
    return block_.job.attributes[index].read(block_.first_lead + lead_, block_.cells);
  }
  Operand field(std::string_view name) const override {
    return block_.job.field(type_, name).read(block_.row_of(place_), block_.cells);
  }
  Operand signal(std::size_t index) const override {
    return block_.signals[index * block_.lead_count + lead_];
  }

 private:
  Block& block_;
  std::uint32_t lead_;
  std::int32_t type_;
  std::uint32_t place_;
};

/// What a condition is asked of: leads, or activities of one type.
struct Asked {
  Block& block;
  std::int32_t type;  ///< -1: leads
  const std::uint32_t* places;
  std::size_t count;

  const Copy& copy(const Cells& cells) const {
    return (type < 0 ? block.leads : block.activities)[static_cast<std::size_t>(cells.copy)];
  }
};

bool holds(Op op, double number, double literal) {
  switch (op) {
    case Op::equal: return number == literal;
    case Op::not_equal: return number != literal;
    case Op::less: return number < literal;
    case Op::less_equal: return number <= literal;
    case Op::greater: return number > literal;
    default: return number >= literal;
  }
}

/// Calls `each(row)` for every row; where a run of rows is asked, without looking them up.
template <class Each>
void for_rows(const Asked& asked, Verdict* verdicts, const Each& each) {
  const std::uint32_t* places = asked.places;
  if (asked.type < 0) {
    const std::size_t first = asked.block.first_lead;
    for (std::size_t i = 0; i < asked.count; ++i) verdicts[i] = each(first + i);
  } else if (asked.block.is_run) {
    const std::size_t first = asked.block.first_row;
    for (std::size_t i = 0; i < asked.count; ++i) verdicts[i] = each(first + places[i]);
  } else {
    const std::uint32_t* rows = asked.block.rows.data();
    for (std::size_t i = 0; i < asked.count; ++i) verdicts[i] = each(rows[places[i]]);
  }
}

template <Op op>
void compare_numbers(const ConditionStep& step, const Asked& asked, Verdict* verdicts) {
  const double* values = asked.copy(*step.cells).numbers.data();
  const double literal = step.literal;
  const auto compare = [=](double value) {  // NaN: no value
    const int unknown = static_cast<int>(value != value);
    const int found = static_cast<int>(holds(op, value, literal)) & ~unknown;
    return static_cast<Verdict>(found * 2 + unknown);
  };
  if (asked.type < 0)
    for (std::size_t i = 0; i < asked.count; ++i) verdicts[i] = compare(values[i]);
  else
    for (std::size_t i = 0; i < asked.count; ++i) verdicts[i] = compare(values[asked.places[i]]);
}

void compare_numbers(const ConditionStep& step, const Asked& asked, Verdict* verdicts) {
  switch (step.op) {
    case Op::equal: return compare_numbers<Op::equal>(step, asked, verdicts);
    case Op::not_equal: return compare_numbers<Op::not_equal>(step, asked, verdicts);
    case Op::less: return compare_numbers<Op::less>(step, asked, verdicts);
    case Op::less_equal: return compare_numbers<Op::less_equal>(step, asked, verdicts);
    case Op::greater: return compare_numbers<Op::greater>(step, asked, verdicts);
    default: return compare_numbers<Op::greater_equal>(step, asked, verdicts);
  }
}

void compare_dates(const ConditionStep& step, const Asked& asked, Verdict* verdicts) {
  const std::int32_t* days = step.cells->only<DateColumn>()->days.data;
  const Validity validity = step.cells->validity();
  const std::int64_t at = asked.block.job.at.ms;
  for_rows(asked, verdicts, [&](std::size_t row) {
    if (!has_value(validity, row)) return Verdict::unknown;
    const std::int64_t age = whole_days(at - days[row] * day_ms);
    return verdict(holds(step.op, static_cast<double>(step.view == DateView::age_days ? age : -age),
                         step.literal));
  });
}

void compare_signals(const ConditionStep& step, const Asked& asked, Verdict* verdicts) {
  const Operand* values = asked.block.signals.data() + step.signal * asked.block.lead_count;
  for (std::size_t i = 0; i < asked.count; ++i)
    verdicts[i] = values[i].missing() ? Verdict::unknown
                                      : verdict(holds(step.op, values[i].number, step.literal));
}

void see_presence(const ConditionStep& step, const Asked& asked, Verdict* verdicts) {
  const Validity validity = step.cells->validity();
  for_rows(asked, verdicts,
           [&](std::size_t row) { return verdict(has_value(validity, row) == step.wanted); });
}

void compare_texts(const ConditionStep& step, const Asked& asked, Verdict* verdicts) {
  const Validity validity = step.cells->validity();
  if (const TextColumn* texts = step.cells->only<TextColumn>()) {
    for_rows(asked, verdicts, [&](std::size_t row) {
      return has_value(validity, row) ? verdict(step.text.holds(text_at(*texts, row))) : Verdict::unknown;
    });
    return;
  }
  const std::uint32_t* codes = asked.copy(*step.cells).codes.data();
  DictionaryTests& tests = *step.tests;
  const std::uint32_t no_value = tests.no_value();
  tests.ask_all(codes, asked.places, asked.count);
  if (step.alone) {
    for (std::size_t i = 0; i < asked.count; ++i)
      verdicts[i] = static_cast<Verdict>(((tests.of(codes[asked.places[i]]) >> step.bit) & 1) * 2);
    return;
  }
  for (std::size_t i = 0; i < asked.count; ++i) {
    const std::uint32_t code = codes[asked.places[i]];
    const int found = ((tests.of(code) >> step.bit) & 1) * 2;
    const int unknown = static_cast<int>(code == no_value);
    verdicts[i] = static_cast<Verdict>((found & (unknown - 1)) | unknown);
  }
}

Verdict ask_row(const ColumnCondition& condition, std::uint32_t node, const Asked& asked, std::size_t i) {
  Block& block = asked.block;
  block.cells.clear();
  const ColumnRow row(block, asked.type < 0 ? asked.places[i] : block.lead[asked.places[i]], asked.type, asked.places[i]);
  Frame frame{block.job.program(), block.no_state, block.no_evaluation, block.job.at};
  frame.row = &row;
  if (node == whole) return verdict(ask(*condition.predicate, frame) == Truth::yes);  // JsonLogic knows no unknown
  const Operand operand = value_of(*condition.predicate, node, frame);
  return operand.missing() ? Verdict::unknown : verdict(operand.flag);
}

void ask_once(const ColumnCondition& condition, const ConditionStep& step, const Asked& asked,
              Verdict* verdicts) {
  const std::uint32_t* codes = asked.copy(*step.cells).codes.data();
  for (std::size_t i = 0; i < asked.count; ++i)
    verdicts[i] = step.answers->of(codes[asked.places[i]], [&] { return ask_row(condition, step.node, asked, i); });
}

void run(const ColumnCondition& condition, const Asked& asked, std::vector<Verdict>& verdicts) {
  std::vector<std::vector<Verdict>>& stack = asked.block.stack;
  std::size_t height = 0;
  for (const ConditionStep& step : condition.steps) {
    if (step.kind == Kind::all_of || step.kind == Kind::any_of) {
      height -= step.operands;
      Verdict* into = stack[height].data();
      for (std::size_t k = 1; k < step.operands; ++k) {
        const Verdict* other = stack[height + k].data();
        if (step.kind == Kind::all_of)
          for (std::size_t i = 0; i < asked.count; ++i) into[i] = std::min(into[i], other[i]);
        else
          for (std::size_t i = 0; i < asked.count; ++i) into[i] = std::max(into[i], other[i]);
      }
      ++height;
      continue;
    }
    if (step.kind == Kind::negate) {
      for (std::size_t i = 0; i < asked.count; ++i)
        stack[height - 1][i] = static_cast<Verdict>(2 - static_cast<int>(stack[height - 1][i]));
      continue;
    }
    if (stack.size() == height) stack.emplace_back();
    stack[height].resize(asked.count);
    Verdict* into = stack[height++].data();
    switch (step.kind) {
      case Kind::number: compare_numbers(step, asked, into); break;
      case Kind::date: compare_dates(step, asked, into); break;
      case Kind::signal: compare_signals(step, asked, into); break;
      case Kind::present: see_presence(step, asked, into); break;
      case Kind::text: compare_texts(step, asked, into); break;
      case Kind::once: ask_once(condition, step, asked, into); break;
      default:
        for (std::size_t i = 0; i < asked.count; ++i) into[i] = ask_row(condition, step.node, asked, i);
    }
  }
  verdicts.swap(stack.front());
}

}  // namespace

bool TextTest::holds(std::string_view text) const {
  switch (op) {
    case Op::equal: return equal_text(text, literal, ignore_case);
    case Op::not_equal: return !equal_text(text, literal, ignore_case);
    case Op::starts_with: return starts_with(text, literal, ignore_case);
    case Op::ends_with: return ends_with(text, literal, ignore_case);
    default: return contains(text, literal, ignore_case);
  }
}

namespace {

/// The first eight bytes; after a shorter text, zeros.
std::uint64_t first_bytes(std::string_view text) {
  std::uint64_t bytes = 0;
  if (text.size() >= sizeof bytes) std::memcpy(&bytes, text.data(), sizeof bytes);
  else if (!text.empty()) std::memcpy(&bytes, text.data(), text.size());
  return bytes;
}

}  // namespace

std::optional<unsigned> DictionaryTests::add(const TextTest& test) {
  const auto found = std::find_if(tests_.begin(), tests_.end(), [&](const Test& each) { return each.test == test; });
  const auto bit = static_cast<unsigned>(found - tests_.begin());
  if (found != tests_.end()) return bit;
  if (tests_.size() == most) return std::nullopt;
  Test& added = tests_.emplace_back(Test{test});
  if ((test.op == Op::equal || test.op == Op::starts_with) && !test.ignore_case) {
    const std::string all_ones(std::min<std::size_t>(test.literal.size(), 8), '\xFF');
    added.mask = first_bytes(all_ones);
    added.want = first_bytes(test.literal);
  }
  return bit;
}

void DictionaryTests::ask_all(const std::uint32_t* codes, const std::uint32_t* places, std::size_t count) {
  constexpr std::size_t few_texts = 1024;  // they are in the caches soon enough
  constexpr std::size_t at_once = 64;
  if (bits_.size() < few_texts) return;
  std::array<std::uint32_t, at_once> asked;
  for (std::size_t begin = 0; begin < count; begin += at_once) {
    std::size_t size = 0;
    for (std::size_t i = begin; i < std::min(begin + at_once, count); ++i) {
      asked[size] = codes[places[i]];
      size += bits_[asked[size]].load(std::memory_order_relaxed) == 0 ? 1U : 0U;
    }
    const TextColumn& texts = dictionary_.texts;
    for (std::size_t i = 0; i < size; ++i) fetch(texts.offsets.data + asked[i]);
    for (std::size_t i = 0; i < size; ++i) fetch(texts.bytes.data + texts.offsets[asked[i]]);
    for (std::size_t i = 0; i < size; ++i) of(asked[i]);
  }
}

std::uint8_t DictionaryTests::ask(std::uint32_t code) {
  unsigned bits = known;
  if (code != no_value()) {
    const std::string_view text = text_at(dictionary_.texts, code);
    const std::uint64_t first = first_bytes(text);
    for (std::size_t i = 0; i < tests_.size(); ++i)
      if ((first & tests_[i].mask) == tests_[i].want && tests_[i].test.holds(text)) bits |= 1U << i;
  }
  bits_[code].store(static_cast<std::uint8_t>(bits), std::memory_order_relaxed);
  return static_cast<std::uint8_t>(bits);
}

ColumnCondition lead_condition(BatchJob& job, const Predicate& predicate) {
  return Lowering(job, predicate, -1).run();
}

ColumnCondition activity_condition(BatchJob& job, const Predicate& predicate, std::int32_t type) {
  return Lowering(job, predicate, type).run();
}

void ask_leads(const ColumnCondition& condition, Block& block, std::vector<Verdict>& verdicts) {
  run(condition, {block, -1, block.lead_places.data(), block.lead_count}, verdicts);
}

void ask_activities(const ColumnCondition& condition, Block& block, std::int32_t type,
                    const std::uint32_t* places, std::size_t count, std::vector<Verdict>& verdicts) {
  run(condition, {block, type, places, count}, verdicts);
}

}  // namespace bantam
