-- The tables of the host. `events` is the truth; `states` and `journal` can be made from it again.
-- Times are milliseconds since 1970, UTC. One database is one tenant: ids are unique per lead in it.

CREATE TABLE IF NOT EXISTS models (
  fingerprint TEXT PRIMARY KEY,
  name        TEXT NOT NULL,
  version     TEXT NOT NULL,     -- the author's own
  document    TEXT NOT NULL,
  added_at    INTEGER NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS active_model (
  one         INTEGER PRIMARY KEY CHECK (one = 1),
  fingerprint TEXT NOT NULL REFERENCES models
) STRICT;

CREATE TABLE IF NOT EXISTS leads (
  lead        TEXT PRIMARY KEY,
  added_at    INTEGER NOT NULL
) STRICT;

-- The log, in order of arrival. It holds what was accepted, and the ticks that refused events
-- began with; both change a state, and nothing else does.
CREATE TABLE IF NOT EXISTS events (
  arrival     INTEGER PRIMARY KEY AUTOINCREMENT,
  lead        TEXT NOT NULL REFERENCES leads,
  id          TEXT,              -- the caller's; a second event with it is a retry
  at          INTEGER NOT NULL,
  event       TEXT NOT NULL,     -- the line of the log, JSON
  answer      TEXT NOT NULL,     -- what the caller was told, for retries
  UNIQUE (lead, id)
) STRICT;
CREATE INDEX IF NOT EXISTS events_of_lead ON events (lead, arrival);

CREATE TABLE IF NOT EXISTS states (
  lead        TEXT PRIMARY KEY REFERENCES leads,
  model       TEXT NOT NULL REFERENCES models,
  version     INTEGER NOT NULL,  -- how often the lead has moved: what a command is checked against
  stage       TEXT NOT NULL,
  next_change INTEGER,           -- when a tick would change something; null: never
  replayed    INTEGER NOT NULL,  -- the last arrival that `rebuild --write` replayed; 0: none
  state       BLOB NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS states_of_stage ON states (stage, lead);
CREATE INDEX IF NOT EXISTS states_due ON states (next_change, lead);

CREATE TABLE IF NOT EXISTS journal (
  entry       INTEGER PRIMARY KEY AUTOINCREMENT,
  lead        TEXT NOT NULL REFERENCES leads,
  arrival     INTEGER NOT NULL REFERENCES events,  -- the event that made this entry
  kind        TEXT NOT NULL CHECK (kind IN ('move', 'alert', 'model_change')),
  at          INTEGER NOT NULL,
  from_stage  TEXT NOT NULL,     -- of an alert: the stage that took too long
  to_stage    TEXT,
  trigger     TEXT,
  by          TEXT,
  reason      TEXT,
  model       TEXT NOT NULL REFERENCES models,
  body        TEXT               -- the whole entry, JSON; null for a model change
) STRICT;
CREATE INDEX IF NOT EXISTS journal_of_lead ON journal (lead, entry);

-- Of leads that were erased: that they are, and what the funnel counts. Nothing here is a person's.
CREATE TABLE IF NOT EXISTS tombstones (
  tombstone   TEXT PRIMARY KEY   -- a hash of the id under a key that is not in this database
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS erased_journal (
  journal     INTEGER NOT NULL,  -- the moves and alerts of one lead have one number, drawn by lot
  place       INTEGER NOT NULL,  -- among them
  kind        TEXT NOT NULL CHECK (kind IN ('began', 'move', 'alert')),
  at          INTEGER NOT NULL,
  due         INTEGER,           -- of an alert
  from_stage  TEXT NOT NULL,     -- of an alert: the stage that took too long
  to_stage    TEXT,
  trigger     TEXT,
  reason      TEXT,              -- where the model lists it
  gate_open   INTEGER NOT NULL,
  PRIMARY KEY (journal, place)
) STRICT, WITHOUT ROWID;

-- A row here, for the length of a transaction, lets an erasure delete.
CREATE TABLE IF NOT EXISTS erasing (lead TEXT PRIMARY KEY) STRICT;

-- A database of the release before erasing gets its tables and triggers by `init`, as a new one does.
DROP TRIGGER IF EXISTS events_remain;
DROP TRIGGER IF EXISTS journal_remains;
CREATE TRIGGER IF NOT EXISTS events_stay BEFORE UPDATE ON events
  BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER IF NOT EXISTS events_remain BEFORE DELETE ON events
  WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE lead = OLD.lead)
  BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER IF NOT EXISTS journal_stays BEFORE UPDATE ON journal
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER IF NOT EXISTS journal_remains BEFORE DELETE ON journal
  WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE lead = OLD.lead)
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

PRAGMA user_version = 2;
