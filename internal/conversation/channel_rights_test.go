package conversation_test

import (
	"strings"
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/delivery/posts"
	"stillpoint/internal/delivery/summaries"
	"stillpoint/internal/reflection"
)

// The refusals that there are, and what stands for being let through.
var (
	notYours = english.NotYours
	notHere  = english.Channel.NotHere
	noFace   = english.Channel.NoFace
	letIn    = ""
)

// TestChannelRights presses every button as everybody who may be there. What is
// somebody else's is refused in the same words to all; what is the channel's, to
// whoever isn't in it.
func TestChannelRights(t *testing.T) {
	t.Parallel()
	for _, who := range []struct {
		name string
		// is makes somebody of that kind, and says where they press.
		is func(c asked, elsewhere asked) *chattest.Person
		// What the four kinds of buttons come to: others' answers and the form, the
		// board, somebody's shared answer, and what is on somebody else's receipt.
		reads, board, reports, owns string
	}{
		{"a member", func(c, _ asked) *chattest.Person { return c.member("who").at }, letIn, letIn, letIn, notYours},
		{"an admin", func(c, _ asked) *chattest.Person {
			m := c.member("who")
			m.MakeAdminOf("guild")
			return m.at
		}, letIn, letIn, letIn, notYours},
		{"a member, privately", func(c, _ asked) *chattest.Person { return c.member("who").Opened() }, letIn, letIn, letIn, notYours},
		{"an admin of another server", func(c, elsewhere asked) *chattest.Person {
			m := elsewhere.member("who")
			m.MakeAdminOf("elsewhere").LeaveServer(c.in)
			return m.at
		}, notHere, notHere, notHere, notYours},
		{"a member of both, elsewhere", func(_, elsewhere asked) *chattest.Person {
			return elsewhere.member("who").at
		}, "both", "both", "both", notYours},
		{"a removed member", func(c, _ asked) *chattest.Person {
			return c.member("who").LeaveServer(c.in).Opened()
		}, notHere, notHere, notHere, notYours},
		{"somebody to whom the channel is hidden", func(c, _ asked) *chattest.Person {
			p := c.member("who").Opened()
			c.in.Hide(p)
			return p
		}, notHere, notHere, notHere, notYours},
		{"an admin whom the platform hides", func(c, _ asked) *chattest.Person {
			m := c.member("who")
			m.MakeAdminOf("guild").Anonymous(true)
			return m.in
		}, noFace, noFace, noFace, noFace},
	} {
		t.Run(who.name, func(t *testing.T) {
			t.Parallel()
			inChannels(t, func(t *testing.T, c asked, d reflection.Delivery) {
				elsewhere := c.r.asks("elsewhere", "talk")
				ada, ben := c.member("ada"), c.member("ben")
				ada.shares("Ada's, shared.")
				ben.answers("Ben's, private.")
				shared, _ := ada.answer(d)
				private, _ := ben.answer(d)
				p := who.is(c, elsewhere)
				try := func(want string, ref chat.Ref) {
					t.Helper()
					if want == "both" { // In a private chat nobody is elsewhere.
						if want = letIn; c.r.platform.Limits().Ephemeral {
							want = notHere
						}
					}
					alerts, before := p.LastAlert(), len(c.r.platform.Shown(p.Chat()))
					c.r.forges(p, ref)
					all := c.r.platform.Shown(p.Chat())
					if len(all) == before {
						t.Fatalf("%v: no answer", ref)
					}
					last := all[len(all)-1]
					refused := last.Alert() && (last.Text == notYours || last.Text == notHere || last.Text == noFace)
					if (want != letIn && last.Text != want) || (want == letIn && refused) || last.Seen == chat.ByAll && !strings.HasPrefix(p.Chat().ID, "@") {
						t.Errorf("%v: %q (before: %q), want %q", ref, last.Text, alerts, want)
					}
				}
				id := int64(d.ID)
				try(who.reads, chat.Ref{Verb: posts.VerbOthers, ID: id})
				try(who.reads, chat.Ref{Verb: posts.VerbOthers, ID: id, Arg: "0"})
				if who.reads != letIn && who.reads != "both" || !c.r.platform.Limits().Forms {
					try(who.reads, chat.Ref{Verb: posts.VerbReflect, ID: id})
				}
				try(who.board, chat.Ref{Verb: summaries.VerbBoard, ID: int64(c.sub)})
				for _, arg := range []string{"", "yes", "no"} {
					try(who.reports, posts.ReportRef(d.ID, shared.Sharing, arg))
				}
				for _, reply := range []reflection.ReplyID{shared.ID, private.ID} {
					for _, ref := range []chat.Ref{
						{Verb: "share"}, {Verb: "share", Arg: "unnamed"}, {Verb: "takeback"}, {Verb: "reword"},
						{Verb: "erase"}, {Verb: "erase", Arg: "yes"}, {Verb: "erase", Arg: "no"},
					} {
						ref.ID = int64(reply)
						try(who.owns, ref)
					}
				}
				ada.wantAnswer(d, reflection.Shared, "Ada's, shared.")
				ben.wantAnswer(d, reflection.PrivateTo, "Ben's, private.")
				if got := p.Transcript(); strings.Contains(got, "Ada's") || strings.Contains(got, "Ben's") {
					t.Errorf("too much was shown:\n%s", got)
				}
			})
		})
	}
}

// A form that was opened while its author was a member is nothing afterwards.
func TestChannelFormAfterLeaving(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeDiscord(), func(r *rig) {
		c := r.asks("guild", "reflections")
		d := c.post()
		ada := c.member("ada")
		r.forges(ada.Person, chat.Ref{Verb: posts.VerbOthers, ID: int64(d.ID)})
		r.wantLastIs(ada.Person, "Answer first, then read.", "Reflect")
		r.presses(ada.Person, "Reflect")
		ada.LeaveServer(c.in)
		ada.Submit(map[string]string{"words": "Too late."})
		r.wantLast(ada.Person, notHere)
		if reply, _ := ada.answer(d); reply.ID != 0 {
			t.Error("it was kept")
		}
	})
}

// A question that nobody can have seen yet, and one of a person's own, are as if
// they weren't there.
func TestChannelUnseenQuestions(t *testing.T) {
	t.Parallel()
	inChannels(t, func(t *testing.T, c asked, d reflection.Delivery) {
		ada := c.member("ada")
		r := c.r
		r.begin("ben", "Berlin", "21:00")
		own := r.openDelivery(r.platform.Person("ben").Chat())
		unseen := reflection.Delivery{
			Subscription: c.sub, Chat: c.in.Chat(), Date: d.Date.AddDays(1), Zone: d.Zone, Due: d.Due,
			Prompt: reflection.Asked{Question: "What will be asked tomorrow?"},
		}
		r.update(func(tx reflection.Tx) error { return tx.AddDelivery(&unseen) })
		for _, id := range []reflection.DeliveryID{own.ID, unseen.ID, 0, 1 << 40} {
			for _, verb := range []string{posts.VerbReflect, posts.VerbOthers} {
				r.forges(ada.at, chat.Ref{Verb: verb, ID: int64(id)})
				r.wantAlert(ada.at, notHere)
			}
		}
		if strings.Contains(ada.at.Transcript(), "tomorrow?") {
			t.Error("tomorrow's question is known")
		}
	})
}
