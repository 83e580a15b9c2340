-- What belongs to the person, not to one organization.

CREATE TABLE organization (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    customer_code TEXT NOT NULL,
    is_demo INTEGER NOT NULL CHECK (is_demo IN (0, 1)),
    in_keychain INTEGER NOT NULL CHECK (in_keychain IN (0, 1)), -- whether a token has to be deleted there one day
    last_opened_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX organization_by_customer_code ON organization (customer_code, is_demo);

CREATE TABLE preference (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    choices TEXT NOT NULL -- JSON
) STRICT;
