-- Rows are bound to what stands in them. A seal is made with the identity's key and
-- holds the other columns of its row; it is NULL only until the layer that seals has
-- gone through what the version before left (settings: check tells).

-- +goose Up
ALTER TABLE identities ADD COLUMN seal BLOB;
ALTER TABLE replies ADD COLUMN seal BLOB;
