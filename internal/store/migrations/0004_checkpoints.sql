-- How far each person's facts are counted, so that counting on reads only what
-- came later. State is the rules' own encoding; it holds nobody's words. Settled
-- is the instant up to which outages are settled in it, NULL where none are.

-- +goose Up

CREATE TABLE checkpoints (
    person  INTEGER PRIMARY KEY REFERENCES persons ON DELETE CASCADE,
    settled INTEGER,
    state   BLOB NOT NULL
) STRICT;
-- What an outage that is added late takes away.
CREATE INDEX checkpoints_settled ON checkpoints (settled) WHERE settled IS NOT NULL;

-- Whether a part was filed before, or a delivery answered.
CREATE INDEX facts_by_part ON facts (person, part) WHERE kind = 2 AND part <> 0;
CREATE INDEX facts_by_delivery ON facts (person, delivery) WHERE kind = 2;

-- How much each person wrote on the latest day on which they did.
CREATE TABLE amounts (
    person   INTEGER PRIMARY KEY REFERENCES persons ON DELETE CASCADE,
    day      TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    messages INTEGER NOT NULL CHECK (messages > 0),
    bytes    INTEGER NOT NULL CHECK (bytes >= 0)
) STRICT;
