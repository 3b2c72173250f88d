package summaries

import (
	"errors"
	"fmt"
	"time"

	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/summary"
)

// kinds are those of summaries.
var kinds = [...]summary.Kind{summary.Week, summary.Month, summary.Year}

// Begin has a new subscription's summaries go out: a person's of the
// week, the month and the year, on the evening of the last day; a channel's of
// the week, at the channel's own hour. What ended before it began is not told.
func Begin(tx reflection.Tx, sub reflection.Subscription, now time.Time) error {
	row := reflection.Summaries{Subscription: sub.ID}
	usual := summary.Defaults()
	for _, k := range kinds {
		at := [...]summary.Sending{summary.Week: usual.Week, summary.Month: usual.Month, summary.Year: usual.Year}[k]
		*sendingOf(&row, k) = reflection.Sending{Off: sub.Person == 0 && k != summary.Week, Days: at.Days, At: at.At}
	}
	return passDue(tx, row, sub, now)
}

// Reschedule works out anew when a subscription's next summary is due,
// after its zone or its hour has changed.
func Reschedule(tx reflection.Tx, sub reflection.Subscription, now time.Time) error {
	row, err := tx.Summaries(sub.ID)
	if errors.Is(err, reflection.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return reschedule(tx, row, sub, now)
}

// SetSending changes how a subscription's summaries of one kind go out, and
// returns how they all do then. Change may switch them off, or set the weekdays
// or the hour; a channel's come at the channel's hour whatever it sets. What fell
// due while they were off is not told.
func SetSending(tx reflection.Tx, sub reflection.Subscription, k summary.Kind, now time.Time, change func(*reflection.Sending)) (reflection.Summaries, error) {
	row, err := tx.Summaries(sub.ID)
	if errors.Is(err, reflection.ErrNotFound) {
		if err = Begin(tx, sub, now); err == nil {
			row, err = tx.Summaries(sub.ID)
		}
	}
	if err != nil {
		return row, err
	}
	to := sendingOf(&row, k)
	was := *to
	change(to)
	to.Settled = was.Settled
	if was.Off && !to.Off {
		err = passDue(tx, row, sub, now)
	} else {
		err = reschedule(tx, row, sub, now)
	}
	if err != nil {
		return row, err
	}
	return tx.Summaries(sub.ID)
}

// passDue passes over what would be due at once, and stores the rest.
func passDue(tx reflection.Tx, row reflection.Summaries, sub reflection.Subscription, now time.Time) error {
	today, err := planning.LocalDate(now, sub.Rule.Zone)
	if err != nil {
		return err
	}
	for _, k := range kinds {
		if to := sendingOf(&row, k); to.Settled == "" {
			to.Settled = summary.Containing(k, today).Previous().String()
		}
	}
	for {
		settled, err := settledOf(row)
		if err != nil {
			return err
		}
		turn, due, err := summary.Due(prefsOf(row, sub), settled, now, sub.Rule.Zone)
		if err != nil {
			return err
		}
		if !due {
			return reschedule(tx, row, sub, now)
		}
		for _, p := range append([]summary.Period{turn.Period}, turn.Merged...) {
			pass(&row, p)
		}
	}
}

// reschedule works out when the next summary is due, and stores it.
func reschedule(tx reflection.Tx, row reflection.Summaries, sub reflection.Subscription, now time.Time) error {
	settled, err := settledOf(row)
	if err != nil {
		return err
	}
	turn, ok, err := summary.Next(prefsOf(row, sub), settled, now, sub.Rule.Zone)
	if err != nil {
		return err
	}
	row.Next = time.Time{}
	if ok {
		row.Next = turn.At
	}
	return tx.SetSummaries(row)
}

// pass notes that a period was dealt with.
func pass(row *reflection.Summaries, p summary.Period) {
	to := sendingOf(row, p.Kind())
	if latest, err := summary.ParsePeriod(to.Settled); err != nil || latest.First().Before(p.First()) {
		to.Settled = p.String()
	}
}

// sendingOf is how summaries of one kind go out.
func sendingOf(row *reflection.Summaries, k summary.Kind) *reflection.Sending {
	return [...]*reflection.Sending{summary.Week: &row.Week, summary.Month: &row.Month, summary.Year: &row.Year}[k]
}

// prefsOf are a subscription's choices as the rule of when takes them. A
// channel's summaries come at the channel's hour.
func prefsOf(row reflection.Summaries, sub reflection.Subscription) summary.Prefs {
	of := func(s reflection.Sending) summary.Sending {
		if sub.Person == 0 {
			s.At = sub.Rule.At
		}
		return summary.Sending{Off: s.Off, Days: s.Days, At: s.At}
	}
	return summary.Prefs{
		Week: of(row.Week), Month: of(row.Month), Year: of(row.Year),
		Asked: summary.Asked{At: sub.Rule.At, Days: sub.Rule.Days},
	}
}

// On returns the local date on which a subscription's summary of a period goes out.
func On(row reflection.Summaries, sub reflection.Subscription, p summary.Period) (schedule.Date, error) {
	return prefsOf(row, sub).On(p, sub.Rule.Zone)
}

// settledOf reads the keys of the periods that were dealt with.
func settledOf(row reflection.Summaries) (summary.Settled, error) {
	var s summary.Settled
	for _, key := range []string{row.Week.Settled, row.Month.Settled, row.Year.Settled} {
		if key == "" {
			continue
		}
		p, err := summary.ParsePeriod(key)
		if err != nil {
			return s, fmt.Errorf("what was settled: %w", err)
		}
		s = s.With(p)
	}
	return s, nil
}

// Resume has the summaries of a subscription that a file told of go out from now on.
// Where none were to go out yet, what fell due before is not told.
func Resume(tx reflection.Tx, sub reflection.Subscription, now time.Time) error {
	row, err := tx.Summaries(sub.ID)
	switch {
	case errors.Is(err, reflection.ErrNotFound):
		return Begin(tx, sub, now)
	case err != nil:
		return err
	case row.Next.IsZero():
		return passDue(tx, row, sub, now)
	}
	return reschedule(tx, row, sub, now)
}
