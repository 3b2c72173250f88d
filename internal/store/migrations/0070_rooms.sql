-- What a channel's type offers beyond a message: its posts are published to those
-- who follow it, the latest that was; and the tag of its posts in a forum.

-- +goose Up
ALTER TABLE channels ADD COLUMN announce INTEGER NOT NULL DEFAULT 0 CHECK (announce IN (0, 1));
ALTER TABLE channels ADD COLUMN announced INTEGER NOT NULL DEFAULT 0;
ALTER TABLE channels ADD COLUMN tag TEXT NOT NULL DEFAULT '';
