// Bytes written and read in order.
//
// A value begins with one byte that says what it is; short texts and small whole numbers need no
// other. Whole numbers up to 2⁵³ are written as such, those of at most three decimals as their
// thousandths, the rest as the eight bytes of the double.
#include "adapters/byte_stream.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <iterator>
#include <optional>

namespace bantam {
namespace {

enum Head : unsigned char {
  null, no, yes, real, whole, list, foreign, repeated, long_text, decimal, like_another,
  short_text = 0x10,   ///< and the length, up to short_text_most
  small_whole = 0x80   ///< and the number, up to small_whole_most
};
constexpr std::size_t short_text_most = small_whole - short_text - 1;
constexpr std::uint64_t small_whole_most = 0x7f;

/// Texts of which a repetition is written as a reference. A bound on their length bounds how much
/// larger than its blob a state can become.
bool is_kept(std::string_view text) { return text.size() >= 3 && text.size() <= 64; }

constexpr double whole_most = 9'007'199'254'740'992.0;  // 2⁵³: up to it, every whole double is exact

/// The thousandths of a number that is exactly the double next to them, and small enough that they
/// take less room than the double.
std::optional<std::int64_t> thousandths_of(double number) {
  constexpr double most = 1e9;
  if (!(std::abs(number) < most)) return std::nullopt;
  const double thousandths = std::round(number * 1000);
  if (thousandths / 1000 != number) return std::nullopt;
  return static_cast<std::int64_t>(thousandths);
}

std::size_t shared_prefix(std::string_view a, std::string_view b) {
  return static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
}

/// Less isn't worth the bytes that say so.
constexpr std::size_t shared_least = 5;

}  // namespace

void ByteWriter::fixed(std::uint64_t number, unsigned bytes) {
  for (unsigned i = 0; i < bytes; ++i) byte(static_cast<unsigned char>(number >> (8U * i) & 0xffU));
}

void ByteWriter::number(std::uint64_t number) {
  for (; number >= 0x80U; number >>= 7U) byte(static_cast<unsigned char>((number & 0x7fU) | 0x80U));
  byte(static_cast<unsigned char>(number));
}

void ByteWriter::text(std::string_view text) {
  if (is_kept(text)) {
    if (const auto found = texts_.find(text); found != texts_.end()) {
      byte(repeated);
      return number(found->second);
    }
    const std::uint64_t index = texts_.size();
    const auto place = texts_.emplace(text, index).first;
    if (continued(text, place)) return;
  }
  if (text.size() <= short_text_most) {
    byte(static_cast<unsigned char>(short_text + text.size()));
  } else {
    byte(long_text);
    number(text.size());
  }
  raw(text);
}

bool ByteWriter::continued(std::string_view text, Texts::iterator place) {
  // Of all that are sorted before or after, a neighbour has the most in common.
  std::size_t shared = 0;
  std::uint64_t index = 0;
  const auto consider = [&](const Texts::value_type& other) {
    const std::size_t same = shared_prefix(text, other.first);
    if (same > shared) shared = same, index = other.second;
  };
  if (place != texts_.begin()) consider(*std::prev(place));
  if (std::next(place) != texts_.end()) consider(*std::next(place));
  if (shared < shared_least) return false;
  byte(like_another);
  number(index);
  number(shared);
  number(text.size() - shared);
  raw(text.substr(shared));
  return true;
}

void ByteWriter::value(const Value& value) {
  if (value.is_null()) return byte(null);
  if (value.flag()) return byte(*value.flag() ? yes : no);
  if (value.text()) return text(*value.text());
  if (const double* real_number = value.number()) {
    const bool is_whole = std::abs(*real_number) <= whole_most && std::trunc(*real_number) == *real_number;
    if (!is_whole) {
      if (const std::optional<std::int64_t> thousandths = thousandths_of(*real_number)) {
        byte(decimal);
        return number(zigzag(*thousandths));
      }
      byte(real);
      return fixed(std::bit_cast<std::uint64_t>(*real_number), 8);
    }
    const auto integer = static_cast<std::int64_t>(*real_number);
    if (integer >= 0 && static_cast<std::uint64_t>(integer) <= small_whole_most)
      return byte(static_cast<unsigned char>(small_whole + integer));
    byte(whole);
    return number(zigzag(integer));
  }
  if (value.list()) {
    byte(list);
    number(value.list()->size());
    for (const std::string& item : *value.list()) text(item);
    return;
  }
  byte(foreign);
  text(value.foreign()->json);
}

unsigned char ByteReader::byte() {
  const std::string_view one = raw(1);
  return one.empty() ? 0 : static_cast<unsigned char>(one.front());
}

std::string_view ByteReader::raw(std::uint64_t count) {
  if (!ok_ || count > left()) {
    ok_ = false;
    return {};
  }
  const std::string_view bytes = bytes_.substr(at_, static_cast<std::size_t>(count));
  at_ += bytes.size();
  return bytes;
}

std::uint64_t ByteReader::fixed(unsigned bytes) {
  std::uint64_t number = 0;
  for (unsigned i = 0; i < bytes; ++i) number |= static_cast<std::uint64_t>(byte()) << (8U * i);
  return ok_ ? number : 0;
}

std::uint64_t ByteReader::number() {
  std::uint64_t number = 0;
  for (unsigned shift = 0; ok_; shift += 7) {
    const std::uint64_t next = byte();
    if (shift == 63 && next > 1) ok_ = false;
    number |= (next & 0x7fU) << shift;
    if (next < 0x80U) break;
  }
  return ok_ ? number : 0;
}

std::size_t ByteReader::count(std::size_t least) {
  const std::uint64_t count = number();
  if (count > left() / least) ok_ = false;
  return ok_ ? static_cast<std::size_t>(count) : 0;
}

std::string ByteReader::text_of(unsigned char head) {
  if (head == repeated) return std::string(kept_text());
  std::string text;
  if (head == like_another) {
    const std::string_view other = kept_text();
    const std::uint64_t shared = number();
    if (shared > other.size()) ok_ = false;
    if (ok_) text = other.substr(0, static_cast<std::size_t>(shared));
    text += raw(number());
  } else {
    if (head != long_text && (head < short_text || head >= small_whole)) ok_ = false;
    text = raw(head == long_text ? number() : head - short_text);
  }
  if (is_kept(text)) texts_.push_back(text);
  return text;
}

std::string_view ByteReader::kept_text() {
  const std::uint64_t index = number();
  if (index < texts_.size()) return texts_[static_cast<std::size_t>(index)];
  ok_ = false;
  return {};
}

std::string ByteReader::text() { return text_of(byte()); }

double ByteReader::real_number() {
  const double number = std::bit_cast<double>(fixed(8));
  if (!std::isfinite(number)) fail();
  return number;
}

List ByteReader::items() {
  List items;
  for (std::size_t left_over = count(1); left_over > 0 && ok_; --left_over) items.push_back(text());
  return items;
}

Value ByteReader::value() {
  const unsigned char head = byte();
  if (head >= small_whole) return Value(static_cast<double>(head - small_whole));
  switch (head) {
    case null: return {};
    case no: return Value(false);
    case yes: return Value(true);
    case real: return Value(real_number());
    case whole: return Value(static_cast<double>(unzigzag(number())));
    case decimal: return Value(static_cast<double>(unzigzag(number())) / 1000);
    case list: return Value(items());
    case foreign: return Value(ForeignValue{text()});
    default: return Value(text_of(head));
  }
}

}  // namespace bantam
