-- What the table showed first when it was last there: shown at the next start, before all licenses are loaded.

CREATE TABLE first_rows (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    view TEXT NOT NULL, -- JSON: for which search, filters and order
    ids TEXT NOT NULL, -- JSON: the licenses of the first rows
    counts TEXT NOT NULL -- JSON: how many there are, in all and for each value of a filter
) STRICT;
