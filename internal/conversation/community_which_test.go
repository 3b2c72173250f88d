package conversation_test

import (
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// twoChannels sets the square and a garden up, and returns an admin in a third channel,
// where no command is about the one or the other, and the garden.
func (r *rig) twoChannels() (hall *chattest.Person, garden *chattest.Channel) {
	r.t.Helper()
	ada := r.admin("ada")
	garden = r.platform.ChannelIn("acme", "garden")
	r.isSetUp(ada)
	r.orders(ada.In(garden), "setup 20:00 Tokyo")
	return ada.In(r.platform.ChannelIn("acme", "hall")), garden
}

// Asked which channel, what was typed with the command is carried out for the one that
// is pressed, by the page that is pressed on, once.
func TestCommunityWhichChannelCarriesOut(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		hall, garden := r.twoChannels()
		type page struct{ ref chat.Ref }
		asks := func(args string) page {
			t.Helper()
			r.orders(hall, args)
			r.wantLast(hall, english.Community.Which.Ask)
			last := hall.Last()
			for i, label := range last.Labels {
				if label == "garden" {
					if len(last.Refs[i].String()) > chat.MaxRef {
						t.Errorf("a button of %d bytes", len(last.Refs[i].String()))
					}
					return page{last.Refs[i]}
				}
			}
			t.Fatalf("no garden: %q", last.Labels)
			return page{}
		}
		r.orders(hall, "foo:bar")
		r.wantLast(hall, "I didn't get “foo:bar”.")
		for _, args := range []string{"questions export", "questions remove", "questions edit", "questions date", "tag", "heading", "daysoff", "stopped", "reports"} {
			asks(args)
		}
		pause := asks("pause 2 weeks")
		heading := asks("heading The garden gate")
		daysOff := asks("daysoff 24 Dec to 2 Jan")
		add := asks("questions add What grows at the back door?\nWhat did you prune?")
		names := asks("anonymous off")
		figures := asks("figures")
		pin := asks("pin on")
		for _, p := range []page{heading, add, names, daysOff, pin, pause} {
			r.forges(hall, p.ref)
		}
		sub, ch := r.community(garden)
		if want := (schedule.Date{Year: 2026, Month: time.June, Day: 15}); sub.State != reflection.Paused || sub.PausedUntil != want {
			t.Errorf("it is %v until %v", sub.State, sub.PausedUntil)
		}
		if len(sub.DaysOff) != 1 || ch.Heading != "The garden gate" || !ch.NamedOnly || !ch.Pin {
			t.Errorf("days off %v, heading %q, names only %t, pinned %t", sub.DaysOff, ch.Heading, ch.NamedOnly, ch.Pin)
		}
		own := "What grows at the back door?|What did you prune?"
		if got := strings.Join(r.own(garden, reflection.Approved), "|"); got != own {
			t.Errorf("questions %q", got)
		}
		if sub, ch := r.community(r.square()); sub.State != reflection.Active || ch.Heading != "" || len(r.own(r.square(), reflection.Approved)) != 0 {
			t.Errorf("the square is %v, headed %q", sub.State, ch.Heading)
		}
		r.forges(hall, figures.ref)
		if r.platform.Limits().Ephemeral {
			r.wantLast(hall, english.Community.Figures.None)
		} else {
			r.wantAlert(hall, "best seen by you alone")
		}
		r.forges(hall, add.ref)
		r.wantAlert(hall, "I don't have that command any more")
		if got := strings.Join(r.own(garden, reflection.Approved), "|"); got != own {
			t.Errorf("twice: %q", got)
		}
		r.view(func(tx reflection.Tx) error {
			acts, err := tx.Acts(r.platform.Platform(), "acme", 0, 50)
			var did []string
			for _, a := range acts {
				did = append(did, a.What)
			}
			if got := strings.Join(did, " "); !strings.HasPrefix(got, "pause") || !strings.Contains(got, "added") || !strings.Contains(got, "daysoff names added heading setup setup") {
				t.Errorf("the log has %q", got)
			}
			return err
		})
	})
}

// What was typed waits an hour, for those who may look after the channel, and nothing of
// it stands in the clear.
func TestCommunityWhichChannelWaits(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		hall, garden := r.twoChannels()
		r.orders(hall, "heading The zugzwang gate")
		ref := hall.Last().Refs[0]
		for _, row := range r.rows() {
			if strings.Contains(row, "zugzwang") {
				t.Errorf("in the clear: %s", row)
			}
		}
		r.forges(r.platform.Person("ben").In(r.platform.ChannelIn("acme", "hall")), ref)
		if r.platform.Limits().Forms {
			r.platform.Server("acme").AddRole("keepers")
			r.update(func(tx reflection.Tx) error {
				return tx.SetCommunity(reflection.Community{Platform: r.platform.Platform(), Parent: "acme", Manager: "keepers"})
			})
			kim := r.platform.Person("kim").GiveRole("acme", "keepers").In(r.platform.ChannelIn("acme", "hall"))
			for _, order := range []string{"log", "managers", "moderators"} {
				r.forges(kim, chat.Ref{Verb: ref.Verb, ID: ref.ID, Arg: order})
				r.wantAlert(kim, english.Moderation.AdminsAlone)
			}
		}
		if _, ch := r.community(r.square()); ch.Heading != "" {
			t.Errorf("headed %q by who may not", ch.Heading)
		}
		time.Sleep(time.Hour)
		r.forges(hall, ref)
		r.wantAlert(hall, "I don't have that command any more")
		for _, c := range []*chattest.Channel{garden, r.square()} {
			if _, ch := r.community(c); ch.Heading != "" {
				t.Errorf("headed %q an hour later", ch.Heading)
			}
		}
		if r.platform.Limits().Forms {
			hall.CommandWith("community", "questions add", map[string]string{"file": strings.Repeat("What grows here?\n", 10_000)})
			r.settle()
			r.wantLast(hall, "Give the command in the channel that it is for.")
		}
	})
}
