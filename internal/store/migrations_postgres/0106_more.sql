-- An own question may lead to more: an address, sealed.

-- +goose Up
ALTER TABLE questions ADD COLUMN more BYTEA;
