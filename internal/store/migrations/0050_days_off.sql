-- Dates on which somebody isn't asked: spans with a space between them, each its
-- first and its last date with a stroke between; empty for none.

-- +goose Up
ALTER TABLE subscriptions ADD COLUMN days_off TEXT NOT NULL DEFAULT '';
