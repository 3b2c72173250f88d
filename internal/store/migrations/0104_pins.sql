-- A channel's posts are pinned if its admins want that: the latest that is, and the
-- latest for which it was done or given up.

-- +goose Up
ALTER TABLE channels ADD COLUMN pin INTEGER NOT NULL DEFAULT 0 CHECK (pin IN (0, 1));
ALTER TABLE channels ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE channels ADD COLUMN pin_tried INTEGER NOT NULL DEFAULT 0;
