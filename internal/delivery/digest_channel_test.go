package delivery_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/delivery/summaries"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/summary"
)

// channel has a channel asked on weekdays at 18:00 in Berlin, with its summaries, since the
// Monday before sunday.
func (r *rig) channel(c *chattest.Channel) someone {
	r.t.Helper()
	since := sunday.AddDate(0, 0, -6)
	sub := reflection.Subscription{
		Chat: c.Chat(), Created: since,
		Rule: schedule.Rule{At: schedule.TimeOfDay{Hour: 18}, Days: schedule.Workdays, Zone: berlin},
	}
	r.update(func(tx reflection.Tx) error {
		if err := planning.Reschedule(&sub, since); err != nil {
			return err
		}
		sub.Next = schedule.Occurrence{} // No question comes in between.
		if err := tx.AddSubscription(&sub); err != nil {
			return err
		}
		if err := tx.AddChannel(reflection.Channel{Subscription: sub.ID, Parent: "server", Title: "reflections"}); err != nil {
			return err
		}
		return summaries.Begin(tx, sub, since)
	})
	return someone{sub: sub.ID}
}

// answered has the channel asked on five days from a date on, each question
// answered by so many members, whose names begin with m.
func (r *rig) answered(s someone, from schedule.Date, members int) {
	r.t.Helper()
	var ids []reflection.Identity
	for i := range members {
		p := r.platform.Person("m" + string(rune('0'+i)))
		r.update(func(tx reflection.Tx) error {
			person := reflection.Person{Created: sunday}
			if err := tx.AddPerson(&person); err != nil {
				return err
			}
			id := reflection.Identity{Person: person.ID, Account: p.Account()}
			id.Private.Platform = p.Chat().Platform
			ids = append(ids, id)
			return tx.AddIdentity(&ids[i])
		})
	}
	r.update(func(tx reflection.Tx) error {
		sub, err := tx.Subscription(s.sub)
		if err != nil {
			return err
		}
		for day := range 5 {
			date := from.AddDays(day)
			at := time.Date(date.Year, date.Month, date.Day, 17, 0, 0, 0, time.UTC)
			d := reflection.Delivery{
				Subscription: sub.ID, Chat: sub.Chat, Date: date, Zone: sub.Rule.Zone, Due: at,
				State: reflection.DeliveryArrived, Arrived: at, Prompt: reflection.Asked{Question: "One for all?"},
			}
			if err := tx.AddDelivery(&d); err != nil {
				return err
			}
			for i, id := range ids[:members-min(day, members-1)] { // The first day all, then fewer.
				if err := answer(tx, id, d, at.Add(time.Duration(i+1)*time.Hour), "Words of a member's own."); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// TestAChannelsDigest: counts and the board, at the channel's own hour; nobody
// is named who didn't choose to be, and nothing that anybody wrote is in it.
func TestAChannelsDigest(t *testing.T) {
	for name, like := range map[string]chattest.Option{"discord": chattest.LikeDiscord(), "telegram": chattest.LikeTelegram()} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, sunday, func(r *rig) {
				room := r.platform.Channel("reflections")
				c := r.channel(room)
				r.answered(c, monday16, 4)
				for _, account := range []string{"m0", "m2"} {
					r.update(func(tx reflection.Tx) error {
						id, err := tx.Identity(room.Chat().Platform, account)
						if err != nil {
							return err
						}
						return tx.SetBoard(reflection.BoardEntry{Subscription: c.sub, Person: id.Person, Name: "*" + account + "* @everyone"})
					})
				}
				r.sleepUntil(sixPM.Add(-time.Second))
				if n := len(r.platform.Shown(room.Chat())); n != 0 {
					t.Fatalf("%d messages before its hour", n)
				}
				r.sleepUntil(sixPM.Add(5 * time.Second))
				shown := r.platform.Shown(room.Chat())
				if len(shown) != 1 {
					t.Fatalf("%d messages\n%s", len(shown), r.log)
				}
				m := shown[0]
				// 4, 3, 2, 1 and 1 answers.
				want := "Your week, 16 to 22 November\nThis week: 11 replies from 4 people.\nFour questions in a row have found an answer.\n" +
					"On the board:\n*m0* @everyone · 5\n*m2* @everyone · 2"
				if m.Text != want {
					t.Errorf("it says\n%s\nwant\n%s", m.Text, want)
				}
				if m.Picture == nil || !strings.HasPrefix(m.Picture.Alt, "The picture shows the days of the week") {
					t.Errorf("its picture is not the week: %q", m.Text)
				}
				if m.PingRole != "" || m.Seen != chat.ByAll || len(m.Labels) != 1 || m.Labels[0] != "Stand on the board, or leave it" {
					t.Errorf("seen by %d, pings %q, buttons %q", m.Seen, m.PingRole, m.Labels)
				}
			}, like)
		})
	}
}

// TestADigestOfTwoIsNotSent: and one whose words were taken back until two were
// left isn't either.
func TestADigestOfTwoIsNotSent(t *testing.T) {
	t.Run("two", func(t *testing.T) {
		inBubble(t, sunday, func(r *rig) {
			room := r.platform.Channel("reflections")
			c := r.channel(room)
			r.answered(c, monday16, 2)
			r.sleepUntil(sixPM.Add(time.Minute))
			if n := len(r.platform.Shown(room.Chat())); n != 0 {
				t.Errorf("%d messages", n)
			}
			if got := r.row(c).Week.Settled; got != "2026-W47" {
				t.Errorf("settled up to %q", got)
			}
		})
	})
	t.Run("two are left", func(t *testing.T) {
		inBubble(t, sunday, func(r *rig) {
			room := r.platform.Channel("reflections")
			c := r.channel(room)
			r.answered(c, monday16, 3)
			r.platform.Script(func(chattest.Op, chat.Message) *chattest.Fault { return &cutBefore })
			r.sleepUntil(sixPM.Add(time.Second))
			r.platform.Script(nil)
			r.update(func(tx reflection.Tx) error {
				id, err := tx.Identity(room.Chat().Platform, "m2")
				if err != nil {
					return err
				}
				replies, err := tx.RepliesOf(id.Person)
				if err != nil {
					return err
				}
				for _, reply := range replies {
					if err := tx.DeleteReply(reply.ID); err != nil {
						return err
					}
				}
				return nil
			})
			r.sleepUntil(sixPM.Add(10 * time.Minute))
			if n := len(r.platform.Shown(room.Chat())); n != 0 {
				t.Errorf("%d messages\n%s", n, r.log)
			}
		})
	})
}

// TestAChannelsSummariesFollowItsHour: month and year are off at first, and
// whatever is set, they come at the channel's hour.
func TestAChannelsSummariesFollowItsHour(t *testing.T) {
	inBubble(t, sunday, func(r *rig) {
		c := r.channel(r.platform.Channel("reflections"))
		row := r.row(c)
		if row.Week.Off || !row.Month.Off || !row.Year.Off {
			t.Errorf("off: week %v, month %v, year %v", row.Week.Off, row.Month.Off, row.Year.Off)
		}
		if !row.Next.Equal(sixPM) {
			t.Errorf("next at %v, want %v", row.Next, sixPM)
		}
		r.change(c, func(s *reflection.Subscription) { s.Rule.At = schedule.TimeOfDay{Hour: 20} })
		r.sets(c, summary.Week, func(s *reflection.Sending) { s.At = schedule.TimeOfDay{Hour: 7} })
		if got := r.row(c).Next; !got.Equal(sixPM.Add(2 * time.Hour)) {
			t.Errorf("next at %v, want two hours later", got)
		}
	})
}

// A channel that is asked on Sundays too has its week told on Monday, at its hour, with
// what was answered on Sunday evening.
func TestAChannelsDigestComesAfterSundaysQuestion(t *testing.T) {
	inBubble(t, sunday, func(r *rig) {
		room := r.platform.Channel("reflections")
		c := r.channel(room)
		r.change(c, func(s *reflection.Subscription) { s.Rule.Days = schedule.Everyday })
		r.update(func(tx reflection.Tx) error {
			sub, err := tx.Subscription(c.sub)
			if err != nil {
				return err
			}
			sub.Next = schedule.Occurrence{}
			return errors.Join(tx.UpdateSubscription(sub), summaries.Reschedule(tx, sub, sunday))
		})
		r.answered(c, monday16.AddDays(2), 4) // Sunday's, at 18:00, is answered by one, an hour later.
		r.sleepUntil(sixPM.AddDate(0, 0, 1).Add(-time.Second))
		if n := len(r.platform.Shown(room.Chat())); n != 0 {
			t.Fatalf("%d messages before its hour", n)
		}
		r.sleepUntil(sixPM.AddDate(0, 0, 1).Add(5 * time.Second))
		shown := r.platform.Shown(room.Chat())
		if len(shown) != 1 || !strings.HasPrefix(shown[0].Text, "Your week, 16 to 22 November\nLast week: 11 replies from 4 people.") {
			t.Errorf("%+v", shown)
		}
	})
}

// TestAChannelsRunGoesBackBeyondTheYear that the picture shows.
func TestAChannelsRunGoesBackBeyondTheYear(t *testing.T) {
	inBubble(t, sunday, func(r *rig) {
		c := r.channel(r.platform.Channel("reflections"))
		r.answered(c, monday16, 3)
		for back := range 100 {
			r.answeredOn(c, monday16.AddDays(-7*(back+1)))
		}
		var got summary.Channel
		r.view(func(tx reflection.Tx) error {
			sub, err := tx.Subscription(c.sub)
			if err != nil {
				return err
			}
			ch, err := tx.Channel(c.sub)
			if err != nil {
				return err
			}
			got, err = summaries.GatherChannel(tx, sub, ch, summary.Containing(summary.Week, monday16), sunday)
			return err
		})
		if got.Run != 104 { // The latest of 105 is open.
			t.Errorf("a run of %d", got.Run)
		}
		if n := len(got.Days); n > 366/7+6 {
			t.Errorf("%d days for a picture of a year", n)
		}
	})
}

// answeredOn has a channel's question of a date answered by its first member.
func (r *rig) answeredOn(s someone, date schedule.Date) {
	r.t.Helper()
	r.update(func(tx reflection.Tx) error {
		sub, err := tx.Subscription(s.sub)
		if err != nil {
			return err
		}
		at := time.Date(date.Year, date.Month, date.Day, 17, 0, 0, 0, time.UTC)
		d := reflection.Delivery{
			Subscription: sub.ID, Chat: sub.Chat, Date: date, Zone: sub.Rule.Zone, Due: at,
			State: reflection.DeliveryArrived, Arrived: at, Prompt: reflection.Asked{Question: "One for all?"},
		}
		if err := tx.AddDelivery(&d); err != nil {
			return err
		}
		id, err := tx.Identity(sub.Chat.Platform, "m0")
		if err != nil {
			return err
		}
		return answer(tx, id, d, at.Add(time.Hour), "Words of a member's own.")
	})
}
