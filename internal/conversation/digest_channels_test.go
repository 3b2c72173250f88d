package conversation_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// answersIn gives a person a past in a channel: k for a question that they
// answered, a dot for one that they did not, up to yesterday.
func (r *rig) answersIn(p *chattest.Person, c *chattest.Channel, title, days string) {
	r.t.Helper()
	err := r.store.Update(r.t.Context(), func(tx reflection.Tx) error {
		id, err := tx.Identity(r.platform.Platform(), p.Account())
		if err != nil {
			return err
		}
		sub := reflection.Subscription{
			Chat: c.Chat(), Created: time.Now(),
			Rule: schedule.Rule{At: schedule.TimeOfDay{Hour: 9}, Days: schedule.Everyday, Zone: "Europe/Berlin"},
		}
		if err := tx.AddSubscription(&sub); err != nil {
			return err
		}
		if err := tx.AddChannel(reflection.Channel{Subscription: sub.ID, Parent: "server", Title: title}); err != nil {
			return err
		}
		for i, answered := range days {
			at := time.Now().UTC().AddDate(0, 0, i-len(days))
			d := reflection.Delivery{
				Subscription: sub.ID, Chat: sub.Chat, Date: schedule.DateOf(at, time.UTC), Zone: sub.Rule.Zone, Due: at,
				State: reflection.DeliveryArrived, Arrived: at, Prompt: reflection.Asked{Question: "One for all?"},
			}
			if err := tx.AddDelivery(&d); err != nil {
				return err
			}
			if answered != 'k' {
				continue
			}
			reply := reflection.Reply{Person: id.Person, Identity: id.ID, Delivery: d.ID, Created: at}
			if err := tx.AddReply(&reply); err != nil {
				return err
			}
			part := reflection.Part{Reply: reply.ID, Chat: sub.Chat, At: at, Text: "Words for nobody but me."}
			if err := tx.AddPart(&part); err != nil {
				return err
			}
			if err := tx.AddFact(&reflection.Fact{
				Kind: reflection.FactReplied, Person: id.Person, Subscription: sub.ID, Delivery: d.ID, Part: part.ID,
				Chat: sub.Chat, At: at, Date: d.Date, Zone: d.Zone,
			}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		r.t.Fatal(err)
	}
}

// TestDigestWithoutAnHourOfOnesOwn: somebody who only answers in channels has a
// total, a run in each, and a picture of the days on which they answered.
func TestDigestWithoutAnHourOfOnesOwn(t *testing.T) {
	t.Parallel()
	for _, l := range likes {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			inBubble(t, monday, l.like, func(r *rig) {
				p := r.platform.Person("ada")
				r.types(p, "help", "")
				r.answersIn(p, r.platform.Channel("quiet-room"), "quiet-room", "k.kkk")
				r.answersIn(p, r.platform.Channel("other"), "other", "kk.")
				r.types(p, "streak", "")
				last := p.Last()
				// In the other one the latest is open: it neither counts nor ends the run.
				want := "6 reflections so far.\nIn quiet-room: 3 in a row.\nIn other: 2 in a row."
				if last.Text != want {
					t.Errorf("it says %q, want %q", last.Text, want)
				}
				r.presses(p, "Month")
				last = p.Last()
				if last.Picture == nil || !strings.Contains(last.Picture.Alt, "four days kept") { // On four dates.
					t.Errorf("its picture is %q", alt(last))
				}
				r.types(p, "summary", "last week")
				if got := p.Last().Text; !strings.Contains(got, "6 answers.") || strings.Contains(got, "30 words") {
					t.Errorf("the week says %q", got)
				}
			})
		})
	}
}

// TestDigestInAServer: there it is for the member's eyes alone, also without a
// private chat, and their own sentence stays out of it.
func TestDigestInAServer(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeDiscord(), func(r *rig) {
		c := r.platform.Channel("quiet-room")
		p := r.platform.Person("ada").In(c)
		r.types(p, "help", "")
		r.answersIn(p, c, "quiet-room", "kkkk")
		for _, command := range []string{"streak", "summary"} {
			args := ""
			if command == "summary" {
				args = "last week"
			}
			r.types(p, command, args)
			last := p.Last()
			if last.Seen != chat.ByActor || (last.Picture == nil) != (command == "streak") || !strings.Contains(last.Text, "4") {
				t.Errorf("/%s is seen by %d and says %q", command, last.Seen, last.Text)
			}
			if strings.Contains(last.Text, "nobody but me") {
				t.Errorf("/%s repeats her words: %q", command, last.Text)
			}
			if slices.Contains(last.Labels, english.Card.Make) {
				t.Errorf("/%s offers a picture of her words", command)
			}
		}
		shown := len(p.Sees())
		for _, ref := range []chat.Ref{{Verb: "picture", Arg: "2026-W22"}, {Verb: "card", ID: 1, Arg: "0-0"}} {
			r.forges(p, ref)
			r.wantAlert(p, "does nothing now")
		}
		if len(p.Sees()) != shown {
			t.Errorf("a picture of her words in a channel\n%s", p.Transcript())
		}
	})
}
