// Everything typed passes through here; what is not understood is a UsageError, never a guess.
#include "line.hpp"

#include <cctype>
#include <charconv>

namespace crm {

namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

// A control character in an id would let one line of output look like two.
void refuse_control_characters(const std::string& word) {
  for (const char c : word) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) throw UsageError("a control character in a word");
  }
}

// JSON's grammar: no plus sign, no leading zeros, no bare point, no nan and inf.
bool is_number(const std::string& text) {
  std::size_t i = 0;
  const auto digits = [&] {
    const std::size_t first = i;
    while (i < text.size() && std::isdigit(static_cast<unsigned char>(text[i])) != 0) ++i;
    return i - first;
  };
  if (i < text.size() && text[i] == '-') ++i;
  const bool zero = i < text.size() && text[i] == '0';
  const std::size_t whole = digits();
  if (whole == 0 || (zero && whole > 1)) return false;
  if (i < text.size() && text[i] == '.') {
    ++i;
    if (digits() == 0) return false;
  }
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
    if (digits() == 0) return false;
  }
  return i == text.size();
}

bool is_between(const std::string& text, char first, char last) {
  return text.size() >= 2 && text.front() == first && text.back() == last;
}

bantam::List list_of(const std::string& text) {
  bantam::List list;
  if (text.empty()) return list;
  std::size_t begin = 0;
  while (true) {
    const std::size_t end = text.find(';', begin);
    list.push_back(text.substr(begin, end - begin));
    if (end == std::string::npos) return list;
    begin = end + 1;
  }
}

bantam::Value value_of(const std::string& text) {
  if (text == "null") return {};
  if (text == "true") return true;
  if (text == "false") return false;
  if (is_between(text, '\'', '\'')) return text.substr(1, text.size() - 2);
  if (is_between(text, '[', ']')) return list_of(text.substr(1, text.size() - 2));
  if (is_number(text)) {
    double number = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
    if (end.ec != std::errc()) return bantam::ForeignValue{text};  // no double holds it
    return number;
  }
  return text;
}

}  // namespace

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  bool inside = false, quoted = false;
  for (const char c : text) {
    if (c == '"') {
      quoted = !quoted;
      if (!inside) words.emplace_back();
      inside = true;
    } else if (is_blank(c) && !quoted) {
      inside = false;
    } else {
      if (!inside) words.emplace_back();
      inside = true;
      words.back() += c;
    }
  }
  if (quoted) throw UsageError("a quote is not closed");
  return words;
}

Line line_of(const std::vector<std::string>& words) {
  Line line;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    refuse_control_characters(word);
    if (word.size() > 2 && word.compare(0, 2, "--") == 0) {
      const std::string name = word.substr(2);
      const bool has_value = name != "write" && name != "for-subject";
      if (has_value && i + 1 == words.size()) throw UsageError(word + " wants a value");
      if (has_value) refuse_control_characters(words[i + 1]);
      const std::string value = has_value ? words[++i] : "";
      if (!line.options.emplace(name, value).second) throw UsageError(word + " is there twice");
    } else if (line.command.empty()) {
      line.command = word;
    } else {
      line.words.push_back(word);
    }
  }
  return line;
}

bantam::NamedValue named_value_of(const std::string& word) {
  const std::size_t equals = word.find('=');
  if (equals == std::string::npos || equals == 0) {
    throw UsageError("expected name=value, got " + word);
  }
  return {word.substr(0, equals), value_of(word.substr(equals + 1))};
}

bantam::Timestamp time_of(const std::string& text, bantam::Timestamp now) {
  if (text == "now") return now;
  const auto time = bantam::parse_timestamp(text);
  if (!time) throw UsageError("expected a time like 2026-11-21T10:00:00Z, got " + text);
  return *time;
}

}  // namespace crm
