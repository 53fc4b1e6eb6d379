// Column condition: a condition as it is asked of many rows at once.
//
// A condition is a tree of `and`, `or` and `!` over tests. What a test can be asked of a column is
// asked of the column: a number compared with a literal, the beginning of a text, whether there is
// a value at all. A test that reads one dictionary of texts is asked once a distinct text. Every
// other test is asked row by row, of the same code that asks it of a single lead, so that a fast
// test has one slow one it must agree with.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "analytics/cells.hpp"
#include "engine/evaluation.hpp"
#include "program/program.hpp"

namespace bantam {

struct BatchJob;
struct Block;

/// Three-valued, so that `and` is the least, `or` the greatest and `!` the difference to `yes`.
enum class Verdict : std::uint8_t { no = 0, unknown = 1, yes = 2 };

/// What the texts of a dictionary came to, each asked when it is first met. Threads may ask at
/// once: they write the same answer.
class Answers {
 public:
  explicit Answers(std::size_t size) : answers_(size) {}

  template <class Ask>
  Verdict of(std::size_t place, const Ask& ask) {
    const std::uint8_t known = answers_[place].load(std::memory_order_relaxed);
    if (known != 0) return static_cast<Verdict>(known - 1);
    const Verdict verdict = ask();
    answers_[place].store(static_cast<std::uint8_t>(static_cast<std::uint8_t>(verdict) + 1),
                          std::memory_order_relaxed);
    return verdict;
  }

 private:
  std::vector<std::atomic<std::uint8_t>> answers_;
};

/// A text against a literal.
struct TextTest {
  Op op = Op::equal;
  bool ignore_case = false;
  std::string_view literal;

  bool holds(std::string_view text) const;
  friend bool operator==(const TextTest&, const TextTest&) = default;
};

/// Tests of one dictionary, all asked of a text when it is first met: a bit each.
class DictionaryTests {
 public:
  static constexpr std::size_t most = 7;
  static constexpr std::uint8_t known = 1U << most;

  explicit DictionaryTests(const DictionaryColumn& dictionary)
      : dictionary_(dictionary), bits_(dictionary.texts.offsets.size) {}

  const DictionaryColumn& dictionary() const { return dictionary_; }
  std::uint32_t no_value() const { return static_cast<std::uint32_t>(bits_.size() - 1); }

  /// The test's bit; nothing when there is no room for another one. Not while threads ask.
  std::optional<unsigned> add(const TextTest& test);

  /// Asks of the codes at `places[0 … count)` those that nobody has asked of so far. Texts that lie
  /// far apart are fetched side by side and not one after the other.
  void ask_all(const std::uint32_t* codes, const std::uint32_t* places, std::size_t count);

  /// What holds of a text; anything for no_value().
  std::uint8_t of(std::uint32_t code) {
    const std::uint8_t bits = bits_[code].load(std::memory_order_relaxed);
    return bits != 0 ? bits : ask(code);
  }

 private:
  /// A test, and what the first eight bytes of a text must be for it to hold: `mask` & bytes = `want`.
  struct Test {
    TextTest test;
    std::uint64_t mask = 0;
    std::uint64_t want = 0;
  };

  std::uint8_t ask(std::uint32_t code);

  const DictionaryColumn& dictionary_;
  std::vector<Test> tests_;
  std::vector<std::atomic<std::uint8_t>> bits_;
};

/// One step; each leaves a verdict a row, `all_of` and `any_of` in place of the last `operands`.
struct ConditionStep {
  enum class Kind : std::uint8_t {
    all_of, any_of, negate,
    number,   ///< a number against a literal
    date,     ///< the days to or from a date against a literal
    signal,   ///< a signal against a literal
    present,  ///< whether there is a value
    text,     ///< a text against a literal
    once,     ///< once a text of the dictionary
    ask       ///< row by row
  } kind = Kind::ask;
  Op op = Op::equal;             ///< of number, date and signal
  bool wanted = true;            ///< of present
  bool alone = false;            ///< the whole condition: unknown may be told as no
  DateView view = DateView::date;
  std::uint32_t operands = 0;
  std::uint32_t signal = 0;
  double literal = 0;
  TextTest text;
  DictionaryTests* tests = nullptr;  ///< of text over a dictionary: its tests, and which is this
  unsigned bit = 0;
  const Cells* cells = nullptr;
  std::uint32_t node = 0;            ///< of once and ask: the test's root; whole: the predicate's
  std::shared_ptr<Answers> answers;  ///< of once
};

struct ColumnCondition {
  const Predicate* predicate = nullptr;
  std::vector<ConditionStep> steps;
};

/// Sees how a condition on the lead, or on activities of a type, is asked of the job's columns.
ColumnCondition lead_condition(BatchJob& job, const Predicate& predicate);
ColumnCondition activity_condition(BatchJob& job, const Predicate& predicate, std::int32_t type);

/// Asks it of some leads or activities of a block: `places[0 … count)`, of which `verdicts` gets
/// one each. The activities are all of the type the condition was made for.
void ask_leads(const ColumnCondition& condition, Block& block, std::vector<Verdict>& verdicts);
void ask_activities(const ColumnCondition& condition, Block& block, std::int32_t type,
                    const std::uint32_t* places, std::size_t count, std::vector<Verdict>& verdicts);

}  // namespace bantam
