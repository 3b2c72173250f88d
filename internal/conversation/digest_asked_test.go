package conversation_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
)

// TestDigestOnDemand: /summary tells the week so far, and pages from there.
func TestDigestOnDemand(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.types(p, "summary", "")
		r.wantLastIs(p, "Your week, 1 to 7 June\nNothing to sum up yet, and that's fine. The next question is as good a start as any.",
			"Month", "Year")
		if p.Last().Picture != nil {
			t.Error("a picture of nothing")
		}
		r.lived(p, "kk.kkkkk")
		r.says(p, "It got quiet on Sundays when I stopped.")
		r.types(p, "summary", "")
		last := p.Last()
		if !strings.HasPrefix(last.Text, "Your week, 1 to 7 June\nThis week: ") || last.Picture == nil ||
			!strings.Contains(last.Text, "A line of yours: “It got quiet on Sundays when I stopped.”") {
			t.Errorf("it says %q, with %q", last.Text, alt(last))
		}
		if got := strings.Join(last.Labels, "|"); got != "The one before|Month|Year|Make a picture" {
			t.Errorf("buttons %q", got)
		}
		r.presses(p, "The one before")
		if last = p.Last(); !strings.HasPrefix(last.Text, "Your week, 25 to 31 May\n") || strings.Join(last.Labels, "|") != "The one before|The one after|Month|Year" {
			t.Errorf("the week before says %q %q", last.Text, last.Labels)
		}
		r.presses(p, "The one after")
		r.wantLast(p, "Your week, 1 to 7 June")
		r.presses(p, "Month")
		r.wantLast(p, "Your June 2026")
		r.presses(p, "Year")
		r.wantLast(p, "Your 2026")
		r.types(p, "summary", "last month")
		r.wantLast(p, "Your May 2026\nMay: 7 of 8.")
		r.types(p, "summary", "april")
		r.wantLast(p, "Your April 2026\nNothing written this time")
		r.types(p, "summary", "2027")
		r.wantLastIs(p, "That is still to come.")
		r.types(p, "summary", "the other day")
		r.wantLast(p, "I didn't get which.")
		r.forges(p, chat.Ref{Verb: "summary", Arg: "no period"})
		r.wantAlert(p, "does nothing now")
		r.unlogged("It got quiet", "the other day")
	})
}

// TestDigestStreakIsWords: /streak sends no picture; its button shows the month, but
// not where counts are hidden.
func TestDigestStreakIsWords(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.lived(p, "kkkkk")
		r.types(p, "streak", "")
		last := p.Last()
		if !strings.HasPrefix(last.Text, "5 reflections so far.\n5 in a row.") || last.Picture != nil || strings.Join(last.Labels, "|") != "Month" {
			t.Errorf("it says %q with %q, and a picture of %q", last.Text, last.Labels, alt(last))
		}
		r.presses(p, "Month")
		last = p.Last()
		if !strings.HasPrefix(last.Text, "Your May 2026\n") || last.Picture == nil || !strings.HasPrefix(last.Picture.Alt, "The picture is a calendar of May with five days kept.") {
			t.Errorf("the month says %q, with %q", last.Text, alt(last))
		}
		r.types(p, "settings", "")
		r.presses(p, "Hide counts")
		r.types(p, "streak", "")
		if last := p.Last(); last.Picture != nil || len(last.Labels) != 0 || !strings.Contains(last.Text, "Counts are hidden") {
			t.Errorf("hidden, it says %q", last.Text)
		}
	})
}

// TestDigestInCharacters: where pictures can't be shown, the month comes in
// characters, and not with every /streak.
func TestDigestInCharacters(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.lived(p, "kkkkk")
		r.types(p, "streak", "")
		for _, b := range p.Last().Blocks {
			if b.Kind == chat.Drawing {
				t.Errorf("/streak draws %q", b.Text)
			}
		}
		r.types(p, "summary", "last month")
		last := p.Last()
		drawn := last.Blocks[len(last.Blocks)-1]
		if last.Picture != nil || drawn.Kind != chat.Drawing || !strings.HasPrefix(drawn.Text, "May 2026\n") || strings.Count(drawn.Text, "■") != 6 { // Five, and the legend.
			t.Errorf("it shows %+v", drawn)
		}
	}, chattest.WithLimits(func(l *chat.Limits) { l.Pictures = false }))
}

// TestDigestMilestoneCard: the acknowledgement that remarks on a milestone has a
// card; no other has, and none where counts are hidden.
func TestDigestMilestoneCard(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.lived(p, "kkkkkk")
		r.says(p, "the seventh of all")
		last := p.Last()
		if !strings.HasPrefix(last.Text, "Kept. That makes 7.") || last.Picture == nil || !strings.Contains(last.Picture.Alt, "7 dots") {
			t.Errorf("it says %q, with %q", last.Text, alt(last))
		}
		r.presses(p, "Undo")
		r.wantLast(p, "Taken back.")
		r.nextQuestion(p)
		r.says(p, "the eighth")
		if last := p.Last(); last.Picture != nil {
			t.Errorf("the eighth has a card: %q", last.Text)
		}
	})
}

// TestDigestSettings: each kind is switched off, on, and moved.
// Pictures can be had for a dark ground, and for a light one again.
func TestDigestOnDark(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.says(p, "An answer.")
		drawn := func() string {
			t.Helper()
			r.types(p, "summary", "year")
			if p.Last().Picture == nil {
				t.Fatalf("no picture\n%s", p.Transcript())
			}
			return string(p.Last().Picture.PNG)
		}
		light := drawn()
		r.types(p, "settings", "")
		r.presses(p, "Summaries")
		r.presses(p, "Dark pictures")
		if !slices.Contains(p.Last().Labels, "Light pictures") {
			t.Errorf("the page offers %q", p.Last().Labels)
		}
		if dark := drawn(); dark == light {
			t.Error("the picture is as light as before")
		}
		r.types(p, "settings", "")
		r.presses(p, "Summaries")
		r.presses(p, "Light pictures")
		if drawn() != light {
			t.Error("the picture is not as it was")
		}
	})
}

func TestDigestSettings(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.types(p, "settings", "")
		r.presses(p, "Summaries")
		page := func(week, month, year string) {
			t.Helper()
			r.wantLastIs(p, "The week: "+week+".\nThe month: "+month+".\nThe year: "+year+".", "The week", "The month", "The year", "Dark pictures")
		}
		page("Monday at 18:00", "the day after its last, at 18:00", "the day after its last, at 18:00")
		r.presses(p, "The year")
		r.wantLastIs(p, "The year: the day after its last, at 18:00.", "Switch it off", "Another day", "Another hour", "Summaries")
		r.presses(p, "Switch it off")
		page("Monday at 18:00", "the day after its last, at 18:00", "off")
		r.presses(p, "The year")
		r.wantLastIs(p, "The year: off.", "Switch it on", "Summaries")
		r.presses(p, "Switch it on")
		r.presses(p, "The week")
		r.presses(p, "Another day")
		r.wantLastIs(p, "The week: on which day?", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
		r.presses(p, "Wednesday")
		page("Wednesday at 18:00", "the day after its last, at 18:00", "the day after its last, at 18:00")
		r.presses(p, "The month")
		r.presses(p, "Another day")
		r.presses(p, "Saturday")
		page("Wednesday at 18:00", "the first Saturday from its last day on, at 18:00", "the day after its last, at 18:00")
		r.presses(p, "The week")
		r.presses(p, "Another hour")
		r.says(p, "half an elephant")
		r.wantLast(p, "I didn't get the hour.")
		r.says(p, "7am")
		page("Wednesday at 07:00", "the first Saturday from its last day on, at 18:00", "the day after its last, at 18:00")
		r.presses(p, "The month")
		r.presses(p, "Another hour")
		r.presses(p, "21:00")
		r.wantLast(p, "The month: the first Saturday from its last day on, at 21:00.")
		r.presses(p, "The month")
		r.presses(p, "Another day")
		r.presses(p, "Its last day")
		page("Wednesday at 07:00", "the day after its last, at 21:00", "the day after its last, at 18:00")
		for _, arg := range []string{"decade", "week-day-9", "week-hour-blorp", "week-on-x", "month-blorp"} {
			r.forges(p, chat.Ref{Verb: "summaries", Arg: arg})
			r.wantAlert(p, "does nothing now")
		}
		page("Wednesday at 07:00", "the day after its last, at 21:00", "the day after its last, at 18:00")
	})
}

// TestDigestSettingsBeforeTheFirstHour: somebody without an hour is told how to
// get there.
func TestDigestSettingsBeforeTheFirstHour(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.platform.Person("ada")
		r.types(p, "help", "")
		r.forges(p, chat.Ref{Verb: "summaries", Arg: "week-off"})
		r.wantLast(p, "/start does it in two steps.")
	})
}

// TestDigestMovesWithItsPerson: a new zone moves the summary with it.
func TestDigestMovesWithItsPerson(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.lived(p, "kkkk")
		r.says(p, "today's")
		r.types(p, "timezone", "Auckland")
		// Monday 8 June, 18:00 in Auckland: after Sunday's question.
		at := time.Date(2026, 6, 8, 6, 0, 0, 0, time.UTC)
		r.skip(at.Add(-2 * time.Hour))
		r.until(at.Add(-time.Second))
		if n := len(r.told(p)); n != 0 {
			t.Errorf("%d summaries before its hour", n)
		}
		r.until(at.Add(5 * time.Second))
		if n := len(r.told(p)); n != 1 {
			t.Errorf("%d summaries at its hour\n%s", n, p.Transcript())
		}
	})
}
