-- What SQLite's migration 0110 brings: what it means is told there.

-- +goose Up
ALTER TABLE questions ADD COLUMN named BIGINT NOT NULL DEFAULT 0 CHECK (named IN (0, 1));
