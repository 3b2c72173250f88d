-- What a channel's week came to, as it was first told: counts alone. They are not
-- counted again, so that no two tellings differ by one person's doing.

-- +goose Up
CREATE TABLE figures (
    subscription INTEGER NOT NULL REFERENCES subscriptions ON DELETE CASCADE,
    week         TEXT NOT NULL,
    asked        INTEGER NOT NULL,
    answers      INTEGER NOT NULL,
    people       INTEGER NOT NULL,
    came_back    INTEGER NOT NULL,
    PRIMARY KEY (subscription, week)
) STRICT, WITHOUT ROWID;
