-- What admins chose for all channels of a server or group: the role of those who may do
-- what they may, and the chat in which what waits for moderators is shown. The title is
-- sealed with the store's own key; the seal holds all that stands in the row. And what
-- they did, by the day: the person is a persona, whose name goes with them.

-- +goose Up
CREATE TABLE communities (
    platform   TEXT NOT NULL,
    parent     TEXT NOT NULL,
    manager    TEXT NOT NULL,
    moderators TEXT NOT NULL,
    title      BLOB,
    stuck      INTEGER NOT NULL CHECK (stuck IN (0, 1)),
    seal       BLOB,
    PRIMARY KEY (platform, parent)
) STRICT, WITHOUT ROWID;
CREATE INDEX communities_by_chat ON communities (platform, moderators) WHERE moderators <> '';

CREATE TABLE acts (
    id           INTEGER PRIMARY KEY,
    platform     TEXT NOT NULL,
    parent       TEXT NOT NULL,
    subscription INTEGER REFERENCES subscriptions ON DELETE SET NULL,
    person       INTEGER REFERENCES persons ON DELETE SET NULL,
    name         BLOB,
    manager      INTEGER NOT NULL CHECK (manager IN (0, 1)),
    what         TEXT NOT NULL CHECK (what <> ''),
    detail       BLOB,
    day          TEXT NOT NULL
) STRICT;
CREATE INDEX acts_by_parent ON acts (platform, parent, id);
CREATE INDEX acts_by_person ON acts (person) WHERE person IS NOT NULL;
CREATE INDEX acts_by_channel ON acts (subscription) WHERE subscription IS NOT NULL;
CREATE INDEX acts_by_day ON acts (day);

-- +goose StatementBegin
CREATE TRIGGER acts_unnamed BEFORE DELETE ON persons
BEGIN
    UPDATE acts SET name = NULL WHERE person = OLD.id;
END;
-- +goose StatementEnd
