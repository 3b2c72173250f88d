package conversation_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// What is to be told privately to somebody without a private chat waits for their
// next doing there.
func TestCommunityNoticeWithoutAPrivateChat(t *testing.T) {
	onDiscord(t, func(r *rig) {
		r.isSetUp(r.admin("ada"))
		ben := r.platform.Person("ben").In(r.square())
		r.types(ben, "help", "")
		r.update(func(tx reflection.Tx) error {
			id, err := tx.Identity(r.platform.Platform(), ben.Account())
			if err != nil {
				return err
			}
			return tx.AddNotice(&reflection.Notice{
				Person: id.Person, Platform: r.platform.Platform(), Parent: "acme", Text: "Something for Ben.", Private: true, At: time.Now(),
			})
		})
		time.Sleep(2 * time.Minute)
		r.settle()
		if strings.Contains(ben.Transcript(), "Something for Ben.") {
			t.Error("told where nobody asked for it")
		}
		r.types(ben.In(r.platform.ChannelIn("other", "lounge")), "help", "")
		r.types(ben, "help", "")
		r.wantLast(ben, "Something for Ben.")
		if ben.Last().Seen != chat.ByActor {
			t.Error("told to all")
		}
		before := len(ben.Sees())
		r.types(ben, "help", "")
		if len(ben.Sees()) != before+1 {
			t.Errorf("told twice\n%s", ben.Transcript())
		}
	})
}

// In a group in which nothing can be shown to one member, a notice waits until
// there is a private chat.
func TestCommunityNoticeInAGroup(t *testing.T) {
	onTelegram(t, func(r *rig) {
		ada := r.admin("ada")
		r.isSetUp(ada)
		r.square().Bar(r.admin("eve"), "Send Messages")
		r.settle()
		hall := ada.In(r.platform.ChannelIn("acme", "hall"))
		r.orders(hall, "")
		if strings.Contains(hall.Transcript(), "I can't post") {
			t.Errorf("told for all to see\n%s", hall.Transcript())
		}
		r.types(ada, "help", "") // The private chat is known from now on.
		r.orders(hall, "")
		r.wantLast(ada, "I can't post in “square”")
		r.presses(ada, "Check again")
		r.wantLast(ada, "I need Send Messages")
	})
}

// Trouble that is told long after it was found says when that was, since it may be over;
// of a channel that was switched off meanwhile none is told.
func TestCommunityNoticeOfTroubleIsDated(t *testing.T) {
	for name, off := range map[string]bool{"mended": false, "switched off": true} {
		t.Run(name, func(t *testing.T) {
			onBoth(t, func(t *testing.T, r *rig) {
				ada, eve := r.admin("ada"), r.admin("eve")
				r.isSetUp(ada)
				r.square().Bar(eve, "Send Messages")
				r.settle()
				hall := r.platform.ChannelIn("acme", "hall")
				if off {
					r.orders(eve.In(hall), "off")
					r.presses(eve.In(hall), english.Community.Label.SwitchOff)
				}
				time.Sleep(2 * time.Hour)
				r.square().Allow(eve)
				r.settle()
				r.types(ada.Opened(), "help", "")
				r.orders(ada.In(hall), "status")
				got := ada.Transcript() + ada.In(hall).Transcript()
				if told := strings.Contains(got, "I can't post in “square”"); told == off {
					t.Errorf("told: %t\n%s", told, got)
				}
				if dated := strings.Contains(got, "As I found it today at"); dated == off {
					t.Errorf("dated: %t\n%s", dated, got)
				}
				if rows := r.rows()["notices"]; rows != "" {
					t.Errorf("it waits still: %s", rows)
				}
			})
		})
	}
}

// A group that is its own parent takes all that belongs to it along.
func TestCommunityMigratesWhole(t *testing.T) {
	onTelegram(t, func(r *rig) {
		r.isSetUp(r.admin("ada"))
		p := r.platform.Platform()
		space := chat.Space{Chat: chat.Chat{Platform: p, ID: "acme"}, Parent: "acme"}
		err := r.core.Handle(r.t.Context(), chat.Migrated{
			Meta: chat.Meta{ID: "moved", Space: space, At: time.Now()}, To: chat.Chat{Platform: p, ID: "acme2"},
		})
		if err != nil {
			r.t.Fatal(err)
		}
		if _, ch := r.community(r.square()); ch.Parent != "acme2" {
			t.Errorf("it belongs to %q", ch.Parent)
		}
	})
}

// What only an admin should see isn't shown in a group, whoever asks for it there.
func TestCommunityShowsAlone(t *testing.T) {
	onTelegram(t, func(r *rig) {
		ada := r.admin("ada").In(r.square())
		r.isSetUp(ada)
		r.orders(ada, "questions add Whatever was it that you kept?")
		sub, _ := r.community(r.square())
		for _, verb := range []string{"cshow", "cquest", "csuggs", "creports", "cadd"} {
			r.forges(ada, chat.Ref{Verb: verb, ID: int64(sub.ID)})
			r.wantAlert(ada, "best seen by you alone")
		}
		r.orders(ada, "questions remove 1")
		for _, s := range r.platform.Shown(ada.Chat()) {
			if strings.Contains(s.Text, "Whatever was it") {
				t.Errorf("it shows %q", s.Text)
			}
		}
		r.wantOwn(reflection.Removed, "Whatever was it that you kept?")
	})
}

// Asked where no channel is set up, what is about one is asked about first.
func TestCommunityAsksWhichChannel(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.admin("ada")
		garden := r.platform.ChannelIn("acme", "garden")
		r.isSetUp(ada)
		r.orders(ada.In(garden), "setup 20:00 Tokyo")
		hall := ada.In(r.platform.ChannelIn("acme", "hall"))
		r.orders(hall, "questions")
		r.wantLast(hall, "Which channel?")
		list := hall
		if !r.platform.Limits().Ephemeral {
			list = ada
		}
		r.presses(hall, "garden")
		r.wantLast(list, "This channel has no questions of its own.")
		r.presses(list, "Add")
		if r.platform.Limits().Forms {
			list.Submit(map[string]string{"text": "What grows here?"})
		} else {
			r.says(list, "What grows here?")
		}
		r.settle()
		if got := r.own(garden, reflection.Approved); len(got) != 1 {
			t.Errorf("kept %q\n%s", got, list.Transcript())
		}
	})
}

// What waited for an admin and was decided by another before they were told isn't told
// any more; what still waits is, also of a channel that is called otherwise by then.
func TestCommunityNoticeOfWhatWaitsIsTrue(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		home := r.begin("ada", "Lisbon", "21:00").MakeAdminOf("acme")
		ada := home.In(r.square())
		eve := r.begin("eve", "Lisbon", "21:00").MakeAdminOf("acme")
		r.isSetUp(ada)
		waits := english.Community.Suggestions.Waiting("square")
		hall := home.In(r.platform.ChannelIn("acme", "hall")) // A command in the square would tell its name.
		told := func() int {
			r.orders(hall, "resume")
			return strings.Count(hall.Transcript()+home.Transcript(), waits)
		}
		suggests := func() {
			r.types(r.platform.Person("ben").In(r.square()), "suggest", "Which door did you never try, though it stood open?")
		}
		at := eve
		if r.platform.Limits().Ephemeral {
			at = eve.In(r.square())
		}
		declines := func() {
			t.Helper()
			r.orders(eve.In(r.square()), "suggestions")
			r.presses(at, english.Community.Label.Decline)
			if len(r.own(r.square(), reflection.Suggested)) != 0 {
				t.Fatalf("nothing was decided\n%s", eve.Transcript())
			}
		}
		suggests()
		declines()
		if n := told(); n != 0 {
			t.Errorf("told of what was decided\n%s", hall.Transcript()+home.Transcript())
		}
		suggests()
		declines()
		suggests()
		r.update(func(tx reflection.Tx) error {
			sub, err := tx.SubscriptionIn(r.square().Chat())
			if err != nil {
				return err
			}
			ch, err := tx.Channel(sub.ID)
			ch.Title = "plaza"
			return errors.Join(err, tx.UpdateChannel(ch))
		})
		if n := told(); n != 1 {
			t.Errorf("told %d times of what waits\n%s", n, hall.Transcript()+home.Transcript())
		}
	})
}
