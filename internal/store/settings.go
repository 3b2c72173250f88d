package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/sealing"
	"stillpoint/internal/vault"
)

// settings is what the store keeps about itself.
type settings struct {
	ids   int64  // the end of the ids that may be in use
	clean bool   // closed the last time it was open
	check []byte // tells the master key; nil before there was one
	own   []byte // the store's own data key, wrapped
	// unfinished says that another database is being moved into this one.
	unfinished bool
}

func loadSettings(c *conn) (set settings, err error) {
	rows, err := c.query(`SELECT name, value FROM settings`)
	if err != nil {
		return set, fmt.Errorf("read settings: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		var value sql.RawBytes
		if err := rows.Scan(&name, &value); err != nil {
			return set, fmt.Errorf("read settings: %w", err)
		}
		switch name {
		case "ids":
			_, err = fmt.Sscan(string(value), &set.ids)
		case "clean":
			set.clean = string(value) == "1"
		case "check":
			set.check = append([]byte(nil), value...)
		case unfinished:
			set.unfinished = true
		case "key":
			set.own = append([]byte(nil), value...)
		}
		if err != nil {
			return set, fmt.Errorf("read setting %s: %w", name, err)
		}
	}
	if err := rows.Err(); err != nil {
		return set, fmt.Errorf("read settings: %w", err)
	}
	return set, nil
}

func saveSetting(c *conn, name string, value any) error {
	if n, ok := value.(int64); ok {
		value = c.number(n)
	}
	_, err := c.exec(`INSERT INTO settings (name, value) VALUES (?, ?)
		ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value)
	if err != nil {
		return fmt.Errorf("save setting %s: %w", name, err)
	}
	return nil
}

// openKeys opens the key file that the database was sealed with.
func (s *Store) openKeys(c *conn, set settings, keyFile string) (sealing.Keys, error) {
	var unsaved error
	keys, err := sealing.OpenKeys(keyFile, sealing.Kept{Check: set.check, Own: set.own}, func(kept sealing.Kept) error {
		unsaved = errors.Join(saveSetting(c, "key", kept.Own), saveSetting(c, "check", kept.Check))
		return unsaved
	})
	switch {
	case unsaved != nil:
		return keys, explain(s.path, unsaved)
	case errors.Is(err, vault.ErrTampered):
		return keys, problem(ErrDamaged, s.path, err)
	}
	return keys, explainKey(keyFile, set.check, err)
}

// explainKey turns what is wrong with the key's file into a *Problem. Check is what tells
// the key that fits; nil if nothing does.
func explainKey(keyFile string, check []byte, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, vault.ErrNoKey):
		return problem(ErrKeyMissing, keyFile, nil)
	case errors.Is(err, vault.ErrMalformed):
		return &Problem{Kind: cmp.Or(errors.Unwrap(err), err), Path: keyFile, Do: remedies[vault.ErrMalformed]}
	case errors.Is(err, vault.ErrWrongKey):
		p := problem(vault.ErrWrongKey, keyFile, nil)
		if before := keyBefore(keyFile, check); before != "" {
			p.Do = "It was sealed with a key from before a change of keys: " + before + " opens it. Name that one with --key-file or STILLPOINT_KEY_FILE, for bot run as well."
		}
		return p
	case errors.Is(err, vault.ErrNotMade) && errors.Is(err, fs.ErrPermission):
		return problem(ErrKeyUnmade, keyFile, fs.ErrPermission)
	case errors.Is(err, fs.ErrPermission):
		return problem(ErrKeyUnread, keyFile, err)
	}
	return explain(keyFile, err)
}

// keyBefore finds the key that fits among those that a change of the master key has left
// beside its file; empty if none does.
func keyBefore(keyFile string, check []byte) string {
	folder, name := filepath.Split(keyFile)
	entries, err := os.ReadDir(cmp.Or(folder, "."))
	if err != nil || check == nil {
		return ""
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), name+KeyUntil) {
			continue
		}
		path := filepath.Join(folder, e.Name())
		if v, _, err := vault.Open(path, false); err == nil {
			if _, err := v.Verify(check); err == nil {
				return path
			}
		}
	}
	return ""
}

// KeyUntil follows the name of the key's file in that of a key from before a change.
const KeyUntil = ".until-"

// bind has what an older version left bound to where it stands.
func (s *Store) bind(ctx context.Context) error {
	return sealing.Bind(ctx, engine{s}, &s.keys, s.log, func(check []byte) error {
		return engine{s}.Update(ctx, func(rtx reflection.Tx) error {
			_, err := rtx.(*tx).exec("save check value", `UPDATE settings SET value = ? WHERE name = 'check'`, check)
			return err
		})
	})
}

// Key describes the file of the master key, for those who look after the bot.
func (s *Store) Key() vault.KeyFile { return s.keys.File }

// Links seals what the bot's links carry, under the master key.
func (s *Store) Links() *vault.Links { return s.keys.Links() }

// MarkServed records that the database has served a platform.
func (s *Store) MarkServed(ctx context.Context, p chat.Platform) error {
	return engine{s}.Update(ctx, func(rtx reflection.Tx) error {
		_, err := rtx.(*tx).exec("mark served", `INSERT INTO served (platform, since) VALUES (?, ?)
			ON CONFLICT DO NOTHING`, string(p), time.Now().UnixMicro())
		return err
	})
}

// Served returns the platforms that the database has ever served, by name.
func (s *Store) Served(ctx context.Context) (platforms []chat.Platform, err error) {
	err = engine{s}.View(ctx, func(rtx reflection.Tx) error {
		platforms, err = many(rtx.(*tx), "served", cell[chat.Platform], `SELECT platform FROM served ORDER BY platform`)
		return err
	})
	return platforms, err
}
