-- An outage is recorded while it lasts, and goes on: of one beginning on a platform
-- there is one row.

-- +goose Up
DELETE FROM aways WHERE EXISTS (SELECT 1 FROM aways AS longer
    WHERE longer.platform = aways.platform AND longer.since = aways.since
      AND (longer.until > aways.until OR (longer.until = aways.until AND longer.rowid > aways.rowid)));
CREATE UNIQUE INDEX aways_by_beginning ON aways (platform, since);
