// Document edit: by offsets into the text, which the parser kept.
#include "analytics/document_edit.hpp"

#include <algorithm>

namespace bantam::learning {
namespace {

std::size_t text_end(std::string_view text, std::size_t begin) {
  for (std::size_t i = begin + 1; i < text.size(); ++i) {
    if (text[i] == '\\') ++i;
    else if (text[i] == '"') return i + 1;
  }
  return text.size();
}

}  // namespace

std::string edited(std::string_view text, std::vector<Edit> edits) {
  std::stable_sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) { return a.begin < b.begin; });
  std::string out;
  std::size_t done = 0;
  for (const Edit& edit : edits) {
    out.append(text.substr(done, edit.begin - done));
    out += edit.text;
    done = edit.end;
  }
  out.append(text.substr(done));
  return out;
}

std::size_t value_end(std::string_view text, std::size_t begin) {
  if (text[begin] == '"') return text_end(text, begin);
  const bool nested = text[begin] == '{' || text[begin] == '[';
  int depth = 0;
  for (std::size_t i = begin; i < text.size(); ++i) {
    const char byte = text[i];
    if (byte == '"') {
      i = text_end(text, i) - 1;
    } else if (byte == '{' || byte == '[') {
      ++depth;
    } else if (byte == '}' || byte == ']') {
      if (!nested) return i;
      if (--depth == 0) return i + 1;
    } else if (!nested && (byte == ',' || byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t')) {
      return i;
    }
  }
  return text.size();
}

void put_member(const Json& object, const std::string& name, const std::string& text, const std::string& before,
                std::string_view document, std::vector<Edit>& edits) {
  if (const Json* value = object.find(name)) {
    edits.push_back({value->offset, value_end(document, value->offset), text});
    return;
  }
  for (const JsonMember& member : object.members) {
    if (member.name != before) continue;
    std::string own;
    append_json_text(own, name);
    edits.push_back({member.offset, member.offset, own + ": " + text + ",\n  "});
  }
}

std::string block(const std::vector<std::string>& entries, const std::string& indent) {
  std::string text;
  for (const std::string& entry : entries) text += (text.empty() ? "\n" : ",\n") + indent + entry;
  return text;
}

}  // namespace bantam::learning
