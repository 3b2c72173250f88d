-- What a host did by a command with what is held on a person, such as writing it out
-- for them. It holds nobody's words, and goes with its person.

-- +goose Up
CREATE TABLE host_acts (
    id     INTEGER PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES persons ON DELETE CASCADE,
    act    TEXT NOT NULL CHECK (act <> ''),
    at     INTEGER NOT NULL
) STRICT;
CREATE INDEX host_acts_by_person ON host_acts (person);
