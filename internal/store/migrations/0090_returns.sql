-- What comes back to people: earlier replies with their words.

-- +goose Up

-- The delivery asks what has changed since the reply. Booked: it was asked for.
CREATE TABLE returns (
    delivery INTEGER PRIMARY KEY REFERENCES deliveries ON DELETE CASCADE,
    reply    INTEGER NOT NULL REFERENCES replies ON DELETE CASCADE,
    booked   INTEGER NOT NULL CHECK (booked IN (0, 1))
) STRICT;
CREATE INDEX returns_by_reply ON returns (reply);

-- What its writer said of a reply: that it never comes back, or on which date.
CREATE TABLE bookings (
    reply  INTEGER PRIMARY KEY REFERENCES replies ON DELETE CASCADE,
    person INTEGER NOT NULL REFERENCES persons ON DELETE CASCADE,
    due    TEXT CHECK (due GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    away   INTEGER NOT NULL CHECK (away IN (0, 1)),
    CHECK ((due IS NULL) = (away = 1))
) STRICT;
CREATE INDEX bookings_due ON bookings (person, due);

-- Last is the date of the latest return that nobody had booked. Never holds the
-- words and days that never come back, sealed with the store's own key.
CREATE TABLE recalls (
    person INTEGER PRIMARY KEY REFERENCES persons ON DELETE CASCADE,
    off    INTEGER NOT NULL CHECK (off IN (0, 1)),
    last   TEXT CHECK (last GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    never  BLOB
) STRICT;
