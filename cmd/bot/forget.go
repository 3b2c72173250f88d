package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/journal"
	"stillpoint/internal/reflection"
	"stillpoint/internal/store"
)

// forgetCmd deletes a person who asks the host for it, as /forget does for whoever
// sends it. It prints none of their words.
type forgetCmd struct {
	databaseSetting
	personSetting
	Yes bool `long:"yes" description:"Do it. Without, it only says what would go."`
	common
}

// Run says what there is of a person, and deletes it where it is told to.
func (c *forgetCmd) Run(ctx context.Context, s streams) error {
	wrong := s.slips
	log := c.logger(s.err, &wrong)
	c.checkPrompts(&wrong)
	wrong.database("STILLPOINT_DATABASE", c.Database)
	c.checkKeyFile(&wrong)
	platform, account := c.whom(&wrong)
	if err := there(c.Database); len(wrong) == 0 && err != nil {
		wrong = append(wrong, fmt.Sprintf("STILLPOINT_DATABASE is %q; it takes the file that the bot uses", c.Database))
	}
	if err := wrong.orNil(); err != nil {
		return err
	}
	_, st, closing, err := c.open(ctx, store.Options{Path: c.Database}, log)
	if errors.Is(err, store.ErrInUse) {
		return fmt.Errorf("%w\nStop the bot for a moment, or ask the person to send it /forget", err)
	}
	if err != nil {
		return err
	}
	defer closing()
	entries, err := forget(ctx, st, platform, account, c.Yes, time.Now().UTC())
	if err != nil {
		return err
	}
	if !c.Yes {
		_, err = fmt.Fprintf(s.out, "%s has %s. With --yes, all that is held on them is deleted.\n", c.Person, counted(entries, "entry|entries"))
		return err
	}
	_, err = fmt.Fprintf(s.out, "Deleted: %s, with %s. What they shared is taken out of the channels when the bot runs.\n"+
		"Backups keep it until they are rotated.\n", c.Person, counted(entries, "entry|entries"))
	if cleared := st.Erased(ctx); cleared != nil {
		err = errors.Join(err, fmt.Errorf("the files can't be cleared of it yet: %w\nThe bot clears them when it runs, within a day", cleared))
	}
	return err
}

// errUnknown says that there is no such person.
var errUnknown = errors.New("nobody of that id is known here")

// forget counts a person's entries, and deletes the person if it is to. That is
// recorded, without saying who it was.
func forget(ctx context.Context, st *store.Store, platform chat.Platform, account string, do bool, now time.Time) (entries int, err error) {
	run := st.View
	if do {
		run = st.Update
	}
	err = run(ctx, func(tx reflection.Tx) error {
		id, err := tx.Identity(platform, account)
		if errors.Is(err, reflection.ErrNotFound) {
			return errUnknown
		}
		if err != nil {
			return err
		}
		all, err := tx.RepliesOf(id.Person)
		if err != nil {
			return err
		}
		if entries = len(all); !do {
			return nil
		}
		if err := journal.ForgetPerson(tx, id.Person, now); err != nil {
			return err
		}
		return tx.AddRequest(reflection.Request{At: now, Kind: "forget", Entries: entries})
	})
	return entries, err
}
