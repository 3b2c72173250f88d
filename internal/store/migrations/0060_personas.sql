-- What people do in channels stands under personas: persons and identities (platform
-- "persona") whose tie to the real ones is sealed, as is what the rows of their parts
-- and facts would tell. What an older version left is brought under them when the
-- database is opened (settings: check tells whether that was done).

-- +goose Up
ALTER TABLE parts ADD COLUMN header BLOB;
ALTER TABLE facts ADD COLUMN sealed BLOB;

-- Their state is sealed from now on; they are counted anew from the facts.
DELETE FROM checkpoints;

-- A fact may go to where it stands under a persona (settings: moving).
DROP TRIGGER facts_go_with_their_person;
-- +goose StatementBegin
CREATE TRIGGER facts_go_with_their_person BEFORE DELETE ON facts
WHEN EXISTS (SELECT 1 FROM persons WHERE id = OLD.person)
    AND NOT EXISTS (SELECT 1 FROM settings WHERE name = 'moving')
BEGIN
    SELECT RAISE(ABORT, 'facts go only with their person');
END;
-- +goose StatementEnd
