-- What somebody was told of rest days (1: the first one earned, 2: the first one
-- spent), for how many months their words are kept (0: for good), and when they were
-- told that the host keeps the words of those who never come back no longer.

-- +goose Up

ALTER TABLE persons ADD COLUMN explained INTEGER NOT NULL DEFAULT 0 CHECK (explained BETWEEN 0 AND 3);
ALTER TABLE persons ADD COLUMN keep_months INTEGER NOT NULL DEFAULT 0 CHECK (keep_months >= 0);
ALTER TABLE persons ADD COLUMN warned INTEGER;
CREATE INDEX persons_keeping ON persons (id) WHERE keep_months > 0;
