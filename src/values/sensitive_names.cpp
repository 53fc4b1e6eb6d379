#include "values/sensitive_names.hpp"

#include <algorithm>

namespace bantam {
namespace {

/// Lower-case words: runs of letters or digits, cut where a small letter meets a capital.
std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words(1);
  bool small_before = false;
  for (const char c : name) {
    const bool capital = c >= 'A' && c <= 'Z';
    const bool letter = capital || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                        static_cast<unsigned char>(c) >= 0x80;
    if ((!letter || (capital && small_before)) && !words.back().empty()) words.emplace_back();
    if (letter) words.back() += capital ? static_cast<char>(c - 'A' + 'a') : c;
    small_before = letter && !capital;
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

}  // namespace

std::vector<std::string> default_sensitive_names() {
  // What the law of many countries forbids to decide by, and what often stands in for it.
  return {"age", "birth", "birthday", "birthplace", "dob", "gender", "sex", "male", "female",
          "salutation", "pronoun", "marital", "maiden", "maternity", "parental", "pregnant",
          "pregnancy", "children", "race", "racial", "ethnic", "ethnicity", "skin", "nationality",
          "citizenship", "native language", "mother tongue", "immigration", "religion",
          "religious", "faith", "belief", "beliefs", "caste", "disability", "disabled", "health",
          "illness", "medical", "genetic", "biometric", "sexual", "orientation", "politics",
          "political", "party membership", "union", "veteran", "criminal", "first name",
          "given name", "forename", "last name", "surname", "family name", "full name", "photo",
          "portrait", "zip", "zip code", "postcode", "postal code"};
}

SensitiveNames::SensitiveNames(const std::vector<std::string>& names) {
  for (const std::string& name : names)
    if (std::vector<std::string> words = words_of(name); !words.empty())
      entries_.push_back({name, std::move(words)});
}

const std::string* SensitiveNames::in(std::string_view name) const {
  const std::vector<std::string> own = words_of(name);
  for (const Entry& entry : entries_)
    if (std::search(own.begin(), own.end(), entry.words.begin(), entry.words.end()) != own.end())
      return &entry.name;
  return nullptr;
}

}  // namespace bantam
