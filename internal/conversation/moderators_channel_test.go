package conversation_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
)

// A moderators' channel is one that not everybody reads, of the same server, or another
// group, in which an admin of both says so.
func TestModeratorsChannelIsChosen(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		w := english.Moderation
		c := r.asks("acme", "square")
		boss := r.admin("boss")
		at, m := boss.In(c.in), mods{r: r}
		chosen := func() bool { return !m.community().Moderators.IsZero() }
		if r.platform.Limits().Forms {
			for _, no := range []struct {
				channel *chattest.Channel
				want    string
			}{
				{r.platform.ChannelIn("acme", "hall"), w.TooOpen},
				{r.platform.ChannelIn("other", "lounge").Reserve(), english.Community.Rights.NotHere},
				{r.platform.ChannelIn("acme", "forum").Reserve().Be(chat.KindForum), w.NoPlace},
				{r.platform.ChannelIn("acme", "hidden").Reserve().Blind(true), w.NotThere},
			} {
				at.CommandWith("community", "moderators", map[string]string{"channel": no.channel.Chat().ID})
				r.settle()
				r.wantLast(at, no.want)
			}
			mute := r.platform.ChannelIn("acme", "mute").Reserve()
			mute.Bar(boss, "Send Messages")
			at.CommandWith("community", "moderators", map[string]string{"channel": mute.Chat().ID})
			r.settle()
			r.wantLast(at, w.CantWrite("mute", "Send Messages"))
		} else {
			code := "moderators " + strconv.FormatInt(int64(c.sub), 36)
			desk := r.platform.ChannelIn("wardens", "desk")
			r.orders(at, code) // In the very group all read along.
			r.wantLast(at, w.TooOpen)
			r.orders(boss.In(desk), code) // No admin there.
			r.wantLast(boss.In(desk), english.Community.Rights.AdminsOnly)
			eve := r.platform.Person("eve").MakeAdminOf("wardens").In(desk)
			for _, args := range []string{code, "moderators zzzz", "moderators 1"} { // No admin here: it says the same of what isn't there.
				r.orders(eve, args)
				r.wantLast(eve, english.Community.Rights.NotHere)
			}
			boss.MakeAdminOf("wardens").Anonymous(true)
			r.orders(boss.In(desk), code)
			r.wantLast(boss.In(desk), w.NoFace)
			boss.Anonymous(false)
		}
		if chosen() {
			t.Fatalf("it was chosen: %+v", m.community())
		}
		m = c.showsModerators(boss)
		if !chosen() {
			t.Fatal("it wasn't chosen")
		}
		page := at
		if !r.platform.Limits().Ephemeral {
			page = boss.Opened()
		}
		r.forges(page, chat.Ref{Verb: "cmods", ID: int64(c.sub)})
		r.wantLast(page, w.ShownIn(m.community().Title))
		r.presses(page, w.StopShowing)
		if chosen() {
			t.Error("it is still chosen")
		}
	})
}

// When the channel is gone or can't be written in, whoever set the channel up is told
// once, the lists go on, and what waits is shown once it can be again.
func TestModeratorsChannelIsGone(t *testing.T) {
	onMods(t, func(t *testing.T, c asked, m mods, boss *chattest.Person) {
		r := c.r
		m.in.Bar(boss, "Send Messages")
		r.settle()
		for _, name := range []string{"ada", "ben"} {
			c.member(name).submits("A secret of " + name + ".")
			m.comes()
		}
		time.Sleep(2 * time.Minute)
		r.settle()
		if n := strings.Count(boss.Transcript(), "moderators' channel"); n != 1 {
			t.Errorf("told %d times\n%s", n, boss.Transcript())
		}
		if !m.community().Stuck {
			t.Error("it isn't known to be stuck")
		}
		at := c.approves(boss)
		r.wantLast(at, "A secret of ")
		r.presses(at, english.Community.Label.Approve)
		m.in.Allow(boss)
		r.settle()
		time.Sleep(5 * time.Second)
		r.settle()
		if n := len(m.shown()); n != 1 {
			t.Errorf("%d messages, want the one that still waits\n%s", n, m.transcript())
		}
	})
}

// Another place is chosen: what is shown in the one before has nobody's words any more.
func TestModeratorsChannelIsChanged(t *testing.T) {
	onMods(t, func(t *testing.T, c asked, m mods, boss *chattest.Person) {
		r := c.r
		c.member("ada").submits("A secret of ada.")
		m.comes()
		m.find("A secret of ada.")
		page := boss.In(c.in)
		if !r.platform.Limits().Ephemeral {
			page = boss.Opened()
		}
		r.forges(page, chat.Ref{Verb: "cshown", ID: int64(c.sub), Arg: "off"})
		time.Sleep(time.Second)
		r.settle()
		m.lacks("A secret of ada.")
		m.find(english.Moderation.InList("square"))
		r.wantLast(c.approves(boss), "A secret of ada.")
	})
}

// What was decided, or forgotten, while the place couldn't be written to is looked at
// again once it can: no words of it stand there any more.
func TestModeratorsChannelComesBack(t *testing.T) {
	onMods(t, func(t *testing.T, c asked, m mods, boss *chattest.Person) {
		r := c.r
		c.member("ada").submits("A secret of ada.")
		c.member("ben").submits("A secret of ben.")
		m.comes()
		m.find("A secret of ada.")
		m.find("A secret of ben.")
		m.in.Bar(boss, "Send Messages")
		r.settle()
		c.member("cem").submits("A secret of cem.")
		m.comes()
		time.Sleep(2 * time.Minute)
		r.settle()
		if !m.community().Stuck {
			t.Fatal("it isn't known to be stuck")
		}
		at := c.approves(boss)
		for range 3 { // Of all that waits ada's is declined.
			if strings.Contains(at.Last().Text, "A secret of ada.") {
				break
			}
			r.presses(at, english.Community.Label.Approve)
		}
		r.presses(at, english.Community.Label.Decline)
		ben := c.member("ben")
		r.types(ben.Person, "forget", "everything")
		r.presses(ben.Person, english.Forget.YesAll)
		time.Sleep(time.Minute)
		r.settle()
		m.in.Allow(boss)
		r.settle()
		time.Sleep(20 * time.Minute)
		r.settle()
		m.lacks("A secret of ada.")
		m.lacks("A secret of ben.")
	})
}

// In a moderators' group a command about channels says where it is to be given, and
// doesn't offer to ask the moderators questions.
func TestModeratorsGroupSaysWhereToGiveCommands(t *testing.T) {
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		c := r.asks("acme", "square")
		boss := r.admin("boss")
		m := c.showsModerators(boss)
		for _, order := range []string{"", "log", "status", "heading Mine"} {
			r.orders(boss.In(m.in), order)
			r.wantLastIs(boss.In(m.in), english.Moderation.GiveThere("square"))
		}
	})
}
