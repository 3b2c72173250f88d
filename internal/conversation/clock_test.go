package conversation_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/streak"
)

// A machine whose clock was in 2032 for a minute, and was put right, asks on: nobody
// is open until 2032, and nothing that it stored then is left.
func TestAClockThatWasAhead(t *testing.T) {
	t.Parallel()
	for name, restart := range map[string]bool{"put right at once": false, "and started again": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) { aClockAhead(r, restart) })
		})
	}
}

func aClockAhead(r *rig, restart bool) {
	t, p := r.t, r.begin("ada", "Berlin", "21:00")
	r.lived(p, "kkkkk")
	r.says(p, "an answer")
	r.types(p, "compass", "the bakery")
	kept := r.history(p)
	wrong := time.Date(2032, 5, 8, 19, 0, 30, 0, time.UTC)
	if err := r.core.CaughtUp(r.t.Context(), r.platform.Platform(), wrong); err != nil {
		t.Fatal(err)
	}
	if err := r.core.Tick(r.t.Context(), wrong); err != nil {
		t.Fatal(err)
	}
	r.settle()
	if sub := r.subscription(p); sub.LastPlanned.Year != 2032 || r.openDelivery(p.Chat()).Date.Year != 2032 {
		t.Fatalf("nothing was stored in 2032: %+v", sub)
	}
	r.presses(p, "Rather go")
	if restart {
		r.stop()
		time.Sleep(time.Minute)
		r.start()
	} else {
		r.until(time.Now().Add(2 * time.Minute))
	}
	if !strings.Contains(r.log.String(), "the clock was ahead and was put right") {
		t.Error("the log says nothing")
	}
	sub := r.subscription(p)
	if want := time.Date(2026, 6, 2, 19, 0, 0, 0, time.UTC); !sub.Next.At.Equal(want) {
		t.Fatalf("the next question comes at %v, want %v\n%s", sub.Next.At, want, r.log.String())
	}
	soon := time.Now().Add(2 * time.Minute)
	r.view(func(tx reflection.Tx) error {
		at, err := tx.TakenIn(r.platform.Platform())
		if at.After(soon) {
			t.Errorf("taken in up to %v", at)
		}
		person, perr := tx.Person(sub.Person)
		if person.Told.After(soon) || person.Wrote.After(soon) {
			t.Errorf("told up to %v, wrote at %v", person.Told, person.Wrote)
		}
		facts, ferr := tx.FactsOf(sub.Person)
		for _, f := range facts {
			if f.At.After(soon) || f.Date.Year > 2026 {
				t.Errorf("a fact of %v at %v", f.Date, f.At)
			}
		}
		for _, e := range []error{perr, ferr} {
			if e != nil {
				return e
			}
		}
		return err
	})
	for _, a := range r.aways() {
		if a.To.After(soon) {
			t.Errorf("an outage up to %v", a.To)
		}
	}
	d := r.openDelivery(p.Chat())
	r.stoodOn(p, d.Date)
	r.says(p, "to the one that came meanwhile")
	r.wantOutcome(p, d, streak.Kept)
	if h := r.history(p); h.Total != kept.Total+1 {
		t.Errorf("the total is %d, want %d", h.Total, kept.Total+1)
	}
	r.until(sub.Next.At.Add(10 * time.Second))
	if next := r.openDelivery(p.Chat()); next.ID == d.ID || next.Date.Day != 2 {
		t.Errorf("the question of 2 June didn't come\n%s", p.Transcript())
	}
	r.types(p, "streak", "")
	r.wantLast(p, "The question is open until tomorrow at 21:00.")
}

// stoodOn checks that somebody rather goes, by the one tap on the compass, on a date, and
// that the compass is known to have stood under a question last in that year.
func (r *rig) stoodOn(p *chattest.Person, date schedule.Date) {
	r.t.Helper()
	id := r.subscription(p).Person
	r.view(func(tx reflection.Tx) error {
		taps, err := tx.Taps(id)
		compass, cerr := tx.Compass(id)
		if len(taps) != 1 || taps[0].Date != date || taps[0].Place != 4 || compass.Last.Year != date.Year {
			r.t.Errorf("taps %+v, stood under a question last on %v; the question is of %v", taps, compass.Last, date)
		}
		return errors.Join(err, cerr)
	})
}

// A clock that stands in 1970, as after a flat battery, proves nothing.
func TestAClockThatIsFarBehind(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		before := r.subscription(p)
		if err := r.core.Tick(r.t.Context(), time.Unix(60, 0).UTC()); err != nil {
			t.Error(err)
		}
		if after := r.subscription(p); !reflect.DeepEqual(after, before) {
			t.Errorf("the subscription is %+v, was %+v", after, before)
		}
	})
}
