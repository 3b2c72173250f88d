-- What waits for moderators, and the message that shows it in their channel. Kind: 0 a
-- suggestion, 1 a report, 2 an answer that waits to be shared without a name; about is
-- its id, and no reference: what is shown of it is settled after it is gone. State: 0
-- open, 1 approved, 2 declined, 3 hidden, 4 left, 5 withdrawn, 6 in the list alone. Who
-- decided, and a digest of what is shown, are sealed with the store's own key. The id is
-- random.

-- +goose Up
CREATE TABLE matters (
    id           INTEGER PRIMARY KEY,
    subscription INTEGER NOT NULL REFERENCES subscriptions ON DELETE CASCADE,
    kind         INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 2),
    about        INTEGER NOT NULL,
    state        INTEGER NOT NULL CHECK (state BETWEEN 0 AND 6),
    decider      BLOB,
    stopped      INTEGER NOT NULL CHECK (stopped IN (0, 1)),
    platform     TEXT NOT NULL,
    chat         TEXT NOT NULL,
    message      TEXT NOT NULL,
    shown        BLOB,
    at           INTEGER
) STRICT;
CREATE INDEX matters_by_subject ON matters (kind, about);
CREATE INDEX matters_by_channel ON matters (subscription, state);
CREATE INDEX matters_settled ON matters (at) WHERE state <> 0;

-- The outbox again, as it was, and with purpose 8: what is shown to moderators.
CREATE TABLE dispatches_new (
    id           INTEGER PRIMARY KEY,
    delivery     INTEGER REFERENCES deliveries ON DELETE CASCADE,
    subscription INTEGER REFERENCES subscriptions ON DELETE CASCADE,
    period       TEXT NOT NULL DEFAULT '',
    reply        INTEGER,
    platform     TEXT NOT NULL,
    chat         TEXT NOT NULL,
    purpose      INTEGER NOT NULL CHECK (purpose BETWEEN 0 AND 8),
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
    matter       INTEGER REFERENCES matters ON DELETE CASCADE,
    CHECK ((purpose = 8) = (matter IS NOT NULL)),
    CHECK (purpose IN (7, 8) OR (purpose = 3) = (delivery IS NULL)),
    CHECK ((purpose = 3) = (subscription IS NOT NULL)),
    CHECK (purpose <> 7 OR placed IS NOT NULL)
) STRICT;
INSERT INTO dispatches_new (id, delivery, subscription, period, reply, platform, chat, purpose, state, ready, closes,
        attempts, unsure, tried, first_tried, message, identity, body, placed, seq, owner, lease, behind)
    SELECT id, delivery, subscription, period, reply, platform, chat, purpose, state, ready, closes,
        attempts, unsure, tried, first_tried, message, identity, body, placed, seq, owner, lease, behind
    FROM dispatches;
DROP TABLE dispatches;
ALTER TABLE dispatches_new RENAME TO dispatches;
CREATE INDEX dispatches_by_delivery ON dispatches (delivery, purpose) WHERE delivery IS NOT NULL;
CREATE UNIQUE INDEX dispatches_by_period ON dispatches (subscription, period) WHERE subscription IS NOT NULL;
CREATE INDEX dispatches_by_reply ON dispatches (reply) WHERE reply IS NOT NULL;
CREATE INDEX dispatches_by_identity ON dispatches (identity) WHERE identity IS NOT NULL;
CREATE INDEX dispatches_sending ON dispatches (platform, chat) WHERE state = 1;

-- What waits: all of it by chat, and what may be claimed next.
CREATE INDEX dispatches_answers ON dispatches (platform, chat, placed, seq)
    WHERE purpose = 7 AND ready IS NOT NULL AND state IN (0, 2);
CREATE INDEX dispatches_others ON dispatches (platform, chat, ready)
    WHERE purpose <> 7 AND ready IS NOT NULL AND state IN (0, 2);
CREATE INDEX dispatches_next_answers ON dispatches (platform, placed, seq)
    WHERE purpose = 7 AND ready IS NOT NULL AND state IN (0, 2) AND behind = 0;
CREATE INDEX dispatches_next_others ON dispatches (platform, ready)
    WHERE purpose <> 7 AND ready IS NOT NULL AND state IN (0, 2) AND behind = 0;

-- Answers whose window closed long ago, on a platform that is served no more.
CREATE INDEX dispatches_closing ON dispatches (closes) WHERE purpose = 7;
CREATE UNIQUE INDEX dispatches_by_matter ON dispatches (matter) WHERE matter IS NOT NULL;

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
