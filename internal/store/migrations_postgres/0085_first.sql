-- The whole schema, as SQLite's is after its migration of the same number: the same
-- tables and columns, for the same statements; what they mean is told there. A later
-- change goes into both folders under one number.
--
-- Whole numbers are all BIGINT, also those that are 0 or 1; texts are ordered by their
-- bytes, as SQLite orders them. References can be checked at the end of a transaction
-- that asks for it. The number of a setting is in its bytes, as text.

-- +goose Up

CREATE TABLE settings (
    name  TEXT COLLATE "C" PRIMARY KEY,
    value BYTEA NOT NULL
);

CREATE TABLE served (
    platform TEXT COLLATE "C" PRIMARY KEY,
    since    BIGINT NOT NULL
);

CREATE TABLE persons (
    id          BIGINT PRIMARY KEY,
    locale      TEXT COLLATE "C" NOT NULL,
    seed        BIGINT NOT NULL,
    quiet       BIGINT NOT NULL CHECK (quiet IN (0, 1)),
    created     BIGINT,
    wrote       BIGINT,
    milestone   BIGINT NOT NULL,
    told        BIGINT,
    dark        BIGINT NOT NULL DEFAULT 0 CHECK (dark IN (0, 1)),
    themes      TEXT COLLATE "C" NOT NULL DEFAULT '',
    essays      TEXT COLLATE "C" NOT NULL DEFAULT '',
    spared      BIGINT NOT NULL DEFAULT 0 CHECK (spared IN (0, 1)),
    own_share   BIGINT NOT NULL DEFAULT 0 CHECK (own_share BETWEEN 0 AND 2),
    explained   BIGINT NOT NULL DEFAULT 0 CHECK (explained BETWEEN 0 AND 3),
    keep_months BIGINT NOT NULL DEFAULT 0 CHECK (keep_months >= 0),
    warned      BIGINT,
    seen        BIGINT
);
CREATE INDEX persons_keeping ON persons (id) WHERE keep_months > 0;

CREATE TABLE identities (
    id       BIGINT PRIMARY KEY,
    person   BIGINT NOT NULL REFERENCES persons ON DELETE CASCADE DEFERRABLE,
    platform TEXT COLLATE "C" NOT NULL,
    account  TEXT COLLATE "C" NOT NULL,
    chat     TEXT COLLATE "C" NOT NULL,
    key      BYTEA NOT NULL,
    seal     BYTEA,
    UNIQUE (platform, account)
);
CREATE INDEX identities_by_person ON identities (person);
CREATE UNIQUE INDEX identities_by_chat ON identities (platform, chat) WHERE chat <> '';

CREATE TABLE choices (
    person BIGINT NOT NULL REFERENCES persons ON DELETE CASCADE DEFERRABLE,
    pack   TEXT COLLATE "C" NOT NULL,
    state  BYTEA NOT NULL,
    PRIMARY KEY (person, pack)
);

CREATE TABLE subscriptions (
    id           BIGINT PRIMARY KEY,
    person       BIGINT REFERENCES persons ON DELETE CASCADE DEFERRABLE,
    platform     TEXT COLLATE "C" NOT NULL,
    chat         TEXT COLLATE "C" NOT NULL,
    hour         TEXT COLLATE "C" NOT NULL CHECK (hour ~ '^[0-2][0-9]:[0-5][0-9]$'),
    days         BIGINT NOT NULL CHECK (days BETWEEN 0 AND 127),
    zone         TEXT COLLATE "C" NOT NULL,
    pack         TEXT COLLATE "C" NOT NULL,
    state        BIGINT NOT NULL CHECK (state BETWEEN 0 AND 3),
    paused_until TEXT COLLATE "C",
    back_off     BIGINT NOT NULL CHECK (back_off IN (0, 1)),
    unanswered   BIGINT NOT NULL CHECK (unanswered >= 0),
    last_planned TEXT COLLATE "C",
    next_date    TEXT COLLATE "C",
    next_due_at  BIGINT,
    nudge        TEXT COLLATE "C" CHECK (nudge ~ '^[0-2][0-9]:[0-5][0-9]$'),
    created      BIGINT,
    series       BIGINT,
    days_off     TEXT COLLATE "C" NOT NULL DEFAULT '',
    holidays     TEXT COLLATE "C" NOT NULL DEFAULT '',
    UNIQUE (platform, chat)
);
CREATE INDEX subscriptions_by_person ON subscriptions (person) WHERE person IS NOT NULL;
CREATE INDEX subscriptions_by_series ON subscriptions (series) WHERE series IS NOT NULL;
CREATE INDEX subscriptions_due ON subscriptions (next_due_at)
    WHERE next_due_at IS NOT NULL AND state IN (0, 1);

CREATE TABLE deliveries (
    id              BIGINT PRIMARY KEY,
    subscription    BIGINT NOT NULL REFERENCES subscriptions ON DELETE CASCADE DEFERRABLE,
    person          BIGINT,
    platform        TEXT COLLATE "C" NOT NULL,
    chat            TEXT COLLATE "C" NOT NULL,
    date            TEXT COLLATE "C" NOT NULL CHECK (date ~ '^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]$'),
    zone            TEXT COLLATE "C" NOT NULL,
    due             BIGINT,
    extra           BIGINT NOT NULL CHECK (extra IN (0, 1)),
    requested       BIGINT NOT NULL CHECK (requested IN (0, 1)),
    back_off        BIGINT NOT NULL CHECK (back_off IN (0, 1)),
    pack            TEXT COLLATE "C" NOT NULL,
    prompt          TEXT COLLATE "C" NOT NULL,
    question        TEXT COLLATE "C" NOT NULL,
    follow_up       TEXT COLLATE "C" NOT NULL,
    source          TEXT COLLATE "C" NOT NULL,
    swaps           BIGINT NOT NULL CHECK (swaps >= 0),
    state           BIGINT NOT NULL CHECK (state BETWEEN 0 AND 3),
    arrived         BIGINT,
    message         TEXT COLLATE "C" NOT NULL,
    answered        BIGINT,
    counted         BIGINT NOT NULL DEFAULT 0 CHECK (counted >= 0),
    thread_platform TEXT COLLATE "C" NOT NULL DEFAULT '',
    thread_chat     TEXT COLLATE "C" NOT NULL DEFAULT '',
    sealed          BYTEA,
    tender          BIGINT NOT NULL DEFAULT 0 CHECK (tender IN (0, 1)),
    UNIQUE (subscription, date)
);
CREATE INDEX deliveries_arrived ON deliveries (subscription, arrived) WHERE arrived IS NOT NULL;
CREATE INDEX deliveries_arrived_in_chat ON deliveries (platform, chat, arrived) WHERE arrived IS NOT NULL;
CREATE INDEX deliveries_hanging ON deliveries (platform, chat, date) WHERE state IN (0, 1);

CREATE TABLE messages (
    platform TEXT COLLATE "C" NOT NULL,
    chat     TEXT COLLATE "C" NOT NULL,
    message  TEXT COLLATE "C" NOT NULL CHECK (message <> ''),
    delivery BIGINT NOT NULL REFERENCES deliveries ON DELETE CASCADE DEFERRABLE,
    PRIMARY KEY (platform, chat, message)
);
CREATE INDEX messages_by_delivery ON messages (delivery);

CREATE TABLE replies (
    id       BIGINT PRIMARY KEY,
    person   BIGINT NOT NULL REFERENCES persons ON DELETE CASCADE DEFERRABLE,
    identity BIGINT NOT NULL REFERENCES identities ON DELETE CASCADE DEFERRABLE,
    delivery BIGINT REFERENCES deliveries ON DELETE SET NULL DEFERRABLE,
    kind     BIGINT NOT NULL CHECK (kind BETWEEN 0 AND 3),
    audience BIGINT NOT NULL CHECK (audience BETWEEN 0 AND 2),
    question BYTEA,
    created  BIGINT,
    shared   BIGINT,
    name     BYTEA,
    hidden   BIGINT NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1)),
    seal     BYTEA
);
CREATE INDEX replies_by_delivery ON replies (delivery, kind, person) WHERE delivery IS NOT NULL;
CREATE INDEX replies_by_identity ON replies (identity);
CREATE INDEX replies_by_person ON replies (person, created, kind);
CREATE INDEX replies_drafts ON replies (created) WHERE kind = 3;
CREATE INDEX replies_shared ON replies (delivery, shared)
    WHERE delivery IS NOT NULL AND kind = 0 AND audience <> 0 AND hidden = 0;

CREATE TABLE parts (
    id       BIGINT PRIMARY KEY,
    reply    BIGINT NOT NULL REFERENCES replies ON DELETE CASCADE DEFERRABLE,
    kind     BIGINT NOT NULL CHECK (kind >= 0),
    platform TEXT COLLATE "C" NOT NULL,
    chat     TEXT COLLATE "C" NOT NULL,
    message  TEXT COLLATE "C" NOT NULL,
    at       BIGINT,
    edited   BIGINT,
    deleted  BIGINT,
    sealed   BYTEA,
    deeper   BIGINT NOT NULL CHECK (deeper IN (0, 1)),
    header   BYTEA,
    CHECK ((deleted IS NULL) = (sealed IS NOT NULL))
);
CREATE INDEX parts_by_message ON parts (platform, chat, length(message), message) WHERE message <> '';
CREATE INDEX parts_by_reply ON parts (reply, at, deleted);

CREATE TABLE facts (
    id           BIGINT NOT NULL,
    kind         BIGINT NOT NULL CHECK (kind >= 0),
    person       BIGINT NOT NULL REFERENCES persons ON DELETE CASCADE DEFERRABLE,
    subscription BIGINT NOT NULL,
    delivery     BIGINT NOT NULL,
    part         BIGINT NOT NULL,
    platform     TEXT COLLATE "C" NOT NULL,
    chat         TEXT COLLATE "C" NOT NULL,
    message      TEXT COLLATE "C" NOT NULL,
    at           BIGINT,
    known        BIGINT,
    date         TEXT COLLATE "C",
    zone         TEXT COLLATE "C" NOT NULL,
    extra        BIGINT NOT NULL CHECK (extra IN (0, 1)),
    back_off     BIGINT NOT NULL CHECK (back_off IN (0, 1)),
    shown        BIGINT NOT NULL CHECK (shown IN (0, 1)),
    sealed       BYTEA,
    PRIMARY KEY (person, id)
);
CREATE INDEX facts_by_delivery ON facts (person, delivery) WHERE kind = 2;
CREATE INDEX facts_by_part ON facts (person, part) WHERE kind = 2 AND part <> 0;

CREATE TABLE aways (
    platform TEXT COLLATE "C" NOT NULL,
    since    BIGINT NOT NULL,
    until    BIGINT NOT NULL
);
CREATE INDEX aways_by_end ON aways (until);
CREATE UNIQUE INDEX aways_by_beginning ON aways (platform, since);

CREATE TABLE taken_in (
    platform TEXT COLLATE "C" PRIMARY KEY,
    until    BIGINT NOT NULL
);

CREATE TABLE events (
    platform TEXT COLLATE "C" NOT NULL,
    event    TEXT COLLATE "C" NOT NULL,
    at       BIGINT NOT NULL,
    PRIMARY KEY (platform, event)
);
CREATE INDEX events_by_age ON events (at);

CREATE TABLE awaiting (
    platform TEXT COLLATE "C" NOT NULL,
    chat     TEXT COLLATE "C" NOT NULL,
    verb     TEXT COLLATE "C" NOT NULL,
    ref      BIGINT NOT NULL,
    arg      TEXT COLLATE "C" NOT NULL,
    until    BIGINT,
    PRIMARY KEY (platform, chat)
);

CREATE TABLE channels (
    subscription BIGINT PRIMARY KEY REFERENCES subscriptions ON DELETE CASCADE DEFERRABLE,
    platform     TEXT COLLATE "C" NOT NULL,
    parent       TEXT COLLATE "C" NOT NULL,
    title        TEXT COLLATE "C" NOT NULL,
    locale       TEXT COLLATE "C" NOT NULL,
    seed         BIGINT NOT NULL,
    role         TEXT COLLATE "C" NOT NULL,
    thread       BIGINT NOT NULL CHECK (thread BETWEEN 0 AND 2),
    named_only   BIGINT NOT NULL CHECK (named_only IN (0, 1)),
    installer    BIGINT REFERENCES identities ON DELETE SET NULL DEFERRABLE,
    tell         BIGINT NOT NULL CHECK (tell IN (0, 1)),
    off          BIGINT NOT NULL CHECK (off IN (0, 1)),
    sealed_title BYTEA,
    approval     BIGINT NOT NULL DEFAULT 0 CHECK (approval IN (0, 1)),
    word_list    BYTEA,
    themes       TEXT COLLATE "C" NOT NULL DEFAULT '',
    essays       TEXT COLLATE "C" NOT NULL DEFAULT '',
    light        BIGINT NOT NULL DEFAULT 0 CHECK (light IN (0, 1)),
    announce     BIGINT NOT NULL DEFAULT 0 CHECK (announce IN (0, 1)),
    announced    BIGINT NOT NULL DEFAULT 0,
    tag          TEXT COLLATE "C" NOT NULL DEFAULT '',
    heading      BYTEA
);
CREATE INDEX channels_by_installer ON channels (installer) WHERE installer IS NOT NULL;
CREATE INDEX channels_by_parent ON channels (platform, parent);

CREATE TABLE channel_choices (
    subscription BIGINT NOT NULL REFERENCES subscriptions ON DELETE CASCADE DEFERRABLE,
    pack         TEXT COLLATE "C" NOT NULL,
    state        BYTEA NOT NULL,
    PRIMARY KEY (subscription, pack)
);

CREATE TABLE questions (
    id           BIGINT PRIMARY KEY,
    subscription BIGINT NOT NULL REFERENCES subscriptions ON DELETE CASCADE DEFERRABLE,
    author       BIGINT REFERENCES persons ON DELETE CASCADE DEFERRABLE,
    text         BYTEA NOT NULL,
    credit       BYTEA,
    state        BIGINT NOT NULL CHECK (state BETWEEN 0 AND 3),
    tell         BIGINT NOT NULL CHECK (tell IN (0, 1)),
    asked        BIGINT,
    created      BIGINT,
    position     BIGINT NOT NULL DEFAULT 0,
    on_date      TEXT COLLATE "C"
);
CREATE INDEX questions_by_author ON questions (author) WHERE author IS NOT NULL;
CREATE INDEX questions_by_state ON questions (subscription, state, asked);

CREATE TABLE reports (
    id           BIGINT PRIMARY KEY,
    reply        BIGINT NOT NULL REFERENCES replies ON DELETE CASCADE DEFERRABLE,
    subscription BIGINT NOT NULL REFERENCES subscriptions ON DELETE CASCADE DEFERRABLE,
    reporter     BIGINT NOT NULL REFERENCES persons ON DELETE CASCADE DEFERRABLE,
    at           BIGINT,
    state        BIGINT NOT NULL CHECK (state BETWEEN 0 AND 2),
    UNIQUE (reply, reporter)
);
CREATE INDEX reports_by_reporter ON reports (reporter);
CREATE INDEX reports_by_state ON reports (subscription, state);

CREATE TABLE stops (
    platform TEXT COLLATE "C" NOT NULL,
    parent   TEXT COLLATE "C" NOT NULL,
    person   BIGINT NOT NULL REFERENCES persons ON DELETE CASCADE DEFERRABLE,
    name     BIGINT NOT NULL DEFAULT 0,
    at       BIGINT,
    delivery BIGINT REFERENCES deliveries ON DELETE SET NULL DEFERRABLE,
    PRIMARY KEY (platform, parent, person)
);
CREATE INDEX stops_by_delivery ON stops (delivery) WHERE delivery IS NOT NULL;
CREATE INDEX stops_by_person ON stops (person);

CREATE TABLE board (
    subscription BIGINT NOT NULL REFERENCES subscriptions ON DELETE CASCADE DEFERRABLE,
    person       BIGINT NOT NULL REFERENCES persons ON DELETE CASCADE DEFERRABLE,
    name         BYTEA NOT NULL,
    PRIMARY KEY (subscription, person)
);
CREATE INDEX board_by_person ON board (person);

CREATE TABLE notices (
    id       BIGINT PRIMARY KEY,
    person   BIGINT NOT NULL REFERENCES persons ON DELETE CASCADE DEFERRABLE,
    platform TEXT COLLATE "C" NOT NULL,
    parent   TEXT COLLATE "C" NOT NULL,
    text     BYTEA NOT NULL,
    recheck  BIGINT REFERENCES subscriptions ON DELETE CASCADE DEFERRABLE,
    private  BIGINT NOT NULL CHECK (private IN (0, 1)),
    at       BIGINT,
    quiet    BIGINT NOT NULL DEFAULT 0 CHECK (quiet IN (0, 1))
);
CREATE INDEX notices_by_parent ON notices (platform, parent);
CREATE INDEX notices_by_person ON notices (person, platform, parent);
CREATE INDEX notices_by_recheck ON notices (recheck) WHERE recheck IS NOT NULL;
CREATE INDEX notices_private ON notices (id) WHERE private = 1;

CREATE TABLE summaries (
    subscription  BIGINT PRIMARY KEY REFERENCES subscriptions ON DELETE CASCADE DEFERRABLE,
    active        BIGINT NOT NULL CHECK (active IN (0, 1)),
    week_off      BIGINT NOT NULL CHECK (week_off IN (0, 1)),
    week_days     BIGINT NOT NULL CHECK (week_days BETWEEN 0 AND 127),
    week_at       TEXT COLLATE "C" NOT NULL CHECK (week_at ~ '^[0-2][0-9]:[0-5][0-9]$'),
    week_settled  TEXT COLLATE "C" NOT NULL,
    month_off     BIGINT NOT NULL CHECK (month_off IN (0, 1)),
    month_days    BIGINT NOT NULL CHECK (month_days BETWEEN 0 AND 127),
    month_at      TEXT COLLATE "C" NOT NULL CHECK (month_at ~ '^[0-2][0-9]:[0-5][0-9]$'),
    month_settled TEXT COLLATE "C" NOT NULL,
    year_off      BIGINT NOT NULL CHECK (year_off IN (0, 1)),
    year_days     BIGINT NOT NULL CHECK (year_days BETWEEN 0 AND 127),
    year_at       TEXT COLLATE "C" NOT NULL CHECK (year_at ~ '^[0-2][0-9]:[0-5][0-9]$'),
    year_settled  TEXT COLLATE "C" NOT NULL,
    next          BIGINT
);
CREATE INDEX summaries_due ON summaries (next) WHERE next IS NOT NULL AND active = 1;

CREATE TABLE dispatches (
    id           BIGINT PRIMARY KEY,
    delivery     BIGINT REFERENCES deliveries ON DELETE CASCADE DEFERRABLE,
    subscription BIGINT REFERENCES subscriptions ON DELETE CASCADE DEFERRABLE,
    period       TEXT COLLATE "C" NOT NULL DEFAULT '',
    reply        BIGINT,
    platform     TEXT COLLATE "C" NOT NULL,
    chat         TEXT COLLATE "C" NOT NULL,
    purpose      BIGINT NOT NULL CHECK (purpose BETWEEN 0 AND 7),
    state        BIGINT NOT NULL CHECK (state BETWEEN 0 AND 4),
    ready        BIGINT,
    closes       BIGINT,
    attempts     BIGINT NOT NULL CHECK (attempts >= 0),
    unsure       BIGINT NOT NULL CHECK (unsure >= 0),
    tried        BIGINT,
    first_tried  BIGINT,
    message      TEXT COLLATE "C" NOT NULL,
    identity     BIGINT REFERENCES identities ON DELETE CASCADE DEFERRABLE,
    body         BYTEA,
    placed       BIGINT,
    seq          BIGINT NOT NULL DEFAULT 0,
    owner        TEXT COLLATE "C" NOT NULL DEFAULT '',
    lease        BIGINT,
    behind       BIGINT NOT NULL DEFAULT 0 CHECK (behind IN (0, 1)),
    CHECK (purpose = 7 OR (purpose = 3) = (delivery IS NULL)),
    CHECK ((purpose = 3) = (subscription IS NOT NULL)),
    CHECK (purpose <> 7 OR placed IS NOT NULL)
);
CREATE INDEX dispatches_answers ON dispatches (platform, chat, placed, seq)
    WHERE purpose = 7 AND ready IS NOT NULL AND state IN (0, 2);
CREATE INDEX dispatches_by_delivery ON dispatches (delivery, purpose) WHERE delivery IS NOT NULL;
CREATE INDEX dispatches_by_identity ON dispatches (identity) WHERE identity IS NOT NULL;
CREATE INDEX dispatches_by_reply ON dispatches (reply) WHERE reply IS NOT NULL;
CREATE INDEX dispatches_closing ON dispatches (closes) WHERE purpose = 7;
CREATE INDEX dispatches_next_answers ON dispatches (platform, placed, seq)
    WHERE purpose = 7 AND ready IS NOT NULL AND state IN (0, 2) AND behind = 0;
CREATE INDEX dispatches_next_others ON dispatches (platform, ready)
    WHERE purpose <> 7 AND ready IS NOT NULL AND state IN (0, 2) AND behind = 0;
CREATE INDEX dispatches_others ON dispatches (platform, chat, ready)
    WHERE purpose <> 7 AND ready IS NOT NULL AND state IN (0, 2);
CREATE INDEX dispatches_sending ON dispatches (platform, chat) WHERE state = 1;
CREATE UNIQUE INDEX dispatches_by_period ON dispatches (subscription, period) WHERE subscription IS NOT NULL;

CREATE TABLE checkpoints (
    person  BIGINT PRIMARY KEY REFERENCES persons ON DELETE CASCADE DEFERRABLE,
    settled BIGINT,
    state   BYTEA NOT NULL
);
CREATE INDEX checkpoints_settled ON checkpoints (settled) WHERE settled IS NOT NULL;

CREATE TABLE amounts (
    person   BIGINT PRIMARY KEY REFERENCES persons ON DELETE CASCADE DEFERRABLE,
    day      TEXT COLLATE "C" NOT NULL CHECK (day ~ '^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]$'),
    messages BIGINT NOT NULL CHECK (messages > 0),
    bytes    BIGINT NOT NULL CHECK (bytes >= 0)
);

CREATE TABLE submissions (
    id           BIGINT PRIMARY KEY,
    reply        BIGINT NOT NULL UNIQUE REFERENCES replies ON DELETE CASCADE DEFERRABLE,
    subscription BIGINT NOT NULL REFERENCES subscriptions ON DELETE CASCADE DEFERRABLE,
    at           BIGINT
);
CREATE INDEX submissions_by_channel ON submissions (subscription);

CREATE TABLE series (
    id           BIGINT PRIMARY KEY,
    subscription BIGINT NOT NULL REFERENCES subscriptions ON DELETE CASCADE DEFERRABLE,
    pack         TEXT COLLATE "C" NOT NULL,
    theme        TEXT COLLATE "C" NOT NULL,
    begun        BIGINT
);
CREATE INDEX series_by_subscription ON series (subscription);

CREATE TABLE evenings (
    delivery BIGINT PRIMARY KEY REFERENCES deliveries ON DELETE CASCADE DEFERRABLE,
    series   BIGINT NOT NULL REFERENCES series ON DELETE CASCADE DEFERRABLE,
    number   BIGINT NOT NULL CHECK (number BETWEEN 1 AND 5),
    UNIQUE (series, number)
);

CREATE TABLE requests (
    id      BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    at      BIGINT NOT NULL,
    kind    TEXT COLLATE "C" NOT NULL,
    entries BIGINT NOT NULL CHECK (entries >= 0)
);

CREATE TABLE host_acts (
    id     BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    person BIGINT NOT NULL REFERENCES persons ON DELETE CASCADE DEFERRABLE,
    act    TEXT COLLATE "C" NOT NULL CHECK (act <> ''),
    at     BIGINT NOT NULL
);
CREATE INDEX host_acts_by_person ON host_acts (person);

ALTER TABLE subscriptions ADD FOREIGN KEY (series) REFERENCES series ON DELETE SET NULL DEFERRABLE;

-- Whenever something stops waiting, waits for another instant, or moves to another
-- chat, the first one there is marked so: behind is 0.

-- +goose StatementBegin
CREATE FUNCTION dispatches_first(at_platform TEXT, in_chat TEXT, of_purpose BIGINT) RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
    IF of_purpose = 7 THEN
        UPDATE dispatches SET behind = 0 WHERE behind = 1 AND id = (SELECT id FROM dispatches
            WHERE platform = at_platform AND chat = in_chat AND purpose = 7 AND ready IS NOT NULL AND state IN (0, 2)
            ORDER BY placed, seq, id LIMIT 1);
    ELSE
        UPDATE dispatches SET behind = 0 WHERE behind = 1 AND id = (SELECT id FROM dispatches
            WHERE platform = at_platform AND chat = in_chat AND purpose <> 7 AND ready IS NOT NULL AND state IN (0, 2)
            ORDER BY ready, id LIMIT 1);
    END IF;
END;
$$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION dispatches_updated() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    PERFORM dispatches_first(NEW.platform, NEW.chat, NEW.purpose);
    RETURN NULL;
END;
$$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION dispatches_left() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    PERFORM dispatches_first(OLD.platform, OLD.chat, OLD.purpose);
    RETURN NULL;
END;
$$;
-- +goose StatementEnd

CREATE TRIGGER dispatches_updated AFTER UPDATE OF state, ready, platform, chat ON dispatches FOR EACH ROW
WHEN (OLD.state IN (0, 2) OR NEW.state IN (0, 2))
EXECUTE FUNCTION dispatches_updated();

CREATE TRIGGER dispatches_moved AFTER UPDATE OF platform, chat ON dispatches FOR EACH ROW
WHEN (OLD.state IN (0, 2) AND (OLD.platform, OLD.chat) <> (NEW.platform, NEW.chat))
EXECUTE FUNCTION dispatches_left();

CREATE TRIGGER dispatches_deleted AFTER DELETE ON dispatches FOR EACH ROW
WHEN (OLD.state IN (0, 2))
EXECUTE FUNCTION dispatches_left();

-- Facts are never changed, but for those that a clock stored that was ahead
-- (settings: clamping), and what is sealed of them.

-- +goose StatementBegin
CREATE FUNCTION facts_never_change() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM settings WHERE name = 'clamping')
        AND NEW.id = OLD.id AND NEW.person = OLD.person AND NEW.kind = OLD.kind
        AND NEW.subscription = OLD.subscription AND NEW.delivery = OLD.delivery AND NEW.part = OLD.part
        AND NEW.platform = OLD.platform AND NEW.chat = OLD.chat AND NEW.message = OLD.message AND NEW.zone = OLD.zone
        AND NEW.extra = OLD.extra AND NEW.back_off = OLD.back_off AND NEW.shown = OLD.shown
        AND coalesce(NEW.at <= OLD.at, NEW.at IS NOT DISTINCT FROM OLD.at)
        AND coalesce(NEW.known <= OLD.known, NEW.known IS NOT DISTINCT FROM OLD.known)
        AND coalesce(NEW.date <= OLD.date, NEW.date IS NOT DISTINCT FROM OLD.date)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'facts are never changed' USING ERRCODE = 'check_violation';
END;
$$;
-- +goose StatementEnd

CREATE TRIGGER facts_never_change BEFORE UPDATE ON facts FOR EACH ROW EXECUTE FUNCTION facts_never_change();

-- A fact goes only with its person, or to where it stands under a persona (settings:
-- moving).

-- +goose StatementBegin
CREATE FUNCTION facts_go_with_their_person() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM persons WHERE id = OLD.person)
        AND NOT EXISTS (SELECT 1 FROM settings WHERE name = 'moving')
    THEN
        RAISE EXCEPTION 'facts go only with their person' USING ERRCODE = 'check_violation';
    END IF;
    RETURN OLD;
END;
$$;
-- +goose StatementEnd

CREATE TRIGGER facts_go_with_their_person BEFORE DELETE ON facts FOR EACH ROW EXECUTE FUNCTION facts_go_with_their_person();

INSERT INTO settings (name, value) VALUES ('ids', '0'), ('clean', '1');
