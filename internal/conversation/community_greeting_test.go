package conversation_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
)

// greetings are what the bot has said of itself in a chat.
func (r *rig) greetings(in chat.Chat, text string) (all []chattest.Shown) {
	for _, s := range r.platform.Shown(in) {
		if s.Text == text+"\n"+english.Community.Greeting.Begin {
			all = append(all, s)
		}
	}
	return all
}

// Once the bot was added it says so to all, where it may write: once, not again when
// the platform tells of it again, nor when it is removed and added once more, nor after
// a restart. An admin's press sets the channel up.
func TestCommunityGreeting(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		w := english.Community.Greeting
		eve := r.admin("eve")
		acme, hall := r.platform.Server("acme"), r.platform.ChannelIn("acme", "hall")
		acme.Welcomes(hall)
		said := func(when string, want int) {
			t.Helper()
			r.settle()
			if got := r.greetings(hall.Chat(), w.ToAll); len(got) != want {
				t.Errorf("%s: said %d times, want %d", when, len(got), want)
			}
		}
		acme.Add(eve)
		said("added", 1)
		acme.Reload()
		said("told again", 1)
		r.stop()
		r.start()
		acme.Reload()
		said("told again after a restart", 1)
		acme.Remove(eve)
		acme.Add(eve)
		said("added again", 1)
		got := r.greetings(hall.Chat(), w.ToAll)[0]
		if !slices.Equal(got.Labels, []string{english.Community.Label.SetUp}) || strings.Contains(got.Text, "@") {
			t.Errorf("it says %q %q", got.Text, got.Labels)
		}
		ben := r.platform.Person("ben").In(hall)
		if heard := r.hears(ben, func() { r.pressesOn(ben, got.ID, english.Community.Label.SetUp) }); !slices.Contains(refusals, heard) {
			t.Errorf("a member who presses hears %q", heard)
		}
		r.pressesOn(eve.In(hall), got.ID, english.Community.Label.SetUp)
		r.wantSeen(eve.In(hall), "hall")
		if sub, _ := r.community(hall); sub.ID == 0 {
			t.Error("an admin's press sets nothing up")
		}
	})
}

// Nothing is said where the bot may not write, where something is set up already, or
// where there is no place for it.
func TestCommunityGreetsNobody(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		w := english.Community.Greeting
		eve := r.admin("eve")
		r.platform.Server("acme").Add(eve) // no place to speak
		closed := r.platform.ChannelIn("globex", "closed")
		closed.Bar(eve, "Send Messages")
		r.platform.Server("globex").Welcomes(closed)
		r.platform.Server("globex").Add(eve)
		r.isSetUp(eve.In(r.square()))
		r.platform.Server("acme").Welcomes(r.square())
		r.platform.Server("acme").Add(eve)
		r.settle()
		for _, c := range []*chattest.Channel{closed, r.square()} {
			if n := len(r.greetings(c.Chat(), w.ToAll)); n != 0 {
				t.Errorf("%s: greeted %d times", c.Chat().ID, n)
			}
		}
	})
}

// Whoever added the bot and has a private chat with it is told there, and nobody else.
func TestCommunityGreetsWhoAddedIt(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		w := english.Community.Greeting
		eve := r.begin("eve", "Berlin", "21:00")
		hall := r.platform.ChannelIn("acme", "hall")
		hall.Remove(eve)
		hall.Add(eve)
		r.settle()
		if n := len(r.greetings(eve.Chat(), w.ToOne("hall"))); n != 1 {
			t.Errorf("told %d times\n%s", n, eve.Transcript())
		}
		if n := r.sayings(hall.Chat()); n != 0 {
			t.Errorf("%d messages in the channel", n)
		}
	})
}

// Where only admins write, whoever added the bot is told in private that nobody could
// answer there; it says nothing in that place itself.
func TestCommunityNothingToAskWhereOnlyAdminsWrite(t *testing.T) {
	onTelegram(t, func(r *rig) {
		eve := r.begin("eve", "Berlin", "21:00")
		news := r.platform.ChannelIn("news", "news")
		before := len(eve.Sees())
		for _, id := range []string{"added", "added again"} {
			err := r.core.Handle(r.t.Context(), chat.Joined{Meta: chat.Meta{
				ID: id, At: time.Now(), Actor: chat.Actor{Account: eve.Account(), Admin: true},
				Space: chat.Space{Chat: news.Chat(), Title: "The Daily", Parent: "news", Announces: true},
			}})
			if err != nil {
				r.t.Fatal(err)
			}
			r.settle()
		}
		r.wantLast(eve, english.Community.Greeting.Announces("The Daily"))
		if n := len(eve.Sees()) - before; n != 1 {
			r.t.Errorf("told %d times", n)
		}
		if n := r.sayings(news.Chat()); n != 0 {
			r.t.Errorf("%d messages in the channel", n)
		}
	})
}
