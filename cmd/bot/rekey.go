package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"stillpoint/internal/disk"
	"stillpoint/internal/store"
	"stillpoint/internal/vault"
)

// rekeyCmd changes the keys that seal what people write. The bot must not run on the
// database meanwhile. Whatever cuts it off, it goes on when it is called again.
type rekeyCmd struct {
	Database string `long:"database" env:"STILLPOINT_DATABASE" default:"stillpoint.db" value-name:"FILE" description:"The SQLite file."`
	KeyFile  string `long:"key-file" env:"STILLPOINT_KEY_FILE" value-name:"FILE" description:"The master key, <database>.key unless named."`
	Data     bool   `long:"data" description:"Change the data keys too, each account's, and seal anew all that they seal. Takes long."`
}

// Run changes the master key, and with Data the data keys after it.
func (c *rekeyCmd) Run(ctx context.Context, s streams) error {
	wrong := s.slips
	wrong.database("STILLPOINT_DATABASE", c.Database)
	if err := wrong.orNil(); err != nil {
		return err
	}
	if err := there(c.Database); err != nil {
		return fmt.Errorf("nothing to change the keys of: %w", err)
	}
	key := keyOf(c.Database, c.KeyFile)
	log := slog.New(slog.NewTextHandler(s.err, nil))
	if err := changeMaster(ctx, c.Database, key, log, s.out); err != nil {
		return err
	}
	if !c.Data {
		return nil
	}
	went, err := store.RekeyData(ctx, store.Options{Path: c.Database, KeyFile: key, Log: log})
	if err != nil {
		return fmt.Errorf("%w; what was changed stays so, and calling this again goes on from there", err)
	}
	if went {
		fmt.Fprintln(s.out, "The change of data keys that was cut off is done.")
	} else {
		fmt.Fprintln(s.out, "The data keys are changed; all that they seal is sealed anew.")
	}
	return nil
}

// changeMaster has a new master key open the database, and puts it where the one
// before was, which stays beside it under another name. The new one is in <key>.new
// until then: by which of the two opens the database it knows how far an earlier call
// came.
func changeMaster(ctx context.Context, database, key string, log *slog.Logger, out io.Writer) error {
	next := key + ".new"
	changed, err := alreadyOpens(ctx, database, key, next, log)
	if err != nil {
		return err
	}
	if !changed {
		if err := store.Rekey(ctx, store.Options{Path: database, KeyFile: key, Log: log}, next); err != nil {
			return err
		}
	}
	disk.HandOver(next, key, filepath.Dir(key))
	before, err := unused(key + store.KeyUntil + time.Now().UTC().Format("20060102T150405Z"))
	if err != nil {
		return fmt.Errorf("the database takes the key in %s now, and the one before finds no name: %w", next, err)
	}
	if err := os.Rename(key, before); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("the database takes the key in %s now, which can't be put in the place of %s: %w", next, key, err)
	}
	if err := os.Rename(next, key); err != nil {
		return fmt.Errorf("the database takes the key in %s now, which can't be put in the place of %s: %w", next, key, err)
	}
	fmt.Fprintf(out, "The master key is changed. It is in %s; back it up apart from the database.\n", key)
	fmt.Fprintf(out, "The one before is in %s. Only backups from before need it: delete it with the last of them.\n", before)
	return nil
}

// unused is a name that no file has: the one given, or that with a number. A key before
// that was changed within the same second keeps its own: a backup may need it.
func unused(name string) (string, error) {
	free := name
	for n := 2; ; n++ {
		switch _, err := os.Lstat(free); {
		case errors.Is(err, fs.ErrNotExist):
			return free, nil
		case err != nil:
			return "", err
		}
		free = fmt.Sprintf("%s-%d", name, n)
	}
}

// alreadyOpens reports whether it is the next key that opens the database.
func alreadyOpens(ctx context.Context, database, key, next string, log *slog.Logger) (bool, error) {
	if _, err := os.Stat(next); errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if _, err := os.Stat(key); err == nil {
		st, err := store.Open(ctx, store.Options{Path: database, KeyFile: key, Log: log})
		if err == nil {
			return false, st.Close()
		}
		if !errors.Is(err, vault.ErrWrongKey) {
			return false, err
		}
	}
	st, err := store.Open(ctx, store.Options{Path: database, KeyFile: next, Log: log})
	if err != nil {
		return false, err
	}
	return true, st.Close()
}
