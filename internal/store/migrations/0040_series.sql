-- What people chose among the questions, and the series that they go through.
-- Themes and essays are ids, with a space between them; empty for all.

-- +goose Up

ALTER TABLE persons ADD COLUMN themes TEXT NOT NULL DEFAULT '';
ALTER TABLE persons ADD COLUMN essays TEXT NOT NULL DEFAULT '';
ALTER TABLE persons ADD COLUMN spared INTEGER NOT NULL DEFAULT 0 CHECK (spared IN (0, 1));
-- Own_share: 0 none, 1 some, 2 half.
ALTER TABLE persons ADD COLUMN own_share INTEGER NOT NULL DEFAULT 0 CHECK (own_share BETWEEN 0 AND 2);

ALTER TABLE channels ADD COLUMN themes TEXT NOT NULL DEFAULT '';
ALTER TABLE channels ADD COLUMN essays TEXT NOT NULL DEFAULT '';
ALTER TABLE channels ADD COLUMN light INTEGER NOT NULL DEFAULT 0 CHECK (light IN (0, 1));

ALTER TABLE deliveries ADD COLUMN tender INTEGER NOT NULL DEFAULT 0 CHECK (tender IN (0, 1));

-- A series runs while its subscription names it.
CREATE TABLE series (
    id           INTEGER PRIMARY KEY,
    subscription INTEGER NOT NULL REFERENCES subscriptions ON DELETE CASCADE,
    pack         TEXT NOT NULL,
    theme        TEXT NOT NULL,
    begun        INTEGER
) STRICT;
CREATE INDEX series_by_subscription ON series (subscription);
ALTER TABLE subscriptions ADD COLUMN series INTEGER REFERENCES series ON DELETE SET NULL;
CREATE INDEX subscriptions_by_series ON subscriptions (series) WHERE series IS NOT NULL;

-- Number: 1 to 4 an evening, 5 the message that gives them back.
CREATE TABLE evenings (
    delivery INTEGER PRIMARY KEY REFERENCES deliveries ON DELETE CASCADE,
    series   INTEGER NOT NULL REFERENCES series ON DELETE CASCADE,
    number   INTEGER NOT NULL CHECK (number BETWEEN 1 AND 5),
    UNIQUE (series, number)
) STRICT;
