#include "analytics/arrivals.hpp"

#include <algorithm>
#include <bit>

#include "analytics/batch_job.hpp"
#include "analytics/fetch.hpp"

namespace bantam {
namespace {

constexpr std::size_t rows_of_a_chunk = 2048;  // their cells stay in a core's first caches
constexpr std::size_t bytes_of_a_row = sizeof(std::uint64_t) + sizeof(std::uint32_t);
constexpr std::size_t bytes_of_a_lead = 64;
constexpr std::size_t most_passes = 8;

/// Brings a line ahead of where a block is written: it was written long ago, if ever, and waiting
/// for it costs more than all the rest.
template <class T>
void expect_write(T* place) {
  fetch_to_write(place + 64 / sizeof(T));
}

/// Without a branch: which rows have a value is anybody's guess.
std::uint32_t chosen(bool first, std::uint32_t a, std::uint32_t b) {
  const std::uint32_t mask = std::uint32_t{0} - static_cast<std::uint32_t>(first);
  return (a & mask) | (b & ~mask);
}

double chosen(bool first, double a, double b) {
  const std::uint64_t mask = std::uint64_t{0} - static_cast<std::uint64_t>(first);
  return std::bit_cast<double>((std::bit_cast<std::uint64_t>(a) & mask) | (std::bit_cast<std::uint64_t>(b) & ~mask));
}

bool is_number(const Column& column) { return std::holds_alternative<NumberColumn>(column.values); }

std::size_t width(const Column& column) { return is_number(column) ? sizeof(double) : sizeof(std::uint32_t); }

template <class Code>
void count(BatchJob& job, const Code* codes) {
  const View<std::uint32_t> lead = job.activities.lead;
  const std::size_t names = job.bucket_of_code.size();
  Arrivals& arrivals = job.arrivals;
  for (std::size_t begin = 0; begin < lead.size; begin += rows_of_a_chunk) {
    const std::size_t end = std::min(begin + rows_of_a_chunk, lead.size);
    for (std::size_t row = begin; row < end; ++row) ++arrivals.rows[lead[row] >> arrivals.shift];
    for (std::size_t c = 0; c < arrivals.copied.size(); ++c) {
      std::uint32_t* counts = arrivals.copied[c].data();
      const std::uint8_t* needs = job.needs_copy[c].data();
      for (std::size_t row = begin; row < end; ++row)
        counts[lead[row] >> arrivals.shift] += needs[std::min<std::size_t>(codes[row], names)];
    }
  }
}

}  // namespace

std::optional<Error> check_leads(const BatchJob& job) {
  const View<std::uint32_t> lead = job.activities.lead;
  std::uint32_t most = 0;
  for (std::size_t row = 0; row < lead.size; ++row) most = std::max(most, lead[row]);
  for (std::size_t row = 0; most >= job.leads.rows && row < lead.size; ++row)
    if (lead[row] >= job.leads.rows) return bad_column("lead", row, "is past the last lead");
  return std::nullopt;
}

void find_arrivals(BatchJob& job) {
  const std::uint64_t rows_of_a_block = job.tuning.block_rows;
  const std::uint64_t leads = job.leads.rows;
  std::uint64_t of_a_block = leads * rows_of_a_block / std::max<std::uint64_t>(job.activities.rows, 1);
  of_a_block = std::min<std::uint64_t>(std::max<std::uint64_t>(of_a_block, 1),
                                          std::min<std::uint64_t>(job.tuning.block_leads, 1U << PackedRow::lead_bits));
  job.arrivals.shift = static_cast<std::uint32_t>(std::bit_width(of_a_block) - 1);
  const std::size_t blocks = (leads >> job.arrivals.shift) + 1;
  job.arrivals.rows.assign(blocks, 0);
  job.arrivals.copied.assign(job.activity_copies.size(), std::vector<std::uint32_t>(blocks, 0));
  std::visit([&](const auto& codes) { count(job, codes.data); }, job.activities.types.codes);
}

Gathering::Gathering(const BatchJob& job, std::size_t first, std::size_t last)
    : job_(job), first_lead_(first), last_lead_(last), copies_(job.activity_copies.size()) {
  if (first >= last) return;
  const std::size_t shift = job.arrivals.shift;
  std::size_t all = 0;
  for (std::size_t block = first >> shift; block <= (last - 1) >> shift; ++block) all += bytes(block);
  budget_ = std::max((last - first) * bytes_of_a_lead, all / most_passes);
  make_room();
  chunk_rows_.resize(rows_of_a_chunk);
  chunk_blocks_.resize(rows_of_a_chunk);
  chunk_codes_.resize(rows_of_a_chunk);
  needing_.resize(rows_of_a_chunk);
}

Gathering::~Gathering() = default;

std::size_t Gathering::bytes(std::size_t block) const {
  const Arrivals& arrivals = job_.arrivals;
  std::size_t bytes = arrivals.rows[block] * bytes_of_a_row;
  for (std::size_t c = 0; c < copies_.size(); ++c)  // of one that nothing reads no row needs any
    if (job_.activity_copies[c]) bytes += arrivals.copied[c][block] * width(*job_.activity_copies[c]);
  return bytes;
}

std::size_t Gathering::group_end(std::size_t block) const {
  const std::size_t last = ((last_lead_ - 1) >> job_.arrivals.shift) + 1;
  std::size_t end = block + 1;
  for (std::size_t sum = bytes(block); end < last && (sum += bytes(end)) <= budget_;) ++end;
  return end;
}

/// Room for the largest group, once.
void Gathering::make_room() {
  const Arrivals& arrivals = job_.arrivals;
  std::size_t most_rows = 0;
  std::vector<std::size_t> most(copies_.size(), 0);
  const auto sum = [](const std::vector<std::uint32_t>& counts, std::size_t first, std::size_t end) {
    std::size_t all = 0;
    for (std::size_t block = first; block < end; ++block) all += counts[block];
    return all;
  };
  for (std::size_t block = first_lead_ >> arrivals.shift; block << arrivals.shift < last_lead_;) {
    const std::size_t end = group_end(block);
    most_rows = std::max(most_rows, sum(arrivals.rows, block, end));
    for (std::size_t c = 0; c < copies_.size(); ++c) most[c] = std::max(most[c], sum(arrivals.copied[c], block, end));
    block = end;
  }
  packed_.reset(new std::uint64_t[most_rows]);
  rows_.reset(new std::uint32_t[most_rows]);
  for (std::size_t c = 0; c < copies_.size(); ++c) {
    if (!job_.activity_copies[c]) continue;
    if (is_number(*job_.activity_copies[c])) copies_[c].numbers.reset(new double[most[c] + 1]);
    else copies_[c].codes.reset(new std::uint32_t[most[c] + 1]);
  }
}

void Gathering::start(std::size_t block) {
  const Arrivals& arrivals = job_.arrivals;
  first_block_ = block;
  end_block_ = group_end(block);
  base_lead_ = static_cast<std::uint32_t>(block << arrivals.shift);
  group_lead_ = static_cast<std::uint32_t>(std::max(first_lead_, std::size_t{base_lead_}));
  group_leads_ = static_cast<std::uint32_t>(std::min(last_lead_, end_block_ << arrivals.shift) - group_lead_);
  const auto begin = [&](const std::vector<std::uint32_t>& counts, std::vector<std::uint32_t>& begins,
                         std::vector<std::uint32_t>& ends) {
    begins.clear();
    std::uint32_t sum = 0;
    for (std::size_t b = first_block_; b < end_block_; ++b) {
      begins.push_back(sum);
      sum += counts[b];
    }
    ends = begins;
    return sum;
  };
  begin(arrivals.rows, begins_, ends_);
  for (std::size_t c = 0; c < copies_.size(); ++c) {
    const std::uint32_t end = begin(arrivals.copied[c], copies_[c].begins, copies_[c].ends);
    if (copies_[c].numbers) copies_[c].numbers[end] = no_number();
    else if (copies_[c].codes) copies_[c].codes[end] = 0;
  }
}

std::optional<Error> Gathering::reach(std::size_t block) {
  if (block < end_block_) return std::nullopt;
  start(block);
  const std::size_t rows = job_.activities.rows;
  for (std::size_t row = 0; row < rows; row += rows_of_a_chunk)
    if (!gather_chunk(row, std::min(rows_of_a_chunk, rows - row))) return error_;
  return std::nullopt;
}

bool Gathering::gather_chunk(std::size_t row, std::size_t size) {
  chunk_size_ = kernels(job_.tuning.instructions)
                    .inside_range(job_.activities.lead.data + row, size, group_lead_, group_leads_,
                                  static_cast<std::uint32_t>(row), chunk_rows_.data());
  if (chunk_size_ == 0) return true;
  if (!std::visit([&](const auto& codes) { return gather_rows(codes.data); }, job_.activities.types.codes)) return false;
  for (std::size_t c = 0; c < copies_.size(); ++c)
    if (!gather_copy(c)) return false;
  return true;
}

bool Gathering::fail(const std::string& column, std::size_t row, const char* what) {
  error_ = bad_column(column, row, what);
  return false;
}

template <class Code>
bool Gathering::gather_rows(const Code* codes) {
  const std::int64_t* at = job_.activities.at.data;
  const std::uint32_t* lead = job_.activities.lead.data;
  const auto names = static_cast<std::uint32_t>(job_.bucket_of_code.size());
  const std::uint32_t shift = job_.arrivals.shift;
  const std::uint32_t in_block = (1U << shift) - 1;
  std::uint64_t* packed = packed_.get();
  std::uint32_t* rows = rows_.get();
  std::uint32_t* ends = ends_.data();
  const std::uint32_t* chunk = chunk_rows_.data();
  std::uint32_t* blocks = chunk_blocks_.data();
  std::uint32_t* code_of = chunk_codes_.data();
  std::uint64_t wrong = 0;
  std::uint32_t most = 0;
  for (std::size_t i = 0; i < chunk_size_; ++i) {
    const std::uint32_t row = chunk[i];
    const std::uint32_t from_base = lead[row] - base_lead_;
    const std::uint32_t code = codes[row];
    const auto moment = static_cast<std::uint64_t>(at[row]);
    wrong |= moment | (static_cast<std::uint64_t>(timestamp_end.ms - 1) - moment);
    most = std::max(most, code);
    blocks[i] = from_base >> shift;
    code_of[i] = code;
    const std::uint32_t place = ends[from_base >> shift]++;
    expect_write(packed + place);
    expect_write(rows + place);
    packed[place] = PackedRow::of(at[row], from_base & in_block, code);
    rows[place] = row;
  }
  std::size_t bad = 0;
  if (wrong >> 63U != 0) {
    while (at[chunk[bad]] >= 0 && at[chunk[bad]] < timestamp_end.ms) ++bad;
    return fail("at", chunk[bad], "lies outside 1970 to 2199");
  }
  if (most >= names) {
    while (code_of[bad] < names) ++bad;
    return fail("types", chunk[bad], "holds a code that is out of range");
  }
  return true;
}

bool Gathering::gather_copy(std::size_t copy) {
  const std::uint8_t* needs = job_.needs_copy[copy].data();
  std::size_t size = 0;
  for (std::size_t i = 0; i < chunk_size_; ++i) {
    needing_[size] = static_cast<std::uint32_t>(i);
    size += needs[chunk_codes_[i]];
  }
  if (size == 0) return true;
  const Column& column = *job_.activity_copies[copy];
  Copied& copied = copies_[copy];
  const Validity validity = column.validity;
  std::uint32_t* ends = copied.ends.data();
  const auto each = [&](auto* into, auto missing, const auto& values, const auto& good, const char* what) {
    bool fine = true;
    for (std::size_t i = 0; i < size; ++i) {
      const std::uint32_t k = needing_[i];
      const std::uint32_t row = chunk_rows_[k];
      const auto value = values[row];
      const bool valid = has_value(validity, row);
      fine &= !valid | good(value);
      const std::uint32_t place = ends[chunk_blocks_[k]]++;
      expect_write(into + place);
      into[place] = chosen(valid, value, missing);
    }
    if (fine) return true;
    for (std::size_t i = 0;; ++i) {
      const std::uint32_t row = chunk_rows_[needing_[i]];
      if (has_value(validity, row) && !good(values[row])) return fail(column.name, row, what);
    }
  };
  if (const auto* numbers = std::get_if<NumberColumn>(&column.values))
    return each(copied.numbers.get(), no_number(), numbers->values, [](double value) { return value - value == 0; },
                "holds a number that is not finite");
  const auto& dictionary = std::get<DictionaryColumn>(column.values);
  const auto texts = static_cast<std::uint32_t>(dictionary.texts.offsets.size - 1);
  return each(copied.codes.get(), texts, dictionary.codes, [=](std::uint32_t code) { return code < texts; },
              "holds a code that is out of range");
}

const double* Gathering::numbers(std::size_t copy, std::size_t block) const {
  return copies_[copy].numbers.get() + copies_[copy].begins[block - first_block_];
}

const std::uint32_t* Gathering::codes(std::size_t copy, std::size_t block) const {
  return copies_[copy].codes.get() + copies_[copy].begins[block - first_block_];
}

}  // namespace bantam
