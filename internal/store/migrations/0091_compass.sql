-- The compass: what it points at, in the person's own word, sealed with the store's
-- own key; and every tap on it.

-- +goose Up

-- Delivery is the question that it stood under last, on the date last.
CREATE TABLE compasses (
    person   INTEGER PRIMARY KEY REFERENCES persons ON DELETE CASCADE,
    "on"     INTEGER NOT NULL CHECK ("on" IN (0, 1)),
    named    BLOB,
    last     TEXT CHECK (last GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    delivery INTEGER REFERENCES deliveries ON DELETE SET NULL
) STRICT;
CREATE INDEX compasses_by_delivery ON compasses (delivery) WHERE delivery IS NOT NULL;

-- Place, 1 stay to 5 go, is sealed with the store's own key.
CREATE TABLE taps (
    person INTEGER NOT NULL REFERENCES persons ON DELETE CASCADE,
    date   TEXT NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    place  BLOB NOT NULL,
    PRIMARY KEY (person, date)
) STRICT, WITHOUT ROWID;
