package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"stillpoint/internal/store"
)

// serversDatabase looks at a database on a server, and at the key with it. That the
// database is sound, and backed up, is for whoever runs the server to see.
func (d *doctor) serversDatabase(ctx context.Context, address, keyFile string) {
	key := keyOf(address, keyFile)
	seen, err := store.LookOnServer(ctx, address)
	switch {
	case errors.Is(err, store.ErrEmpty):
		d.fine("database", fmt.Sprintf("%s can be reached: PostgreSQL %s", seen.Path, seen.Server))
		if _, there := os.Stat(key); there == nil {
			d.miss("database", "it is empty, although its key is there: "+key,
				"Is this the right server, and the right database? To begin anew with this key, start once with bot run --begin-anew.")
		} else {
			d.note("database", "it is empty; run fills it", "")
		}
		d.key(key, false, nil)
		return
	case err != nil:
		d.wrong("database", err)
		d.key(key, false, nil)
		return
	}
	d.fine("database", fmt.Sprintf("%s can be reached: PostgreSQL %s; %s, %s", seen.Path, seen.Server, census(seen), megabytes(uint64(seen.Size))))
	if seen.Holder != "" {
		d.fine("database", "in use: a bot runs on it, "+seen.Holder)
	}
	if seen.Schema < seen.Known {
		d.note("database", fmt.Sprintf("its schema is number %d; run brings it to %d, and keeps no copy", seen.Schema, seen.Known), "Back it up with pg_dump first.")
	} else {
		d.fine("database", fmt.Sprintf("its schema is number %d, the newest, since %s", seen.Schema, seen.Migrated.Format(time.DateOnly)))
	}
	d.work(seen, seen.Holder != "")
	d.keys(seen)
	d.key(key, false, &seen)
	d.note("backups", "the server's are not seen from here", "pg_dump, or what your server offers, copies the database; keep a copy of the key apart from it.")
}
