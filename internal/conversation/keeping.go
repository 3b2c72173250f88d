package conversation

import (
	"context"
	"errors"
	"fmt"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/journal"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/answers"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

const (
	// announced is how long before everything is deleted of somebody who never came
	// back they are told of it.
	announced = 30 * 24 * time.Hour
	// seenEvery is how fine it is known when somebody was last there.
	seenEvery = 24 * time.Hour
	// keptBatch is how many people, and replies, are looked at in one transaction.
	keptBatch = 200
	// announceFor is how long it is tried to tell them, where their platform can't be
	// reached.
	announceFor = 3 * 24 * time.Hour
)

// noteSeen notes that somebody is there, whatever they do, but for following a link.
func (c *Core) noteSeen(tx reflection.Tx, t *turn.Turn, e chat.Event) error {
	switch e := e.(type) {
	case chat.Text, chat.Command, chat.Submitted, chat.Located:
	case chat.Pressed:
		if e.Link {
			return nil
		}
	default:
		return nil
	}
	day := t.Meta.At.UTC().Truncate(seenEvery)
	if t.Person.ID == 0 || t.Person.Warned.IsZero() && !day.After(t.Person.Last()) {
		return nil
	}
	t.Person.Seen, t.Person.Warned = day, time.Time{}
	return tx.UpdatePerson(t.Person)
}

// Expire deletes the words that people no longer want kept, and, where the host keeps
// nothing of those who never come back, tells them and then deletes what there is. It
// is called once a day, and does nothing while the clock may have jumped.
func (c *Core) Expire(ctx context.Context, now time.Time) error {
	steady, err := c.steady(ctx, now)
	if err != nil {
		return fmt.Errorf("finding out whether the clock is to be trusted: %w", err)
	}
	if !steady {
		c.log.Info("nothing is deleted by its age for two days: nothing was taken in for long, or the clock jumped")
		return nil
	}
	erased, err := c.expireWords(ctx, now)
	if err == nil && c.settings.Hosting.KeepMonths > 0 {
		var gone bool
		gone, err = c.expirePeople(ctx, now)
		erased = erased || gone
	}
	if erased {
		err = errors.Join(err, c.store.Erased(ctx))
	}
	if err != nil {
		return fmt.Errorf("deleting what is kept no longer: %w", err)
	}
	return nil
}

// expireWords deletes the words that are older than their authors want them kept.
func (c *Core) expireWords(ctx context.Context, now time.Time) (erased bool, err error) {
	return c.each(ctx, reflection.Tx.Keeping, func(p reflection.Person) (erased bool, err error) {
		for from, more := (time.Time{}), true; more && err == nil; {
			n, next := 0, from
			err = c.delivery.Update(ctx, func(tx reflection.Tx) (err error) {
				n, next, more, err = journal.Expire(tx, p.ID, from, now, keptBatch)
				return err
			})
			from, erased = next, erased || err == nil && n > 0
		}
		return erased, err
	})
}

// expirePeople tells those who have not come back for as long as the host keeps what
// they wrote, less the time before which that is announced; and deletes those who were
// told and have not come back since.
func (c *Core) expirePeople(ctx context.Context, now time.Time) (erased bool, err error) {
	before := now.AddDate(0, -c.settings.Hosting.KeepMonths, 0)
	return c.each(ctx, reflection.Tx.PeopleAfter, func(p reflection.Person) (erased bool, err error) {
		if !p.Last().Before(before.Add(announced)) {
			return false, nil
		}
		err = c.delivery.Update(ctx, func(tx reflection.Tx) error {
			erased = false
			p, err := tx.Person(p.ID)
			if err != nil {
				return err
			}
			accounts, err := tx.Identities(p.ID)
			switch {
			case err != nil:
				return err
			case len(accounts) == 0:
				return nil // Its account was joined to another's, and may part again.
			case !c.reaches(accounts, now):
				return nil // They couldn't be told, or what they wrote isn't taken in.
			case p.Warned.IsZero():
				return c.announce(tx, p, accounts, now)
			case !p.Last().Before(before):
				return nil
			}
			heard, err := c.heard(tx, p, accounts, now)
			if err != nil || heard < announced {
				return err
			}
			erased = true
			return journal.ForgetPerson(tx, p.ID, now)
		})
		return erased, err
	})
}

// reaches reports whether each of somebody's accounts is on a platform that is served,
// and from which everything has been taken in.
func (c *Core) reaches(accounts []reflection.Identity, now time.Time) bool {
	for _, id := range accounts {
		if c.adapters[id.Private.Platform] == nil || !c.intake.fresh(id.Private.Platform, now) {
			return false
		}
	}
	return true
}

// heard is for how long any word of somebody's would have been heard since they were
// told: while the bot was away none was.
func (c *Core) heard(tx reflection.Tx, p reflection.Person, accounts []reflection.Identity, now time.Time) (time.Duration, error) {
	aways, err := tx.AwaySince(p.Warned)
	if err != nil {
		return 0, err
	}
	away := map[chat.Platform]time.Duration{}
	for _, a := range aways {
		from := a.From
		if from.Before(p.Warned) {
			from = p.Warned
		}
		away[a.Platform] += a.To.Sub(from)
	}
	longest := time.Duration(0)
	for _, id := range accounts {
		longest = max(longest, away[id.Private.Platform])
	}
	return now.Sub(p.Warned) - longest, nil
}

// announce tells somebody, in each of their private chats, when what they wrote will
// be deleted unless they come back.
func (c *Core) announce(tx reflection.Tx, p reflection.Person, accounts []reflection.Identity, now time.Time) error {
	p.Warned = now.UTC()
	if err := tx.UpdatePerson(p); err != nil {
		return err
	}
	w := words.For(p.Locale)
	for _, id := range accounts {
		if id.Private.ID == "" {
			continue
		}
		m := chat.Message{To: id.Private, Lane: chat.LaneAnswer, Blocks: []chat.Block{
			chat.P(w.Keeping.Announce(c.settings.Hosting.KeepMonths, w.Journal.Date(now.Add(announced)))), chat.P(w.Keeping.AnnounceStay),
		}}
		if err := c.delivery.Answers.Enqueue(tx, id.ID, now, []answers.Answer{{Message: m, Until: now.Add(announceFor), Warns: p.ID}}); err != nil {
			return err
		}
	}
	return nil
}

// each goes through people a batch at a time, and reports whether anything was erased.
// What fails for one is told in the log, and keeps nobody else waiting; trouble with the
// store ends it.
func (c *Core) each(ctx context.Context, page func(reflection.Tx, reflection.PersonID, int) ([]reflection.Person, error), do func(reflection.Person) (bool, error)) (erased bool, err error) {
	last, more := reflection.PersonID(0), true
	for more {
		var some []reflection.Person
		err := c.store.View(ctx, func(tx reflection.Tx) (err error) {
			some, err = page(tx, last, keptBatch)
			return err
		})
		if err != nil {
			return erased, err
		}
		for _, p := range some {
			one, err := do(p)
			erased, last = erased || one, p.ID
			switch {
			case err == nil, errors.Is(err, reflection.ErrNotFound): // They have forgotten themselves meanwhile.
			case errors.Is(err, reflection.ErrUnavailable), ctx.Err() != nil:
				return erased, err
			default:
				c.log.Error("what is kept no longer can't be deleted", "person", p.ID, "err", err)
			}
		}
		more = len(some) == keptBatch
	}
	return erased, nil
}
