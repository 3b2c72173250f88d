package conversation

import (
	"context"
	"errors"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/carry"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/portable"
	"stillpoint/internal/reflection"
)

// takeIn takes in the file that came with an event, beside the event's transaction,
// a batch at a time: it can be much, and everybody else would wait. Cut off, the
// event comes again, or is given again, and the rest is taken in.
func (c *Core) takeIn(ctx context.Context, e chat.Event, p *turn.Prepared) error {
	file := carry.Brought(e)
	if file == "" || p == nil {
		return nil
	}
	c.importing.Lock()
	defer c.importing.Unlock()
	parsed, err := portable.Parse([]byte(file))
	if fault, ok := errors.AsType[*portable.Fault](err); ok {
		p.TakenErr = fault
		return nil
	}
	if err != nil {
		return err
	}
	bearer, err := c.bearer(ctx, e)
	if err != nil {
		return err
	}
	if c.brought.on(bearer.Now)[bearer.Person] >= mostBrought {
		p.TakenErr = &portable.Fault{Why: portable.TooOften}
		return nil
	}
	p.Taken, err = portable.Import(ctx, c.store, bearer, parsed)
	if err == nil { // One that failed comes again.
		c.brought.on(bearer.Now)[bearer.Person]++
	}
	return err
}

// bearer is who an event is from, whom it makes a person if they write for the first
// time.
func (c *Core) bearer(ctx context.Context, e chat.Event) (b portable.Bearer, err error) {
	err = c.store.Update(ctx, func(tx reflection.Tx) error {
		t, err := c.begin(tx, e, turn.Prepared{})
		if err != nil {
			return err
		}
		b = portable.Bearer{Person: t.Person.ID, Identity: t.Identity, Now: t.Now}
		sub, err := tx.SubscriptionIn(t.Home)
		if errors.Is(err, reflection.ErrNotFound) {
			return nil
		}
		b.Zone = sub.Rule.Zone
		return err
	})
	return b, err
}

// mostBrought is how many files one person brings in a day: each may hold as much as a
// diary of many years.
const mostBrought = 8

// brought counts the files that each person has brought on the day of the latest one
// of anybody's. It is used under Core.importing, and forgotten at each start.
type brought struct {
	day   int64
	files map[reflection.PersonID]int
}

// on returns the counts of the day of an instant.
func (b *brought) on(at time.Time) map[reflection.PersonID]int {
	if day := at.Unix() / (24 * 60 * 60); b.files == nil || day != b.day {
		b.day, b.files = day, map[reflection.PersonID]int{}
	}
	return b.files
}
