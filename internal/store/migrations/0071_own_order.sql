-- A channel's own questions have an order that its admins choose, and a date from
-- which on one is asked, if it was given one.

-- +goose Up
ALTER TABLE questions ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
ALTER TABLE questions ADD COLUMN on_date TEXT;
