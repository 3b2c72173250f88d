-- Who was stopped can be let share again, from a list that names nobody: each entry
-- has a name of its own that says nothing, and when and over which question it was.

-- +goose Up
ALTER TABLE stops ADD COLUMN name INTEGER NOT NULL DEFAULT 0;
ALTER TABLE stops ADD COLUMN at INTEGER;
ALTER TABLE stops ADD COLUMN delivery INTEGER REFERENCES deliveries ON DELETE SET NULL;
UPDATE stops SET name = (random() & 1099511627775) + 1;
CREATE INDEX stops_by_delivery ON stops (delivery) WHERE delivery IS NOT NULL;
