package conversation_test

import (
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// square is the channel in which most of this is played, in the server of that name.
func (r *rig) square() *chattest.Channel { return r.platform.ChannelIn("acme", "square") }

// admin is somebody who may manage the server of the square.
func (r *rig) admin(name string) *chattest.Person { return r.platform.Person(name).MakeAdminOf("acme") }

// community finds what is kept of a channel.
func (r *rig) community(c *chattest.Channel) (sub reflection.Subscription, ch reflection.Channel) {
	r.t.Helper()
	r.view(func(tx reflection.Tx) (err error) {
		if sub, err = tx.SubscriptionIn(c.Chat()); err != nil {
			return err
		}
		ch, err = tx.Channel(sub.ID)
		return err
	})
	return sub, ch
}

// orders has somebody give /community in a channel.
func (r *rig) orders(p *chattest.Person, args string) { r.t.Helper(); r.types(p, "community", args) }

// isSetUp sets the square up for every day at 09:00 in Berlin.
func (r *rig) isSetUp(p *chattest.Person) {
	r.t.Helper()
	r.orders(p.In(r.square()), "setup 09:00 Europe/Berlin")
	if sub, _ := r.community(r.square()); sub.State != reflection.Active {
		r.t.Fatalf("it is %v\n%s", sub.State, p.In(r.square()).Transcript())
	}
}

// posted are the questions that a channel was asked.
func (r *rig) posted(c *chattest.Channel) (posts []chattest.Shown) {
	for _, s := range r.platform.Shown(c.Chat()) {
		if len(s.Blocks) > 0 && s.Blocks[0].Kind == chat.Heading && s.Seen == chat.ByAll && strings.HasPrefix(s.Text, "Today's question") {
			posts = append(posts, s)
		}
	}
	return posts
}

// nine is the next 09:00 in Berlin, in summer, after the tests' noon.
var nine = monday.Truncate(24 * time.Hour).Add(24*time.Hour + 7*time.Hour)

// waits moves on to an instant at which something is due, and past it.
func (r *rig) waits(to time.Time) {
	r.t.Helper()
	r.skip(to.Add(-5 * time.Minute))
	r.until(to.Add(10 * time.Second))
}

// own lists a channel's own questions in a state.
func (r *rig) own(c *chattest.Channel, state reflection.QuestionState) (texts []string) {
	r.t.Helper()
	sub, _ := r.community(c)
	r.view(func(tx reflection.Tx) error {
		all, err := tx.Questions(sub.ID, state)
		for _, q := range all {
			texts = append(texts, q.Text)
		}
		return err
	})
	return texts
}

// wantOwn fails unless the square's own questions are these.
func (r *rig) wantOwn(state reflection.QuestionState, want ...string) {
	r.t.Helper()
	if got := r.own(r.square(), state); strings.Join(got, "|") != strings.Join(want, "|") {
		r.t.Errorf("questions %q, want %q", got, want)
	}
}

// sayings counts what the bot has shown in a chat to all.
func (r *rig) sayings(c chat.Chat) int {
	n := 0
	for _, s := range r.platform.Shown(c) {
		if s.Seen == chat.ByAll {
			n++
		}
	}
	return n
}

// onDiscord and onTelegram run a test on one liking, from an ordinary Monday noon on.
func onDiscord(t *testing.T, test func(r *rig)) {
	t.Helper()
	t.Parallel()
	inBubble(t, monday, chattest.LikeDiscord(), test)
}

func onTelegram(t *testing.T, test func(r *rig)) {
	t.Helper()
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), test)
}
