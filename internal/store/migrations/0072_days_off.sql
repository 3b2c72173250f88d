-- The days on which a channel isn't asked: the public holidays of a country, by its
-- code, and spans of dates, as FIRST/LAST with a space between them.

-- +goose Up
ALTER TABLE subscriptions ADD COLUMN holidays TEXT NOT NULL DEFAULT '';
ALTER TABLE subscriptions ADD COLUMN closed TEXT NOT NULL DEFAULT '';
