-- The heading of a channel's posts, sealed with the store's own key; and a notice that
-- a channel has grown quiet, under which its way back is offered.

-- +goose Up
ALTER TABLE channels ADD COLUMN heading BLOB;
ALTER TABLE notices ADD COLUMN quiet INTEGER NOT NULL DEFAULT 0 CHECK (quiet IN (0, 1));
