-- Answers that wait for an admin before they are shared without a name, and the
-- words that keep one from it: sealed with the store's own key.

-- +goose Up
ALTER TABLE channels ADD COLUMN approval INTEGER NOT NULL DEFAULT 0 CHECK (approval IN (0, 1));
ALTER TABLE channels ADD COLUMN word_list BLOB;

CREATE TABLE submissions (
    id           INTEGER PRIMARY KEY,
    reply        INTEGER NOT NULL UNIQUE REFERENCES replies ON DELETE CASCADE,
    subscription INTEGER NOT NULL REFERENCES subscriptions ON DELETE CASCADE,
    at           INTEGER
) STRICT;
CREATE INDEX submissions_by_channel ON submissions (subscription);
