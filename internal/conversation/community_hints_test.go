package conversation_test

import (
	"strings"
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// Whatever is wrong with an order, what the bot says next can be followed: with
// fields, no line that types them; without, none that needs them; and never a
// command for one's own questions.
func TestCommunityHintsCanBeFollowed(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.admin("ada").In(r.square())
		r.isSetUp(ada)
		fields := r.platform.Limits().Forms
		give := func(name, typed string, values map[string]string) {
			switch {
			case fields && values != nil:
				ada.CommandWith("community", name, values)
				r.settle()
			case !fields:
				r.orders(ada, strings.TrimSpace(name+" "+typed))
			default:
				r.orders(ada, name+" "+typed)
			}
			said := ada.Last().Text
			for _, no := range []string{"/pause", "/resume ", "/schedule", "/timezone"} {
				if strings.Contains(said, no) {
					t.Errorf("%s %s is answered with %q, which is about one's own questions:\n%s", name, typed, no, said)
				}
			}
			switch {
			case fields && (strings.Contains(said, "Europe/Berlin weekdays") || strings.Contains(said, "“/")):
				t.Errorf("%s: there are fields, and it says\n%s", name, said)
			case !fields && strings.Contains(said, "field"):
				t.Errorf("%s: there are no fields, and it says\n%s", name, said)
			}
			if said == "" {
				t.Errorf("%s %s is answered with nothing", name, typed)
			}
		}
		give("setup", "quarter past never", map[string]string{"time": "quarter past never"})
		give("setup", "gibberish", map[string]string{"days": "gibberish"})
		give("pause", "until I say so", nil)
		give("pause", "until 3 Jan 1999", nil)
		give("pause", "until 3 Jan 2999", nil)
		give("role", "writers", map[string]string{"role": ""})
		give("questions add", "", map[string]string{})
		give("questions edit", "9 What is it?", map[string]string{"number": "9", "question": "What is it?"})
		r.types(ada, "suggest", "")
		r.wantLast(ada, english.Community.Hints.Suggest.For(fields))
	})
}

// A zone with a slip in it is answered with those that are near, and what else was
// said is kept; a place that is none, with the likely ones.
func TestCommunitySetupWithAWrongZone(t *testing.T) {
	t.Parallel()
	for typed, near := range map[string]string{
		"Munihc": "Europe/Berlin", "Europe/Munihc": "Europe/Berlin", "Singapre": "Asia/Singapore", "Nowhereatall": "",
	} {
		inBubble(t, monday, chattest.LikeDiscord(), func(r *rig) {
			ada := r.admin("ada").In(r.square())
			ada.CommandWith("community", "setup", map[string]string{"zone": typed, "time": "18:00"})
			r.settle()
			r.wantPicked(ada, typed, near)
		})
		if near != "" {
			inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
				ada := r.admin("ada").In(r.square())
				r.orders(ada, "setup 18:00 "+typed)
				r.wantPicked(ada, typed, near)
			})
		}
	}
}

// wantPicked fails unless a zone is offered, and can be picked, for the hour that
// was given with it; an empty one stands for any.
func (r *rig) wantPicked(p *chattest.Person, typed, near string) {
	r.t.Helper()
	for _, label := range p.Last().Labels {
		if near == "" && label != english.SomewhereElse || near != "" && strings.HasPrefix(label, near) {
			r.presses(p, label)
			sub, _ := r.community(r.square())
			if sub.State != reflection.Active || sub.Rule.At.Hour != 18 {
				r.t.Errorf("%q: %+v\n%s", typed, sub, p.Transcript())
			}
			return
		}
	}
	r.t.Errorf("%q is answered with %q and %q", typed, p.Last().Text, p.Last().Labels)
}

// Where words are typed, what wasn't understood is asked for again and heard: in a
// group by a reply, and in an admin's private chat as the next thing they write.
func TestCommunityHearsWhatItAsksForAgain(t *testing.T) {
	onTelegram(t, func(r *rig) {
		ada := r.admin("ada")
		group := ada.In(r.square())
		r.isSetUp(ada)
		r.orders(group, "")
		r.presses(group, "Change the hour")
		r.presses(group, "another time")
		group.Reply(group.Last().ID, "gibberish")
		r.settle()
		r.wantLast(group, "Reply to this message.")
		group.Reply(group.Last().ID, "18:30")
		r.settle()
		if sub, _ := r.community(r.square()); sub.Rule.At.Hour != 18 {
			t.Errorf("%v\n%s", sub.Rule, group.Transcript())
		}
		sub, _ := r.community(r.square())
		private := ada.Opened()
		r.forges(private, chat.Ref{Verb: "czone", ID: int64(sub.ID)})
		r.says(private, "Nowhereatall")
		r.wantLast(private, "I don't know that place")
		r.says(private, "Tokyo")
		if sub, _ := r.community(r.square()); sub.Rule.Zone != "Asia/Tokyo" {
			t.Errorf("%v\n%s", sub.Rule, private.Transcript())
		}
	})
}
