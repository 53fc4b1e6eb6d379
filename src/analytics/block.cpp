// Filling a block: which activities its leads have, in canonical order, by type.
// docs/semantics.md, section 4.
#include "analytics/block.hpp"

#include <algorithm>
#include <numeric>

#include "analytics/rows.hpp"

namespace bantam {
namespace {

class Filling {
 public:
  explicit Filling(Block& block)
      : block_(block), job_(block.job), activities_(job_.activities), kernels_(kernels(job_.tuning.instructions)) {}

  std::optional<Error> run(std::size_t first, std::size_t last) {
    block_.first_lead = first;
    block_.kept_cells.clear();
    if (!block_.arrived) find_run(first, last);
    else if (!find_arrivals(first, last)) return error_;
    while (block_.lead_places.size() < block_.lead_count)
      block_.lead_places.push_back(static_cast<std::uint32_t>(block_.lead_places.size()));
    const Rows leads{first, nullptr, nullptr, block_.lead_count};
    for (const Column* column : job_.read_leads)
      if (!check(*column, leads)) return error_;
    if (!copy(job_.lead_copies, leads, block_.leads)) return error_;
    if (block_.is_run) block_.at = activities_.at.data + block_.first_row;
    if (!check_moments() || !put_in_order()) return error_;
    if (block_.arrived) copy_arrived();
    else if (!copy(job_.activity_copies, activity_rows(), block_.activities)) return error_;
    if (!put_in_buckets()) return error_;
    check_cells();
    return error_;
  }

  std::optional<Error> run_rows(std::size_t begin, std::size_t end, std::size_t first, std::size_t last) {
    by_row_ = true;
    block_.first_lead = first;
    block_.lead_count = 0;
    block_.first_row = static_cast<std::uint32_t>(begin);
    if (block_.rows.size() < end - begin) block_.rows.resize(end - begin);
    const std::size_t count =
        kernels_.inside_range(activities_.lead.data + begin, end - begin, static_cast<std::uint32_t>(first),
                              static_cast<std::uint32_t>(last - first), block_.first_row, block_.rows.data());
    if (count == 0) return block_.begins.assign({0, 0}), std::nullopt;
    block_.is_run = count == end - begin;
    block_.begins.assign({0, static_cast<std::uint32_t>(count)});
    if (block_.is_run) block_.at = activities_.at.data + begin;
    else gather_rows();
    if (!kernels_.inside(block_.at, count, timestamp_end.ms)) return fail_outside(), error_;
    if (!copy(job_.activity_copies, activity_rows(), block_.activities) || !put_in_buckets()) return error_;
    check_cells();
    return error_;
  }

 private:
  bool fail(const std::string& column, std::size_t row, const std::string& what) {
    error_ = bad_column(column, row, what);
    return false;
  }

  void find_run(std::size_t first, std::size_t last) {
    const std::uint64_t* offsets = activities_.offsets.data;
    if (!offsets) {  // no activities at all, or they have been added up
      block_.lead_count = std::min(last - first, job_.tuning.block_leads);
      block_.is_run = true;
      block_.begins.assign(block_.lead_count + 1, 0);
      return;
    }
    const std::size_t most = std::min(last - first, job_.tuning.block_leads);
    std::size_t end = first + 1;
    while (end - first < most && offsets[end + 1] - offsets[first] <= job_.tuning.block_rows) ++end;
    block_.lead_count = end - first;
    block_.is_run = true;
    block_.first_row = static_cast<std::uint32_t>(offsets[first]);
    block_.begins.resize(block_.lead_count + 1);
    for (std::size_t l = 0; l <= block_.lead_count; ++l)
      block_.begins[l] = static_cast<std::uint32_t>(offsets[first + l] - offsets[first]);
  }

  /// The next block of arrivals, grouped by lead in the order they came.
  bool find_arrivals(std::size_t first, std::size_t last) {
    const std::uint32_t shift = job_.arrivals.shift;
    number_ = first >> shift;
    error_ = block_.arrived->reach(number_);
    if (error_) return false;
    block_.lead_count = std::min(((number_ + 1) << shift), last) - first;
    block_.is_run = false;
    const std::uint64_t* packed = block_.arrived->packed(number_);
    const std::uint32_t* arrived_rows = block_.arrived->rows(number_);
    const std::size_t count = block_.arrived->size(number_);
    const auto skipped = static_cast<std::uint32_t>(first - (number_ << shift));
    block_.begins.assign(block_.lead_count + 2, 0);
    std::uint32_t* ends = block_.begins.data() + 1;
    for (std::size_t i = 0; i < count; ++i) ++ends[PackedRow::lead(packed[i]) - skipped + 1];
    std::partial_sum(block_.begins.begin(), block_.begins.end(), block_.begins.begin());
    for (auto* room : {&block_.place_of_arrival, &block_.rows, &block_.gathered_codes})
      if (room->size() < count) room->resize(count);
    if (block_.gathered_at.size() < count) block_.gathered_at.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
      const std::uint32_t place = ends[PackedRow::lead(packed[i]) - skipped]++;
      block_.place_of_arrival[i] = place;
      block_.gathered_at[place] = PackedRow::at(packed[i]);
      block_.gathered_codes[place] = PackedRow::code(packed[i]);
      block_.rows[place] = arrived_rows[i];
    }
    block_.begins.pop_back();
    block_.at = block_.gathered_at.data();
    if (job_.bucket_of_code.size() > PackedRow::codes) gather_codes();
    return true;
  }

  void gather_rows() {
    const std::size_t count = block_.begins.back();
    block_.gathered_at.resize(std::max(block_.gathered_at.size(), count));
    for (std::size_t i = 0; i < count; ++i) block_.gathered_at[i] = activities_.at[block_.rows[i]];
    block_.at = block_.gathered_at.data();
    gather_codes();
  }

  void gather_codes() {
    const std::size_t count = block_.begins.back();
    block_.gathered_codes.resize(std::max(block_.gathered_codes.size(), count));
    std::visit([&](const auto& codes) {
      for (std::size_t i = 0; i < count; ++i) block_.gathered_codes[i] = codes[block_.rows[i]];
    }, activities_.types.codes);
  }

  /// Moments in range; leads whose activities are not in canonical order as they stand.
  bool check_moments() {
    const std::int64_t* at = block_.at;
    const std::uint32_t count = block_.begins.back();
    if (!kernels_.inside(at, count, timestamp_end.ms)) return fail_outside();
    // Moments may fall from one lead to the next, and nowhere else; where simultaneous activities
    // are to be told apart, standing still is falling.
    const std::int64_t gap = job_.ties_matter ? 1 : 0;
    std::size_t falls = 0;
    for (std::size_t l = 1; l < block_.lead_count; ++l) {
      const std::uint32_t place = block_.begins[l];
      falls += place != 0 && place < block_.begins[l + 1] && at[place] < at[place - 1] + gap ? 1U : 0U;
    }
    if (falls != kernels_.falls(at, count, gap))
      for (std::size_t l = 0; l < block_.lead_count; ++l)
        if (!check_order(static_cast<std::uint32_t>(l), gap)) return false;
    return check_resets();
  }

  bool check_order(std::uint32_t l, std::int64_t gap) {
    const std::int64_t* at = block_.at;
    bool in_order = true;
    bool ascends = true;
    for (std::uint32_t place = block_.begins[l] + 1; place < block_.begins[l + 1]; ++place) {
      in_order &= at[place] >= at[place - 1] + gap;
      ascends &= at[place] >= at[place - 1];
    }
    if (!in_order) unordered_.push_back(l);
    if (ascends || !activities_.sorted) return true;
    return fail_descending(block_.begins[l]);
  }

  bool check_resets() {
    const View<std::int64_t> resets = job_.leads.reset_at;
    if (resets.data && !kernels_.inside(resets.data + block_.first_lead, block_.lead_count, timestamp_end.ms))
      for (std::size_t row = block_.first_lead;; ++row)
        if (resets[row] < 0 || resets[row] >= timestamp_end.ms)
          return fail("reset_at", row, "lies outside 1970 to 2199");
    return true;
  }

  /// One of the moments is out of range.
  bool fail_outside() {
    std::uint32_t place = 0;
    while (block_.at[place] >= 0 && block_.at[place] < timestamp_end.ms) ++place;
    return fail("at", block_.row_of(place), "lies outside 1970 to 2199");
  }

  /// One of the moments from this place on is before the one before it.
  bool fail_descending(std::uint32_t place) {
    do ++place;
    while (block_.at[place] >= block_.at[place - 1]);
    return fail("at", block_.row_of(place), "lies before the lead's activity before it, though `sorted` says that none does");
  }

  // --- canonical order -----------------------------------------------------------------------

  bool put_in_order() {
    if (unordered_.empty()) return true;
    const std::size_t count = block_.begins.back();
    if (block_.is_run) {
      block_.rows.resize(count);
      std::iota(block_.rows.begin(), block_.rows.end(), block_.first_row);
    }
    const auto before = [&](std::uint32_t a, std::uint32_t b) {
      const std::int64_t x = block_.at[a];
      const std::int64_t y = block_.at[b];
      if (x != y) return x < y;
      return job_.ties_matter && compare_content(block_.rows[a], block_.rows[b]) < 0;
    };
    std::vector<std::uint32_t>& order = block_.order;
    order.resize(count);
    std::iota(order.begin(), order.end(), 0U);
    for (const std::uint32_t l : unordered_) {
      const std::size_t begin = block_.begins[l];
      const std::size_t end = block_.begins[l + 1];
      if (job_.ties_matter && !check_content(begin, end)) return false;
      std::stable_sort(order.data() + begin, order.data() + end, before);
    }
    block_.old_at.assign(block_.at, block_.at + count);
    block_.old_rows.assign(block_.rows.begin(), block_.rows.begin() + static_cast<std::ptrdiff_t>(count));
    block_.gathered_at.resize(std::max(block_.gathered_at.size(), count));
    for (std::size_t place = 0; place < count; ++place) {
      block_.gathered_at[place] = block_.old_at[order[place]];
      block_.rows[place] = block_.old_rows[order[place]];
    }
    block_.at = block_.gathered_at.data();
    block_.is_run = false;
    gather_codes();
    if (block_.arrived) move_arrivals(order);
    return true;
  }

  void move_arrivals(const std::vector<std::uint32_t>& order) {
    std::vector<std::uint32_t>& moved = block_.old_rows;
    for (std::size_t place = 0; place < order.size(); ++place) moved[order[place]] = static_cast<std::uint32_t>(place);
    for (std::size_t i = 0; i < order.size(); ++i) block_.place_of_arrival[i] = moved[block_.place_of_arrival[i]];
  }

  /// All that can tell simultaneous activities apart.
  bool check_content(std::size_t begin, std::size_t end) {
    const Rows rows{0, block_.rows.data() + begin, nullptr, end - begin};
    for (const Column& column : activities_.fields)
      if (!check(column, rows)) return false;
    return !activities_.ids || check(*activities_.ids, rows);
  }

  static int order(std::size_t a, std::size_t b) { return a < b ? -1 : (b < a ? 1 : 0); }

  /// The place of a row's type among all. A code out of range comes last; it has its error later.
  std::size_t type_order(std::uint32_t row) const {
    const auto code = std::visit([&](const auto& codes) { return static_cast<std::size_t>(codes[row]); },
                                 activities_.types.codes);
    return code < job_.code_order.size() ? job_.code_order[code] : code;
  }

  /// By id, type and fields: those with a field of the least name that only one of them has come
  /// as their names compare; so a row that lacks a name comes after one that has it, unless it has
  /// nothing more.
  int compare_content(std::uint32_t a, std::uint32_t b) const {
    if (const int ids = compare_rows(job_.ids, a, b); ids != 0) return ids;
    if (const int types = order(type_order(a), type_order(b)); types != 0) return types;
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

  bool check(const Column& column, const Rows& rows) {
    error_ = check_rows(column, rows);
    return !error_;
  }

  void check_cells() {
    for (std::uint32_t b = 0; b < job_.read_activities.size(); ++b) {
      const Picked picked = block_.bucket(b);
      const Rows rows{block_.first_row, block_.is_run ? nullptr : block_.rows.data(), picked.places, picked.size};
      for (const Column* column : job_.read_activities[b])
        if (!check(*column, rows)) return;
    }
  }

  // --- copies --------------------------------------------------------------------------------

  Rows activity_rows() const {
    return {block_.first_row, block_.is_run ? nullptr : block_.rows.data(), nullptr, block_.begins.back()};
  }

  bool copy(const std::vector<const Column*>& columns, const Rows& rows, std::vector<Copy>& copies) {
    copies.resize(columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (!columns[i]) continue;
      const Column& column = *columns[i];
      const Validity validity = column.validity;
      bool fine = true;
      if (const auto* numbers = std::get_if<NumberColumn>(&column.values)) {
        if (copies[i].numbers.size() < rows.count) copies[i].numbers.resize(rows.count);
        double* into = copies[i].numbers.data();
        if (!rows.rows) {
          fine = kernels_.numbers(numbers->values.data + rows.first, validity.data, rows.first, rows.count,
                                  no_number(), into);
        } else {
          for (std::size_t k = 0; k < rows.count; ++k) {
            const double value = numbers->values[rows[k]];
            const bool valid = has_value(validity, rows[k]);
            fine &= !valid | (value - value == 0);
            into[k] = valid ? value : no_number();
          }
        }
      } else {
        const auto* dictionary = std::get_if<DictionaryColumn>(&column.values);
        if (copies[i].codes.size() < rows.count) copies[i].codes.resize(rows.count);
        std::uint32_t* into = copies[i].codes.data();
        const auto end = static_cast<std::uint32_t>(dictionary->texts.offsets.size - 1);
        if (!rows.rows) {
          fine = kernels_.codes(dictionary->codes.data + rows.first, validity.data, rows.first, rows.count, end, into);
        } else {
          for (std::size_t k = 0; k < rows.count; ++k) {
            const std::uint32_t code = dictionary->codes[rows[k]];
            const bool valid = has_value(validity, rows[k]);
            fine &= !valid | (code < end);
            into[k] = valid ? code : end;
          }
        }
      }
      if (!fine) return check(column, rows);
    }
    return true;
  }

  /// The cells that came with the rows. What a row does not need is written too, and not read: a
  /// branch on it would cost more than all the rest.
  void copy_arrived() {
    const std::size_t count = block_.begins.back();
    block_.activities.resize(job_.activity_copies.size());
    for (std::size_t c = 0; c < job_.activity_copies.size(); ++c) {
      if (!job_.activity_copies[c]) continue;
      const std::uint8_t* needs = job_.needs_copy[c].data();
      const auto each = [&](const auto* from, auto& into) {
        if (into.size() < count) into.resize(count);
        for (std::size_t i = 0; i < count; ++i) {
          const std::uint32_t place = block_.place_of_arrival[i];
          into[place] = *from;
          from += needs[block_.gathered_codes[place]];
        }
      };
      if (std::holds_alternative<NumberColumn>(job_.activity_copies[c]->values))
        each(block_.arrived->numbers(c, number_), block_.activities[c].numbers);
      else
        each(block_.arrived->codes(c, number_), block_.activities[c].codes);
    }
  }

  // --- buckets -------------------------------------------------------------------------------

  bool put_in_buckets() {
    if (!block_.is_run) return put_in_buckets(block_.gathered_codes.data());
    return std::visit([&](const auto& codes) { return put_in_buckets(codes.data + block_.first_row); },
                      activities_.types.codes);
  }

  template <class Code>
  bool put_in_buckets(const Code* codes) {
    const std::size_t names = job_.bucket_of_code.size();
    const std::size_t rows = block_.begins.back();
    Code most = 0;
    for (std::size_t place = 0; place < rows; ++place) most = codes[place] > most ? codes[place] : most;
    if (rows != 0 && most >= names) {
      const Code* bad = std::find_if(codes, codes + rows, [&](Code code) { return code >= names; });
      return fail("types", block_.row_of(static_cast<std::uint32_t>(bad - codes)), "holds a code that is out of range");
    }
    if (job_.bucket_count != names) {  // a name has two codes
      block_.gathered_codes.resize(rows);  // perhaps these are the codes
      for (std::size_t place = 0; place < rows; ++place)
        block_.gathered_codes[place] = job_.bucket_of_code[codes[place]];
      fill_buckets(block_.gathered_codes.data());
    } else {
      fill_buckets(codes);
    }
    return true;
  }

  template <class Code>
  void fill_buckets(const Code* codes) {
    const std::size_t rows = block_.begins.back();
    std::vector<std::uint32_t>& begins = block_.bucket_begins;
    begins.assign(job_.bucket_of_code.size() + 1, 0);
    for (std::size_t place = 0; place < rows; ++place) ++begins[codes[place] + 1U];
    std::partial_sum(begins.begin(), begins.end(), begins.begin());
    block_.bucket_ends.assign(begins.begin(), begins.end() - 1);
    if (block_.places.size() < rows) {
      block_.places.resize(rows);
      block_.lead.resize(rows);
    }
    if (by_row_) put_rows(codes);
    else put_leads(codes);
  }

  template <class Code>
  void put_rows(const Code* codes) {
    const std::uint32_t rows = block_.begins.back();
    const std::int64_t now = job_.at.ms;
    const std::int64_t* resets = job_.leads.reset_at.data;
    std::uint32_t* ends = block_.bucket_ends.data();
    for (std::uint32_t place = 0; place < rows; ++place) {
      const std::uint32_t lead = activities_.lead[block_.row_of(place)];
      const std::int64_t at = block_.at[place];
      block_.lead[place] = lead - static_cast<std::uint32_t>(block_.first_lead);
      block_.places[ends[codes[place]]] = place;
      ends[codes[place]] += static_cast<std::uint32_t>((at <= now) & (!resets || at >= resets[lead]));
    }
  }

  template <class Code>
  void put_leads(const Code* codes) {
    const std::int64_t now = job_.at.ms;
    const std::int64_t* at = block_.at;
    const std::int64_t* resets = job_.leads.reset_at.data;
    std::uint32_t* ends = block_.bucket_ends.data();
    std::uint32_t* places = block_.places.data();
    for (std::uint32_t l = 0; l < block_.lead_count; ++l) {
      std::uint32_t place = block_.begins[l];
      std::uint32_t end = block_.begins[l + 1];
      while (place < end && at[end - 1] > now) --end;
      if (resets)
        while (place < end && at[place] < resets[block_.first_lead + l]) ++place;
      std::fill(block_.lead.data() + place, block_.lead.data() + end, l);
      for (; place < end; ++place) places[ends[codes[place]]++] = place;
    }
  }

  Block& block_;
  const BatchJob& job_;
  const ActivityColumns& activities_;
  const Kernels& kernels_;
  std::vector<std::uint32_t> unordered_;
  std::size_t number_ = 0;  ///< of the block of arrivals
  bool by_row_ = false;     ///< rows of any leads, not leads with their rows
  std::optional<Error> error_;
};

}  // namespace

std::optional<Error> fill(Block& block, std::size_t first, std::size_t last) {
  return Filling(block).run(first, last);
}

std::optional<Error> fill_rows(Block& block, std::size_t begin, std::size_t end, std::size_t first, std::size_t last) {
  return Filling(block).run_rows(begin, end, first, last);
}

}  // namespace bantam
