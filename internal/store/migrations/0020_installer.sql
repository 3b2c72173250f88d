-- Whoever set a channel up is called its installer everywhere.

-- +goose Up
DROP INDEX channels_by_steward;
ALTER TABLE channels RENAME COLUMN steward TO installer;
CREATE INDEX channels_by_installer ON channels (installer) WHERE installer IS NOT NULL;
