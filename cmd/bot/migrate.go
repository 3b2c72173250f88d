package main

import (
	"context"
	"fmt"
	"log/slog"

	"stillpoint/internal/store"
)

// migrateStoreCmd moves a database to another engine, or to another place.
type migrateStoreCmd struct {
	KeyFile string `long:"key-file" env:"STILLPOINT_KEY_FILE" value-name:"FILE" description:"The master key of the first database, which opens the second as well; beside the first unless named."`
	Args    struct {
		From string `positional-arg-name:"FROM" description:"The database: a SQLite file, or postgres://USER:PASSWORD@HOST:PORT/DATABASE. It is left as it is."`
		To   string `positional-arg-name:"TO" description:"Where it goes: a file that does not exist yet, or an empty database on a server."`
	} `positional-args:"yes" required:"yes"`
}

// Run moves it, and says what was compared.
func (c *migrateStoreCmd) Run(ctx context.Context, s streams) error {
	wrong := s.slips
	wrong.database("FROM", c.Args.From)
	wrong.database("TO", c.Args.To)
	if c.Args.From == c.Args.To {
		wrong = append(wrong, "FROM and TO are the same")
	}
	if err := wrong.orNil(); err != nil {
		return err
	}
	if err := there(c.Args.From); err != nil {
		return err
	}
	key := keyOf(c.Args.From, c.KeyFile)
	log := slog.New(slog.NewTextHandler(s.err, nil))
	out := &reportWriter{out: s.out}
	moved, err := store.Move(ctx, store.Options{Path: c.Args.From, KeyFile: key, Log: log}, store.Options{Path: c.Args.To, Log: log}, func(table string, rows int) {
		if rows > 0 {
			out.printf("%-16s %s\n", table, counted(rows, "row"))
		}
	})
	if err != nil {
		return fmt.Errorf("%w; what was copied stays, and calling this again goes on from there", err)
	}
	if moved.Went {
		out.printf("This went on where an earlier move was cut off.\n")
	}
	out.printf("Moved: %s in %s, counted and compared in both.\n", counted(moved.Rows, "row"), counted(moved.Tables, "table"))
	out.printf("The key is the same: %s. Name it with STILLPOINT_KEY_FILE, and the new place with STILLPOINT_DATABASE. Never run both.\n", key)
	return out.err
}
