package conversation_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
	"stillpoint/internal/streak"
)

// beginsSeries has a person begin a series by its buttons.
func (r *rig) beginsSeries(p *chattest.Person, theme string) {
	r.t.Helper()
	r.types(p, "series", "")
	r.presses(p, theme)
	r.presses(p, "Begin")
	r.wantLast(p, "“"+theme+"” it is.")
}

// wantEvening fails unless a delivery asks that evening of a series of the pack's.
func (r *rig) wantEvening(d reflection.Delivery, theme string, number int) {
	r.t.Helper()
	s, ok := r.packs.Pack("").SeriesByID(theme)
	if !ok {
		r.t.Fatalf("there is no series %q", theme)
	}
	if want := s.Evenings[number-1].Question; d.Prompt.Question != want {
		r.t.Errorf("asked %q, want evening %d: %q", d.Prompt.Question, number, want)
	}
}

// answersAnEvening brings a person into a series, of which they answer the first
// evening.
func (r *rig) answersAnEvening() *chattest.Person {
	r.t.Helper()
	p := r.begin("ada", "Berlin", "21:00")
	r.says(p, "the first of all")
	r.beginsSeries(p, "Staying")
	r.wantEvening(r.nextQuestion(p), "staying", 1)
	r.soon()
	r.says(p, "first words")
	return p
}

// TestSeries plays a series from the offer to the question after it. Each evening
// comes at the person's own hour, and counts like any question.
func TestSeries(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.says(p, "the first of all")
		r.types(p, "series", "")
		r.wantLast(p, "four evenings on one theme")
		r.wantLast(p, "findahelpline.com")
		r.presses(p, "Staying")
		r.wantLast(p, "it can feel worse before it feels better")
		r.wantLast(p, "findahelpline.com")
		r.wantLast(p, "The first evening would come tomorrow at 21:00.")
		r.presses(p, "Other themes")
		r.presses(p, "Staying")
		r.presses(p, "Begin")
		r.wantLast(p, "“Staying” it is. The first evening comes tomorrow at 21:00.")
		r.types(p, "series", "")
		r.wantLast(p, "You are in “Staying”. Evening 1 of 4 comes tomorrow at 21:00.")

		var asked []string
		for i, text := range []string{"first words", "second words", "third words", "last words"} {
			d := r.nextQuestion(p)
			r.wantEvening(d, "staying", i+1)
			if want := []string{"Not today", "Later", "Leave the series"}; !slices.Equal(p.Last().Labels, want) {
				t.Errorf("buttons %q, want %q", p.Last().Labels, want)
			}
			r.types(p, "another", "")
			r.wantLast(p, "each evening has its one question")
			r.soon()
			r.says(p, text)
			r.wantOutcome(p, d, streak.Kept)
			asked = append(asked, d.Prompt.Question)
		}
		r.types(p, "series", "")
		r.wantLast(p, "Your words come back to you tomorrow at 21:00.")

		d := r.nextQuestion(p)
		text := p.Last().Text
		at := -1
		for _, part := range []string{"The four evenings are over", "On the first evening", "first words", "On the last", "last words",
			"On the second", "second words", "On the third", "third words", "What has changed since?"} {
			next := strings.Index(text, part)
			if next <= at {
				t.Errorf("%q is missing or out of its place in\n%s", part, text)
			}
			at = next
		}
		if want := []string{"Not today", "Later"}; !slices.Equal(p.Last().Labels, want) {
			t.Errorf("buttons %q, want %q", p.Last().Labels, want)
		}
		r.soon()
		r.says(p, "less than I thought")
		r.wantWords(p, r.delivery(d.ID), "less than I thought")
		r.wantOutcome(p, d, streak.Kept)
		if h := r.history(p); h.Run != 6 || h.Total != 6 {
			t.Errorf("run %d, total %d after six answers", h.Run, h.Total)
		}
		d = r.nextQuestion(p)
		if d.Prompt.Pack != r.packs.Pack("").ID || slices.Contains(asked, d.Prompt.Question) {
			t.Errorf("after the series comes %+v", d.Prompt)
		}
		r.types(p, "series", "stop")
		r.wantLast(p, "There is no series to leave.")
		r.unlogged("first words", "last words", "less than I thought")
	})
}

// TestSeriesLeftInTheMiddle: by the button under an evening, which stays open, or by
// the command. The daily questions go on, and a series can be begun anew.
func TestSeriesLeftInTheMiddle(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.answersAnEvening()
		d := r.nextQuestion(p)
		r.wantEvening(d, "staying", 2)
		question := p.Last()
		r.presses(p, "Leave the series")
		r.wantLast(p, "You have left “Staying”. What you wrote stays kept, and the daily questions go on.")
		r.pressesOn(p, question.ID, "Leave the series")
		r.wantAlert(p, "There is no series to leave.")
		r.soon()
		r.says(p, "second words")
		r.wantOutcome(p, d, streak.Kept)
		if d := r.nextQuestion(p); d.Prompt.Pack != r.packs.Pack("").ID {
			t.Errorf("after leaving comes %+v", d.Prompt)
		}
		r.soon()
		r.says(p, "an answer like any")
		r.beginsSeries(p, "Starting again")
		r.types(p, "series", "stop")
		r.wantLast(p, "You have left “Starting again”.")
		r.beginsSeries(p, "Staying")
		r.wantEvening(r.nextQuestion(p), "staying", 1)
		if h := r.history(p); h.Run != 4 || h.Total != 4 {
			t.Errorf("run %d, total %d, want 4 and 4", h.Run, h.Total)
		}
	})
}

// TestSeriesAcrossAMiss: an evening that goes by unanswered costs what any question
// costs, the next one follows, and what was written is given back without it.
func TestSeriesAcrossAMiss(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.says(p, "the first of all")
		r.beginsSeries(p, "Staying")
		var days []reflection.Delivery
		for i := range 4 {
			d := r.nextQuestion(p)
			r.wantEvening(d, "staying", i+1)
			days = append(days, d)
			if i == 0 || i == 3 {
				r.soon()
				r.says(p, "words of "+d.Prompt.Prompt)
			}
		}
		r.nextQuestion(p)
		r.wantLast(p, "words of staying-1")
		r.wantLast(p, "words of staying-4")
		if text := p.Last().Text; strings.Contains(text, "On the second") || strings.Contains(text, "On the third") {
			t.Errorf("what wasn't written is given back:\n%s", text)
		}
		for i, want := range []streak.Outcome{streak.Kept, streak.Rested, streak.Missed, streak.Kept} {
			r.wantOutcome(p, days[i], want)
		}
	})
}

// TestSeriesUnanswered: there is nothing to give back, or not any more, so the daily
// questions go on.
func TestSeriesUnanswered(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.says(p, "the first of all")
		r.core.Care("Call Jo, 555.")
		r.types(p, "series", "")
		r.wantLast(p, "Call Jo, 555.")
		r.types(p, "series", "starting-again")
		r.wantLast(p, "Call Jo, 555.")
		r.beginsSeries(p, "Staying")
		for i := range 4 {
			r.nextQuestion(p)
			if i == 1 {
				r.soon()
				r.says(p, "words that are taken back")
				r.presses(p, "Undo")
			}
		}
		if d := r.nextQuestion(p); d.Prompt.Evening() != 0 || d.Prompt.FollowUp == "" {
			t.Errorf("after four silent evenings comes %+v", d.Prompt)
		}
		if sub := r.subscription(p); sub.Series != 0 {
			t.Error("the series still runs")
		}
	})
}

// TestSeriesAcrossAPause: nothing is asked in it, and the next evening follows. An
// evening can be had early, off the schedule.
func TestSeriesAcrossAPause(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.answersAnEvening()
		r.types(p, "pause", "")
		r.types(p, "series", "")
		r.wantLast(p, "Evening 2 of 4 is next.")
		r.wantLast(p, "You are on a pause.")
		r.skip(time.Now().AddDate(0, 0, 10))
		r.types(p, "today", "")
		r.wantEvening(r.openDelivery(p.Chat()), "staying", 2)
		r.soon()
		r.says(p, "second words, in the pause")
		r.types(p, "resume", "")
		r.wantEvening(r.nextQuestion(p), "staying", 3)
		r.soon()
		r.says(p, "third words")
		r.wantEvening(r.nextQuestion(p), "staying", 4)
		r.nextQuestion(p)
		r.wantLast(p, "second words, in the pause")
		r.types(p, "today", "")
		r.wantLast(p, "Here it is again.")
		r.wantLast(p, "second words, in the pause")
		if h := r.history(p); h.Run != 4 {
			t.Errorf("run %d, want 4", h.Run)
		}
	})
}

// TestSeriesDropped: an evening that was never shown comes another time, and so does
// the message that gives them back.
func TestSeriesDropped(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.answersAnEvening()
		fails := func() {
			letThrough := r.refuseQuestions(chat.Rejected)
			next := r.subscription(p).Next.At
			r.skip(next.Add(-5 * time.Minute))
			r.until(next.Add(time.Minute))
			letThrough()
		}
		fails()
		r.wantEvening(r.nextQuestion(p), "staying", 2)
		r.wantEvening(r.nextQuestion(p), "staying", 3)
		r.wantEvening(r.nextQuestion(p), "staying", 4)
		fails()
		r.types(p, "today", "")
		r.wantLast(p, "first words")
		if d := r.openDelivery(p.Chat()); d.Prompt.Evening() != reflection.GivenBack {
			t.Errorf("it is %+v", d.Prompt)
		}
		if sub := r.subscription(p); sub.Series != 0 {
			t.Error("the series still runs")
		}
		if d := r.nextQuestion(p); d.Prompt.Evening() != 0 {
			t.Errorf("then comes %+v", d.Prompt)
		}
	})
}
