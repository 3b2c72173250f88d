package conversation_test

import (
	"strings"
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// noChannels fails unless nothing is kept of any channel of the server.
func (r *rig) noChannels() {
	r.t.Helper()
	r.view(func(tx reflection.Tx) error {
		all, err := tx.ChannelsIn(r.platform.Platform(), "acme")
		if len(all) > 0 {
			r.t.Errorf("kept: %+v", all)
		}
		return err
	})
}

// A channel in which nothing can come is refused at setup, with the way out, and
// nothing is kept of it.
func TestCommunitySetupRefusesWhatCantWork(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		kind   chat.ChannelKind
		blind  bool
		thread string
		want   string
	}{
		{"unseen", chat.KindText, true, "", "I can't see “square”"},
		{"a gallery", chat.KindMedia, false, "", "in one of its posts"},
		{"a category", chat.KindOther, false, "", "takes no messages"},
		{"threads in a thread", chat.KindThread, false, "live", "is a thread itself"},
		{"threads beside a voice channel", chat.KindVoice, false, "closed", "can't have threads"},
		{"threads beside a stage", chat.KindStage, false, "live", "can't have threads"},
	} {
		t.Run(c.name, func(t *testing.T) {
			onDiscord(t, func(r *rig) {
				r.square().Be(c.kind).Blind(c.blind)
				ada := r.admin("ada").In(r.square())
				fields := map[string]string{"zone": "Europe/Berlin", "time": "9:00"}
				if c.thread != "" {
					fields["thread"] = c.thread
				}
				ada.CommandWith("community", "setup", fields)
				r.settle()
				r.wantLast(ada, c.want)
				if c.thread == "" {
					r.orders(ada, "")
					r.presses(ada, english.Community.Label.SetUp)
					r.wantLast(ada, c.want)
				}
				r.noChannels()
				// From another channel of the server it is the same.
				fields["channel"] = r.square().Chat().ID
				hall := ada.In(r.platform.ChannelIn("acme", "hall"))
				hall.CommandWith("community", "setup", fields)
				r.settle()
				if c.blind {
					c.want = english.Community.Setup.NoSuch
				}
				r.wantLast(hall, c.want)
				r.noChannels()
			})
		})
	}
}

// Without threads the same channels are asked; and what can't be had later is
// refused or taken back where it was chosen before.
func TestCommunityWithoutThreads(t *testing.T) {
	t.Parallel()
	for _, kind := range []chat.ChannelKind{chat.KindThread, chat.KindVoice, chat.KindStage} {
		inBubble(t, monday, chattest.LikeDiscord(), func(r *rig) {
			r.square().Be(kind)
			ada := r.admin("ada").In(r.square())
			r.isSetUp(ada)
			r.orders(ada, "thread live")
			r.wantSeen(ada, "Shared answers open under Read others anyway.")
			sub, ch := r.community(r.square())
			if ch.Thread != reflection.NoThread {
				t.Fatalf("kind %d: thread mode %d", kind, ch.Thread)
			}
			ch.Thread = reflection.ThreadLive // as an earlier version took it
			r.update(func(tx reflection.Tx) error { return tx.UpdateChannel(ch) })
			r.orders(ada, "status")
			r.wantLast(ada, english.Community.Fit.NoThreads)
			r.orders(ada, "setup 10:00")
			r.wantLast(ada, english.Community.Fit.NoThreads)
			if sub, ch = r.community(r.square()); ch.Thread != reflection.NoThread || sub.Rule.At.Hour != 10 {
				t.Errorf("kind %d: %+v %+v", kind, sub.Rule, ch)
			}
		})
	}
}

// An order that is typed says so too where the platform has no threads.
func TestCommunityTypedThreads(t *testing.T) {
	onTelegram(t, func(r *rig) {
		ada := r.admin("ada").In(r.square())
		r.orders(ada, "setup 09:00 Europe/Berlin thread live")
		r.wantLast(ada, english.Community.Setup.NoThreads)
		r.noChannels()
		r.orders(ada, "setup 09:00 Europe/Berlin thread off")
		r.wantSeen(ada, "every day at 09:00")
	})
}

// A channel that the bot doesn't see any more says so, and how it can again.
func TestCommunityStatusOfAnUnseenChannel(t *testing.T) {
	onDiscord(t, func(r *rig) {
		ada := r.admin("ada").In(r.square())
		r.isSetUp(ada)
		r.square().Blind(true)
		r.orders(ada, "status")
		r.wantLast(ada, english.Community.Fit.CantSee("square"))
		r.square().Blind(false).Be(chat.KindMedia)
		r.presses(ada, "Check again")
		r.wantLast(ada, "in one of its posts")
		if strings.Contains(ada.Last().Text, english.Community.Status.Fine) {
			t.Error("it says that all is fine")
		}
	})
}

// A role that can't be notified is shown with where that is changed, and its name
// reaches no log.
func TestCommunityRoleThatIsMute(t *testing.T) {
	onDiscord(t, func(r *rig) {
		r.platform.Server("acme").AddRole("nightingales")
		r.platform.Server("acme").MuteRole("nightingales")
		ada := r.admin("ada").In(r.square())
		ada.CommandWith("community", "setup", map[string]string{"zone": "Europe/Berlin", "role": "nightingales"})
		const where = "Server Settings → Roles → nightingales"
		r.wantSeen(ada, where)
		if strings.Contains(ada.Transcript(), english.Community.Page.PreviewRole) {
			t.Errorf("the preview says that it notifies\n%s", ada.Transcript())
		}
		r.orders(ada, "status")
		r.wantLast(ada, where)
		if strings.Contains(ada.Last().Text, english.Community.Status.Fine) {
			t.Errorf("it says that all is fine\n%s", ada.Last().Text)
		}
		if strings.Contains(r.log.String(), "nightingales") {
			t.Error("the role's name is in the log")
		}
	})
}

// The receipt says where what was shared is read: in a thread only where there can
// be one.
func TestReceiptSaysWhereItIsRead(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		mode reflection.ThreadMode
		kind chat.ChannelKind
		want string
	}{
		{reflection.NoThread, chat.KindText, english.Channel.UnderOthers},
		{reflection.ThreadClosed, chat.KindText, english.Channel.InThreadLater},
		{reflection.ThreadLive, chat.KindText, english.Channel.InThread},
	} {
		inBubble(t, monday, chattest.LikeDiscord(), func(r *rig) {
			a := r.asks("guild", "reflections", func(ch *reflection.Channel) { ch.Thread = c.mode })
			a.post()
			ben := a.member("ben")
			ben.shares("I kept the garden.")
			r.wantSeen(ben.at, english.Channel.ByAll+" "+c.want)
		})
	}
	// Where it turns out that there can be none, the next to share isn't told of one.
	inBubble(t, monday, chattest.LikeDiscord(), func(r *rig) {
		a := r.asks("guild", "reflections", func(ch *reflection.Channel) { ch.Thread = reflection.ThreadLive })
		a.in.Be(chat.KindVoice)
		a.post()
		a.member("ben").shares("I kept the garden.")
		cem := a.member("cem")
		cem.shares("I kept the shed.")
		r.wantSeen(cem.at, english.Channel.ByAll+" "+english.Channel.UnderOthers)
		if !strings.Contains(r.log.String(), "opens under Read others alone") {
			t.Error("the log doesn't say so")
		}
	})
}
