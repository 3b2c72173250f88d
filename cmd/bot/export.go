package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"stillpoint/internal/delivery/exports"
	"stillpoint/internal/delivery/summaries"
	"stillpoint/internal/portable"
	"stillpoint/internal/reflection"
	"stillpoint/internal/store"
)

// exportCmd writes a person's file for them, without showing a word of it. That it was
// done is recorded with the person.
type exportCmd struct {
	databaseSetting
	personSetting
	Format string `long:"format" default:"json" description:"json for everything; book, markdown or csv for the journal."`
	Args   struct {
		File string `positional-arg-name:"FILE" description:"The file to write. It must not exist."`
	} `positional-args:"yes" required:"yes"`
	common
}

// Run writes the file.
func (c *exportCmd) Run(ctx context.Context, s streams) error {
	wrong := s.slips
	log := c.logger(s.err, &wrong)
	c.checkPrompts(&wrong)
	wrong.database("STILLPOINT_DATABASE", c.Database)
	c.checkKeyFile(&wrong)
	platform, account := c.whom(&wrong)
	kind, ok := portable.KindOf(c.Format)
	if !ok {
		wrong = append(wrong, fmt.Sprintf("--format is %q; it takes json, book, markdown or csv", c.Format))
	}
	if err := wrong.orNil(); err != nil {
		return err
	}
	if err := there(c.Database); err != nil {
		return err
	}
	packs, st, closing, err := c.open(ctx, store.Options{Path: c.Database}, log)
	if err != nil {
		return err
	}
	defer closing()
	var who reflection.Identity
	err = st.View(ctx, func(tx reflection.Tx) (err error) {
		who, err = tx.Identity(platform, account)
		return err
	})
	if errors.Is(err, reflection.ErrNotFound) {
		return fmt.Errorf("nobody is known as %s", c.Person)
	}
	if err != nil {
		return err
	}
	now := time.Now().UTC()
	files := exports.New(st, summaries.New(st, packs, log), func() time.Time { return now })
	if err := writeNew(c.Args.File, func(to *os.File) error {
		return files.Write(ctx, to, portable.Order{Person: who.Person, Kind: kind}, now)
	}); err != nil {
		return err
	}
	err = st.Update(ctx, func(tx reflection.Tx) error {
		return tx.AddHostAct(who.Person, reflection.HostAct{Act: "export", At: now})
	})
	if err != nil {
		return errors.Join(fmt.Errorf("recording the export: %w", err), os.Remove(c.Args.File))
	}
	out := &reportWriter{out: s.out}
	out.printf("Written to %s, for its owner alone to read. It holds private words: send it by a safe way and delete it then.\n", c.Args.File)
	return out.err
}

// writeNew writes a file that nobody else may read. One that is there stays, and one
// that couldn't be written whole is removed.
func writeNew(path string, write func(*os.File) error) error {
	to, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("writing the file: %w", err)
	}
	err = write(to)
	if err = errors.Join(err, to.Sync(), to.Close()); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}
