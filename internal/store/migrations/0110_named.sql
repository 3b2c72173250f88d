-- Whether the name shown with a question is what its author's account called itself.
-- Of those from before it isn't known.

-- +goose Up
ALTER TABLE questions ADD COLUMN named INTEGER NOT NULL DEFAULT 0 CHECK (named IN (0, 1));
