// Checking columns: what can be wrong with them that is seen without reading every row. The rows
// are checked where they are read: block.cpp.
#include "analytics/batch_job.hpp"
#include "values/format_text.hpp"

namespace bantam {
namespace {

Error bad_shape(const std::string& column, const std::string& what) {
  return {Errc::bad_column, format_text("column `{}`: {}", column, what)};
}

std::optional<Error> wrong_length(const std::string& column, std::size_t size, std::size_t expected) {
  if (size == expected) return std::nullopt;
  return bad_shape(column, format_text("has {} values, not {}", size, expected));
}

/// The offsets of texts that rows refer to by place.
std::optional<Error> check_texts(const std::string& column, const TextColumn& texts) {
  if (texts.offsets.size == 0) return bad_shape(column, "has no offsets");
  std::int32_t before = 0;
  for (std::size_t i = 0; i < texts.offsets.size; ++i) {
    if (texts.offsets[i] < before || static_cast<std::size_t>(texts.offsets[i]) > texts.bytes.size)
      return bad_shape(column, format_text("offset {} goes backwards or past the end", i));
    before = texts.offsets[i];
  }
  return std::nullopt;
}

struct Shape {
  const std::string& name;
  std::size_t rows;

  std::optional<Error> bits(View<std::uint8_t> view) const {
    const std::size_t bytes = (rows + 7) / 8;
    if (view.size >= bytes) return std::nullopt;
    return bad_shape(name, format_text("has {} bytes of bits, not {}", view.size, bytes));
  }

  std::optional<Error> operator()(const NumberColumn& column) const {
    return wrong_length(name, column.values.size, rows);
  }
  std::optional<Error> operator()(const TextColumn& column) const {
    return wrong_length(name, column.offsets.size, rows + 1);
  }
  std::optional<Error> operator()(const DictionaryColumn& column) const {
    if (auto error = wrong_length(name, column.codes.size, rows)) return error;
    return check_texts(name, column.texts);
  }
  std::optional<Error> operator()(const FlagColumn& column) const { return bits(column.bits); }
  std::optional<Error> operator()(const DateColumn& column) const {
    return wrong_length(name, column.days.size, rows);
  }
  std::optional<Error> operator()(const ListColumn& column) const {
    if (auto error = wrong_length(name, column.offsets.size, rows + 1)) return error;
    return check_texts(name, column.items);
  }
};

std::optional<Error> check_column(const Column& column, std::size_t rows) {
  const Shape shape{column.name, rows};
  if (auto error = std::visit(shape, column.values)) return error;
  return column.validity.size != 0 ? shape.bits(column.validity) : std::nullopt;
}

std::optional<Error> check_offsets(const LeadColumns& leads, const ActivityColumns& activities) {
  if (auto error = wrong_length("offsets", activities.offsets.size, leads.rows + 1)) return error;
  std::uint64_t before = 0;
  for (std::size_t i = 0; i <= leads.rows; ++i) {
    const std::uint64_t offset = activities.offsets[i];
    if (offset < before || offset > activities.rows)
      return bad_column("offsets", i, "goes backwards or past the end");
    before = offset;
  }
  return std::nullopt;
}

}  // namespace

Error bad_column(const std::string& column, std::size_t row, const std::string& what) {
  return {Errc::bad_column, format_text("column `{}`, row {}: {}", column, row, what)};
}

std::optional<Error> check_shapes(const LeadColumns& leads, const ActivityColumns& activities) {
  constexpr std::size_t most = 0xFFFFFFFF;
  if (leads.rows > most || activities.rows > most)
    return Error{Errc::limit_exceeded, format_text("a batch has at most {} rows", most)};
  for (const Column& column : leads.attributes)
    if (auto error = check_column(column, leads.rows)) return error;
  if (leads.reset_at.size != 0)
    if (auto error = wrong_length("reset_at", leads.reset_at.size, leads.rows)) return error;

  const std::size_t codes = std::visit([](const auto& view) { return view.size; }, activities.types.codes);
  if (auto error = wrong_length("types", codes, activities.rows)) return error;
  if (auto error = wrong_length("at", activities.at.size, activities.rows)) return error;
  if (activities.offsets.size != 0 && activities.lead.size != 0)
    return bad_shape("lead", "stands beside `offsets`: give one of them");
  if (activities.lead.size != 0) {
    if (auto error = wrong_length("lead", activities.lead.size, activities.rows)) return error;
  } else if (activities.offsets.size != 0 || activities.rows != 0) {
    if (auto error = check_offsets(leads, activities)) return error;
  }
  for (const Column& column : activities.fields)
    if (auto error = check_column(column, activities.rows)) return error;
  if (activities.ids) return check_column(*activities.ids, activities.rows);
  return std::nullopt;
}

}  // namespace bantam
