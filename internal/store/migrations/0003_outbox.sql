-- One outbox: answers are dispatches. As in the first schema, what people wrote is
-- only in BLOBs, sealed.
--
-- What the version before still owed to chats (the table answers) is dropped, at
-- most an hour's: its rows don't tell the chat, and their bodies are sealed.

-- +goose Up
DELETE FROM answers;

-- Purpose: 7 is an answer to what somebody did; 0 to 6 are as before. Identity is
-- whose key seals the body; none for the store's own (settings: key). Placed and
-- seq order the answers to a chat. Owner and lease are of one that is being sent.
--
-- Behind is 1 only for what waits behind something else to the same chat: an answer
-- behind an answer, another behind another. The first to each chat has 0; others may
-- have it too. So what is claimed next is found without looking through what waits
-- behind it.
CREATE TABLE dispatches_new (
    id           INTEGER PRIMARY KEY,
    delivery     INTEGER REFERENCES deliveries ON DELETE CASCADE,
    subscription INTEGER REFERENCES subscriptions ON DELETE CASCADE,
    period       TEXT NOT NULL DEFAULT '',
    reply        INTEGER,
    platform     TEXT NOT NULL,
    chat         TEXT NOT NULL,
    purpose      INTEGER NOT NULL CHECK (purpose BETWEEN 0 AND 7),
    state        INTEGER NOT NULL CHECK (state BETWEEN 0 AND 4),
    ready        INTEGER,
    closes       INTEGER,
    attempts     INTEGER NOT NULL CHECK (attempts >= 0),
    unsure       INTEGER NOT NULL CHECK (unsure >= 0),
    tried        INTEGER,
    first_tried  INTEGER,
    message      TEXT NOT NULL,
    identity     INTEGER REFERENCES identities ON DELETE CASCADE,
    body         BLOB,
    placed       INTEGER,
    seq          INTEGER NOT NULL DEFAULT 0,
    owner        TEXT NOT NULL DEFAULT '',
    lease        INTEGER,
    behind       INTEGER NOT NULL DEFAULT 0 CHECK (behind IN (0, 1)),
    CHECK (purpose = 7 OR (purpose = 3) = (delivery IS NULL)),
    CHECK ((purpose = 3) = (subscription IS NOT NULL)),
    CHECK (purpose <> 7 OR placed IS NOT NULL)
) STRICT;
INSERT INTO dispatches_new (id, delivery, subscription, period, reply, platform, chat, purpose, state, ready, closes,
        attempts, unsure, tried, first_tried, message)
    SELECT id, delivery, subscription, period, reply, platform, chat, purpose, state, ready, closes,
        attempts, unsure, tried, first_tried, message
    FROM dispatches;
DROP TABLE dispatches;
ALTER TABLE dispatches_new RENAME TO dispatches;
CREATE INDEX dispatches_by_delivery ON dispatches (delivery, purpose) WHERE delivery IS NOT NULL;
CREATE UNIQUE INDEX dispatches_by_period ON dispatches (subscription, period) WHERE subscription IS NOT NULL;
CREATE INDEX dispatches_by_reply ON dispatches (reply) WHERE reply IS NOT NULL;
CREATE INDEX dispatches_by_identity ON dispatches (identity) WHERE identity IS NOT NULL;
CREATE INDEX dispatches_ready ON dispatches (platform, ready) WHERE ready IS NOT NULL AND state IN (0, 2);
CREATE INDEX dispatches_sending ON dispatches (platform, chat) WHERE state = 1;

-- What people may have before them though nobody knows that it arrived.
DROP INDEX deliveries_uncertain;
CREATE INDEX deliveries_hanging ON deliveries (platform, chat, date) WHERE state IN (0, 1);

-- What waits: all of it by chat, and what may be claimed next.
CREATE INDEX dispatches_answers ON dispatches (platform, chat, placed, seq)
    WHERE purpose = 7 AND ready IS NOT NULL AND state IN (0, 2);
CREATE INDEX dispatches_others ON dispatches (platform, chat, ready)
    WHERE purpose <> 7 AND ready IS NOT NULL AND state IN (0, 2);
CREATE INDEX dispatches_next_answers ON dispatches (platform, placed, seq)
    WHERE purpose = 7 AND ready IS NOT NULL AND state IN (0, 2) AND behind = 0;
CREATE INDEX dispatches_next_others ON dispatches (platform, ready)
    WHERE purpose <> 7 AND ready IS NOT NULL AND state IN (0, 2) AND behind = 0;

-- Whenever something stops waiting, waits for another instant, or moves to another
-- chat, the first one there is marked so.

-- +goose StatementBegin
CREATE TRIGGER dispatches_updated AFTER UPDATE OF state, ready, platform, chat ON dispatches
WHEN OLD.state IN (0, 2) OR NEW.state IN (0, 2)
BEGIN
    UPDATE dispatches SET behind = 0 WHERE behind = 1 AND NEW.purpose = 7 AND id = (SELECT id FROM dispatches INDEXED BY dispatches_answers
        WHERE platform = NEW.platform AND chat = NEW.chat AND purpose = 7 AND ready IS NOT NULL AND state IN (0, 2)
        ORDER BY placed, seq, id LIMIT 1);
    UPDATE dispatches SET behind = 0 WHERE behind = 1 AND NEW.purpose <> 7 AND id = (SELECT id FROM dispatches INDEXED BY dispatches_others
        WHERE platform = NEW.platform AND chat = NEW.chat AND purpose <> 7 AND ready IS NOT NULL AND state IN (0, 2)
        ORDER BY ready, id LIMIT 1);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER dispatches_moved AFTER UPDATE OF platform, chat ON dispatches
WHEN OLD.state IN (0, 2) AND (OLD.platform, OLD.chat) <> (NEW.platform, NEW.chat)
BEGIN
    UPDATE dispatches SET behind = 0 WHERE behind = 1 AND OLD.purpose = 7 AND id = (SELECT id FROM dispatches INDEXED BY dispatches_answers
        WHERE platform = OLD.platform AND chat = OLD.chat AND purpose = 7 AND ready IS NOT NULL AND state IN (0, 2)
        ORDER BY placed, seq, id LIMIT 1);
    UPDATE dispatches SET behind = 0 WHERE behind = 1 AND OLD.purpose <> 7 AND id = (SELECT id FROM dispatches INDEXED BY dispatches_others
        WHERE platform = OLD.platform AND chat = OLD.chat AND purpose <> 7 AND ready IS NOT NULL AND state IN (0, 2)
        ORDER BY ready, id LIMIT 1);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER dispatches_deleted AFTER DELETE ON dispatches
WHEN OLD.state IN (0, 2)
BEGIN
    UPDATE dispatches SET behind = 0 WHERE behind = 1 AND OLD.purpose = 7 AND id = (SELECT id FROM dispatches INDEXED BY dispatches_answers
        WHERE platform = OLD.platform AND chat = OLD.chat AND purpose = 7 AND ready IS NOT NULL AND state IN (0, 2)
        ORDER BY placed, seq, id LIMIT 1);
    UPDATE dispatches SET behind = 0 WHERE behind = 1 AND OLD.purpose <> 7 AND id = (SELECT id FROM dispatches INDEXED BY dispatches_others
        WHERE platform = OLD.platform AND chat = OLD.chat AND purpose <> 7 AND ready IS NOT NULL AND state IN (0, 2)
        ORDER BY ready, id LIMIT 1);
END;
-- +goose StatementEnd
