// Crm: events come in, states and journal entries go out, each in one transaction.
#pragma once

#include <bantam/bantam.hpp>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "database.hpp"

namespace crm {

/// What a caller has to be told instead of an answer.
struct Failure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A connection, and the model that was active when it was last asked.
struct Crm {
  Database& database;
  std::optional<bantam::Timestamp> fixed_now;  ///< instead of the system's time, for demonstrations
  std::optional<bantam::Model> model;
  std::string key_path;  ///< of the file with the key of the tombstones
};

/// The host's clock. It is read here and nowhere else.
bantam::Timestamp now(const Crm& crm);

/// Something to be recorded.
struct Request {
  std::string lead;
  decltype(bantam::Event::what) what;
  std::optional<std::string> id;        ///< makes a retry harmless
  std::optional<bantam::Timestamp> at;  ///< left out: now; on a retry the time of the first try
  std::optional<std::int64_t> seen;     ///< of a command: the version that the user saw
};

enum class Outcome {
  accepted,
  duplicate,           ///< recorded before: nothing changed
  duplicate_conflict,  ///< the id was used for something else
  refused,             ///< by the table of moves or the gate
  already,             ///< another user did the same first
  conflict             ///< the lead has moved since the user looked
};

struct Reply {
  Outcome outcome;
  std::string text;  ///< its first line begins with the outcome
};

/// A lead as it is stored.
struct Stored {
  bantam::LeadState state;
  std::int64_t version = 0;
  std::optional<std::int64_t> next_change;
};

/// Compiles a model document, keeps it and makes it the active one. States made by another model
/// stay as they are, and are refused until `rebuild --write`. Gives the warnings.
std::vector<bantam::Diagnostic> adopt_model(Crm& crm, const std::string& document);

/// The active model; compiled again when another process has changed it.
const bantam::Model& active_model(Crm& crm);

/// Adds a lead; the request holds its first attributes.
Reply add(Crm& crm, const Request& request);

/// Records an event of a lead that is there: the one transaction.
Reply record(Crm& crm, const Request& request);

/// Lets time pass for the leads to whom something happens up to `until`, each at its moment.
std::vector<std::string> tick(Crm& crm, bantam::Timestamp until);

// What `rebuild` and others share with recording:

std::vector<std::string> all_leads(Database& database);
/// The stored state of a lead, or a new one. Throws Failure when it cannot be used with `model`.
Stored load(Database& database, const bantam::Model& model, const std::string& lead);
/// Appends an event to the log; its place there.
std::int64_t append(Database& database, const bantam::Event& event, const std::string& answer);
/// Writes the moves and alerts that an event led to.
void write_journal(Database& database, const std::string& lead, std::int64_t arrival,
                   const bantam::Model& model, const bantam::Effects& effects);
/// Replaces a stored state; throws Failure if its version is not `before` any more.
void save(Database& database, const bantam::Model& model, const bantam::LeadState& state,
          std::int64_t before, std::int64_t after);
/// Moves, alerts and notices, a line each.
std::string text_of(const bantam::Effects& effects);

}  // namespace crm
