-- When somebody was last there, by the day: whoever never comes back is found by it.

-- +goose Up

ALTER TABLE persons ADD COLUMN seen INTEGER;
