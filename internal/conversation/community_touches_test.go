package conversation_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// act is something that an admin wants, or a member, with what they do for it on each
// platform: a command begins with a slash, a button stands in brackets, and everything
// else is what they write into a form or a message. Each is a touch. Done tells whether
// it has come to be.
type act struct {
	name              string
	discord, telegram []string
	done              func(r *rig, sub reflection.Subscription, ch reflection.Channel) bool
}

// acts are played one after another, on the second day of a channel that was set up by
// the first of them.
var acts = []act{
	{"Set a channel up, by one line", []string{"/community setup 09:00 Europe/Berlin"}, []string{"/community setup 09:00 Europe/Berlin"}, isOn},
	{"Switch it off", []string{"/community off", "[Switch off]"}, []string{"/community off", "[Switch off]"},
		func(_ *rig, _ reflection.Subscription, ch reflection.Channel) bool { return ch.Off }},
	{"Bring it back", []string{"/community setup"}, []string{"/community setup"}, isOn},
	{"See the next post", []string{"/community preview"}, []string{"/community preview"}, says("Nothing is posted yet")},
	{"Have another asked instead", []string{"/community preview", "[Another instead]"}, []string{"/community preview", "[Another instead]"}, says("Nothing is posted yet")},
	{"See the next five", []string{"/community preview", "[The next five]"}, []string{"/community preview", "[The next five]"}, says("What comes next")},
	{"Post now", []string{"/community status", "[Post now]", "[Post it]"}, []string{"/community status", "[Post now]", "[Post it]"},
		func(r *rig, _ reflection.Subscription, _ reflection.Channel) bool {
			return len(r.posted(r.square())) == 1
		}},
	{"See how it stands", []string{"/community status"}, []string{"/community status"}, says("I have every permission")},
	{"Another hour", []string{"/community setup 18:00"}, []string{"/community setup 18:00"},
		func(_ *rig, sub reflection.Subscription, _ reflection.Channel) bool { return sub.Rule.At.Hour == 18 }},
	{"A pause with an end", []string{"/community pause 2 weeks"}, []string{"/community pause 2 weeks"},
		func(_ *rig, sub reflection.Subscription, _ reflection.Channel) bool {
			return sub.State == reflection.Paused
		}},
	{"End it", []string{"/community resume"}, []string{"/community resume"}, isOn},
	{"Public holidays off", []string{"/community daysoff Portugal"}, []string{"/community daysoff Portugal"},
		func(_ *rig, sub reflection.Subscription, _ reflection.Channel) bool { return sub.Holidays != "" }},
	{"Days off by date", []string{"/community daysoff 24 Dec to 2 Jan"}, []string{"/community daysoff 24 Dec to 2 Jan"},
		func(_ *rig, sub reflection.Subscription, _ reflection.Channel) bool { return len(sub.DaysOff) == 1 }},
	{"A heading", []string{"/community heading The daily one"}, []string{"/community heading The daily one"},
		func(_ *rig, _ reflection.Subscription, ch reflection.Channel) bool { return ch.Heading == theHeading }},
	{"Pin each question", []string{"/community pin on"}, []string{"/community pin on"},
		func(_ *rig, _ reflection.Subscription, ch reflection.Channel) bool { return ch.Pin }},
	{"Lighter questions alone", []string{"/community", "[More]", "[Only lighter ones]"}, []string{"/community", "[More]", "[Only lighter ones]"},
		func(_ *rig, _ reflection.Subscription, ch reflection.Channel) bool { return ch.Taste.Light }},
	{"Add a question", []string{"/community questions add What did you keep for later?"}, []string{"/community questions add What did you keep for later?"}, owns(1)},
	{"Give it a date", []string{"/community questions date 1 24 Jun"}, []string{"/community questions date 1 24 Jun"},
		says("24 June")},
	{"Own questions as a table", []string{"/community questions export"}, []string{"/community questions export"}, hasFile},
	{"What the weeks came to", []string{"/community figures"}, []string{"/community figures"}, says("Nothing to count yet")},
	{"Names only", []string{"/community anonymous off"}, []string{"/community anonymous off"},
		func(_ *rig, _ reflection.Subscription, ch reflection.Channel) bool { return ch.NamedOnly }},
	{"Look at reports", []string{"/community reports"}, []string{"/community reports"}, says("No reports are waiting.")},
	{"Answers wait for approval", []string{"/community approvals", "[Approve each first]"}, []string{"/community approvals", "[Approve each first]"},
		func(_ *rig, _ reflection.Subscription, ch reflection.Channel) bool { return ch.Approval }},
}

func isOn(_ *rig, sub reflection.Subscription, ch reflection.Channel) bool {
	return !ch.Off && sub.State == reflection.Active
}

// says wants the admin's newest message to hold a text.
func says(part string) func(*rig, reflection.Subscription, reflection.Channel) bool {
	return func(r *rig, _ reflection.Subscription, _ reflection.Channel) bool {
		return slices.ContainsFunc(r.newest(), func(s chattest.Shown) bool { return strings.Contains(s.Text, part) })
	}
}

func hasFile(r *rig, _ reflection.Subscription, _ reflection.Channel) bool {
	return slices.ContainsFunc(r.newest(), func(s chattest.Shown) bool { return s.File != nil })
}

func owns(n int) func(*rig, reflection.Subscription, reflection.Channel) bool {
	return func(r *rig, _ reflection.Subscription, _ reflection.Channel) bool {
		return len(r.own(r.square(), reflection.Approved)) == n
	}
}

// newest are the newest messages that the admin sees: in the channel, and in private.
func (r *rig) newest() (all []chattest.Shown) {
	ada := r.platform.Person("ada")
	for _, at := range []*chattest.Person{ada.In(r.square()), ada} {
		if seen := at.Sees(); len(seen) > 0 {
			all = append(all, seen[len(seen)-1])
		}
	}
	return all
}

// touches does what an act takes.
func (r *rig) touches(steps []string) {
	r.t.Helper()
	ada := r.platform.Person("ada")
	for _, step := range steps {
		switch {
		case strings.HasPrefix(step, "/community"):
			r.orders(ada.In(r.square()), strings.TrimSpace(strings.TrimPrefix(step, "/community")))
		case strings.HasPrefix(step, "["):
			label := strings.Trim(step, "[]")
			at := ada.In(r.square())
			if seen := ada.Sees(); len(seen) > 0 && slices.Contains(seen[len(seen)-1].Labels, label) {
				at = ada
			}
			r.presses(at, label)
		default:
			r.says(ada.In(r.square()), step)
		}
	}
}

// The table in docs/community-channels.md counts the touches that each thing takes, as
// they are played here.
func TestCommunityTouches(t *testing.T) {
	for _, like := range likes {
		t.Run(like.name, func(t *testing.T) {
			inBubble(t, monday, like.like, func(r *rig) {
				r.types(r.admin("ada"), "help", "") // so that there is a private chat
				for _, a := range acts {
					steps := a.telegram
					if r.platform.Limits().Ephemeral {
						steps = a.discord
					}
					r.touches(steps)
					sub, ch := r.community(r.square())
					if !a.done(r, sub, ch) {
						r.t.Errorf("%s: %q didn't do it: %+v", a.name, steps, r.newest())
					}
					r.until(time.Now().Add(time.Minute))
				}
			})
		})
	}
	var b strings.Builder
	b.WriteString("| what | Discord | Telegram |\n|---|---|---|\n")
	for _, a := range slices.Concat(acts[:1], byButtons, acts[1:], answering) {
		fmt.Fprintf(&b, "| %s | %d | %d |\n", a.name, len(a.discord), len(a.telegram))
		if strings.HasPrefix(a.name, "Set a channel up") && len(a.telegram) > 3 || a.name == acts[0].name && len(a.discord) > 1 {
			t.Errorf("%s takes too many", a.name)
		}
	}
	const path = "../../docs/community-channels.md"
	doc, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(doc), b.String()) {
		t.Errorf("%s lacks the table as it is:\n%s", path, b.String())
	}
}

// byButtons are the ways of setting up by somebody who types no more than a name.
var byButtons = []act{
	{"Set a channel up, by buttons", []string{"/community", "[Set this channel up]", "[Europe/Berlin 14:00]"}, []string{"/community", "[Set this channel up]", "[Europe/Berlin 14:00]"}, isOn},
	{"Set a channel up, from the greeting", []string{"[Set this channel up]", "[Europe/Berlin 14:00]"}, []string{"[Set this channel up]", "[Europe/Berlin 14:00]"}, isOn},
}

// answering is a member's way from the post to writing.
var answering = []act{{name: "A member: from the post to writing an answer", discord: []string{"[Reflect]"}, telegram: []string{"[Answer privately]", "Start"}}}

func TestCommunityTouchesByButtons(t *testing.T) {
	for i, a := range byButtons {
		t.Run(a.name, func(t *testing.T) {
			onBoth(t, func(t *testing.T, r *rig) {
				r.admin("ada").Called("Ada", "de")
				if i == 1 {
					r.platform.Server("acme").Welcomes(r.square())
					r.platform.Server("acme").Add(r.platform.Person("bea"))
					r.settle()
				}
				r.touches(a.telegram)
				sub, ch := r.community(r.square())
				if !a.done(r, sub, ch) {
					t.Errorf("it isn't set up:\n%s", r.platform.Person("ada").In(r.square()).Transcript())
				}
			})
		})
	}
}

// From the post to writing an answer a member of a group touches its button, which opens
// the private chat, and the app's own Start there, which shows the question with the reply
// function open; on Discord the button opens a form.
func TestCommunityTouchesOfAMember(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		r.isSetUp(r.admin("ada").In(r.square()))
		r.waits(nine)
		ben := r.platform.Person("ben").In(r.square())
		if r.platform.Limits().Forms {
			r.presses(ben, "Reflect")
			ben.Submit(map[string]string{"words": "Words."})
		} else {
			r.presses(ben, "Answer privately") // and Start: the link is followed
			at := r.platform.Person("ben")
			r.replies(at, at.Last().ID, "Words.")
		}
		r.settle()
		r.view(func(tx reflection.Tx) error {
			sub, err := tx.SubscriptionIn(r.square().Chat())
			if err != nil {
				return err
			}
			d, err := tx.Latest(sub.ID)
			if err != nil {
				return err
			}
			if n, err := tx.Answered(d.ID); err != nil || n != 1 {
				t.Errorf("%d answers, %v", n, err)
			}
			return nil
		})
	})
}
