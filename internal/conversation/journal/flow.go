// Package journal holds the flow of a person's own words: finding them by when they
// were written and by what stands in them, changing them, and deleting them.
//
//	/journal, a page ──► Read, on a snapshot before the turn ──► Show
//	Edit, Delete ──────► in the turn: one entry
//
// What is shown is read on a snapshot, so that ten years of somebody's words hold up
// nobody who writes.
package journal

import (
	"sync"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/channel"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/words"
)

// Flow holds what people looked for lately.
type Flow struct {
	// Channel takes shared copies out of channels.
	Channel *channel.Flow

	mu     sync.Mutex
	looked []looked // the oldest first
	last   int64
}

// The verbs of this package's buttons, and of what it waits for.
const (
	VerbPage  = "journal"  // a view, and where in it
	VerbEntry = "entry"    // a reply, and how much of it was read
	VerbWords = "newwords" // a reply whose words are changed
	VerbWipe  = "wipe"     // a reply whose words go
)

// Reads reports whether what an event asks for is read before its turn.
func Reads(e chat.Event) bool {
	switch e := e.(type) {
	case chat.Command:
		return e.Name == "journal"
	case chat.Pressed:
		return !e.Link && (e.Action.Verb == VerbPage || e.Action.Verb == VerbEntry)
	}
	return false
}

// Read makes what an event asks to see, of whoever it is from.
func (f *Flow) Read(tx reflection.Tx, e chat.Event, now time.Time, limits chat.Limits) (*turn.Reading, error) {
	m := e.About()
	_, person, err := tx.Whom(m.Space.Platform, m.Actor.Account)
	if ignoreMissing(err) != nil {
		return nil, err
	}
	r := reader{Flow: f, tx: tx, person: person, words: words.For(person.Locale), limits: limits}
	if person.ID == 0 {
		r.words = words.For(m.Actor.Locale)
	}
	if r.zone, r.now, err = zoneOf(tx, person.ID, now); err != nil {
		return nil, err
	}
	reading := &turn.Reading{Person: person.ID}
	switch e := e.(type) {
	case chat.Command:
		reading.Message, err = r.asked(e.Args)
	case chat.Pressed:
		if e.Action.Verb == VerbEntry {
			reading.Message, reading.Alert, err = r.entry(reflection.ReplyID(e.Action.ID), e.Action.Arg)
			break
		}
		reading.Message, reading.Alert, err = r.page(e.Action)
	}
	return reading, err
}

// Show shows what was read before the turn.
func (f *Flow) Show(t *turn.Turn) error {
	r := t.Prepared.Reading
	switch {
	case r == nil || r.Person != 0 && r.Person != t.Person.ID:
		t.Alert(t.Words.Stale)
	case r.Alert != "":
		t.Alert(r.Alert)
	default:
		t.Update(r.Message, r.Shows)
	}
	return nil
}

// reader reads one person's journal.
type reader struct {
	*Flow
	tx     reflection.Tx
	person reflection.Person
	words  *words.Words
	limits chat.Limits
	zone   *time.Location
	now    time.Time // in the zone
}

// readerOf returns a reader in a turn, of whoever takes it.
func (f *Flow) readerOf(tx reflection.Tx, t *turn.Turn) (r reader, err error) {
	r = reader{Flow: f, tx: tx, person: t.Person, words: t.Words, limits: t.Limits}
	r.zone, r.now, err = zoneOf(tx, t.Person.ID, t.Now)
	return r, err
}

// zoneOf is the zone that a person goes by: that of what they are asked, or UTC.
func zoneOf(tx reflection.Tx, p reflection.PersonID, now time.Time) (*time.Location, time.Time, error) {
	zone := "UTC"
	subs, err := tx.SubscriptionsOf(p)
	if err != nil {
		return nil, now, err
	}
	if len(subs) > 0 {
		zone = subs[0].Rule.Zone
	}
	loc, err := schedule.Location(zone)
	if err != nil {
		return nil, now, err
	}
	return loc, now.In(loc), nil
}

func (r reader) today() schedule.Date { return schedule.DateOf(r.now, r.zone) }

// begins is the instant at which a date begins.
func (r reader) begins(d schedule.Date) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, r.zone)
}
