-- What a change set was made of, JSON. One set can mix capabilities: they follow from its steps.
ALTER TABLE change_set ADD COLUMN source TEXT NOT NULL DEFAULT '{"kind":"selection"}';
ALTER TABLE change_set DROP COLUMN capability;

CREATE TRIGGER change_set_is_not_lost BEFORE DELETE ON change_set
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER step_is_not_lost BEFORE DELETE ON step
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

-- Who went on with a change set that was cut off, which need not be who confirmed it.
CREATE TABLE change_set_continued (
    id INTEGER PRIMARY KEY,
    change_set_id TEXT NOT NULL REFERENCES change_set (id),
    at TEXT NOT NULL,
    actor TEXT NOT NULL -- JSON: what the token was
) STRICT;
CREATE INDEX change_set_continued_by_set ON change_set_continued (change_set_id, id);
CREATE TRIGGER change_set_continued_keeps_its_lines BEFORE UPDATE ON change_set_continued
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER change_set_continued_loses_no_line BEFORE DELETE ON change_set_continued
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

-- What the vendor said yes to and no license shows is open, too.
DROP TRIGGER step_state_opens;
DROP TRIGGER step_state_settles;
CREATE TRIGGER step_state_opens AFTER INSERT ON step_state
WHEN NEW.state IN ('"Planned"', '"Intent"', '"Unknown"', '"Promised"')
BEGIN INSERT OR IGNORE INTO open_step VALUES (NEW.change_set_id, NEW.position); END;
CREATE TRIGGER step_state_settles AFTER INSERT ON step_state
WHEN NEW.state NOT IN ('"Planned"', '"Intent"', '"Unknown"', '"Promised"')
BEGIN DELETE FROM open_step WHERE change_set_id = NEW.change_set_id AND position = NEW.position; END;

-- Where each step stands, so that counts and a window of 50,000 steps don't read the journal. Only triggers write it, in
-- the transaction of the line that it follows from, and all that is in it can be made again from the lines.
CREATE TABLE step_now (
    change_set_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    capability TEXT NOT NULL, -- assign, revoke or transfer
    kind TEXT NOT NULL, -- planned, intent, applied, rejected, skipped or unknown; empty before the first line
    line INTEGER NOT NULL, -- of step_state
    was_unknown INTEGER NOT NULL, -- whether any of its lines says unknown
    PRIMARY KEY (change_set_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX step_now_by_kind ON step_now (change_set_id, kind, position, capability) WHERE kind <> '';

-- Revocations that wait for their day. While one is carried out it names the step that does it.
CREATE TABLE queued_revoke (
    license_id TEXT PRIMARY KEY,
    seen TEXT NOT NULL, -- JSON: the license when it was queued
    queued_at TEXT NOT NULL,
    due_at TEXT NOT NULL,
    actor TEXT NOT NULL, -- JSON: what the token was when it was queued
    tried_at TEXT, -- when it was last tried and did not happen
    change_set_id TEXT,
    position INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX queued_revoke_by_step ON queued_revoke (change_set_id, position);

-- Which column of a list is what, by the list's headings; the newest have the highest ids.
CREATE TABLE list_mapping (
    id INTEGER PRIMARY KEY,
    headings TEXT NOT NULL UNIQUE, -- JSON
    mapping TEXT NOT NULL -- JSON
) STRICT;

INSERT INTO step_now
SELECT step.change_set_id, step.position,
    CASE WHEN json_type(wish, '$.action.Assign') IS NOT NULL THEN 'assign'
        WHEN json_type(wish, '$.action.Transfer') IS NOT NULL THEN 'transfer' ELSE 'revoke' END,
    CASE WHEN substr(state, 1, 11) = '{"Rejected"' THEN 'rejected'
        WHEN substr(state, 1, 10) = '{"Skipped"' THEN 'skipped' ELSE lower(trim(state, '"')) END,
    line.id,
    EXISTS (SELECT 1 FROM step_state AS other WHERE other.change_set_id = step.change_set_id
        AND other.position = step.position AND other.state = '"Unknown"')
FROM step JOIN step_state AS line ON line.id = (
    SELECT max(last.id) FROM step_state AS last
    WHERE last.change_set_id = step.change_set_id AND last.position = step.position
);

CREATE TRIGGER step_stands_nowhere AFTER INSERT ON step BEGIN
    INSERT INTO step_now VALUES (NEW.change_set_id, NEW.position,
        CASE WHEN json_type(NEW.wish, '$.action.Assign') IS NOT NULL THEN 'assign'
            WHEN json_type(NEW.wish, '$.action.Transfer') IS NOT NULL THEN 'transfer' ELSE 'revoke' END,
        '', 0, 0);
END;
CREATE TRIGGER step_state_is_where_it_stands AFTER INSERT ON step_state BEGIN
    UPDATE step_now SET line = NEW.id, was_unknown = was_unknown OR NEW.state IN ('"Unknown"', '"Promised"'),
        kind = CASE WHEN substr(NEW.state, 1, 11) = '{"Rejected"' THEN 'rejected'
            WHEN substr(NEW.state, 1, 10) = '{"Skipped"' THEN 'skipped'
            WHEN NEW.state = '"Promised"' THEN 'unknown' ELSE lower(trim(NEW.state, '"')) END
    WHERE change_set_id = NEW.change_set_id AND position = NEW.position;
END;

-- A queued revocation leaves the queue with the line that says that it happened, and waits again if it did not.
CREATE TRIGGER step_state_ends_waiting AFTER INSERT ON step_state WHEN NEW.state = '"Applied"'
BEGIN DELETE FROM queued_revoke WHERE change_set_id = NEW.change_set_id AND position = NEW.position; END;
CREATE TRIGGER step_state_waits_again AFTER INSERT ON step_state
WHEN substr(NEW.state, 1, 11) = '{"Rejected"' OR substr(NEW.state, 1, 10) = '{"Skipped"'
BEGIN
    UPDATE queued_revoke SET change_set_id = NULL, position = NULL, tried_at = NEW.at
    WHERE change_set_id = NEW.change_set_id AND position = NEW.position;
END;
