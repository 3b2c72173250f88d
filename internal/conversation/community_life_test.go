package conversation_test

import (
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

func TestCommunityPauseResumeOff(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.admin("ada").In(r.square())
		r.isSetUp(ada)
		r.orders(ada, "questions add What do you keep for later?")
		r.orders(ada, "pause until 10 June")
		r.wantLast(ada, "Paused. I ask again on 10 June.")
		r.waits(nine)
		if n := len(r.posted(r.square())); n != 0 {
			t.Errorf("%d posts in a pause", n)
		}
		r.orders(ada, "pause until yesterday")
		r.wantLast(ada, english.Community.Hints.PausePast.For(r.platform.Limits().Forms))
		r.orders(ada, "resume")
		r.wantLast(ada, "On again. The next one comes tomorrow at 09:00.")
		r.orders(ada, "resume")
		r.wantLast(ada, "There was no pause")
		r.orders(ada, "pause")
		r.wantLast(ada, "Paused, until an admin resumes it.")
		r.presses(ada, "Resume")
		r.orders(ada, "off")
		r.presses(ada, "Keep it on")
		if _, ch := r.community(r.square()); ch.Off {
			t.Error("the first tap switched it off")
		}
		r.orders(ada, "off")
		r.presses(ada, "Switch off")
		r.wantSeen(ada, "“square” is off. Its questions and settings are kept; setup brings it back.")
		r.waits(nine.Add(24 * time.Hour))
		if n := len(r.posted(r.square())); n != 0 {
			t.Errorf("%d posts while it is off", n)
		}
		r.orders(ada, "")
		r.presses(ada, "Switch on again")
		r.wantSeen(ada, "I ask in “square” every day at 09:00, Europe/Berlin time. The next one comes tomorrow at 09:00.")
		r.waits(nine.Add(48 * time.Hour))
		posts := r.posted(r.square())
		if len(posts) != 1 || posts[0].Blocks[1].Text != "What do you keep for later?" {
			t.Errorf("what was kept isn't asked: %+v", posts)
		}
	})
}

// The doctor says what is missing, how the last went, and when the next come.
func TestCommunityStatus(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.admin("ada").In(r.square())
		r.isSetUp(ada)
		r.orders(ada, "status")
		for _, part := range []string{
			"I have every permission that I need there.", "None was posted yet.", "The next five:",
			"tomorrow at 09:00 · 2026-06-02 07:00 UTC", "Saturday at 09:00 · 2026-06-06 07:00 UTC", "before the first repeat",
		} {
			r.wantLast(ada, part)
		}
		// What waits for admins isn't for all.
		if told := strings.Contains(ada.Last().Text, "No suggestions and no reports are waiting."); told != r.platform.Limits().Ephemeral {
			t.Errorf("what waits is told: %t\n%s", told, ada.Last().Text)
		}
		if n := strings.Count(ada.Last().Text, " UTC"); n != 5 {
			t.Errorf("%d occurrences are told", n)
		}
		r.waits(nine)
		r.orders(ada, "status")
		r.wantLast(ada, "The last one was posted today at 09:00. Nobody has answered it yet.")
		r.square().Bar(r.admin("eve"), "Embed Links")
		r.settle()
		if r.platform.Limits().Ephemeral {
			r.orders(ada.In(r.platform.ChannelIn("acme", "hall")), "status")
			hall := ada.In(r.platform.ChannelIn("acme", "hall"))
			r.presses(hall, "square")
			r.wantSeen(hall, "I can't do all of it in “square”: I need Embed Links. That is set in: Channel settings.")
			r.wantSeen(hall, "I may not post there at the moment.")
		}
	})
}

// A role that was deleted shows in the status.
func TestCommunityRoleIsGone(t *testing.T) {
	onDiscord(t, func(r *rig) {
		r.platform.Server("acme").AddRole("writers")
		ada := r.admin("ada").In(r.square())
		r.isSetUp(ada)
		ada.CommandWith("community", "role", map[string]string{"role": "writers"})
		r.wantLast(ada, "Each post will notify that role")
		r.platform.Server("acme").DeleteRole("writers")
		r.orders(ada, "status")
		r.wantLast(ada, "The role that I was to notify is gone.")
		r.orders(ada, "role")
		r.wantLast(ada, "Posts notify nobody.")
		if _, ch := r.community(r.square()); ch.Role != "" {
			t.Errorf("role %q", ch.Role)
		}
	})
}

func TestCommunityOptions(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.admin("ada").In(r.square())
		r.isSetUp(ada)
		r.orders(ada, "anonymous off")
		if _, ch := r.community(r.square()); !ch.NamedOnly {
			t.Error("sharing without a name is still possible")
		}
		r.orders(ada, "anonymous")
		r.presses(ada, "Allow without name")
		if _, ch := r.community(r.square()); ch.NamedOnly {
			t.Error("sharing without a name isn't possible again")
		}
		week := func() (off bool) {
			sub, _ := r.community(r.square())
			r.view(func(tx reflection.Tx) error {
				s, err := tx.Summaries(sub.ID)
				off = s.Week.Off
				return err
			})
			return off
		}
		if week() {
			t.Error("a new channel has no weekly numbers")
		}
		r.orders(ada, "digest off")
		if !week() {
			t.Error("they are still on")
		}
		r.orders(ada, "")
		r.presses(ada, "More")
		r.presses(ada, "Weekly numbers")
		r.wantSeen(ada, "Mondays at 09:00 I post the week in numbers")
		if week() {
			t.Error("they are still off")
		}
		r.orders(ada, "")
		r.presses(ada, "Change the hour")
		r.presses(ada, "20:00")
		r.presses(ada, "Change the days")
		r.presses(ada, "Weekends")
		r.presses(ada, "Change the hour")
		if r.platform.Limits().Forms {
			r.presses(ada, "another time")
			ada.Submit(map[string]string{"text": "7:30 mon,thu"})
		} else {
			r.presses(ada, "another time")
			ada.Reply(ada.Last().ID, "7:30 mon,thu")
		}
		r.settle()
		if sub, _ := r.community(r.square()); sub.Rule.At.String() != "07:30" || sub.Rule.Days.String() != "mon,thu" {
			t.Errorf("%+v\n%s", sub.Rule, ada.Transcript())
		}
		r.orders(ada, "pack")
		if labels := ada.Last().Labels; len(labels) == 0 {
			t.Error("no packs are offered")
		}
		r.presses(ada, ada.Last().Labels[0])
		r.wantSeen(ada, "From the next one on:")
		r.orders(ada, "role writers")
		r.wantLast(ada, english.Community.Hints.Role.For(r.platform.Limits().Forms))
	})
}

// What becomes of a channel stops it, tells its installer once, and lets it go on.
func TestCommunityComesBack(t *testing.T) {
	for name, c := range map[string]struct{ breaks, mends func(*rig, *chattest.Person) }{
		"a permission": {
			func(r *rig, by *chattest.Person) { r.square().Bar(by, "Send Messages") },
			func(r *rig, by *chattest.Person) { r.square().Allow(by) },
		},
		"a closed topic": {
			func(r *rig, by *chattest.Person) { r.square().Close(by) },
			func(r *rig, by *chattest.Person) { r.square().Reopen(by) },
		},
		"removed from the channel": {
			func(r *rig, by *chattest.Person) { r.square().Remove(by) },
			func(r *rig, by *chattest.Person) { r.square().Add(by) },
		},
		"removed from the server": {
			func(r *rig, by *chattest.Person) { r.platform.Server("acme").Remove(by) },
			func(r *rig, by *chattest.Person) { r.platform.Server("acme").Add(by) },
		},
	} {
		t.Run(name, func(t *testing.T) {
			onBoth(t, func(t *testing.T, r *rig) {
				ada, eve := r.admin("ada"), r.admin("eve")
				r.isSetUp(ada)
				r.orders(ada.In(r.platform.ChannelIn("other", "lounge")), "status")
				c.breaks(r, eve)
				r.settle()
				if sub, _ := r.community(r.square()); sub.State == reflection.Active || !sub.Next.At.IsZero() {
					t.Errorf("it is still %v, next %v", sub.State, sub.Next.At)
				}
				r.waits(nine)
				if n := len(r.posted(r.square())); n != 0 {
					t.Errorf("%d posts", n)
				}
				c.mends(r, eve)
				r.settle()
				if sub, _ := r.community(r.square()); sub.State != reflection.Active {
					t.Errorf("it is %v", sub.State)
				}
				if r.platform.Limits().Ephemeral {
					before := len(ada.In(r.square()).Sees())
					r.orders(ada.In(r.square()), "status")
					told := ada.In(r.square()).Sees()[before:]
					if len(told) != 2 || told[1].Seen != chat.ByActor {
						t.Errorf("told %+v", told)
					}
					r.orders(ada.In(r.square()), "status")
					if n := len(ada.In(r.square()).Sees()); n != before+3 {
						t.Errorf("told twice\n%s", ada.In(r.square()).Transcript())
					}
				}
				r.waits(nine.Add(24 * time.Hour))
				if n := len(r.posted(r.square())); n != 1 {
					t.Errorf("%d posts after it was mended", n)
				}
			})
		})
	}
}

// A pause outlasts what befalls a channel meanwhile.
func TestCommunityStaysPaused(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.admin("ada")
		r.isSetUp(ada)
		r.orders(ada.In(r.square()), "pause")
		r.square().Remove(ada)
		r.square().Add(ada)
		r.square().Bar(ada, "Send Messages")
		r.square().Allow(ada)
		r.settle()
		if sub, _ := r.community(r.square()); sub.State != reflection.Paused {
			t.Errorf("it is %v", sub.State)
		}
	})
}

// A group that gets another id goes on there.
func TestCommunityMigrates(t *testing.T) {
	onTelegram(t, func(r *rig) {
		ada := r.admin("ada")
		r.isSetUp(ada)
		to := r.square().Migrate("supersquare")
		r.settle()
		sub, ch := r.community(to)
		if sub.State != reflection.Active || ch.Title != "square" {
			t.Errorf("%+v %+v", sub, ch)
		}
		r.waits(nine)
		if n := len(r.posted(to)); n != 1 {
			t.Errorf("%d posts in the new group", n)
		}
		r.orders(ada.In(to), "status")
		r.wantLast(ada.In(to), "I ask in “supersquare” every day at 09:00") // as it is called itself
	})
}

// A channel that was deleted is given up, and the rest of the server goes on.
func TestCommunityChannelIsDeleted(t *testing.T) {
	onDiscord(t, func(r *rig) {
		ada := r.admin("ada")
		garden := r.platform.ChannelIn("acme", "garden")
		r.isSetUp(ada)
		r.orders(ada.In(garden), "setup 09:00 Europe/Berlin")
		r.square().Delete(r.admin("eve"))
		r.settle()
		if sub, _ := r.community(r.square()); sub.State != reflection.Gone {
			t.Errorf("it is %v", sub.State)
		}
		hall := ada.In(r.platform.ChannelIn("acme", "hall"))
		r.orders(hall, "status")
		r.wantSeen(hall, "“square”: stopped, something is in the way.")
		r.presses(hall, "square")
		r.wantSeen(hall, "I don't see the channel any more.")
		r.presses(hall, "Check again")
		r.waits(nine)
		if gone, there := len(r.posted(r.square())), len(r.posted(garden)); gone != 0 || there != 1 {
			t.Errorf("%d posts in the one that is gone, %d in the other", gone, there)
		}
	})
}
