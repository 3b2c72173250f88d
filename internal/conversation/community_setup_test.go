package conversation_test

import (
	"reflect"
	"strings"
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// One command sets a channel up where commands have fields; the first post is
// shown to the admin alone, and comes at its hour.
func TestCommunitySetupByFields(t *testing.T) {
	onDiscord(t, func(r *rig) {
		r.platform.Server("acme").AddRole("writers")
		ada := r.admin("ada").In(r.square())
		ada.CommandWith("community", "setup", map[string]string{
			"zone": "Europe/Berlin", "time": "9am", "days": "every day", "role": "writers", "thread": "closed",
		})
		r.settle()
		sub, ch := r.community(r.square())
		want := schedule.Rule{At: schedule.TimeOfDay{Hour: 9}, Days: schedule.Everyday, Zone: "Europe/Berlin"}
		if sub.Rule != want || sub.State != reflection.Active || ch.Role != "writers" || ch.Thread != reflection.ThreadClosed || ch.Installer == 0 || ch.Off {
			t.Errorf("%+v\n%+v", sub, ch)
		}
		seen := ada.Transcript()
		for _, part := range []string{
			"I ask in “square” every day at 09:00, Europe/Berlin time. The next one comes tomorrow at 09:00.",
			"Nothing is posted yet", "Today's question", "[Reflect] [Read others] [Ask me daily]", "May I write to you privately",
		} {
			if !strings.Contains(seen, part) {
				t.Errorf("no %q in\n%s", part, seen)
			}
		}
		if n := r.sayings(r.square().Chat()); n != 0 {
			t.Errorf("%d messages are for all to see", n)
		}
		r.presses(ada, "Reflect")
		if got := ada.LastAlert(); !strings.Contains(got, "preview") {
			t.Errorf("the preview's button says %q", got)
		}
		r.waits(nine)
		posts := r.posted(r.square())
		if len(posts) != 1 || posts[0].PingRole != "writers" {
			t.Fatalf("posts: %+v", posts)
		}
		question := posts[0].Blocks[1].Text
		if !strings.Contains(seen, question) {
			t.Errorf("%q was not what the preview showed:\n%s", question, seen)
		}
	})
}

// Without fields it takes four steps, and the preview is seen by the admin alone.
func TestCommunitySetupByButtons(t *testing.T) {
	onTelegram(t, func(r *rig) {
		ada := r.admin("ada").Called("Ada", "de")
		group := ada.In(r.square())
		r.orders(group, "")                     // 1
		r.presses(group, "Set this channel up") // 2
		r.wantLast(group, "Whose clock counts in “square”?")
		r.presses(group, "Europe/Berlin 14:00") // 3
		sub, _ := r.community(r.square())
		if sub.State != reflection.Active || !sub.Next.At.Equal(nine) {
			t.Fatalf("%+v\n%s", sub, group.Transcript())
		}
		before := r.sayings(group.Chat())
		r.presses(group, "Preview") // 4
		if r.sayings(group.Chat()) != before {
			t.Errorf("the preview is for all to see\n%s", group.Transcript())
		}
		r.wantLast(ada, "Today's question")
		preview := ada.Last().Blocks[2].Text
		r.waits(nine)
		posts := r.posted(r.square())
		if len(posts) != 1 || posts[0].Blocks[1].Text != preview {
			t.Errorf("the preview was %q, the posts are %+v", preview, posts)
		}
	})
}

func TestCommunitySetupTyped(t *testing.T) {
	onTelegram(t, func(r *rig) {
		ada := r.admin("ada").In(r.square())
		r.orders(ada, "setup 09:00 Europe/Berlin weekdays")
		sub, _ := r.community(r.square())
		if sub.Rule.Days != schedule.Workdays || sub.State != reflection.Active || !sub.Next.At.Equal(nine) {
			t.Errorf("%+v", sub)
		}
		// Setup changes what is set up, and only what is said.
		r.orders(ada, "setup 18:30")
		if sub, _ = r.community(r.square()); sub.Rule.At != (schedule.TimeOfDay{Hour: 18, Minute: 30}) || sub.Rule.Days != schedule.Workdays || sub.Rule.Zone != "Europe/Berlin" {
			t.Errorf("%+v", sub)
		}
		r.orders(ada, "setup quarter past never")
		r.wantLast(ada, "Try “/community setup 09:00 Europe/Berlin weekdays”")
		r.orders(ada, "frobnicate\u202e")
		r.wantLast(ada, "I didn't get")
		if now, _ := r.community(r.square()); !reflect.DeepEqual(now, sub) {
			t.Errorf("nonsense changed something: %+v", now)
		}
	})
}

// Whose clock counts is never guessed: without a zone nothing is scheduled, and
// what else was said is kept until there is one.
func TestCommunityAsksForTheZone(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.begin("ada", "Lisbon", "21:00").MakeAdminOf("acme")
		channel := ada.In(r.square())
		r.orders(channel, "setup 18:00 weekdays")
		sub, ch := r.community(r.square())
		if !ch.Off || !sub.Next.At.IsZero() {
			t.Errorf("it is scheduled without a zone: %+v", sub)
		}
		if first := channel.Last().Labels[0]; first != "Europe/Lisbon 13:00" {
			t.Errorf("the admin's own zone comes as %q", first)
		}
		if r.platform.Limits().Forms {
			r.presses(channel, "somewhere else")
			channel.Submit(map[string]string{"text": "nowhereatall"})
			r.wantLast(channel, "I don't know that place")
			r.presses(channel, "somewhere else")
			channel.Submit(map[string]string{"text": "Munich"})
		} else {
			r.presses(channel, "somewhere else")
			asked := channel.Last().ID
			// What others say isn't the admin's answer.
			r.platform.Person("bob").In(r.square()).Reply(asked, "Tokyo")
			r.settle()
			channel.Reply(asked, "nowhereatall")
			r.wantLast(channel, "I don't know that place")
			r.presses(channel, "somewhere else")
			channel.Reply(channel.Last().ID, "Munich")
		}
		r.settle()
		sub, ch = r.community(r.square())
		if sub.Rule.Zone != "Europe/Berlin" || sub.Rule.At.Hour != 18 || sub.Rule.Days != schedule.Workdays || ch.Off || sub.State != reflection.Active {
			t.Errorf("%+v %+v\n%s", sub, ch, channel.Transcript())
		}
	})
}

// What could be several places is asked about.
func TestCommunityAsksWhichPlace(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.admin("ada").In(r.square())
		r.orders(ada, "setup 09:00 portland")
		r.wantLast(ada, "That could be Portland")
		r.presses(ada, "America/Los Angeles 05:00")
		if sub, _ := r.community(r.square()); sub.Rule.Zone != "America/Los_Angeles" || sub.Rule.At.Hour != 9 || sub.State != reflection.Active {
			t.Errorf("%+v", sub)
		}
	})
}

// A server has several channels, each with its own hour, zone and questions.
func TestCommunityHasSeveralChannels(t *testing.T) {
	onDiscord(t, func(r *rig) {
		ada := r.admin("ada").In(r.square())
		garden := r.platform.ChannelIn("acme", "garden")
		r.isSetUp(ada)
		ada.CommandWith("community", "setup", map[string]string{"zone": "Asia/Tokyo", "time": "20:00", "channel": garden.Chat().ID})
		r.settle()
		square, _ := r.community(r.square())
		other, ch := r.community(garden)
		if other.Rule.Zone != "Asia/Tokyo" || other.Rule.At.Hour != 20 || square.Rule.Zone != "Europe/Berlin" || ch.Title != "garden" || ch.Parent != "acme" {
			t.Errorf("%+v\n%+v", square, other)
		}
		hall := ada.In(r.platform.ChannelIn("acme", "hall"))
		r.orders(hall, "status")
		r.wantLast(hall, "“square”: every day at 09:00.\n“garden”: every day at 20:00.")
		r.presses(hall, "garden")
		r.wantLast(hall, "I ask in “garden” every day at 20:00, Asia/Tokyo time.")
		r.orders(hall, "pause")
		r.presses(hall, "garden")
		r.wantLast(hall, "I ask in “garden”")
	})
}

// A channel of another server can't be set up from here, nor one that isn't there.
func TestCommunityOfAnotherServer(t *testing.T) {
	onDiscord(t, func(r *rig) {
		ada := r.admin("ada").In(r.square())
		elsewhere := r.platform.ChannelIn("other", "lounge")
		for _, id := range []string{elsewhere.Chat().ID, "#nowhere", "@ada"} {
			ada.CommandWith("community", "setup", map[string]string{"zone": "Asia/Tokyo", "channel": id})
			r.settle()
		}
		r.wantLast(ada, "I don't see that channel")
		r.view(func(tx reflection.Tx) error {
			for _, parent := range []string{"acme", "other"} {
				if all, err := tx.ChannelsIn(r.platform.Platform(), parent); err != nil || len(all) > 0 {
					t.Errorf("%s: %+v, %v", parent, all, err)
				}
			}
			return nil
		})
	})
}

// What the bot lacks is said at once, and it isn't tried until that is mended.
func TestCommunitySetupWithoutPermission(t *testing.T) {
	onDiscord(t, func(r *rig) {
		ada := r.admin("ada")
		other := r.platform.ChannelIn("acme", "hall")
		r.square().Bar(ada, "Send Messages")
		channel := ada.In(other)
		channel.CommandWith("community", "setup", map[string]string{"zone": "Europe/Berlin", "channel": r.square().Chat().ID})
		r.settle()
		r.wantSeen(channel, "I need Send Messages. That is set in: Channel settings.")
		sub, _ := r.community(r.square())
		if sub.State != reflection.Barred {
			t.Errorf("it is %v", sub.State)
		}
		r.presses(channel, "Check again")
		r.wantSeen(channel, "I need Send Messages")
		r.square().Allow(ada)
		r.settle()
		r.presses(channel, "Check again")
		r.wantSeen(channel, "“square” works now.")
		r.wantSeen(channel, "I ask in “square” every day at 09:00, Europe/Berlin time. The next one comes tomorrow at 09:00.")
		r.presses(channel, "More")
		r.presses(channel, "Back")
		r.waits(nine)
		r.presses(channel, "Status")
		r.square().Bar(ada, "Send Messages")
		r.settle()
		r.square().Allow(ada)
		r.settle()
		r.forges(channel, chat.Ref{Verb: "ccheck", ID: int64(sub.ID)})
		r.wantSeen(channel, "“square” works again.")
	})
}

// wantSeen fails unless somebody sees the text among what there is.
func (r *rig) wantSeen(p *chattest.Person, part string) {
	r.t.Helper()
	r.settle()
	if !strings.Contains(p.Transcript(), part) {
		r.t.Errorf("no %q in\n%s", part, p.Transcript())
	}
}

// An admin who shows as the group itself can do all of it, and is asked nothing
// that would need a name.
func TestCommunityOfAnAnonymousAdmin(t *testing.T) {
	onTelegram(t, func(r *rig) {
		ada := r.admin("ada").Anonymous(true).In(r.square())
		r.orders(ada, "")
		r.presses(ada, "Set this channel up")
		r.presses(ada, "Europe/London 13:00")
		sub, ch := r.community(r.square())
		if sub.State != reflection.Active || ch.Installer != 0 {
			t.Errorf("%+v %+v\n%s", sub, ch, ada.Transcript())
		}
		if strings.Contains(ada.Transcript(), "privately if") {
			t.Errorf("it asks for a private chat\n%s", ada.Transcript())
		}
		r.presses(ada, "Change the days")
		r.presses(ada, "Weekdays")
		r.orders(ada, "questions add What do you keep for later?")
		r.wantOwn(reflection.Approved, "What do you keep for later?")
		r.orders(ada, "off")
		r.presses(ada, "Switch off")
		if sub, ch = r.community(r.square()); !ch.Off || sub.Rule.Days != schedule.Workdays {
			t.Errorf("%+v %+v\n%s", sub, ch, ada.Transcript())
		}
	})
}
