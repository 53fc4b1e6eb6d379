// Filling a block: which activities its leads have, in canonical order, by type.
// docs/semantics.md, section 4.
#include "analytics/block.hpp"

#include <algorithm>
#include <numeric>

namespace bantam {
namespace {

constexpr std::size_t most_leads = 1024;
constexpr std::size_t most_rows = 8192;  // about what a core's second cache holds; a lead is never split

class Filling {
 public:
  explicit Filling(Block& block) : block_(block), job_(block.job), activities_(job_.activities) {}

  std::optional<Error> run(std::size_t first, std::size_t last) {
    block_.first_lead = first;
    block_.kept_cells.clear();
    if (job_.in_lead_order()) find_run(first, last);
    else find_arrivals(first, last);
    while (block_.lead_places.size() < block_.lead_count)
      block_.lead_places.push_back(static_cast<std::uint32_t>(block_.lead_places.size()));
    if (!check_leads() || !check_moments() || !check_cells()) return error_;
    if (!unordered_.empty()) put_in_order();
    std::visit([&](const auto& codes) { put_in_buckets(codes.data); }, activities_.types.codes);
    return error_;
  }

 private:
  bool fail(const std::string& column, std::size_t row, const std::string& what) {
    error_ = bad_column(column, row, what);
    return false;
  }

  void find_run(std::size_t first, std::size_t last) {
    const std::uint64_t* offsets = activities_.offsets.data;
    if (!offsets) {  // no activities at all
      block_.lead_count = std::min(last - first, most_leads);
      block_.is_run = true;
      block_.begins.assign(block_.lead_count + 1, 0);
      return;
    }
    std::size_t end = first + 1;
    while (end < last && end - first < most_leads && offsets[end + 1] - offsets[first] <= most_rows) ++end;
    block_.lead_count = end - first;
    block_.is_run = true;
    block_.first_row = static_cast<std::uint32_t>(offsets[first]);
    block_.begins.resize(block_.lead_count + 1);
    for (std::size_t l = 0; l <= block_.lead_count; ++l)
      block_.begins[l] = static_cast<std::uint32_t>(offsets[first + l] - offsets[first]);
  }

  /// The rows of the next block of arrivals, grouped by lead in the order they came.
  void find_arrivals(std::size_t first, std::size_t last) {
    const Arrivals& arrivals = job_.arrivals;
    const std::size_t number = first >> arrivals.shift;
    const std::size_t end = std::min((number + 1) << arrivals.shift, last);
    block_.lead_count = end - first;
    block_.is_run = false;
    block_.unsorted_rows.clear();
    block_.unsorted_leads.clear();
    block_.begins.assign(block_.lead_count + 1, 0);
    std::uint32_t row = 0;
    for (std::uint64_t i = arrivals.begins[number]; i < arrivals.begins[number + 1]; ++i) {
      const std::uint16_t step = arrivals.steps[i];
      row += step;
      if (step == 0xFFFF) continue;
      const std::uint32_t lead = activities_.lead[row];
      if (lead < first || lead >= end) continue;
      block_.unsorted_rows.push_back(row);
      block_.unsorted_leads.push_back(static_cast<std::uint32_t>(lead - first));
      ++block_.begins[lead - first + 1];
    }
    std::partial_sum(block_.begins.begin(), block_.begins.end(), block_.begins.begin());
    block_.rows.resize(block_.unsorted_rows.size());
    for (std::size_t i = 0; i < block_.unsorted_rows.size(); ++i)
      block_.rows[block_.begins[block_.unsorted_leads[i]]++] = block_.unsorted_rows[i];
    for (std::size_t l = block_.lead_count; l > 0; --l) block_.begins[l] = block_.begins[l - 1];
    block_.begins[0] = 0;
  }

  /// Moments in range; leads whose activities are not in canonical order as they stand.
  bool check_moments() {
    const std::int64_t* at = activities_.at.data;
    const std::int64_t* resets = job_.leads.reset_at.data;
    for (std::size_t l = 0; l < block_.lead_count; ++l) {
      const std::uint32_t begin = block_.begins[l];
      const std::uint32_t end = block_.begins[l + 1];
      const auto moment = [&](std::uint32_t place) { return at[block_.row_of(place)]; };
      bool inside = true;
      bool falls = false;
      bool repeats = false;
      std::int64_t before = begin < end ? moment(begin) : 0;
      for (std::uint32_t place = begin; place < end; ++place) {
        const std::int64_t now = moment(place);
        inside &= static_cast<std::uint64_t>(now) < static_cast<std::uint64_t>(timestamp_end.ms);
        falls |= now < before;
        repeats |= now == before && place != begin;
        before = now;
      }
      if (!inside) return outside(begin, end);
      if (falls && activities_.sorted) return descending(begin, end);
      if (falls || (repeats && job_.ties_matter)) unordered_.push_back(static_cast<std::uint32_t>(l));
      if (resets && (resets[block_.first_lead + l] < 0 || resets[block_.first_lead + l] >= timestamp_end.ms))
        return fail("reset_at", block_.first_lead + l, "lies outside 1970 to 2199");
    }
    return true;
  }

  bool outside(std::uint32_t begin, std::uint32_t end) {
    for (std::uint32_t place = begin; place < end; ++place) {
      const std::size_t row = block_.row_of(place);
      const std::int64_t at = activities_.at[row];
      if (at < 0 || at >= timestamp_end.ms) return fail("at", row, "lies outside 1970 to 2199");
    }
    return false;
  }

  bool descending(std::uint32_t begin, std::uint32_t end) {
    for (std::uint32_t place = begin + 1; place < end; ++place)
      if (activities_.at[block_.row_of(place)] < activities_.at[block_.row_of(place - 1)])
        return fail("at", block_.row_of(place), "lies before the row above it, though `sorted` says that none does");
    return false;
  }

  // --- canonical order -----------------------------------------------------------------------

  void put_in_order() {
    if (block_.is_run) {
      block_.rows.resize(block_.begins.back());
      std::iota(block_.rows.begin(), block_.rows.end(), block_.first_row);
      block_.is_run = false;
    }
    const auto before = [&](std::uint32_t a, std::uint32_t b) {
      const std::int64_t x = activities_.at[a];
      const std::int64_t y = activities_.at[b];
      if (x != y) return x < y;
      return job_.ties_matter && compare_content(a, b) < 0;
    };
    for (const std::uint32_t l : unordered_)
      std::stable_sort(block_.rows.begin() + block_.begins[l], block_.rows.begin() + block_.begins[l + 1],
                       before);
  }

  static int order(std::size_t a, std::size_t b) { return a < b ? -1 : (b < a ? 1 : 0); }

  std::size_t code_of(std::uint32_t row) const {
    return std::visit([&](const auto& codes) { return static_cast<std::size_t>(codes[row]); },
                      activities_.types.codes);
  }

  /// By id, type and fields: those with a field of the least name that only one of them has come
  /// as their names compare; so a row that lacks a name comes after one that has it, unless it has
  /// nothing more.
  int compare_content(std::uint32_t a, std::uint32_t b) const {
    if (activities_.ids) {
      const std::vector<const Column*> ids = {&*activities_.ids};
      if (const int differs = compare_rows(ids, a, b); differs != 0) return differs;
    }
    // A code out of range has its error later.
    const std::size_t names = job_.code_order.size();
    if (code_of(a) < names && code_of(b) < names)
      if (const int types = order(job_.code_order[code_of(a)], job_.code_order[code_of(b)]); types != 0)
        return types;
    for (std::size_t i = 0; i < job_.named.size(); ++i) {
      const bool has_a = any_value(job_.named[i], a);
      const bool has_b = any_value(job_.named[i], b);
      if (has_a && has_b) {
        if (const int values = compare_rows(job_.named[i], a, b); values != 0) return values;
      } else if (has_a != has_b) {
        const std::uint32_t lacks = has_a ? b : a;
        bool has_more = false;
        for (std::size_t k = i + 1; k < job_.named.size() && !has_more; ++k)
          has_more = any_value(job_.named[k], lacks);
        return has_a == has_more ? -1 : 1;
      }
    }
    return 0;
  }

  // --- cells ---------------------------------------------------------------------------------

  /// Calls `row(i)` for the rows of the block's leads or activities.
  template <class Each>
  bool every_row(bool of_leads, const Each& each) const {
    const std::size_t count = of_leads ? block_.lead_count : block_.begins.back();
    bool good = true;
    if (of_leads || block_.is_run) {
      const std::size_t first = of_leads ? block_.first_lead : block_.first_row;
      for (std::size_t i = 0; i < count; ++i) good &= each(first + i);
    } else {
      for (std::size_t i = 0; i < count; ++i) good &= each(block_.rows[i]);
    }
    return good;
  }

  template <class Good>
  bool check(const Column& column, bool of_leads, const char* what, const Good& good) {
    const Validity validity = column.validity;
    const auto fine = [&](std::size_t row) { return !has_value(validity, row) || good(row); };
    if (every_row(of_leads, fine)) return true;
    std::size_t bad = 0;
    bool found = false;
    every_row(of_leads, [&](std::size_t row) {
      if (!found && !fine(row)) {
        found = true;
        bad = row;
      }
      return true;
    });
    return fail(column.name, bad, what);
  }

  bool check(const Column& column, bool of_leads) {
    if (const auto* numbers = std::get_if<NumberColumn>(&column.values)) {
      const double* values = numbers->values.data;
      return check(column, of_leads, "holds a number that is not finite",
                   [=](std::size_t row) { return values[row] - values[row] == 0; });
    }
    if (const auto* dictionary = std::get_if<DictionaryColumn>(&column.values)) {
      const std::uint32_t* codes = dictionary->codes.data;
      const std::size_t texts = dictionary->texts.offsets.size - 1;
      return check(column, of_leads, "holds a code that is out of range",
                   [=](std::size_t row) { return codes[row] < texts; });
    }
    if (const auto* texts = std::get_if<TextColumn>(&column.values)) {
      const std::int32_t* offsets = texts->offsets.data;
      const auto bytes = static_cast<std::int64_t>(texts->bytes.size);
      return check(column, of_leads, "holds an offset that goes backwards or past the end",
                   [=](std::size_t row) {
                     return 0 <= offsets[row] && offsets[row] <= offsets[row + 1] && offsets[row + 1] <= bytes;
                   });
    }
    if (const auto* lists = std::get_if<ListColumn>(&column.values)) {
      const std::int32_t* offsets = lists->offsets.data;
      const auto items = static_cast<std::int64_t>(lists->items.offsets.size) - 1;
      return check(column, of_leads, "holds an offset that goes backwards or past the end",
                   [=](std::size_t row) {
                     return 0 <= offsets[row] && offsets[row] <= offsets[row + 1] && offsets[row + 1] <= items;
                   });
    }
    if (const auto* dates = std::get_if<DateColumn>(&column.values)) {
      constexpr std::int32_t first = -719'162;  // 0001-01-01
      constexpr std::int32_t last = 2'932'896;  // 9999-12-31
      const std::int32_t* days = dates->days.data;
      return check(column, of_leads, "holds a date outside the years 1 to 9999",
                   [=](std::size_t row) { return first <= days[row] && days[row] <= last; });
    }
    return true;
  }

  bool check_leads() {
    for (const Column* column : job_.read_leads)
      if (!check(*column, true)) return false;
    return true;
  }

  bool check_cells() {
    for (const Column* column : job_.read_activities)
      if (!check(*column, false)) return false;
    return true;
  }

  // --- buckets -------------------------------------------------------------------------------

  template <class Code>
  void put_in_buckets(const Code* codes) {
    const std::size_t buckets = job_.bucket_types.size();
    const std::size_t names = job_.bucket_of_code.size();
    const std::size_t rows = block_.begins.back();
    std::vector<std::uint32_t>& begins = block_.bucket_begins;
    std::vector<std::uint32_t>& ends = block_.bucket_ends;
    begins.assign(buckets + 2, 0);  // one more for types that nothing listens to
    for (std::uint32_t place = 0; place < rows; ++place) {
      const std::size_t code = codes[block_.row_of(place)];
      if (code >= names) {
        fail("types", block_.row_of(place), "holds a code that is out of range");
        return;
      }
      ++begins[job_.bucket_of_code[code] + 1];
    }
    std::partial_sum(begins.begin(), begins.end(), begins.begin());
    ends.assign(begins.begin(), begins.end() - 1);
    block_.place.resize(rows);
    block_.lead.resize(rows);
    block_.age.resize(rows);
    if (block_.is_run) scatter(codes + block_.first_row, activities_.at.data + block_.first_row, [](std::uint32_t place) { return place; });
    else scatter(codes, activities_.at.data, [rows = block_.rows.data()](std::uint32_t place) { return rows[place]; });
  }

  template <class Code, class RowOf>
  void scatter(const Code* codes, const std::int64_t* at, const RowOf& row_of) {
    const std::int64_t now = job_.at.ms;
    const std::int64_t* resets = job_.leads.reset_at.data;
    const std::uint32_t* bucket_of_code = job_.bucket_of_code.data();
    std::uint32_t* ends = block_.bucket_ends.data();
    std::uint32_t* place_into = block_.place.data();
    std::uint32_t* lead_into = block_.lead.data();
    std::int64_t* age_into = block_.age.data();
    for (std::uint32_t l = 0; l < block_.lead_count; ++l) {
      // No moment is negative: -1 lets every one be.
      const std::int64_t reset = resets ? resets[block_.first_lead + l] : -1;
      for (std::uint32_t place = block_.begins[l]; place < block_.begins[l + 1]; ++place) {
        const std::uint32_t row = row_of(place);
        std::uint32_t& end = ends[bucket_of_code[codes[row]]];
        place_into[end] = place;
        lead_into[end] = l;
        age_into[end] = now - at[row];
        // What is written for an activity that does not exist is written over, or past the end.
        end += at[row] <= now && at[row] >= reset ? 1 : 0;
      }
    }
  }

  Block& block_;
  const BatchJob& job_;
  const ActivityColumns& activities_;
  std::vector<std::uint32_t> unordered_;
  std::optional<Error> error_;
};

}  // namespace

std::optional<Error> fill(Block& block, std::size_t first, std::size_t last) {
  return Filling(block).run(first, last);
}

// --- picking ---------------------------------------------------------------------------------

Picked pick(const HeardType& heard, Block& block, std::vector<Verdict>& verdicts) {
  Picked picked = block.bucket(heard.bucket);
  if (heard.when) {
    ask_activities(*heard.when, block, heard.type, picked.place, picked.lead, picked.size, verdicts);
    picked.holds = verdicts.data();
  }
  return picked;
}

namespace {

/// Merges the activities that hold into those already merged, by place.
void merge_in(const Picked& picked, std::uint16_t heard, Block& block) {
  block.next_place.clear();
  block.next_lead.clear();
  block.next_age.clear();
  block.next_heard.clear();
  std::size_t old = 0;
  const auto take_old = [&] {
    block.next_place.push_back(block.merged_place[old]);
    block.next_lead.push_back(block.merged_lead[old]);
    block.next_age.push_back(block.merged_age[old]);
    block.next_heard.push_back(block.merged_heard[old]);
    ++old;
  };
  for (std::size_t i = 0; i < picked.size; ++i) {
    if (!picked.held(i)) continue;
    while (old < block.merged_place.size() && block.merged_place[old] < picked.place[i]) take_old();
    block.next_place.push_back(picked.place[i]);
    block.next_lead.push_back(picked.lead[i]);
    block.next_age.push_back(picked.age[i]);
    block.next_heard.push_back(heard);
  }
  while (old < block.merged_place.size()) take_old();
  block.merged_place.swap(block.next_place);
  block.merged_lead.swap(block.next_lead);
  block.merged_age.swap(block.next_age);
  block.merged_heard.swap(block.next_heard);
}

}  // namespace

Picked pick(const std::vector<HeardType>& heard, Block& block) {
  if (heard.size() == 1) return pick(heard.front(), block, block.verdicts);
  block.merged_place.clear();
  block.merged_lead.clear();
  block.merged_age.clear();
  block.merged_heard.clear();
  for (std::size_t h = 0; h < heard.size(); ++h)
    merge_in(pick(heard[h], block, block.verdicts), static_cast<std::uint16_t>(h), block);
  return {block.merged_place.data(), block.merged_lead.data(), block.merged_age.data(), nullptr,
          block.merged_heard.data(), block.merged_place.size()};
}

}  // namespace bantam
