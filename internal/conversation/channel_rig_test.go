package conversation_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/words"
)

// english is what is read in these tests.
var english = words.For("")

// asked is a community channel with its question of each day at 09:00 in Berlin.
type asked struct {
	r   *rig
	in  *chattest.Channel
	sub reflection.SubscriptionID
}

// asks enables a channel of a server; change may alter what its admin chose.
func (r *rig) asks(server, name string, change ...func(*reflection.Channel)) asked {
	r.t.Helper()
	c := asked{r: r, in: r.platform.ChannelIn(server, name)}
	r.update(func(tx reflection.Tx) error {
		sub := reflection.Subscription{
			Chat: c.in.Chat(), Created: time.Now().UTC(),
			Rule: schedule.Rule{At: schedule.TimeOfDay{Hour: 9}, Days: schedule.Everyday, Zone: "Europe/Berlin"},
		}
		if err := planning.Reschedule(&sub, time.Now()); err != nil {
			return err
		}
		if err := tx.AddSubscription(&sub); err != nil {
			return err
		}
		ch := reflection.Channel{Subscription: sub.ID, Parent: server, Title: name, Seed: 7}
		for _, f := range change {
			f(&ch)
		}
		c.sub = sub.ID
		return tx.AddChannel(ch)
	})
	return c
}

// update writes to the store.
func (r *rig) update(fn func(tx reflection.Tx) error) {
	r.t.Helper()
	if err := r.store.Update(r.t.Context(), fn); err != nil {
		r.t.Fatal(err)
	}
}

// change alters what the channel's admin chose.
func (c asked) change(f func(*reflection.Channel)) {
	c.r.t.Helper()
	c.r.update(func(tx reflection.Tx) error {
		ch, err := tx.Channel(c.sub)
		if err != nil {
			return err
		}
		f(&ch)
		return tx.UpdateChannel(ch)
	})
}

// post sleeps until the channel's next question is there, and returns it.
func (c asked) post() reflection.Delivery {
	c.r.t.Helper()
	var next time.Time
	c.r.view(func(tx reflection.Tx) error {
		sub, err := tx.Subscription(c.sub)
		next = sub.Next.At
		return err
	})
	if next.IsZero() {
		c.r.t.Fatal("no question is due in the channel")
	}
	c.r.skip(next.Add(-5 * time.Minute))
	c.r.until(next.Add(5 * time.Second))
	return c.r.openDelivery(c.in.Chat())
}

// member is somebody in a channel. What is said to them alone they read in at:
// in the channel where it can be shown to one member, else in their private chat.
type member struct {
	*chattest.Person
	in, at *chattest.Person
	c      asked
}

// member returns somebody of that name in the channel.
func (c asked) member(name string) member {
	p := c.r.platform.Person(name)
	if c.r.platform.Limits().Ephemeral {
		return member{Person: p, in: p.In(c.in), at: p.In(c.in), c: c}
	}
	return member{Person: p, in: p.In(c.in), at: p.Opened(), c: c}
}

// reflect presses the button under the newest post; where that is a link, its page asks
// for a reply to it.
func (m member) reflect() {
	if m.c.r.platform.Limits().Forms {
		m.c.r.presses(m.in, english.Post.Reflect)
		return
	}
	m.c.r.presses(m.in, english.Post.Privately)
}

// writes answers what asked for words: a form, or the bot in the private chat.
func (m member) writes(text string) {
	if m.c.r.platform.Limits().Forms {
		m.at.Submit(map[string]string{"words": text})
		m.c.r.settle()
		return
	}
	for _, shown := range slices.Backward(m.at.Sees()) {
		if strings.Contains(shown.Text, english.Channel.ReplyAnswer) {
			m.Reply(shown.ID, text) // As the app has it, which opened the reply function.
			m.c.r.settle()
			return
		}
		if strings.Contains(shown.Text, english.Channel.AskAnew) || strings.Contains(shown.Text, english.Channel.AskAnswer) {
			break // That asked last, and waits for the next words.
		}
	}
	m.Write(text)
	m.c.r.settle()
}

// answers reflects with a text.
func (m member) answers(text string) {
	m.reflect()
	m.writes(text)
}

// shares answers, and shares that.
func (m member) shares(text string) {
	m.answers(text)
	m.c.r.presses(m.at, english.Channel.Share)
}

// reads presses Read others under the newest post, and returns what is shown.
func (m member) reads() chattest.Shown {
	m.c.r.presses(m.in, english.Post.Others)
	return m.at.Last()
}

// id is the person's, as it is stored.
func (m member) id() reflection.PersonID {
	m.c.r.t.Helper()
	var id reflection.Identity
	m.c.r.view(func(tx reflection.Tx) (err error) {
		id, err = tx.Identity(m.c.r.platform.Platform(), m.Account())
		return err
	})
	return id.Person
}

// answer is what is kept of somebody's answer; its ID is 0 if there is none.
func (m member) answer(d reflection.Delivery) (reply reflection.Reply, parts []reflection.Part) {
	m.c.r.t.Helper()
	id := m.id()
	m.c.r.view(func(tx reflection.Tx) (err error) {
		if reply, err = tx.AnswerTo(d.ID, id); errors.Is(err, reflection.ErrNotFound) {
			return nil
		}
		if err == nil {
			parts, err = tx.Parts(reply.ID)
		}
		return err
	})
	return reply, parts
}

// wantAnswer fails unless an answer reads so, and to whom.
func (m member) wantAnswer(d reflection.Delivery, who reflection.Audience, text string) {
	m.c.r.t.Helper()
	reply, parts := m.answer(d)
	var got []string
	for _, p := range parts {
		if p.Deleted.IsZero() {
			got = append(got, p.Text)
		}
	}
	if strings.Join(got, "|") != text || reply.Audience != who {
		m.c.r.t.Errorf("kept %q for audience %d, want %q for %d\n%s", got, reply.Audience, text, who, m.at.Transcript())
	}
}

// wantReads fails unless somebody reads exactly these answers, in whatever order:
// that says nothing.
func (m member) wantReads(want ...string) {
	m.c.r.t.Helper()
	var got []string
	for _, b := range m.reads().Blocks {
		if b.Kind == chat.Quote {
			got = append(got, b.Text)
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, slices.Sorted(slices.Values(want))) {
		m.c.r.t.Errorf("%s reads %q, want %q\n%s", m.Account(), got, want, m.at.Transcript())
	}
}

// answered is how many answered a question, as the store counts.
func (r *rig) answered(d reflection.Delivery) (n int) {
	r.t.Helper()
	r.view(func(tx reflection.Tx) (err error) {
		n, err = tx.Answered(d.ID)
		return err
	})
	return n
}

// wantPost fails unless the post holds the text.
func (c asked) wantPost(d reflection.Delivery, text string) {
	c.r.t.Helper()
	for _, m := range c.r.platform.Shown(c.in.Chat()) {
		if m.ID == c.r.delivery(d.ID).Message {
			if !strings.Contains(m.Text, text) {
				c.r.t.Errorf("the post reads %q, want it to hold %q", m.Text, text)
			}
			return
		}
	}
	c.r.t.Error("there is no post")
}

// inChannels runs a test on either platform, with a channel that has just been
// asked its question.
func inChannels(t *testing.T, test func(t *testing.T, c asked, d reflection.Delivery)) {
	t.Helper()
	onBoth(t, func(t *testing.T, r *rig) {
		c := r.asks("guild", "reflections")
		test(t, c, c.post())
	})
}

// answersAgain edits what is there by way of the post.
func (m member) answersAgain(text string) {
	m.reflect()
	if !m.c.r.platform.Limits().Forms {
		m.c.r.presses(m.at, english.Channel.Edit)
	}
	m.writes(text)
}
