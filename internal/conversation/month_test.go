package conversation_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/schedule"
	"stillpoint/internal/streak"
)

// diary is Ada's month as it was lived: each step in her own local time.
type diary struct {
	*rig
	ada   *chattest.Person
	place *time.Location
	kept  map[string][]string // what should be kept, by the occasion's date
}

// at lives on to a local time of 2027.
func (d *diary) at(month time.Month, day, hour, minute int) {
	d.t.Helper()
	d.until(time.Date(2027, month, day, hour, minute, 0, 0, d.place))
}

// writes writes something that should be kept under the date's question.
func (d *diary) writes(date, text string) {
	d.t.Helper()
	d.ada.Write(text)
	d.settle()
	d.kept[date] = append(d.kept[date], text)
}

// answers lives on to 22:00 of a day and answers its question.
func (d *diary) answers(month time.Month, days ...int) {
	d.t.Helper()
	for _, day := range days {
		d.at(month, day, 22, 0)
		date := schedule.Date{Year: 2027, Month: month, Day: day}.String()
		d.writes(date, "the answer of "+date)
	}
}

// travels sets the zone by a city's name.
func (d *diary) travels(city, zone string) {
	d.t.Helper()
	loc, err := schedule.Location(zone)
	if err != nil {
		d.t.Fatal(err)
	}
	d.ada.Command("timezone", city)
	d.settle()
	d.place = loc
	if got := d.subscription(d.ada).Rule.Zone; got != zone {
		d.t.Fatalf("after %s the zone is %s", city, got)
	}
}

// TestMonth is a month of one person: rest days earned, spent and given back, a
// pause, a skipped day, an outage, travel around the world, clock changes in
// both directions, crashes, a question that arrives while she writes, and one
// that was perhaps sent. The streak at the end is the one written out by hand.
func TestMonth(t *testing.T) {
	berlin, err := schedule.Location("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	inBubble(t, time.Date(2027, 3, 15, 10, 0, 0, 0, berlin), chattest.LikeDiscord(), func(r *rig) {
		d := &diary{rig: r, place: berlin, kept: map[string][]string{}}
		d.ada = r.begin("ada", "Berlin", "21:00")
		march(d)
		april(d)
		outcomes(d)
		once(d)
	})
}

func march(d *diary) {
	// The first question comes at once, and is optional; it is answered.
	d.at(time.March, 15, 10, 5)
	d.writes("2027-03-15", "the first answer")
	d.answers(time.March, 16, 17, 18, 19, 20, 21) // The 21st is the seventh: a second rest day.

	// The 22nd goes by: a rest day is spent when it closes.
	d.at(time.March, 23, 21, 30)
	d.ada.Press("Not today") // Spends the other one at once …
	d.wantLast(d.ada, "That takes a rest day; none left")
	d.at(time.March, 23, 23, 0)
	d.writes("2027-03-23", "an answer after all") // … and has it back.

	// The 24th goes by as well. On the 25th the bot dies between planning and
	// sending, and is back ten minutes later.
	d.at(time.March, 25, 20, 55)
	d.mortal.afterPlanning.Store(true)
	d.at(time.March, 25, 21, 10)
	if !d.mortal.dead.Load() {
		d.t.Fatal("it should have died after planning")
	}
	d.stop()
	d.start()
	d.answers(time.March, 25)
	d.wantLast(d.ada, "A rest day covered yesterday; none left")

	// On the 26th it dies between sending and writing down that it sent.
	d.at(time.March, 26, 20, 55)
	d.mortal.beforeFinishing.Store(true)
	d.at(time.March, 26, 21, 5)
	if !d.mortal.dead.Load() {
		d.t.Fatal("it should have died before finishing")
	}
	d.stop()
	d.start()
	d.answers(time.March, 26)

	// On the 27th the question is due while she is writing to the last one. It
	// waits; and what she sends just after it was for the last one too.
	d.at(time.March, 27, 20, 58)
	d.writes("2027-03-26", "and another thing")
	d.at(time.March, 27, 21, 2)
	d.writes("2027-03-26", "which I had nearly forgotten")
	before := len(d.ada.Sees())
	d.at(time.March, 27, 21, 6)
	if len(d.ada.Sees()) != before {
		d.t.Errorf("the question did not wait for her:\n%s", d.ada.Transcript())
	}
	d.at(time.March, 27, 21, 8)
	d.writes("2027-03-26", "that is all of it")
	d.ada.Press("That was for the last one")
	d.wantLast(d.ada, "The new question is still open")
	d.answers(time.March, 27)

	d.answers(time.March, 28) // In the night before, clocks went forward.

	// On the 29th she pauses while the question is open: it counts as nothing.
	d.at(time.March, 29, 23, 0)
	d.ada.Command("pause", "until 1 Apr")
	d.wantLast(d.ada, "Paused. I'll ask again on Thursday")
}

func april(d *diary) {
	d.at(time.March, 31, 12, 0)
	d.travels("Auckland", "Pacific/Auckland")
	d.answers(time.April, 1, 2, 3, 4, 5) // The 2nd is the fourteenth. On the 4th clocks go back.

	d.at(time.April, 6, 10, 0)
	d.travels("Honolulu", "Pacific/Honolulu") // Where it is still the 5th.
	d.wantLast(d.ada, "next one comes tomorrow at 21:00")
	d.answers(time.April, 6)

	// The 7th spends the rest day. The 8th finds none.
	d.at(time.April, 9, 12, 0)
	d.travels("Berlin", "Europe/Berlin") // Midnight; the 9th there has no hour left.
	d.wantLast(d.ada, "today at 21:00")

	// Down from the 11th to the 14th. What she writes meanwhile waits.
	d.at(time.April, 11, 20, 0)
	d.stop()
	d.until(time.Date(2027, 4, 12, 9, 0, 0, 0, d.place))
	d.ada.Write("written while it was down")
	d.until(time.Date(2027, 4, 13, 10, 0, 0, 0, d.place))
	d.ada.Write("and a day later")
	d.kept["2027-04-10"] = []string{"written while it was down", "and a day later"}
	d.until(time.Date(2027, 4, 14, 20, 30, 0, 0, d.place))
	d.start()
	d.wantSeen(d.ada, "Good to see you again. 19 reflections so far.") // The week's summary is caught up with below it.
	d.wantSeen(d.ada, "I was down from Sunday evening until this evening. Nothing in that time counts against you.")
	d.at(time.April, 14, 21, 1)
	d.answers(time.April, 14)

	// On the 15th the sending is cut after it was written, and she answers what
	// she sees before the bot has found out.
	d.at(time.April, 15, 20, 59)
	d.platform.FaultNext(chattest.OpSend, chattest.Fault{Cut: chattest.CutAfter})
	d.until(time.Date(2027, 4, 15, 21, 0, 1, 0, d.place))
	d.writes("2027-04-15", "answered at once")
	d.wantLast(d.ada, "Kept, with “")
	d.answers(time.April, 16, 17)
	d.at(time.April, 17, 23, 0)
}

// outcomes compares the streak with the one written out by hand.
func outcomes(d *diary) {
	d.t.Helper()
	byHand := []string{
		"2027-03-15 kept", "2027-03-16 kept", "2027-03-17 kept", "2027-03-18 kept", "2027-03-19 kept",
		"2027-03-20 kept", "2027-03-21 kept", // seven: two rest days
		"2027-03-22 rested", // one left
		"2027-03-23 kept",   // spent, and given back
		"2027-03-24 rested", // none left
		"2027-03-25 kept", "2027-03-26 kept", "2027-03-27 kept", "2027-03-28 kept",
		"2027-03-29 optional",                // paused while it was open
		"2027-04-01 kept", "2027-04-02 kept", // fourteen: one rest day
		"2027-04-03 kept", "2027-04-04 kept", "2027-04-05 kept",
		"2027-04-06 kept",   // eighteen in a row
		"2027-04-07 rested", // none left
		"2027-04-08 missed",
		"2027-04-10 kept", // during the outage; the 9th was never asked
		"2027-04-14 kept",
		"2027-04-15 kept", // twenty-one: one rest day
		"2027-04-16 kept", "2027-04-17 kept",
	}
	h := d.history(d.ada)
	var got []string
	for _, o := range h.Occasions {
		got = append(got, fmt.Sprintf("%s %s", o.Date, o.Outcome))
	}
	if !slices.Equal(got, byHand) {
		d.t.Errorf("occasions\n got %s\nwant %s", strings.Join(got, "\n     "), strings.Join(byHand, "\n     "))
	}
	if h.Run != 5 || h.Best != 18 || h.Total != 23 || h.RestDays != 1 {
		d.t.Errorf("run %d, best %d, total %d, rest days %d; by hand 5, 18, 23, 1", h.Run, h.Best, h.Total, h.RestDays)
	}
	if kept, of, ok := h.Recent(); kept != 23 || of != 24 || !ok {
		d.t.Errorf("%d of the last %d (%v); by hand 23 of 24", kept, of, ok)
	}
	if tally := streak.TallyOf(h.Occasions); tally.Missed != 1 || tally.Rested != 3 {
		d.t.Errorf("tally %+v", tally)
	}
}

// once checks that every question was shown once, that no prompt came twice,
// and that every word is kept under its question.
func once(d *diary) {
	d.t.Helper()
	nonces, texts := map[string]int{}, map[string]int{}
	for _, m := range d.platform.Shown(d.ada.Chat()) {
		if m.Lane == chat.LaneQuestion && m.Blocks[0].Kind != chat.Heading { // No summary.
			nonces[m.Nonce]++
			texts[m.Blocks[len(m.Blocks)-2].Text]++
		}
	}
	h := d.history(d.ada)
	if len(nonces) != len(h.Occasions) {
		d.t.Errorf("%d questions shown for %d occasions", len(nonces), len(h.Occasions))
	}
	for text, n := range texts {
		if n != 1 {
			d.t.Errorf("%q was asked %d times", text, n)
		}
	}
	for date, want := range d.kept {
		day, err := schedule.ParseDate(date)
		if err != nil {
			d.t.Fatal(err)
		}
		o, ok := h.On(day)
		if !ok {
			d.t.Errorf("%s was not an occasion", date)
			continue
		}
		got := d.words(d.ada, d.delivery(o.Deliveries[0]))
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			d.t.Errorf("%s keeps %q, want %q", date, got, want)
		}
	}
	if n := d.platform.Waiting() + len(d.platform.Lost()) + len(d.platform.PassedOver()); n != 0 {
		d.t.Errorf("%d events were not taken in", n)
	}
	for _, words := range d.kept {
		for _, w := range words {
			if strings.Contains(d.log.String(), w) {
				d.t.Errorf("the log holds %q", w)
			}
		}
	}
}
