// read: from JSON text to a Document. What a key may hold, and nothing of what names refer to.
#pragma once

#include <optional>
#include <string_view>

#include "bantam/limits.hpp"
#include "model/document.hpp"
#include "model/findings.hpp"
#include "model/object_reader.hpp"

namespace bantam {

struct ReadSettings {
  std::size_t condition_depth = 16;
  std::size_t id_bytes = 128;
  bool jsonlogic = false;
};

/// Reads a whole model. Nothing when the text is no JSON object of this format at all.
std::optional<Document> read_document(std::string_view text, const Limits& limits,
                                      Findings& findings);

// The rooms of the reader, one per part of the document.
Condition read_condition(const Json& json, Where where, const ReadSettings& settings,
                         Findings& findings);
std::optional<Condition> read_condition(ObjectReader& object, std::string_view key,
                                        const ReadSettings& settings, Findings& findings);
std::vector<Declaration> read_declarations(const Json* json, const Where& where, bool attributes,
                                           Findings& findings);
std::vector<Band> read_bands(ObjectReader& object, Findings& findings);
Rule read_rule(const Json& json, const Where& where, const ReadSettings& settings,
               Findings& findings);
Gate read_gate(const Json* json, const Where& where, const ReadSettings& settings,
               Findings& findings);
Stages read_stages(const Json& json, const Where& where, const ReadSettings& settings,
                   Findings& findings);

/// Reports a name that is no identifier or is one of the reserved words.
void check_name(const std::string& name, const Where& where, Findings& findings);

}  // namespace bantam
