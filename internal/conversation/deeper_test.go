package conversation_test

import (
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

func TestGoDeeper(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		d := r.openDelivery(p.Chat())
		r.soon()
		r.says(p, "a first thought")
		r.presses(p, "Go deeper")
		r.wantLastIs(p, d.Prompt.FollowUp)
		r.soon()
		deep := r.says(p, "one step further")
		if p.Message(deep).Reaction != chat.Kept {
			t.Errorf("the deeper answer has no sign\n%s", p.Transcript())
		}
		after := r.says(p, "and another thing")
		if p.Message(after).Reaction != chat.Kept {
			t.Errorf("what came after it has no sign\n%s", p.Transcript())
		}
		r.wantWords(p, d, "a first thought", "one step further", "and another thing")
		var flags []bool
		for _, part := range r.parts(p, d) {
			flags = append(flags, part.Deeper)
		}
		if len(flags) != 3 || flags[0] || !flags[1] || flags[2] {
			t.Errorf("deeper parts %v, want the second alone", flags)
		}
		r.wantCounts(p, 1, 1, 1)
		t.Log(p.Transcript())
	})
}

func TestGoDeeperAfterTenMinutes(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		older := r.openDelivery(p.Chat())
		r.soon()
		r.says(p, "a first thought")
		r.presses(p, "Go deeper")
		followUp := p.Last().ID
		newer := r.nextQuestion(p)
		r.soon()
		r.says(p, "an answer to the new one")
		r.wantWords(p, newer, "an answer to the new one")
		r.replies(p, followUp, "a late step further")
		r.wantWords(p, older, "a first thought", "a late step further")
		r.wantLast(p, "Kept, with “")
		t.Log(p.Transcript())
	})
}

// What the bot asked for last owns the next text: here, the newer question.
func TestGoDeeperWhenAQuestionComes(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		older := r.openDelivery(p.Chat())
		r.says(p, "a first thought")
		next := r.subscription(p).Next.At
		r.skip(next.Add(-time.Minute))
		r.presses(p, "Go deeper")
		r.until(next.Add(2 * time.Minute))
		r.says(p, "meant for the step further")
		r.wantWords(p, r.openDelivery(p.Chat()), "meant for the step further")
		r.presses(p, "That was for the last one")
		r.wantWords(p, older, "a first thought", "meant for the step further")
	})
}

func TestGoDeeperUnderTheOlderOfTwo(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		older := r.openDelivery(p.Chat())
		r.says(p, "a first thought")
		ack := p.Last().ID
		newer := r.nextQuestion(p)
		question := p.Last().ID
		r.soon()
		r.pressesOn(p, ack, "Go deeper")
		r.wantLastIs(p, older.Prompt.FollowUp)
		// Whoever replies to another question means that one.
		r.replies(p, question, "first the new one")
		r.wantWords(p, newer, "first the new one")
		r.says(p, "and now one step further")
		r.wantWords(p, older, "a first thought", "and now one step further")
		t.Log(p.Transcript())
	})
}

func (r *rig) parts(p *chattest.Person, d reflection.Delivery) []reflection.Part {
	r.t.Helper()
	var parts []reflection.Part
	r.view(func(tx reflection.Tx) error {
		reply, err := tx.AnswerTo(d.ID, d.Person)
		if err != nil {
			return err
		}
		parts, err = tx.Parts(reply.ID)
		return err
	})
	return parts
}
