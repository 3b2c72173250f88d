package conversation_test

import (
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/streak"
)

// TestLink: two accounts become one person: one journal, one count of what both had,
// one question a day where it is wanted, answered from either app; and part again.
func TestLink(t *testing.T) {
	t.Parallel()
	onBothAtOnce(t, func(t *testing.T, r *rig) {
		a := r.beginIn(r.platform, "ada", "Berlin", "20:00")
		b := r.beginIn(r.other, "ada.d", "Berlin", "21:00")
		r.says(a, "first words in the one")
		r.says(b, "first words in the other")
		r.until(r.local("2026-06-02 21:30"))
		r.says(a, "second words in the one")
		before, _ := r.historyOf(a)
		if before.Total != 2 {
			t.Fatalf("total %d before", before.Total)
		}
		r.joins(b, a, "Here")
		r.wantLast(b, "I'll ask here. You can answer in either app.")
		h, facts := r.historyOf(a)
		if h.Total != 3 || len(h.Occasions) != 2 {
			t.Errorf("total %d on %d dates after joining", h.Total, len(h.Occasions))
		}
		asked, in := r.questionsOf(b), r.questionsOf(a)
		r.until(r.local("2026-06-03 21:30"))
		if r.questionsOf(b) != asked+1 || r.questionsOf(a) != in {
			t.Errorf("%d questions there and %d here", r.questionsOf(b)-asked, r.questionsOf(a)-in)
		}
		r.says(a, "third words, from the app that isn't asked")
		r.wantLast(a, "Kept")
		h, _ = r.historyOf(b)
		if h.Total != 4 {
			t.Errorf("total %d", h.Total)
		}
		r.types(a, "streak", "")
		r.wantLast(a, "4 reflections")
		r.types(a, "schedule", "")
		r.wantLast(a, "21:00")
		r.types(a, "today", "")
		r.wantLast(a, "You have answered today's.")
		r.types(a, "unlink", "")
		r.presses(a, "Part them")
		r.wantLast(a, "Parted.")
		r.wantLast(b, "The accounts have parted.")
		ha, fa := r.historyOf(a)
		hb, fb := r.historyOf(b)
		if ha.Total != 2 || hb.Total != 2 || len(fa)+len(fb) <= len(facts) {
			t.Errorf("totals %d and %d after parting; %d and %d facts", ha.Total, hb.Total, len(fa), len(fb))
		}
		asked, in = r.questionsOf(b), r.questionsOf(a)
		r.until(r.local("2026-06-04 21:30"))
		if r.questionsOf(b) != asked+1 || r.questionsOf(a) != in+1 {
			t.Errorf("%d questions there and %d here after parting", r.questionsOf(b)-asked, r.questionsOf(a)-in)
		}
		r.unlogged("first words", "second words", "third words")
	})
}

// TestLinkedInBoth: the same question comes in both apps, and an answer in either is
// the answer; what comes later in the other is added to it.
func TestLinkedInBoth(t *testing.T) {
	t.Parallel()
	onBothAtOnce(t, func(t *testing.T, r *rig) {
		a := r.beginIn(r.platform, "ada", "Berlin", "19:00")
		b := r.beginIn(r.other, "ada.d", "Berlin", "21:00")
		r.says(a, "first words in the one")
		r.joins(b, a, "In both")
		r.until(r.local("2026-06-02 19:01"))
		d := r.openDelivery(a.Chat())
		r.until(r.local("2026-06-02 21:01"))
		e := r.openDelivery(b.Chat())
		if d.Prompt != e.Prompt || d.Date != e.Date {
			t.Errorf("%q on %v and %q on %v", d.Prompt.Question, d.Date, e.Prompt.Question, e.Date)
		}
		r.says(b, "answered in the other")
		if r.delivery(d.ID).Answered.IsZero() {
			t.Error("it is open in the one still")
		}
		r.soon()
		r.says(a, "and added in the one")
		r.wantWords(a, e, "answered in the other", "and added in the one")
		n := r.questionsOf(b)
		r.until(r.local("2026-06-03 19:01"))
		r.says(a, "answered before the other asks")
		r.until(r.local("2026-06-03 21:01"))
		if r.questionsOf(b) != n {
			t.Error("what was answered is asked again")
		}
		h, _ := r.historyOf(a)
		if h.Run != 3 || h.Total != 3 {
			t.Errorf("run %d, total %d", h.Run, h.Total)
		}
		r.types(b, "pause", "")
		if s := r.subscription(a); s.State != reflection.Paused {
			t.Error("a pause in one app isn't one in the other")
		}
		r.types(a, "resume", "")
		if s := r.subscription(b); s.State != reflection.Active {
			t.Error("nor does it end there")
		}
	})
}

// TestLinkCodes: a code is good once, for ten minutes, from another app, typed in
// private; and nobody guesses long.
func TestLinkCodes(t *testing.T) {
	t.Parallel()
	onBothAtOnce(t, func(t *testing.T, r *rig) {
		a := r.beginIn(r.platform, "ada", "Berlin", "20:00")
		b := r.beginIn(r.other, "ada.d", "Berlin", "21:00")
		c := r.beginIn(r.platform, "cem", "Berlin", "21:00")
		d := r.beginIn(r.other, "dan", "Berlin", "21:00")
		r.says(a, "words that are ada's alone")

		r.types(a, "link", r.code(a))
		r.wantLast(a, "the code of this very account")
		r.types(c, "link", r.code(a))
		r.wantLast(c, "Both accounts are in the same app.")
		first := r.code(a)
		second := r.code(a)
		r.types(b, "link", first)
		r.wantLast(b, "isn't valid")
		r.passes(11 * time.Minute)
		r.types(b, "link", second)
		r.wantLast(b, "isn't valid")
		third := r.code(a)
		room := b.In(r.other.Channel("talk"))
		r.types(room, "link", third)
		if !strings.Contains(room.Last().Text, "It is gone") {
			t.Errorf("in a channel: %q", room.Last().Text)
		}
		r.types(room, "link", "")
		if codeForm.MatchString(room.Last().Text) {
			t.Error("a code is given in a channel")
		}
		r.types(b, "link", third)
		r.wantLast(b, "isn't valid")
		good := r.code(a)
		r.types(b, "link", strings.ToUpper(good[:5])+" "+good[5:])
		r.presses(b, english.Link.Join)
		r.wantLast(b, "Joined.")
		r.types(d, "link", good)
		r.wantLast(d, "isn't valid")
		for range 4 {
			r.types(d, "link", "aaaaaaaaaa")
		}
		r.wantLast(d, "isn't valid")
		r.types(d, "link", r.code(c))
		r.wantLast(d, "Too many codes")
		r.passes(61 * time.Minute)
		r.types(d, "link", r.code(c))
		r.presses(d, english.Link.Join)
		r.wantLast(d, "Joined.")
		r.types(b, "link", r.code(c))
		r.wantLast(b, "/unlink parts them first")
		if strings.Contains(d.Transcript()+c.Transcript(), "ada's alone") {
			t.Error("somebody else is shown ada's words")
		}
		r.view(func(tx reflection.Tx) error {
			_, err := tx.TakeLinkCode([]byte(good))
			if err == nil {
				t.Error("a code is stored as it is")
			}
			return nil
		})
		for table, rows := range r.rows() {
			if strings.Contains(rows, good) {
				t.Errorf("the code is in %s", table)
			}
		}
		r.forges(d, chat.Ref{Verb: "linkwhere", Arg: "nowhere"})
		r.unlogged(good, third)
	})
}

// TestAPauseBeforeJoining: what was open in the account that joins costs nothing, and
// keeps its date if it is answered.
func TestAPauseBeforeJoining(t *testing.T) {
	t.Parallel()
	onBothAtOnce(t, func(t *testing.T, r *rig) {
		a := r.beginIn(r.platform, "ada", "Berlin", "20:00")
		b := r.beginIn(r.other, "ada.d", "Berlin", "21:00")
		r.says(b, "first words in the other")
		r.until(r.local("2026-06-02 19:59"))
		r.types(a, "pause", "") // So that the date is asked in the other app alone.
		r.until(r.local("2026-06-02 21:30"))
		r.types(a, "resume", "")
		r.joins(b, a, "In the other app")
		r.until(r.local("2026-06-03 20:30"))
		r.says(a, "words of the next day")
		h, _ := r.historyOf(a)
		second, ok := h.On(schedule.Date{Year: 2026, Month: 6, Day: 2})
		if !ok || second.Outcome == streak.Missed || second.Outcome == streak.Rested || h.RestDays != 1 {
			t.Errorf("the second is %v, %v; %d rest days", second.Outcome, ok, h.RestDays)
		}
		if h.Run != 2 || h.Total != 2 {
			t.Errorf("run %d, total %d", h.Run, h.Total)
		}
	})
}
