// JSON tokens: docs/decisions/0014 says what of simdjson is used and what that costs.
#include "json_tokens.hpp"

#include <simdjson.h>

#include <algorithm>

namespace bantam::cli {

struct JsonTokens::Room {
  simdjson::dom::parser parser;
  std::size_t capacity = 0;
};

JsonTokens::JsonTokens() : room_(std::make_unique<Room>()) {}
JsonTokens::~JsonTokens() = default;
JsonTokens::JsonTokens(JsonTokens&&) noexcept = default;
JsonTokens& JsonTokens::operator=(JsonTokens&&) noexcept = default;

bool JsonTokens::find(std::string_view block) {
  if (block.size() >= simdjson::SIMDJSON_MAXSIZE_BYTES) return false;
  if (block.size() > room_->capacity || room_->capacity == 0) {
    const std::size_t capacity = std::max<std::size_t>(block.size(), 64U << 10U);
    if (room_->parser.allocate(capacity) != simdjson::SUCCESS) throw std::bad_alloc();
    room_->capacity = capacity;
  }
  auto& stage = *room_->parser.implementation;
  const simdjson::error_code problem =
      stage.stage1(reinterpret_cast<const std::uint8_t*>(block.data()), block.size(),
                   simdjson::stage1_mode::regular);
  if (problem != simdjson::SUCCESS && problem != simdjson::EMPTY) return false;
  std::uint32_t* first = stage.structural_indexes.get();
  const std::size_t count = problem == simdjson::EMPTY ? 0 : stage.n_structural_indexes;
  first[count] = static_cast<std::uint32_t>(block.size());
  tokens_ = {block.data(), first, first + count, block.find('\\') != std::string_view::npos};
  return true;
}

bool is_utf8(std::string_view text) { return simdjson::validate_utf8(text.data(), text.size()); }

}  // namespace bantam::cli
