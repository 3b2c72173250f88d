-- What the host did at somebody's request: when, what, and to how many entries. Nobody
-- is named: whoever asked to be forgotten is.

-- +goose Up

CREATE TABLE requests (
    id      INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    entries INTEGER NOT NULL CHECK (entries >= 0)
) STRICT;
