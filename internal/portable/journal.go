package portable

import (
	"errors"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// reader is what a journal that is to be read is written by: what was written, oldest
// first, each at the local time at which it was.
type reader interface {
	begin() error
	entry(entry) error
	end() error
}

// entry is a reply as it is read.
type entry struct {
	Reply
	at time.Time // where the person was
}

// writeJournal tells a reader what a person wrote, of all years or of one.
func writeJournal(tx reflection.Tx, o Order, to reader) error {
	j := &journal{to: to, year: o.Year, loc: time.UTC}
	if err := to.begin(); err != nil {
		return err
	}
	if err := walk(tx, o.Person, j); err != nil && !errors.Is(err, errRead) {
		return err
	}
	return to.end()
}

// errRead ends a walk once all replies were told.
var errRead = errors.New("all was read")

// journal is a sink that only hears of replies.
type journal struct {
	to   reader
	year int
	loc  *time.Location
}

func (j *journal) reply(r Reply) error {
	j.in(r.zone)
	at := r.Created.In(j.loc)
	if j.year != 0 && at.Year() != j.year {
		return nil
	}
	return j.to.entry(entry{r, at})
}

// in has what follows told where the person was when they were asked last.
func (j *journal) in(zone string) {
	if loc, err := schedule.Location(zone); err == nil {
		j.loc = loc
	}
}

func (j *journal) subscription(s Subscription) error {
	j.in(s.Zone)
	return nil
}

func (j *journal) person(string, Person) error   { return nil }
func (j *journal) identity(Identity) error       { return nil }
func (j *journal) choice(Choice) error           { return nil }
func (j *journal) ownQuestion(OwnQuestion) error { return nil }
func (j *journal) question(Question) error       { return nil }
func (j *journal) series(Series) error           { return nil }
func (j *journal) fact(Fact) error               { return errRead }
func (j *journal) outage(Outage) error           { return errRead }
func (j *journal) channels(Membership) error     { return errRead }
