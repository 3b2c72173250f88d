-- Rows are bound to what stands in them. A seal is made with the identity's key and
-- holds the other columns of its row; it is NULL only until the layer that seals has
-- gone through what the version before left (settings: check tells).

-- +goose Up
ALTER TABLE identities ADD COLUMN seal BLOB;
ALTER TABLE replies ADD COLUMN seal BLOB;

-- The title of a channel, sealed with the store's own key. The one in the clear is
-- empty from now on; that of the version before is taken over when rows are bound.
ALTER TABLE channels ADD COLUMN sealed_title BLOB;
