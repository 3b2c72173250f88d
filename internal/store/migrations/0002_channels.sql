-- Community channels and summaries. As in the first schema, what people wrote is
-- only in BLOBs, sealed: with the key of the identity that wrote it where there
-- is one, else with the store's own (settings: key).

-- +goose Up

-- A channel is a subscription without a person. The platform is that of the
-- subscription's chat; parent is the server or group. Thread: 0 none, 1 filled
-- when the question closes, 2 filled at once.
CREATE TABLE channels (
    subscription INTEGER PRIMARY KEY REFERENCES subscriptions ON DELETE CASCADE,
    platform     TEXT NOT NULL,
    parent       TEXT NOT NULL,
    title        TEXT NOT NULL,
    locale       TEXT NOT NULL,
    seed         INTEGER NOT NULL,
    role         TEXT NOT NULL,
    thread       INTEGER NOT NULL CHECK (thread BETWEEN 0 AND 2),
    named_only   INTEGER NOT NULL CHECK (named_only IN (0, 1)),
    steward      INTEGER REFERENCES identities ON DELETE SET NULL,
    tell         INTEGER NOT NULL CHECK (tell IN (0, 1)),
    off          INTEGER NOT NULL CHECK (off IN (0, 1))
) STRICT;
CREATE INDEX channels_by_parent ON channels (platform, parent);
CREATE INDEX channels_by_steward ON channels (steward) WHERE steward IS NOT NULL;

CREATE TABLE channel_choices (
    subscription INTEGER NOT NULL REFERENCES subscriptions ON DELETE CASCADE,
    pack         TEXT NOT NULL,
    state        BLOB NOT NULL,
    PRIMARY KEY (subscription, pack)
) STRICT, WITHOUT ROWID;

-- State: 0 suggested, 1 approved, 2 declined, 3 removed. Asked is the delivery
-- that asked it last; both go with the subscription, so it is no reference. A
-- question is its author's words and goes with them.
CREATE TABLE questions (
    id           INTEGER PRIMARY KEY,
    subscription INTEGER NOT NULL REFERENCES subscriptions ON DELETE CASCADE,
    author       INTEGER REFERENCES persons ON DELETE CASCADE,
    text         BLOB NOT NULL,
    credit       BLOB,
    state        INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
    tell         INTEGER NOT NULL CHECK (tell IN (0, 1)),
    asked        INTEGER,
    created      INTEGER
) STRICT;
CREATE INDEX questions_by_state ON questions (subscription, state, asked);
CREATE INDEX questions_by_author ON questions (author) WHERE author IS NOT NULL;

-- State: 0 open, 1 left, 2 hid. The subscription is the channel's in which the
-- reply was given.
CREATE TABLE reports (
    id           INTEGER PRIMARY KEY,
    reply        INTEGER NOT NULL REFERENCES replies ON DELETE CASCADE,
    subscription INTEGER NOT NULL REFERENCES subscriptions ON DELETE CASCADE,
    reporter     INTEGER NOT NULL REFERENCES persons ON DELETE CASCADE,
    at           INTEGER,
    state        INTEGER NOT NULL CHECK (state BETWEEN 0 AND 2),
    UNIQUE (reply, reporter)
) STRICT;
CREATE INDEX reports_by_state ON reports (subscription, state);
CREATE INDEX reports_by_reporter ON reports (reporter);

-- Who may not share in a server or group.
CREATE TABLE stops (
    platform TEXT NOT NULL,
    parent   TEXT NOT NULL,
    person   INTEGER NOT NULL REFERENCES persons ON DELETE CASCADE,
    PRIMARY KEY (platform, parent, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX stops_by_person ON stops (person);

CREATE TABLE board (
    subscription INTEGER NOT NULL REFERENCES subscriptions ON DELETE CASCADE,
    person       INTEGER NOT NULL REFERENCES persons ON DELETE CASCADE,
    name         BLOB NOT NULL,
    PRIMARY KEY (subscription, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX board_by_person ON board (person);

-- Recheck is the subscription that is offered to be checked again.
CREATE TABLE notices (
    id       INTEGER PRIMARY KEY,
    person   INTEGER NOT NULL REFERENCES persons ON DELETE CASCADE,
    platform TEXT NOT NULL,
    parent   TEXT NOT NULL,
    text     BLOB NOT NULL,
    recheck  INTEGER REFERENCES subscriptions ON DELETE CASCADE,
    private  INTEGER NOT NULL CHECK (private IN (0, 1)),
    at       INTEGER
) STRICT;
CREATE INDEX notices_by_person ON notices (person, platform, parent);
CREATE INDEX notices_by_parent ON notices (platform, parent);
CREATE INDEX notices_private ON notices (id) WHERE private = 1;
CREATE INDEX notices_by_recheck ON notices (recheck) WHERE recheck IS NOT NULL;

-- When summaries go out. Active says that the subscription's state is 0: the
-- summaries of those who are gone would otherwise be looked through at every tick.
CREATE TABLE summaries (
    subscription  INTEGER PRIMARY KEY REFERENCES subscriptions ON DELETE CASCADE,
    active        INTEGER NOT NULL CHECK (active IN (0, 1)),
    week_off      INTEGER NOT NULL CHECK (week_off IN (0, 1)),
    week_days     INTEGER NOT NULL CHECK (week_days BETWEEN 0 AND 127),
    week_at       TEXT NOT NULL CHECK (week_at GLOB '[0-2][0-9]:[0-5][0-9]'),
    week_settled  TEXT NOT NULL,
    month_off     INTEGER NOT NULL CHECK (month_off IN (0, 1)),
    month_days    INTEGER NOT NULL CHECK (month_days BETWEEN 0 AND 127),
    month_at      TEXT NOT NULL CHECK (month_at GLOB '[0-2][0-9]:[0-5][0-9]'),
    month_settled TEXT NOT NULL,
    year_off      INTEGER NOT NULL CHECK (year_off IN (0, 1)),
    year_days     INTEGER NOT NULL CHECK (year_days BETWEEN 0 AND 127),
    year_at       TEXT NOT NULL CHECK (year_at GLOB '[0-2][0-9]:[0-5][0-9]'),
    year_settled  TEXT NOT NULL,
    next          INTEGER
) STRICT;
CREATE INDEX summaries_due ON summaries (next) WHERE next IS NOT NULL AND active = 1;

-- Everybody's are due at once, a second into 1970: the first look at them works
-- out when they are.
INSERT INTO summaries
    SELECT id, state = 0, 0, 0, '18:00', '', 0, 0, '18:00', '', 0, 0, '18:00', '', 1000000
    FROM subscriptions WHERE person IS NOT NULL;

-- Counted is how many answers the post says there are. The thread is under the
-- post; empty for none. Where the pack is a channel's own, the question and its
-- follow-up are in sealed, and empty in the clear.
-- Whether a person's pictures are drawn for a dark ground.
ALTER TABLE persons ADD COLUMN dark INTEGER NOT NULL DEFAULT 0 CHECK (dark IN (0, 1));

ALTER TABLE deliveries ADD COLUMN counted INTEGER NOT NULL DEFAULT 0 CHECK (counted >= 0);
ALTER TABLE deliveries ADD COLUMN thread_platform TEXT NOT NULL DEFAULT '';
ALTER TABLE deliveries ADD COLUMN thread_chat TEXT NOT NULL DEFAULT '';
ALTER TABLE deliveries ADD COLUMN sealed BLOB;

-- Name is what it was shared with, sealed with the identity's key.
ALTER TABLE replies ADD COLUMN shared INTEGER;
ALTER TABLE replies ADD COLUMN name BLOB;
ALTER TABLE replies ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1));
-- Answers are counted from this index and that of the parts alone.
DROP INDEX replies_by_person;
CREATE INDEX replies_by_person ON replies (person, created, kind);
DROP INDEX replies_by_delivery;
CREATE INDEX replies_by_delivery ON replies (delivery, kind, person) WHERE delivery IS NOT NULL;
CREATE INDEX replies_shared ON replies (delivery, shared)
    WHERE delivery IS NOT NULL AND kind = 0 AND audience <> 0 AND hidden = 0;

DROP INDEX parts_by_reply;
CREATE INDEX parts_by_reply ON parts (reply, at, deleted);
-- Message ids are numbers without leading zeros: their length comes first.
DROP INDEX parts_by_message;
CREATE INDEX parts_by_message ON parts (platform, chat, length(message), message) WHERE message <> '';

-- The outbox again, now for summaries, and for what becomes of a post. Purpose:
-- 0 ask, 1 later, 2 nudge, 3 summarise, 4 recount, 5 publish, 6 retract. Only a
-- summary has a subscription and a period, and no delivery. The reply is no
-- reference: what was posted of it can be taken back after it is gone.
CREATE TABLE dispatches_new (
    id           INTEGER PRIMARY KEY,
    delivery     INTEGER REFERENCES deliveries ON DELETE CASCADE,
    subscription INTEGER REFERENCES subscriptions ON DELETE CASCADE,
    period       TEXT NOT NULL DEFAULT '',
    reply        INTEGER,
    platform     TEXT NOT NULL,
    chat         TEXT NOT NULL,
    purpose      INTEGER NOT NULL CHECK (purpose BETWEEN 0 AND 6),
    state        INTEGER NOT NULL CHECK (state BETWEEN 0 AND 4),
    ready        INTEGER,
    closes       INTEGER,
    attempts     INTEGER NOT NULL CHECK (attempts >= 0),
    unsure       INTEGER NOT NULL CHECK (unsure >= 0),
    tried        INTEGER,
    first_tried  INTEGER,
    message      TEXT NOT NULL,
    CHECK ((purpose = 3) = (delivery IS NULL)),
    CHECK ((purpose = 3) = (subscription IS NOT NULL))
) STRICT;
INSERT INTO dispatches_new (id, delivery, platform, chat, purpose, state, ready, closes, attempts, unsure, tried,
        first_tried, message)
    SELECT id, delivery, platform, chat, purpose, state, ready, closes, attempts, unsure, tried, first_tried, message
    FROM dispatches;
DROP TABLE dispatches;
ALTER TABLE dispatches_new RENAME TO dispatches;
CREATE INDEX dispatches_by_delivery ON dispatches (delivery, purpose) WHERE delivery IS NOT NULL;
CREATE UNIQUE INDEX dispatches_by_period ON dispatches (subscription, period) WHERE subscription IS NOT NULL;
CREATE INDEX dispatches_by_reply ON dispatches (reply) WHERE reply IS NOT NULL;
CREATE INDEX dispatches_ready ON dispatches (platform, ready) WHERE ready IS NOT NULL AND state IN (0, 2);
CREATE INDEX dispatches_sending ON dispatches (state) WHERE state = 1;
