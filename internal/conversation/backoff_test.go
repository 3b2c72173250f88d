package conversation_test

import (
	"slices"
	"strings"
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// silent lets seven questions go by and returns the eighth, which asks how
// often they should come.
func (r *rig) silent(p *chattest.Person) reflection.Delivery {
	r.t.Helper()
	sub := r.subscription(p)
	sub.Unanswered = 7
	err := r.store.Update(r.t.Context(), func(tx reflection.Tx) error { return tx.UpdateSubscription(sub) })
	if err != nil {
		r.t.Fatal(err)
	}
	return r.nextQuestion(p)
}

const silence = "Seven questions have gone by. How often would you like one? Until I hear from you, I'll ask once a week."

func TestSilence(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		for range 6 {
			d := r.nextQuestion(p)
			if last := p.Last(); strings.Contains(last.Text, "have gone by") || len(last.Labels) != 3 {
				t.Fatalf("too early: %q %q", last.Text, last.Labels)
			}
			if !strings.Contains(p.Last().Text, d.Prompt.Question) {
				t.Fatalf("another question: %q", p.Last().Text)
			}
		}
		asks := r.nextQuestion(p)
		r.wantLast(p, silence)
		if want := []string{"Another", "Not today", "Later", "Keep daily", "Once a week", "Pause"}; !slices.Equal(p.Last().Labels, want) {
			t.Errorf("buttons %q, want %q", p.Last().Labels, want)
		}
		if next := r.subscription(p).Next.Date; asks.Date.DaysUntil(next) != 7 {
			t.Errorf("after %v comes %v", asks.Date, next)
		}
		// A press is a sign of life and no answer to how often.
		r.presses(p, "Not today")
		if next := r.subscription(p).Next.Date; asks.Date.DaysUntil(next) != 7 {
			t.Errorf("after a press comes %v", next)
		}
		r.soon()
		r.says(p, "I have been away")
		r.wantLastIs(p, "I'll ask every day at 21:00.")
		if next := r.subscription(p).Next.Date; asks.Date.DaysUntil(next) != 1 {
			t.Errorf("after a text comes %v", next)
		}
		t.Log(p.Transcript())
	})
}

func TestSilenceIsAskedOnce(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		asks := r.silent(p)
		weekly := r.nextQuestion(p)
		if asks.Date.DaysUntil(weekly.Date) != 7 || !weekly.BackOff {
			t.Errorf("the next one is of %v, weekly %v", weekly.Date, weekly.BackOff)
		}
		if last := p.Last(); strings.Contains(last.Text, "have gone by") || len(last.Labels) != 3 {
			t.Errorf("it asks again: %q %q", last.Text, last.Labels)
		}
		r.types(p, "start", "")
		r.wantLastIs(p, "Good to see you. For now I ask once a week; the next one comes on 16 June at 21:00. /today brings a question now, /help lists the rest.", "Keep daily")
		r.presses(p, "Keep daily")
		r.wantLastIs(p, "I'll ask every day at 21:00.")
		if sub := r.subscription(p); sub.BackOff {
			t.Error("it is still weekly")
		}
	})
}

func TestHowOften(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		asks := r.silent(p)
		question := p.Last().ID

		r.presses(p, "Keep daily")
		r.wantLastIs(p, "I'll ask every day at 21:00.")
		if next := r.subscription(p).Next.Date; asks.Date.DaysUntil(next) != 1 {
			t.Errorf("daily: after %v comes %v", asks.Date, next)
		}
		r.presses(p, "Once a week")
		r.wantLastIs(p, "Once a week, then. The next one comes on 9 June at 21:00.")
		if sub := r.subscription(p); sub.BackOff || asks.Date.DaysUntil(sub.Next.Date) != 7 {
			t.Errorf("weekly: %+v", sub)
		}
		r.pressesOn(p, question, "Pause")
		r.wantLastIs(p, "Paused. /resume when you like; nothing is lost meanwhile.", "Resume")
		if !strings.Contains(p.Message(question).Text, asks.Prompt.Question) {
			t.Error("the question is gone")
		}
		// On a pause, to ask for questions is to end it.
		r.pressesOn(p, question, "Once a week")
		r.wantLastIs(p, "Once a week, then. The next one comes on 9 June at 21:00.")
		r.forges(p, chat.Ref{Verb: "often", ID: 1, Arg: "hourly"})
		r.wantAlert(p, "does nothing now")
		// Writing changes nothing about what was chosen.
		r.soon()
		r.says(p, "an answer")
		r.wantLast(p, "Kept.")
		t.Log(p.Transcript())
	})
}

func TestWeeklyQuestionsCostNothing(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.lived(p, "kk.....")
		r.silent(p)
		before := r.history(p)
		r.nextQuestion(p)
		r.nextQuestion(p)
		if after := r.history(p); after.RestDays != before.RestDays || after.Run != before.Run {
			t.Errorf("two weeks of silence took run %d → %d, rest days %d → %d", before.Run, after.Run, before.RestDays, after.RestDays)
		}
	})
}
