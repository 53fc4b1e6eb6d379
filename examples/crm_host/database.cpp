// SQLite: every return code is looked at, and every failure is a DatabaseError.
#include "database.hpp"

#include <sqlite3.h>

namespace crm {

namespace {

[[noreturn]] void fail(sqlite3* connection) {
  throw DatabaseError(connection != nullptr ? sqlite3_errmsg(connection) : "out of memory");
}

// SQLite takes a null pointer for NULL, even where the size is 0.
const char* bytes_of(std::string_view text) { return text.data() != nullptr ? text.data() : ""; }

int bind(sqlite3_stmt* statement, int index, const Parameter& parameter) {
  if (const auto* number = std::get_if<std::int64_t>(&parameter.content)) {
    return sqlite3_bind_int64(statement, index, *number);
  }
  if (const auto* text = std::get_if<std::string_view>(&parameter.content)) {
    return sqlite3_bind_text64(statement, index, bytes_of(*text), text->size(), SQLITE_TRANSIENT,
                               SQLITE_UTF8);
  }
  if (const auto* blob = std::get_if<Blob>(&parameter.content)) {
    return sqlite3_bind_blob64(statement, index, bytes_of(blob->bytes), blob->bytes.size(),
                               SQLITE_TRANSIENT);
  }
  return sqlite3_bind_null(statement, index);
}

}  // namespace

Rows::Rows(sqlite3* connection, sqlite3_stmt* statement)
    : connection_(connection), statement_(statement) {}

Rows::~Rows() { sqlite3_reset(statement_); }

bool Rows::next() {
  const int code = sqlite3_step(statement_);
  if (code != SQLITE_ROW && code != SQLITE_DONE) fail(connection_);
  return code == SQLITE_ROW;
}

std::int64_t Rows::number(int column) const { return sqlite3_column_int64(statement_, column); }

std::string Rows::text(int column) const {
  const void* bytes = sqlite3_column_blob(statement_, column);
  const int size = sqlite3_column_bytes(statement_, column);
  return bytes != nullptr
             ? std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(size))
             : std::string();
}

std::optional<std::int64_t> Rows::number_or_null(int column) const {
  if (sqlite3_column_type(statement_, column) == SQLITE_NULL) return std::nullopt;
  return number(column);
}

std::optional<std::string> Rows::text_or_null(int column) const {
  if (sqlite3_column_type(statement_, column) == SQLITE_NULL) return std::nullopt;
  return text(column);
}

void Database::Close::operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }

void Database::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Database::Database(const std::string& path, Open open) {
  const int flags = SQLITE_OPEN_READWRITE | (open == Open::create ? SQLITE_OPEN_CREATE : 0);
  sqlite3* connection = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &connection, flags, nullptr);
  connection_.reset(connection);
  if (code != SQLITE_OK) fail(connection);
  // Another user's transaction takes milliseconds: wait for it rather than fail.
  sqlite3_busy_timeout(connection, 30'000);
  // What is deleted is overwritten with zeros: an erased person's bytes are not left in free pages.
  script("PRAGMA secure_delete = ON;");
  // FULL: a commit that has returned survives a power cut, also with a write-ahead log.
  script("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
}

sqlite3_stmt* Database::prepared(const std::string& sql) {
  auto& kept = statements_[sql];
  if (kept == nullptr) {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(connection_.get(), sql.c_str(), -1,
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) fail(connection_.get());
    kept.reset(statement);
  }
  if (sqlite3_stmt_busy(kept.get()) != 0) throw DatabaseError("statement in use: " + sql);
  return kept.get();
}

Rows Database::query(const std::string& sql, std::initializer_list<Parameter> parameters) {
  sqlite3_stmt* statement = prepared(sql);
  sqlite3_clear_bindings(statement);
  int index = 0;
  for (const Parameter& parameter : parameters) {
    if (bind(statement, ++index, parameter) != SQLITE_OK) fail(connection_.get());
  }
  return Rows(connection_.get(), statement);
}

std::int64_t Database::run(const std::string& sql, std::initializer_list<Parameter> parameters) {
  Rows rows = query(sql, parameters);
  while (rows.next()) {
  }
  return sqlite3_changes(connection_.get());
}

void Database::script(const std::string& sql) {
  if (sqlite3_exec(connection_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    fail(connection_.get());
  }
}

std::int64_t Database::last_key() const { return sqlite3_last_insert_rowid(connection_.get()); }

Transaction::Transaction(Database& database, Kind kind) : database_(database) {
  database_.run(kind == Kind::writing ? "BEGIN IMMEDIATE" : "BEGIN");
}

Transaction::~Transaction() {
  if (!open_) return;
  try {
    database_.run("ROLLBACK");
  } catch (const DatabaseError&) {
    // SQLite rolls back by itself after a failure; there is nothing left to undo then.
  }
}

void Transaction::commit() {
  database_.run("COMMIT");
  open_ = false;
}

}  // namespace crm
