-- Two accounts of one human being become one person, and part again.

-- +goose Up

-- Lane is the subscription under which a joined one's facts are recorded, so that a
-- question in one app closes those before it in the other. Role: 0 asked, 1 aside,
-- 2 an echo of the one that is asked.
ALTER TABLE subscriptions ADD COLUMN lane INTEGER;
ALTER TABLE subscriptions ADD COLUMN role INTEGER NOT NULL DEFAULT 0 CHECK (role BETWEEN 0 AND 2);

-- Whose an account was before it was joined to another's person: that person stays,
-- with no account, until the account parts again.
CREATE TABLE origins (
    identity INTEGER PRIMARY KEY REFERENCES identities ON DELETE CASCADE,
    person   INTEGER NOT NULL UNIQUE REFERENCES persons ON DELETE CASCADE
) STRICT;

-- +goose StatementBegin
CREATE TRIGGER origins_go_with_their_account AFTER DELETE ON origins
WHEN NOT EXISTS (SELECT 1 FROM identities WHERE person = OLD.person)
BEGIN
    DELETE FROM persons WHERE id = OLD.person;
END;
-- +goose StatementEnd

-- Codes, hashed; and when somebody typed a wrong one.
CREATE TABLE link_codes (
    identity INTEGER PRIMARY KEY REFERENCES identities ON DELETE CASCADE,
    hash     BLOB NOT NULL UNIQUE,
    until    INTEGER NOT NULL
) STRICT;
CREATE TABLE link_tries (
    id       INTEGER PRIMARY KEY,
    identity INTEGER NOT NULL REFERENCES identities ON DELETE CASCADE,
    at       INTEGER NOT NULL
) STRICT;
CREATE INDEX link_tries_by_identity ON link_tries (identity, at);
CREATE INDEX link_tries_by_age ON link_tries (at);

-- Facts are never changed, but for those of accounts that are joined or part: whose
-- they are, and under which subscription, in a transaction that says so (settings:
-- joining).
DROP TRIGGER facts_never_change;
-- +goose StatementBegin
CREATE TRIGGER facts_never_change BEFORE UPDATE ON facts
WHEN NOT (EXISTS (SELECT 1 FROM settings WHERE name = 'clamping')
    AND NEW.id = OLD.id AND NEW.person = OLD.person AND NEW.kind = OLD.kind
    AND NEW.subscription = OLD.subscription AND NEW.delivery = OLD.delivery AND NEW.part = OLD.part
    AND NEW.platform = OLD.platform AND NEW.chat = OLD.chat AND NEW.message = OLD.message AND NEW.zone = OLD.zone
    AND NEW.extra = OLD.extra AND NEW.back_off = OLD.back_off AND NEW.shown = OLD.shown
    AND coalesce(NEW.at <= OLD.at, NEW.at IS OLD.at)
    AND coalesce(NEW.known <= OLD.known, NEW.known IS OLD.known)
    AND coalesce(NEW.date <= OLD.date, NEW.date IS OLD.date))
  AND NOT (EXISTS (SELECT 1 FROM settings WHERE name = 'joining')
    AND NEW.id = OLD.id AND NEW.kind = OLD.kind AND NEW.delivery = OLD.delivery AND NEW.part = OLD.part
    AND NEW.platform = OLD.platform AND NEW.chat = OLD.chat AND NEW.message = OLD.message AND NEW.zone = OLD.zone
    AND NEW.extra = OLD.extra AND NEW.back_off = OLD.back_off AND NEW.shown = OLD.shown
    AND NEW.at IS OLD.at AND NEW.known IS OLD.known AND NEW.date IS OLD.date)
BEGIN
    SELECT RAISE(ABORT, 'facts are never changed');
END;
-- +goose StatementEnd
