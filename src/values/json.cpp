// The JSON parser is nlohmann_json's; what is ours is the memory of places.
//
// The parser reports values but not where they stood, so a cursor walks the same text beside it:
// events come in text order, and each is preceded by nothing but white space, commas and colons.
#include "values/json.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

namespace bantam {
namespace {

constexpr std::string_view bom = "\xEF\xBB\xBF";

/// Where a number that starts at `begin` ends: at most where JSON's grammar ends it, so that the 1
/// of `01` is no part of it.
std::size_t number_end(std::string_view text, std::size_t begin) {
  std::size_t at = begin;
  const auto one_of = [&](std::string_view wanted) {
    const bool found = at < text.size() && wanted.find(text[at]) != std::string_view::npos;
    if (found) ++at;
    return found;
  };
  const auto digits = [&] {
    while (one_of("0123456789")) {
    }
  };
  one_of("-");
  if (!one_of("0")) digits();
  if (one_of(".")) digits();
  if (one_of("eE")) {
    one_of("+-");
    digits();
  }
  return at;
}

/// Where a token that starts at `begin` ends. The parser has found the token valid.
std::size_t token_end(std::string_view text, std::size_t begin) {
  std::size_t at = begin;
  switch (text[begin]) {
    case '"':
      for (++at; text[at] != '"'; ++at)
        if (text[at] == '\\') ++at;
      return at + 1;
    case '{': case '}': case '[': case ']': return begin + 1;
    case 't': case 'n': return begin + 4;
    case 'f': return begin + 5;
    default: return number_end(text, begin);
  }
}

/// Whether a number spelt so is beyond every double. Underflow is not: it rounds to 0.
bool overflows(std::string_view spelling) {
  double value = 0;
  const auto [end, error] =
      std::from_chars(spelling.data(), spelling.data() + spelling.size(), value);
  if (error != std::errc::result_out_of_range || end != spelling.data() + spelling.size())
    return false;
  // Out of range is overflow or underflow; the place of the first digit that is not 0 decides.
  long long exponent = 0;
  std::size_t mantissa_end = spelling.find_first_of("eE");
  if (mantissa_end == std::string_view::npos) {
    mantissa_end = spelling.size();
  } else {
    std::string_view digits = spelling.substr(mantissa_end + 1);
    const bool negative = digits.front() == '-';
    if (digits.front() == '-' || digits.front() == '+') digits.remove_prefix(1);
    while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
    if (digits.size() > 9) return !negative;
    for (const char c : digits) exponent = exponent * 10 + (c - '0');
    if (negative) exponent = -exponent;
  }
  const std::string_view mantissa = spelling.substr(0, mantissa_end);
  const std::size_t point = std::min(mantissa.find('.'), mantissa.size());
  const std::size_t first = mantissa.find_first_of("123456789");
  return static_cast<long long>(point) - static_cast<long long>(first) + exponent > 0;
}

/// The same text with every number that overflows replaced by a 0 of the same length, because the
/// parser refuses them and they are only values of the wrong type.
std::string without_overflows(std::string_view text) {
  std::string masked(text);
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '"') {
      for (++at; at < text.size() && text[at] != '"'; ++at)
        if (text[at] == '\\') ++at;
      ++at;
    } else if (c == '-' || (c >= '0' && c <= '9')) {
      const std::size_t end = token_end(text, at);
      if (overflows(text.substr(at, end - at))) {
        masked[at] = '0';
        std::fill(masked.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                  masked.begin() + static_cast<std::ptrdiff_t>(end), ' ');
      }
      at = end;
    } else {
      ++at;
    }
  }
  return masked;
}

/// Builds the tree from the parser's events.
class Builder {
 public:
  Builder(std::string_view text, const JsonLimits& limits, JsonDocument& document)
      : text_(text), limits_(limits), document_(document) {
    if (text_.substr(0, bom.size()) == bom) cursor_ = bom.size();
  }

  bool null() {
    add(Json::Kind::null);
    return true;
  }
  bool boolean(bool flag) {
    add(Json::Kind::flag).flag = flag;
    return true;
  }
  bool number_integer(std::int64_t) { return number(); }
  bool number_unsigned(std::uint64_t) { return number(); }
  bool number_float(double, const std::string&) { return number(); }
  bool string(std::string& text) {
    if (text.size() > limits_.text_bytes) return fail(JsonFault::text_too_long, next_token());
    add(Json::Kind::text).text = std::move(text);
    return true;
  }
  bool binary(nlohmann::json::binary_t&) { return false; }

  bool start_object(std::size_t) { return open(Json::Kind::object); }
  bool start_array(std::size_t) { return open(Json::Kind::array); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool key(std::string& name) {
    const std::size_t begin = next_token();
    if (name.size() > limits_.text_bytes) return fail(JsonFault::text_too_long, begin);
    cursor_ = token_end(text_, begin);
    Json& object = *open_.back();
    if (object.members.size() >= limits_.keys) return fail(JsonFault::too_many_keys, begin);
    object.members.push_back({std::move(name), begin, {}});
    return true;
  }

  template <class Exception>
  bool parse_error(std::size_t position, const std::string&, const Exception& exception) {
    overflow_ = exception.id == 406;  // out_of_range.406: a number that no double holds
    // The parser counts the bytes it has read, the offending one included.
    return fail(JsonFault::syntax, first_bad_byte(position - 1));
  }

  bool overflow() const { return overflow_; }

 private:
  /// Where the fault begins that the parser noticed at `noticed`: at its token, which may be a good
  /// one in a bad place; inside a text at the byte itself.
  std::size_t first_bad_byte(std::size_t noticed) const {
    const std::size_t begin = next_token();
    if (text_ == bom) return 0;
    if (begin >= noticed || text_[begin] != '"') return std::min(begin, noticed);
    return nlohmann::json::accept(text_.substr(begin, noticed - begin + 1)) ? begin : noticed;
  }

  std::size_t next_token() const {
    std::size_t at = cursor_;
    while (at < text_.size() && (text_[at] == ' ' || text_[at] == '\t' || text_[at] == '\r' ||
                                 text_[at] == '\n' || text_[at] == ',' || text_[at] == ':'))
      ++at;
    return at;
  }

  bool fail(JsonFault fault, std::size_t offset) {
    document_.fault = fault;
    document_.fault_offset = std::min(offset, text_.size());
    return false;
  }

  Json& add(Json::Kind kind) {
    const std::size_t begin = next_token();
    cursor_ = token_end(text_, begin);
    Json* json = &document_.root;
    if (!open_.empty()) {
      Json& parent = *open_.back();
      json = parent.kind == Json::Kind::array ? &parent.items.emplace_back()
                                              : &parent.members.back().value;
    }
    json->kind = kind;
    json->offset = begin;
    return *json;
  }

  /// The parser has found the spelling valid; its value comes from here, where no locale is asked.
  bool number() {
    Json& json = add(Json::Kind::number);
    json.text = std::string(text_.substr(json.offset, cursor_ - json.offset));
    std::from_chars(json.text.data(), json.text.data() + json.text.size(), json.number);
    if (json.number == 0) json.overflow = overflows(json.text);
    return true;
  }

  bool open(Json::Kind kind) {
    if (open_.size() >= limits_.depth) return fail(JsonFault::too_deep, next_token());
    // A container's address is stable while it is open: only its innermost open child grows.
    open_.push_back(&add(kind));
    return true;
  }

  bool close() {
    cursor_ = token_end(text_, next_token());
    open_.pop_back();
    return true;
  }

  std::string_view text_;
  JsonLimits limits_;
  JsonDocument& document_;
  std::vector<Json*> open_;
  std::size_t cursor_ = 0;
  bool overflow_ = false;
};

const char* fault_words(JsonFault fault) {
  switch (fault) {
    case JsonFault::none: break;
    case JsonFault::syntax: return "no JSON from here on";
    case JsonFault::too_deep: return "nested too deeply";
    case JsonFault::text_too_long: return "text is too long";
    case JsonFault::too_many_keys: return "object has too many keys";
  }
  return "";
}

}  // namespace

Place place_of(std::string_view text, std::size_t offset) {
  Place place;
  place.offset = std::min(offset, text.size());
  std::size_t line_begin = text.substr(0, bom.size()) == bom ? bom.size() : 0;
  for (std::size_t at = 0; at < place.offset; ++at) {
    if (text[at] == '\n') {
      ++place.line;
      line_begin = at + 1;
    }
  }
  place.column = (place.offset > line_begin ? place.offset - line_begin : 0) + 1;
  return place;
}

JsonDocument parse_json(std::string_view whole, const JsonLimits& limits) {
  JsonDocument document;
  // The parser takes a NUL for the end of its input; JSON knows it only as \u0000.
  const std::string_view text = whole.substr(0, whole.find('\0'));
  bool overflow = false;
  {
    Builder builder(text, limits, document);
    nlohmann::json::sax_parse(text.begin(), text.end(), &builder);
    overflow = builder.overflow();
  }
  if (overflow) {
    document = {};
    const std::string masked = without_overflows(text);
    Builder builder(text, limits, document);
    nlohmann::json::sax_parse(masked.begin(), masked.end(), &builder);
  }
  if (document.fault == JsonFault::none && text.size() < whole.size()) {
    document.fault = JsonFault::syntax;
    document.fault_offset = text.size();
  }
  if (document.fault != JsonFault::none) document.root = {};
  document.fault_text = fault_words(document.fault);
  return document;
}

std::vector<DuplicateKey> duplicate_keys(const Json& object) {
  std::vector<const JsonMember*> sorted;
  for (const JsonMember& member : object.members) sorted.push_back(&member);
  std::sort(sorted.begin(), sorted.end(), [](const JsonMember* a, const JsonMember* b) {
    return a->name != b->name ? a->name < b->name : a->offset < b->offset;
  });
  std::vector<DuplicateKey> duplicates;
  for (std::size_t i = 1; i < sorted.size(); ++i)
    if (sorted[i]->name == sorted[i - 1]->name) duplicates.push_back({sorted[i - 1], sorted[i]});
  std::sort(duplicates.begin(), duplicates.end(), [](const DuplicateKey& a, const DuplicateKey& b) {
    return a.second->offset < b.second->offset;
  });
  return duplicates;
}

void append_json_text(std::string& out, std::string_view text) {
  static constexpr char hex[] = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\b': out += "\\b"; break;
      case '\f': out += "\\f"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        if (byte < 0x20) {
          out += "\\u00";
          out += hex[byte >> 4U];
          out += hex[byte & 15U];
        } else {
          out += c;
        }
    }
  }
  out += '"';
}

namespace {

void append_json(std::string& out, const Json& json) {
  switch (json.kind) {
    case Json::Kind::null: out += "null"; break;
    case Json::Kind::flag: out += json.flag ? "true" : "false"; break;
    case Json::Kind::number: out += json.text; break;
    case Json::Kind::text: append_json_text(out, json.text); break;
    case Json::Kind::array:
      out += '[';
      for (std::size_t i = 0; i < json.items.size(); ++i) {
        if (i != 0) out += ',';
        append_json(out, json.items[i]);
      }
      out += ']';
      break;
    case Json::Kind::object:
      out += '{';
      for (std::size_t i = 0; i < json.members.size(); ++i) {
        if (i != 0) out += ',';
        append_json_text(out, json.members[i].name);
        out += ':';
        append_json(out, json.members[i].value);
      }
      out += '}';
      break;
  }
}

}  // namespace

std::string to_json(const Json& json) {
  std::string out;
  append_json(out, json);
  return out;
}

std::string json_number(double number) {
  constexpr double whole_most = 9'007'199'254'740'992.0;  // 2⁵³
  if (std::abs(number) <= whole_most && std::trunc(number) == number)
    return std::to_string(static_cast<std::int64_t>(number));  // 100000 and not 1e+05; -0 is 0
  char digits[32];
  return std::string(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

}  // namespace bantam
