-- The days on which a channel isn't asked: the public holidays of a country, by its
-- code, beside its days off.

-- +goose Up
ALTER TABLE subscriptions ADD COLUMN holidays TEXT NOT NULL DEFAULT '';
