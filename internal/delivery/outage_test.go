package delivery_test

import (
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/delivery"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// aways is an OutageTx.
type aways []reflection.Away

func (a aways) AwaySince(at time.Time) (found []reflection.Away, err error) {
	for _, w := range a {
		if w.To.After(at) {
			found = append(found, w)
		}
	}
	return found, nil
}

// TestOutageLine: of the outages since the person was last told, the longest is
// told of, and only if it was longer than an hour, and of their own platform.
func TestOutageLine(t *testing.T) {
	now := due // Saturday, 21:00 in Berlin
	away := func(p chat.Platform, from, to time.Duration) reflection.Away {
		return reflection.Away{Platform: p, From: now.Add(from), To: now.Add(to)}
	}
	const here = "here"
	created := now.AddDate(0, 0, -30)
	cases := map[string]struct {
		aways aways
		told  time.Time
		want  []string // parts of the line; none for no line
		end   time.Duration
	}{
		"none":                 {},
		"an hour":              {aways: aways{away(here, -2*time.Hour, -time.Hour)}},
		"over an hour":         {aways: aways{away(here, -2*time.Hour-time.Second, -time.Hour)}, want: []string{"down", "18:59", "20:00"}, end: -time.Hour},
		"another platform":     {aways: aways{away("there", -8*time.Hour, -time.Hour)}},
		"over night":           {aways: aways{away(here, -24*time.Hour, -12*time.Hour)}, want: []string{"yesterday evening", "this morning", "count"}, end: -12 * time.Hour},
		"told of it":           {aways: aways{away(here, -24*time.Hour, -12*time.Hour)}, told: now.Add(-12 * time.Hour)},
		"before they came":     {aways: aways{{Platform: here, From: created.Add(-5 * time.Hour), To: created}}},
		"longer than is kept":  {aways: aways{away(here, -96*time.Hour, -6*time.Hour)}, want: []string{"Tuesday evening", "this afternoon", "again"}, end: -6 * time.Hour},
		"several, the longest": {aways: aways{away(here, -100*time.Hour, -97*time.Hour), away(here, -48*time.Hour, -36*time.Hour), away(here, -5*time.Hour, -3*time.Hour)}, want: []string{"Thursday evening", "yesterday morning"}, end: -3 * time.Hour},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			sub := reflection.Subscription{
				Chat: chat.Chat{Platform: here, ID: "1"}, Created: created,
				Rule: schedule.Rule{At: schedule.TimeOfDay{Hour: 21}, Days: schedule.Everyday, Zone: berlin},
			}
			line, end, err := delivery.Outage(c.aways, reflection.Person{Told: c.told}, sub, now, chat.Limits{Keeps: 24 * time.Hour})
			if err != nil {
				t.Fatal(err)
			}
			if (line == "") != (len(c.want) == 0) {
				t.Errorf("line %q", line)
			}
			for _, part := range c.want {
				if !strings.Contains(line, part) {
					t.Errorf("line %q lacks %q", line, part)
				}
			}
			if want := now.Add(c.end); len(c.want) > 0 && !end.Equal(want) || len(c.want) == 0 && !end.IsZero() {
				t.Errorf("told up to %v, want %v", end, want)
			}
		})
	}
}

// TestOutageIsToldOnce: with the next question, and not before it has arrived.
func TestOutageIsToldOnce(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		ada := r.ada(func(s *reflection.Subscription) { s.Created = evening.AddDate(0, 0, -9) })
		r.update(func(tx reflection.Tx) error {
			p, err := tx.Person(ada.id)
			if err != nil {
				return err
			}
			p.Told = evening.AddDate(0, 0, -9)
			if err := tx.UpdatePerson(p); err != nil {
				return err
			}
			return tx.AddAway(reflection.Away{Platform: r.platform.Platform(), From: evening.Add(-20 * time.Hour), To: evening.Add(-10 * time.Hour)})
		})
		told := func() time.Time {
			var p reflection.Person
			r.view(func(tx reflection.Tx) (err error) { p, err = tx.Person(ada.id); return err })
			return p.Told
		}
		r.platform.FailNext(0, chat.SendError{Kind: chat.Unsent, Err: errPlatform})
		r.sleepUntil(due.Add(time.Second))
		if !told().Equal(evening.AddDate(0, 0, -9)) {
			t.Errorf("told up to %v by a question that wasn't sent", told())
		}
		r.sleepUntil(due.Add(time.Minute))
		if got := ada.Last().Text; !strings.Contains(got, "down") {
			t.Errorf("the question doesn't tell of the outage: %q", got)
		}
		if !told().Equal(evening.Add(-10 * time.Hour)) {
			t.Errorf("told up to %v, want the outage's end", told())
		}
		r.sleepUntil(due.AddDate(0, 0, 1))
		if got := ada.Last().Text; strings.Contains(got, "down") {
			t.Errorf("told twice: %q", got)
		}
	})
}
