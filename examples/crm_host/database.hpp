// Database: SQLite behind three small classes. Everything that calls sqlite3_* is in database.cpp.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>

struct sqlite3;
struct sqlite3_stmt;

namespace crm {

struct DatabaseError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Blob {
  std::string_view bytes;
};

/// What a statement's `?` stands for. It is only looked at during the call.
class Parameter {
 public:
  Parameter(std::int64_t number) : content(number) {}
  Parameter(std::string_view text) : content(text) {}
  Parameter(const std::string& text) : content(std::string_view(text)) {}
  Parameter(const char* text) : content(std::string_view(text)) {}
  Parameter(Blob blob) : content(blob) {}
  Parameter(const std::optional<std::string>& text) {
    if (text) content = std::string_view(*text);
  }
  Parameter(std::optional<std::int64_t> number) {
    if (number) content = *number;
  }

  std::variant<std::monostate, std::int64_t, std::string_view, Blob> content;
};

/// The rows of a query. Columns count from 0.
class Rows {
 public:
  Rows(sqlite3* connection, sqlite3_stmt* statement);
  ~Rows();
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;

  bool next();
  std::int64_t number(int column) const;
  std::string text(int column) const;  ///< of a blob: its bytes
  std::optional<std::int64_t> number_or_null(int column) const;
  std::optional<std::string> text_or_null(int column) const;

 private:
  sqlite3* connection_;
  sqlite3_stmt* statement_;
};

enum class Open { existing, create };

/// A connection. Statements are prepared once and kept by their text.
class Database {
 public:
  Database(const std::string& path, Open open);

  /// A statement whose Rows are still in use cannot be asked again.
  Rows query(const std::string& sql, std::initializer_list<Parameter> parameters = {});
  /// Runs a statement that gives no rows; the number of rows it changed.
  std::int64_t run(const std::string& sql, std::initializer_list<Parameter> parameters = {});
  /// Runs several statements without parameters.
  void script(const std::string& sql);
  std::int64_t last_key() const;

 private:
  struct Close {
    void operator()(sqlite3* connection) const;
  };
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  sqlite3_stmt* prepared(const std::string& sql);

  std::unique_ptr<sqlite3, Close> connection_;
  std::map<std::string, std::unique_ptr<sqlite3_stmt, Finalize>> statements_;
};

/// All or nothing: what is not committed when this ends never was.
class Transaction {
 public:
  enum class Kind { reading, writing };  ///< a writing one is alone from its beginning

  Transaction(Database& database, Kind kind);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  void commit();  ///< on return everything is on the disk

 private:
  Database& database_;
  bool open_ = true;
};

}  // namespace crm
