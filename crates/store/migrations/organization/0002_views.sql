-- How the table was shown last, and the views that people gave a name. They are of one organization, because teams are.

CREATE TABLE saved_view (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    view TEXT NOT NULL -- JSON
) STRICT, WITHOUT ROWID;

CREATE TABLE last_view (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    view TEXT NOT NULL, -- JSON
    saved_view_id TEXT REFERENCES saved_view (id) ON DELETE SET NULL -- the one that it started from
) STRICT;

-- How many licenses of the list were odd in which way: JSON.
ALTER TABLE sync_run ADD COLUMN oddities TEXT NOT NULL DEFAULT '[]';
