-- What the outbox of the first schema needed, and the one since the third doesn't.

-- +goose Up
DROP TABLE answers;
DROP INDEX dispatches_ready;

-- Answers whose window closed long ago, on a platform that is served no more.
CREATE INDEX dispatches_closing ON dispatches (closes) WHERE purpose = 7;
