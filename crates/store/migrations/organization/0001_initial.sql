-- One file per organization. Moments are RFC 3339 in UTC; `facts`, `event`, `wish`, `seen` and `state` are JSON of the
-- types of the domain crate. Licenses are looked up and sorted in memory, so SQLite needs no column of their facts.

CREATE TABLE license (
    id TEXT PRIMARY KEY,
    facts TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What changed, not copies of what was there.
CREATE TABLE license_event (
    id INTEGER PRIMARY KEY,
    license_id TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    event TEXT NOT NULL,
    change_set_id TEXT -- set where this app did it
) STRICT;
CREATE INDEX license_event_by_license ON license_event (license_id, id);

CREATE TABLE sync_run (
    id INTEGER PRIMARY KEY,
    finished_at TEXT NOT NULL,
    scope TEXT NOT NULL, -- what the token saw: all, or one team
    licenses INTEGER NOT NULL,
    odd INTEGER NOT NULL,
    changed INTEGER NOT NULL
) STRICT;

-- What the token was and might do when it was last asked: for reading offline, never for deciding a right.
CREATE TABLE last_access (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    access TEXT NOT NULL
) STRICT;

-- Names as they were typed here, because the vendor masks those of people without an account.
CREATE TABLE person (
    email_key TEXT PRIMARY KEY,
    email TEXT NOT NULL,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE change_set (
    id TEXT PRIMARY KEY,
    created_at TEXT NOT NULL,
    capability TEXT NOT NULL,
    actor TEXT NOT NULL -- JSON: what the token was when it was confirmed
) STRICT, WITHOUT ROWID;

CREATE TABLE step (
    change_set_id TEXT NOT NULL REFERENCES change_set (id),
    position INTEGER NOT NULL,
    wish TEXT NOT NULL,
    seen TEXT NOT NULL, -- the license as the plan saw it
    PRIMARY KEY (change_set_id, position)
) STRICT, WITHOUT ROWID;

-- The journal. A step's state is its last line here.
CREATE TABLE step_state (
    id INTEGER PRIMARY KEY,
    change_set_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    at TEXT NOT NULL,
    state TEXT NOT NULL,
    FOREIGN KEY (change_set_id, position) REFERENCES step (change_set_id, position)
) STRICT;
CREATE INDEX step_state_by_step ON step_state (change_set_id, position, id);

CREATE TRIGGER step_state_keeps_its_lines BEFORE UPDATE ON step_state
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER step_state_loses_no_line BEFORE DELETE ON step_state
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER step_keeps_its_wish BEFORE UPDATE ON step
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER change_set_keeps_its_facts BEFORE UPDATE ON change_set
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
