-- The first schema. Instants are integers: microseconds since 1970, UTC; NULL
-- where there is none. Dates are local dates as text, 2006-01-02. Ids come from
-- one sequence over all tables (settings: ids) and are never used twice. What
-- people wrote is only in BLOBs, sealed. A chat is a platform and its opaque id.

-- +goose Up

-- "Stil": tells this database from those of other programs.
PRAGMA application_id = 1400138092;

CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value ANY NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE served (
    platform TEXT PRIMARY KEY,
    since    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE persons (
    id        INTEGER PRIMARY KEY,
    locale    TEXT NOT NULL,
    seed      INTEGER NOT NULL,
    quiet     INTEGER NOT NULL CHECK (quiet IN (0, 1)),
    created   INTEGER,
    wrote     INTEGER,
    milestone INTEGER NOT NULL,
    told      INTEGER
) STRICT;

-- The key is the identity's data key, wrapped. Without it nothing that was
-- written through the identity can be read again.
CREATE TABLE identities (
    id       INTEGER PRIMARY KEY,
    person   INTEGER NOT NULL REFERENCES persons ON DELETE CASCADE,
    platform TEXT NOT NULL,
    account  TEXT NOT NULL,
    chat     TEXT NOT NULL,
    key      BLOB NOT NULL,
    UNIQUE (platform, account)
) STRICT;
CREATE INDEX identities_by_person ON identities (person);
-- Empty while the private chat is not known.
CREATE UNIQUE INDEX identities_by_chat ON identities (platform, chat) WHERE chat <> '';

CREATE TABLE choices (
    person INTEGER NOT NULL REFERENCES persons ON DELETE CASCADE,
    pack   TEXT NOT NULL,
    state  BLOB NOT NULL,
    PRIMARY KEY (person, pack)
) STRICT, WITHOUT ROWID;

-- State: 0 active, 1 paused, 2 gone, 3 barred.
CREATE TABLE subscriptions (
    id           INTEGER PRIMARY KEY,
    person       INTEGER REFERENCES persons ON DELETE CASCADE,
    platform     TEXT NOT NULL,
    chat         TEXT NOT NULL,
    hour         TEXT NOT NULL CHECK (hour GLOB '[0-2][0-9]:[0-5][0-9]'),
    days         INTEGER NOT NULL CHECK (days BETWEEN 0 AND 127),
    zone         TEXT NOT NULL,
    pack         TEXT NOT NULL,
    state        INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
    paused_until TEXT,
    back_off     INTEGER NOT NULL CHECK (back_off IN (0, 1)),
    unanswered   INTEGER NOT NULL CHECK (unanswered >= 0),
    last_planned TEXT,
    next_date    TEXT,
    next_due_at  INTEGER,
    nudge        TEXT CHECK (nudge GLOB '[0-2][0-9]:[0-5][0-9]'),
    created      INTEGER,
    UNIQUE (platform, chat)
) STRICT;
CREATE INDEX subscriptions_by_person ON subscriptions (person) WHERE person IS NOT NULL;
-- What a tick asks. Its cost follows what is due, not how many subscribe.
CREATE INDEX subscriptions_due ON subscriptions (next_due_at)
    WHERE next_due_at IS NOT NULL AND state IN (0, 1);

-- State: 0 planned, 1 uncertain, 2 arrived, 3 dropped. The person is that of the
-- subscription, or NULL; it goes with the subscription and needs no reference.
CREATE TABLE deliveries (
    id           INTEGER PRIMARY KEY,
    subscription INTEGER NOT NULL REFERENCES subscriptions ON DELETE CASCADE,
    person       INTEGER,
    platform     TEXT NOT NULL,
    chat         TEXT NOT NULL,
    date         TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    zone         TEXT NOT NULL,
    due          INTEGER,
    extra        INTEGER NOT NULL CHECK (extra IN (0, 1)),
    requested    INTEGER NOT NULL CHECK (requested IN (0, 1)),
    back_off     INTEGER NOT NULL CHECK (back_off IN (0, 1)),
    pack         TEXT NOT NULL,
    prompt       TEXT NOT NULL,
    question     TEXT NOT NULL,
    follow_up    TEXT NOT NULL,
    source       TEXT NOT NULL,
    swaps        INTEGER NOT NULL CHECK (swaps >= 0),
    state        INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
    arrived      INTEGER,
    message      TEXT NOT NULL,
    answered     INTEGER,
    UNIQUE (subscription, date)
) STRICT;
CREATE INDEX deliveries_arrived_in_chat ON deliveries (platform, chat, arrived) WHERE arrived IS NOT NULL;
CREATE INDEX deliveries_arrived ON deliveries (subscription, arrived) WHERE arrived IS NOT NULL;
CREATE INDEX deliveries_uncertain ON deliveries (platform, chat) WHERE state = 1;

-- Which of the bot's messages shows what.
CREATE TABLE messages (
    platform TEXT NOT NULL,
    chat     TEXT NOT NULL,
    message  TEXT NOT NULL CHECK (message <> ''),
    delivery INTEGER NOT NULL REFERENCES deliveries ON DELETE CASCADE,
    PRIMARY KEY (platform, chat, message)
) STRICT, WITHOUT ROWID;
CREATE INDEX messages_by_delivery ON messages (delivery);

-- The outbox. Purpose: 0 ask, 1 later, 2 nudge. State: 0 planned, 1 sending,
-- 2 uncertain, 3 sent, 4 dropped. Tried is the latest attempt, first_tried the
-- first one there was.
CREATE TABLE dispatches (
    id          INTEGER PRIMARY KEY,
    delivery    INTEGER NOT NULL REFERENCES deliveries ON DELETE CASCADE,
    platform    TEXT NOT NULL,
    chat        TEXT NOT NULL,
    purpose     INTEGER NOT NULL CHECK (purpose BETWEEN 0 AND 2),
    state       INTEGER NOT NULL CHECK (state BETWEEN 0 AND 4),
    ready       INTEGER,
    closes      INTEGER,
    attempts    INTEGER NOT NULL CHECK (attempts >= 0),
    unsure      INTEGER NOT NULL CHECK (unsure >= 0),
    tried       INTEGER,
    first_tried INTEGER,
    message     TEXT NOT NULL
) STRICT;
CREATE INDEX dispatches_by_delivery ON dispatches (delivery);
CREATE INDEX dispatches_ready ON dispatches (platform, ready) WHERE ready IS NOT NULL AND state IN (0, 2);
CREATE INDEX dispatches_sending ON dispatches (state) WHERE state = 1;

-- Kind: 0 answer, 1 writing, 2 note, 3 draft. Audience: 0 private, 1 shared,
-- 2 anonymous. The question is sealed as well: it may quote the person.
CREATE TABLE replies (
    id       INTEGER PRIMARY KEY,
    person   INTEGER NOT NULL REFERENCES persons ON DELETE CASCADE,
    identity INTEGER NOT NULL REFERENCES identities ON DELETE CASCADE,
    delivery INTEGER REFERENCES deliveries ON DELETE SET NULL,
    kind     INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 3),
    audience INTEGER NOT NULL CHECK (audience BETWEEN 0 AND 2),
    question BLOB,
    created  INTEGER
) STRICT;
CREATE INDEX replies_by_person ON replies (person, created);
CREATE INDEX replies_by_identity ON replies (identity);
CREATE INDEX replies_drafts ON replies (created) WHERE kind = 3;
CREATE INDEX replies_by_delivery ON replies (delivery, person) WHERE delivery IS NOT NULL;

-- Kind: 0 words. A part whose words were taken away stays, without them.
CREATE TABLE parts (
    id       INTEGER PRIMARY KEY,
    reply    INTEGER NOT NULL REFERENCES replies ON DELETE CASCADE,
    kind     INTEGER NOT NULL CHECK (kind >= 0),
    platform TEXT NOT NULL,
    chat     TEXT NOT NULL,
    message  TEXT NOT NULL,
    at       INTEGER,
    edited   INTEGER,
    deleted  INTEGER,
    sealed   BLOB,
    deeper   INTEGER NOT NULL CHECK (deeper IN (0, 1)),
    CHECK ((deleted IS NULL) = (sealed IS NOT NULL))
) STRICT;
CREATE INDEX parts_by_reply ON parts (reply);
CREATE INDEX parts_by_message ON parts (platform, chat, message) WHERE message <> '';

-- Kind: 0 asked, 1 arrived, 2 replied, 3 rested, 4 paused. A fact outlives what
-- it is about, and goes only with its person: deleting words keeps it.
CREATE TABLE facts (
    id           INTEGER NOT NULL,
    kind         INTEGER NOT NULL CHECK (kind >= 0),
    person       INTEGER NOT NULL REFERENCES persons ON DELETE CASCADE,
    subscription INTEGER NOT NULL,
    delivery     INTEGER NOT NULL,
    part         INTEGER NOT NULL,
    platform     TEXT NOT NULL,
    chat         TEXT NOT NULL,
    message      TEXT NOT NULL,
    at           INTEGER,
    known        INTEGER,
    date         TEXT,
    zone         TEXT NOT NULL,
    extra        INTEGER NOT NULL CHECK (extra IN (0, 1)),
    back_off     INTEGER NOT NULL CHECK (back_off IN (0, 1)),
    shown        INTEGER NOT NULL CHECK (shown IN (0, 1)),
    PRIMARY KEY (person, id)
) STRICT, WITHOUT ROWID;

-- +goose StatementBegin
CREATE TRIGGER facts_never_change BEFORE UPDATE ON facts
BEGIN
    SELECT RAISE(ABORT, 'facts are never changed');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER facts_go_with_their_person BEFORE DELETE ON facts
WHEN EXISTS (SELECT 1 FROM persons WHERE id = OLD.person)
BEGIN
    SELECT RAISE(ABORT, 'facts go only with their person');
END;
-- +goose StatementEnd

-- When the bot took nothing in.
CREATE TABLE aways (
    platform TEXT NOT NULL,
    since    INTEGER NOT NULL,
    until    INTEGER NOT NULL
) STRICT;
CREATE INDEX aways_by_end ON aways (until);

CREATE TABLE taken_in (
    platform TEXT PRIMARY KEY,
    until    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
    platform TEXT NOT NULL,
    event    TEXT NOT NULL,
    at       INTEGER NOT NULL,
    PRIMARY KEY (platform, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX events_by_age ON events (at);

CREATE TABLE awaiting (
    platform TEXT NOT NULL,
    chat     TEXT NOT NULL,
    verb     TEXT NOT NULL,
    ref      INTEGER NOT NULL,
    arg      TEXT NOT NULL,
    until    INTEGER,
    PRIMARY KEY (platform, chat)
) STRICT, WITHOUT ROWID;

-- What is owed to chats. The body is sealed with the identity's key, or with the
-- store's own (settings: key) where there is none.
CREATE TABLE answers (
    id       INTEGER PRIMARY KEY,
    identity INTEGER REFERENCES identities ON DELETE CASCADE,
    body     BLOB NOT NULL,
    at       INTEGER NOT NULL
) STRICT;

INSERT INTO settings (name, value) VALUES ('ids', 0), ('clean', 1);
