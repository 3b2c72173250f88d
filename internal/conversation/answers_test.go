package conversation_test

import (
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// unanswered reports whether an answer to somebody waits, or is being sent.
func (r *rig) unanswered(p *chattest.Person) bool {
	r.t.Helper()
	var busy bool
	r.view(func(tx reflection.Tx) (err error) {
		busy, err = tx.ChatBusy(p.Chat())
		return err
	})
	return busy
}

// said counts the bot's messages that hold a text.
func (r *rig) said(p *chattest.Person, part string) int {
	n := 0
	for _, m := range r.platform.Shown(p.Chat()) {
		if strings.Contains(m.Text, part) {
			n++
		}
	}
	return n
}

func TestAnAnswerThatFails(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		fault chattest.Fault
		shown int  // at once
		later int  // two minutes later
		waits bool // after the failure
	}{
		{"unsent", chattest.Fault{Refuse: &chat.SendError{Kind: chat.Unsent}}, 0, 1, true},
		{"throttled", chattest.Fault{Refuse: &chat.SendError{Kind: chat.Throttled, Wait: time.Second}}, 0, 1, true},
		{"no route", chattest.Fault{Cut: chattest.CutBefore}, 0, 1, true},
		{"uncertain", chattest.Fault{Cut: chattest.CutAfter}, 1, 2, true},
		{"rejected", chattest.Fault{Refuse: &chat.SendError{Kind: chat.Rejected}}, 0, 0, false},
		{"gone", chattest.Fault{Refuse: &chat.SendError{Kind: chat.Gone}}, 0, 0, false},
		{"not allowed", chattest.Fault{Refuse: &chat.SendError{Kind: chat.NotAllowed}}, 0, 0, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
				p := r.begin("ada", "Berlin", "21:00")
				d := r.openDelivery(p.Chat())
				r.platform.FaultNext(chattest.OpSend, c.fault)
				r.says(p, "kept whatever happens")
				r.wantWords(p, d, "kept whatever happens")
				if n := r.said(p, "Kept."); n != c.shown {
					t.Errorf("shown %d times at once, want %d", n, c.shown)
				}
				if waits := r.unanswered(p); waits != c.waits {
					t.Errorf("it waits: %v, want %v", waits, c.waits)
				}
				time.Sleep(2 * time.Minute)
				r.settle()
				if n := r.said(p, "Kept."); n != c.later {
					t.Errorf("shown %d times in the end, want %d\n%s", n, c.later, p.Transcript())
				}
				if r.unanswered(p) {
					t.Error("it waits still")
				}
				if sub := r.subscription(p); (sub.State == reflection.Gone) != (c.name == "gone") {
					t.Errorf("state %v", sub.State)
				}
				r.unlogged("kept whatever happens")
			})
		})
	}
}

func TestAnswersKeepTheirOrder(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		p.Block() // No answer gets through, and the block is not yet told.
		p.Unblock()
		r.settle()
		r.silent(p)
		// This turn says two messages; the first one fails.
		r.platform.FailNext(chattest.OpSend, chat.SendError{Kind: chat.Unsent})
		r.says(p, "here I am")
		if n := len(p.Sees()); n > 0 && p.Sees()[n-1].Text == "I'll ask every day at 21:00." {
			t.Fatal("the second one overtook the first")
		}
		time.Sleep(2 * time.Minute)
		r.settle()
		sees := p.Sees()
		if n := len(sees); !strings.HasPrefix(sees[n-2].Text, "Kept.") || sees[n-1].Text != "I'll ask every day at 21:00." {
			t.Errorf("out of order\n%s", p.Transcript())
		}
	})
}

// A crash after the commit and before the answer: the words are there once, and
// the answer comes after the start.
func TestACrashBeforeTheAnswer(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		d := r.openDelivery(p.Chat())
		r.platform.FailNext(chattest.OpSend, chat.SendError{Kind: chat.Unsent})
		r.says(p, "just before the lights went out")
		r.crash()
		r.start()
		r.soon()
		r.wantWords(p, d, "just before the lights went out")
		if n := r.said(p, "Kept."); n != 1 {
			t.Errorf("acknowledged %d times\n%s", n, p.Transcript())
		}
		r.presses(p, "Undo")
		r.wantWords(p, d, "")
	})
}

func TestAnAnswerThatIsTooLate(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.platform.FailNext(chattest.OpSend, chat.SendError{Kind: chat.Unsent})
		r.types(p, "help", "")
		r.crash()
		time.Sleep(2 * time.Hour)
		r.start()
		r.soon()
		if n := r.said(p, "findahelpline"); n != 0 {
			t.Error("help came two hours late")
		}
		if r.unanswered(p) {
			t.Error("an answer waits still")
		}
	})
}

// An event that is offered again changes nothing and is not answered again.
func TestEventsOfferedAgain(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		d := r.openDelivery(p.Chat())
		first := r.says(p, "said once")
		r.presses(p, "Go deeper")
		r.says(p, "once deeper")
		p.Edit(first, "said once, edited")
		r.types(p, "write", "freely")
		r.presses(p, "Another")
		r.settle()
		before := p.Transcript()
		r.wantSilence(p, func() { r.platform.OfferAgain(20) })
		r.wantWords(p, d, "said once, edited", "once deeper")
		r.wantCounts(p, 1, 1, 1)
		if after := p.Transcript(); after != before {
			t.Errorf("it changed\n%s\nto\n%s", before, after)
		}
		r.crash()
		r.start()
		r.wantSilence(p, func() { r.platform.OfferAgain(20) })
		r.wantWords(p, d, "said once, edited", "once deeper")
	})
}

// What was written while the bot was down is answered when it is back, at the
// time it was written, before the next question.
func TestWrittenWhileTheBotWasDown(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		d := r.openDelivery(p.Chat())
		next := r.subscription(p).Next.At
		r.skip(next.Add(-time.Hour))
		r.crash()
		p.Write("written into the dark")
		r.until(next.Add(time.Hour))
		r.start()
		r.soon()
		r.wantWords(p, d, "written into the dark")
		if newer := r.openDelivery(p.Chat()); newer.ID == d.ID {
			t.Error("the next question didn't come")
		}
		if n := r.said(p, "I was down from today at 20:00 until 22:00. Nothing in that time counts against you."); n != 1 {
			t.Errorf("the outage was told %d times\n%s", n, p.Transcript())
		}
		t.Log(p.Transcript())
	})
}
