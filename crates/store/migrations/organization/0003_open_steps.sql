-- The steps whose last line does not settle them. Every start asks for them, and nearly always there are none: the
-- whole journal, which only grows, is not searched for that.

CREATE TABLE open_step (
    change_set_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (change_set_id, position)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER step_state_opens AFTER INSERT ON step_state
WHEN NEW.state IN ('"Planned"', '"Intent"', '"Unknown"')
BEGIN INSERT OR IGNORE INTO open_step VALUES (NEW.change_set_id, NEW.position); END;
CREATE TRIGGER step_state_settles AFTER INSERT ON step_state
WHEN NEW.state NOT IN ('"Planned"', '"Intent"', '"Unknown"')
BEGIN DELETE FROM open_step WHERE change_set_id = NEW.change_set_id AND position = NEW.position; END;

INSERT INTO open_step SELECT change_set_id, position FROM step WHERE (
    SELECT state FROM step_state AS line
    WHERE line.change_set_id = step.change_set_id AND line.position = step.position
    ORDER BY line.id DESC LIMIT 1
) IN ('"Planned"', '"Intent"', '"Unknown"');
