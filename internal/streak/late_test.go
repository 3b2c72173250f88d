package streak

import (
	"testing"

	"stillpoint/internal/reflection"
)

// settledBy tells a diary of thirty dates, and takes a checkpoint on the 31st.
// Telegram asks daily; Discord asked once, on the 1st of the month before, and
// never again.
func settledBy(t *testing.T, tell func(*diary)) (*diary, Checkpoint, int) {
	t.Helper()
	d := begun()
	tell(d)
	d.days(2, "kkkk..kkkkkkkkkkkkkkkkkkkkkkkk")
	s := Begin(d.facts, d.aways, at(31, "22:00"))
	return d, stored(t, s.Checkpoint()), len(d.facts)
}

const discordsOnly reflection.DeliveryID = 2

func silentDiscord(how ...asking) func(*diary) {
	return func(d *diary) { d.ask(-30, append(how, on(onDiscord))...) }
}

// What comes late may change what is settled: it is not counted on from the
// checkpoint, or comes to the same.
func TestWhatComesLateIsCountedAnew(t *testing.T) {
	nothing := func(*diary) {}
	for _, c := range []struct {
		name    string
		before  func(*diary)
		late    func(d *diary)
		changes bool // what is settled
		counted bool
	}{
		{"an answer in time", nothing, func(d *diary) { d.reply(d.ask(32), at(33, "08:00")) }, false, true},
		{"a pause", nothing, func(d *diary) { d.pause(onTelegram, at(31, "23:00")) }, false, true},
		{"Not today", nothing, func(d *diary) { d.rest(31, at(31, "22:30")) }, false, true},
		{"an answer to a settled question, kept late", nothing, func(d *diary) { d.reply(7, at(31, "22:30")) }, false, true},
		{"a reply handled late", nothing, func(d *diary) { d.reply(6, at(6, "23:00")) }, true, false},
		{"a part filed again", nothing, func(d *diary) { d.reply(31, at(31, "22:30")).Part = 1 }, true, false},
		{"a question known late", func(d *diary) { d.plan(0) }, func(d *diary) { d.arrived(2, at(0, "21:00"), at(0, "21:30")) }, true, false},
		{"a question sent again late", nothing, func(d *diary) { d.arrived(6, at(31, "22:10"), at(31, "22:10")) }, false, false},
		{"a question planned for a settled date", nothing, func(d *diary) { d.ask(3, due(at(31, "22:10")), on(onDiscord)) }, false, false},
		{"a pause told of late", nothing, func(d *diary) { d.pause(onTelegram, at(7, "22:00")) }, true, false},
		{"an answer to what never closed", silentDiscord(), func(d *diary) { d.reply(discordsOnly, at(31, "22:30")) }, true, false},
		{"a further answer to what never closed", func(d *diary) {
			silentDiscord()(d)
			d.reply(discordsOnly, at(-29, "08:00"))
		}, func(d *diary) { d.ask(32); d.reply(discordsOnly, at(33, "08:00")) }, false, true},
		{"Not today on what never closed", silentDiscord(), func(d *diary) { d.rest(discordsOnly, at(31, "22:30")) }, false, false},
		{"a question after what never closed", silentDiscord(), func(d *diary) { d.ask(32, on(onDiscord)) }, true, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, point, n := settledBy(t, c.before)
			before := d.history(at(40, "00:00"))
			c.late(d)
			s := scene{facts: d.facts, aways: d.aways, now: at(40, "00:00")}
			want := s.history()
			settled := 20
			if changes := letters(before)[:settled] != letters(want)[:settled]; changes != c.changes {
				t.Errorf("changes what is settled: %v, from %s to %s", changes, letters(before), letters(want))
			}
			got, ok := Resume(point, s.after(n), nil, s.now)
			if ok != c.counted {
				t.Fatalf("counted on: %v", ok)
			}
			if ok {
				figures(t, got, want)
			}
		})
	}
}

// figures checks that a resumed count shows what the full one does.
func figures(t *testing.T, got Standing, want History) {
	t.Helper()
	equal(t, "run", got.Run, want.Run)
	equal(t, "best", got.Best, want.Best)
	equal(t, "total", got.Total, want.Total)
	equal(t, "rest days", got.RestDays, want.RestDays)
	equal(t, "kept lately", got.Kept, want.Kept)
	equal(t, "of", got.Counted, want.Counted)
	equal(t, "after a miss", got.AfterMiss(), want.AfterMiss())
	equal(t, "first answer", got.FirstAnswer(), want.FirstAnswer())
	all := letters(want)
	equal(t, "latest outcomes", letters(got.History), all[len(all)-len(got.Occasions):])
}
