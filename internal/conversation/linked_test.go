package conversation_test

import (
	"testing"
	"time"

	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// offered is what is said of words that came after a link had shown a question.
func offered(d reflection.Delivery) string {
	return english.Channel.IsAnswer(d.Prompt.Question, "square")
}

// wantOffered fails unless the last words of somebody's are offered as the answer to a
// question, and not kept as that.
func (m member) wantOffered(d reflection.Delivery) {
	m.c.r.t.Helper()
	m.c.r.wantLastIs(m.at, offered(d), english.Channel.KeepFor, english.Channel.NotFor)
	if reply, _ := m.answer(d); reply.ID != 0 {
		m.c.r.t.Error("they became an answer by themselves")
	}
}

// wantSaved fails unless somebody was shown the receipt of what they alone read.
func (m member) wantSaved(d reflection.Delivery, text string) {
	m.c.r.t.Helper()
	m.wantAnswer(d, reflection.PrivateTo, text)
	m.c.r.wantLastIs(m.at, english.Channel.Saved+" "+english.Channel.ByYou, english.Channel.Share, english.Channel.ShareUnnamed, english.Channel.Edit, english.Channel.Delete)
}

// linked runs a test with a channel's question and somebody, who has an hour of their
// own or none, to whom a link has shown it.
func linked(t *testing.T, begun bool, test func(m member, d reflection.Delivery)) {
	t.Helper()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		if begun {
			r.begin("ada", "Berlin", "21:00")
			r.soon()
		}
		c := r.asks("acme", "square")
		d := c.post()
		m := c.member("ada")
		m.reflect()
		test(m, d)
	})
}

// A link to a question shows it with the reply function open: a reply to it is kept for
// its author alone. What they write otherwise is kept when they say so, whether they
// have an hour of their own or not.
func TestLinkedQuestionTakesReplies(t *testing.T) {
	t.Parallel()
	for _, begun := range []bool{false, true} {
		linked(t, begun, func(m member, d reflection.Delivery) { // Whoever sent the link gains nothing by it.
			r, page := m.c.r, m.at.Last()
			r.says(m.at, "Words to nobody's question.")
			m.wantOffered(d)
			r.replies(m.at, page.ID, "Words to the channel's question.")
			m.wantSaved(d, "Words to the channel's question.")
		})
		linked(t, begun, func(m member, d reflection.Delivery) {
			r := m.c.r
			r.says(m.at, "The keys to the boat.")
			m.wantOffered(d)
			first := m.at.Last()
			r.says(m.at, "And the boat.")
			m.wantOffered(d)
			r.pressesOn(m.at, first.ID, english.Channel.KeepFor)
			m.wantSaved(d, "The keys to the boat.")
			r.presses(m.at, english.Channel.KeepFor)
			m.wantAnswer(d, reflection.PrivateTo, "The keys to the boat.|And the boat.")
			r.says(m.at, "Then the river.") // As after a reply, it goes on.
			m.wantAnswer(d, reflection.PrivateTo, "The keys to the boat.|And the boat.|Then the river.")
			r.pressesOn(m.at, first.ID, english.Channel.KeepFor)
			r.wantAlert(m.at, english.Typed.Settled)
		})
	}
}

// Words that answer no linked question are what they would have been without the link.
func TestWordsThatAnswerNoLinkedQuestion(t *testing.T) {
	t.Parallel()
	linked(t, false, func(m member, d reflection.Delivery) {
		m.c.r.says(m.at, "Hi there, what is this about, please tell me.")
		m.wantOffered(d)
		m.c.r.presses(m.at, english.Channel.NotFor)
		m.c.r.wantLast(m.at, english.Hello)
		m.c.r.says(m.at, "Berlin") // It isn't offered once more.
		m.c.r.wantLast(m.at, english.AskHour)
	})
	linked(t, true, func(m member, d reflection.Delivery) {
		r, own := m.c.r, m.c.r.openDelivery(m.at.Chat())
		r.says(m.at, "To my own question.")
		m.wantOffered(d)
		r.presses(m.at, english.Channel.NotFor)
		r.wantWords(m.at, own, "To my own question.")
		r.says(m.at, "And this too.")
		r.wantWords(m.at, own, "To my own question.", "And this too.")
	})
}

// What the bot had asked for before the link is what it waits for still, and what it
// asks for afterwards comes first. A link that was followed long ago says nothing.
func TestALinkTakesNothingFromWhatWasAsked(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		c := r.asks("acme", "square")
		d := c.post()
		m := c.member("ada")
		r.types(m.at, "start", "")
		r.says(m.at, "Berlin")
		r.wantLast(m.at, english.AskHour)
		time.Sleep(2 * time.Second) // Messages are dated by the second.
		m.reflect()
		r.says(m.at, "The keys to the boat.")
		m.wantOffered(d)
		r.says(m.at, "21:00")
		m.wantOffered(d)
		r.presses(m.at, english.Channel.NotFor)
		r.settle()
		if sub := r.subscription(m.at); sub.Rule.Zone != "Europe/Berlin" || sub.Rule.At.Hour != 21 {
			t.Errorf("it is asked by %+v", sub.Rule)
		}
	})
	linked(t, false, func(m member, d reflection.Delivery) {
		m.c.r.types(m.at, "start", "")
		m.c.r.says(m.at, "Berlin")
		m.c.r.wantLast(m.at, english.AskHour)
		m.reflect()
		time.Sleep(10 * time.Minute)
		m.c.r.says(m.at, "21:00")
		if sub := m.c.r.subscription(m.at); sub.Rule.At.Hour != 21 {
			t.Errorf("it is asked by %+v", sub.Rule)
		}
	})
}

// What isn't words is said to be none, and greets nobody.
func TestLinkedQuestionTakesWordsOnly(t *testing.T) {
	t.Parallel()
	linked(t, false, func(m member, d reflection.Delivery) {
		m.at.Voice()
		m.c.r.wantLast(m.at, english.OnlyWords)
		m.c.r.says(m.at, "The keys to the boat.")
		m.wantOffered(d)
	})
}

// A question of one's own that comes after the link owns what is written under it.
func TestAQuestionAfterALinkOwnsTheWords(t *testing.T) {
	t.Parallel()
	linked(t, true, func(m member, d reflection.Delivery) {
		r := m.c.r
		next := r.subscription(m.at).Next.At
		r.skip(next.Add(-5 * time.Minute))
		time.Sleep(time.Until(next.Add(-time.Minute)))
		m.reflect()
		r.until(next.Add(5 * time.Second))
		r.says(m.at, "To the new one.")
		r.wantWords(m.at, r.openDelivery(m.at.Chat()), "To the new one.")
	})
}
