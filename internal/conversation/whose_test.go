package conversation_test

import (
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
	"stillpoint/internal/streak"
)

func TestSeveralMessagesAreOneReply(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		d := r.openDelivery(p.Chat())
		r.says(p, "one")
		two, three := r.says(p, "two"), r.says(p, "three")
		r.wantWords(p, d, "one", "two", "three")
		for _, m := range []chat.MessageID{two, three} {
			if p.Message(m).Reaction != chat.Kept {
				t.Errorf("no sign on %q", p.Message(m).Text)
			}
		}
		r.wantCounts(p, 1, 1, 1)
	})
}

// Where the platform has no reactions, later parts get a word.
func TestSeveralMessagesWithoutReactions(t *testing.T) {
	t.Parallel()
	bare := func(s *chat.Limits) { s.Reactions, s.Edits = false, false }
	like := chattest.WithLimits(bare)
	inBubble(t, monday, like, func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		d := r.openDelivery(p.Chat())
		r.says(p, "one")
		two := r.says(p, "two")
		r.wantLastIs(p, "Kept.", "Go deeper", "Undo", "Ask me this again in a year")
		r.presses(p, "Undo")
		r.presses(p, "Take back 2")
		r.wantLast(p, "Taken back.")
		r.wantWords(p, d, "one", "")
		r.presses(p, "Another")
		r.wantAlert(p, "You have begun to answer this one")
		r.wantSilence(p, func() { p.Edit(two, "two again") })
	})
}

func TestAReplyToAnOlderQuestion(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.lived(p, "kkkkk.")
		old := r.openDelivery(p.Chat())
		question := p.Last().ID
		d := r.nextQuestion(p)
		r.wantOutcome(p, old, streak.Missed)
		r.soon()
		r.replies(p, question, "it came to me late")
		r.wantLast(p, "Kept, with “")
		r.wantWords(p, old, "it came to me late")
		// It mends the date that it answers, and keeps no other.
		r.wantOutcome(p, old, streak.Kept)
		r.wantOutcome(p, d, streak.Open)
		r.wantCounts(p, 6, 6, 0)
		// And so does a reply to one's own words.
		own := r.replies(p, question, "and more")
		if p.Message(own).Reaction != chat.Kept {
			t.Error("what goes on under it has no sign")
		}
		r.replies(p, own, "and more still")
		r.wantWords(p, old, "it came to me late", "and more", "and more still")
		r.says(p, "this is for the new one")
		r.wantWords(p, d, "this is for the new one")
		r.wantCounts(p, 7, 7, 1)
		t.Log(p.Transcript())
	})
}

func TestTheDueQuestionWaitsForAWriter(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		d := r.openDelivery(p.Chat())
		hour := r.subscription(p).Next.At
		r.skip(hour.Add(-2 * time.Minute))
		r.says(p, "it began like this")
		r.until(hour.Add(time.Minute))
		r.says(p, "and went on")
		r.until(hour.Add(5 * time.Minute))
		r.says(p, "and on")
		r.until(hour.Add(9 * time.Minute))
		r.wantWords(p, d, "it began like this", "and went on", "and on")
		if got := r.openDelivery(p.Chat()); got.ID != d.ID {
			t.Error("the question came in between")
		}
		r.until(hour.Add(11 * time.Minute))
		if got := r.openDelivery(p.Chat()); got.ID == d.ID {
			t.Error("the question did not come")
		}
	})
}

func TestWhatIsNoWords(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		d := r.openDelivery(p.Chat())
		for _, send := range []func() chat.MessageID{p.Voice, p.Sticker, func() chat.MessageID { return p.Photo("") }} {
			send()
			r.wantLastIs(p, "I can only keep words. If there is a sentence in it, write it to me.")
		}
		r.wantCounts(p, 0, 0, 1)
		p.Photo("the desk, cleared")
		r.wantLast(p, "Kept.")
		r.wantWords(p, d, "the desk, cleared")
	})
}

// On a platform that can't be asked what it has shown, text after a question
// that was perhaps sent shows that it was, and the answer names it.
func TestTextUnderAnUncertainQuestion(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		before := r.openDelivery(p.Chat())
		r.cutNextQuestion()
		r.skip(r.subscription(p).Next.At.Add(-time.Minute))
		r.until(r.subscription(p).Next.At.Add(time.Second))
		var hanging reflection.Delivery
		r.view(func(tx reflection.Tx) (err error) {
			hanging, err = tx.Hanging(p.Chat(), time.Now())
			return err
		})
		if hanging.ID == before.ID {
			t.Fatal("no question hangs")
		}
		r.says(p, "I saw it all right")
		r.wantLast(p, "Kept, with “")
		r.wantWords(p, hanging, "I saw it all right")
		o := r.wantOutcome(p, hanging, streak.Kept)
		if o.Why != streak.OnlyShown {
			t.Errorf("it is optional for %v", o.Why)
		}
		t.Log(p.Transcript())
	})
}

func TestCommandsUnderAnUncertainQuestion(t *testing.T) {
	t.Parallel()
	for command, want := range map[string]string{
		"skip":  "All right. This one counts only if you answer it.",
		"later": "When should I ask again?",
		"today": "Here it is again.",
	} {
		t.Run(command, func(t *testing.T) {
			t.Parallel()
			inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
				p := r.begin("ada", "Berlin", "21:00")
				before := r.openDelivery(p.Chat())
				r.cutNextQuestion()
				r.skip(r.subscription(p).Next.At.Add(-time.Minute))
				r.until(r.subscription(p).Next.At.Add(time.Second))
				r.types(p, command, "")
				r.wantLast(p, want)
				r.says(p, "an answer")
				if d := r.openDelivery(p.Chat()); d.ID == before.ID {
					t.Error("the older question is still open")
				} else {
					r.wantWords(p, d, "an answer")
				}
			})
		})
	}
}

// A block ends what was open at no cost, and any sign of life ends a block.
func TestBlockAndBack(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.lived(p, "kkkk")
		p.Block()
		r.settle()
		r.skip(time.Date(2026, 6, 2, 18, 55, 0, 0, time.UTC))
		time.Sleep(time.Hour)
		r.settle()
		if sub := r.subscription(p); sub.State != reflection.Gone {
			t.Fatalf("state %v", sub.State)
		}
		p.Unblock()
		r.settle()
		r.types(p, "start", "")
		r.wantLastIs(p, "Good to see you. I ask every day at 21:00. /today brings a question now, /help lists the rest.")
		r.nextQuestion(p)
		r.soon()
		r.says(p, "back")
		r.wantLast(p, "Kept. 5 in a row.")
		r.wantCounts(p, 5, 5, 1)
		t.Log(p.Transcript())
	})
}

func TestBarredAndBackByWriting(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.platform.FailNext(chattest.OpSend, chat.SendError{Kind: chat.NotAllowed})
		r.skip(r.subscription(p).Next.At.Add(-time.Minute))
		time.Sleep(time.Hour)
		r.settle()
		if sub := r.subscription(p); sub.State != reflection.Barred {
			t.Fatalf("%+v", sub)
		}
		r.says(p, "me again")
		r.wantLastIs(p, "I'll ask every day at 21:00.")
		if sub := r.subscription(p); sub.State != reflection.Active || sub.Next.At.IsZero() {
			t.Errorf("%+v", sub)
		}
	})
}

func TestBlockAndBackByWriting(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeDiscord(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		p.Block()
		r.skip(r.subscription(p).Next.At.Add(-time.Minute))
		time.Sleep(time.Hour)
		r.settle()
		p.Unblock()
		r.says(p, "me again")
		r.wantLastIs(p, "I'll ask every day at 21:00.")
		if sub := r.subscription(p); sub.State != reflection.Active || sub.Next.At.IsZero() {
			t.Errorf("%+v", sub)
		}
	})
}
