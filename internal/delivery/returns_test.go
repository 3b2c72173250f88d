package delivery_test

import (
	"fmt"
	"regexp"
	"strconv"
	"testing"
	"time"

	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/reflection"
)

// heavyDays are what the writer of the year says on days that must not come back
// without being asked for.
var heavyDays = map[int]string{
	40: "My mother died and I was back at work on the Monday after that, day 40.",
	41: "I was thinking of Orsolya and what she would say about it, day 41.",
	42: "Es war ein langer Tag und ich habe gekündigt, day 42.",
}

var dayNumber = regexp.MustCompile(`day (\d+)\.`)

// TestAYearOfReturns: for somebody who answers each day, a year and more, one question
// a week is a return: of their own words, a month, three months or a year old, never
// twice, none that were turned away or named, none that are heavy. What they booked
// comes on its day, heavy as it is.
func TestAYearOfReturns(t *testing.T) {
	t.Parallel()
	const days = 480
	inBubble(t, evening, func(r *rig) {
		r.tickEvery(3 * time.Hour)
		ada := r.ada()
		var account reflection.Identity
		r.update(func(tx reflection.Tx) (err error) {
			if account, err = tx.Identity(ada.Chat().Platform, ada.Account()); err != nil {
				return err
			}
			return tx.SetRecall(reflection.Recall{Person: ada.id, Never: []string{"orsolya", "12-25"}})
		})
		replies := map[int]reflection.ReplyID{}
		seen, away := map[int]bool{}, map[int]bool{}
		ages, last := map[int]int{}, -7
		for day := range days {
			r.sleepUntil(due.AddDate(0, 0, day).Add(100 * time.Minute)) // past the tick, and before midnight where she is
			d := r.delivery(ada, day0.AddDays(day))
			if d.State != reflection.DeliveryArrived {
				t.Fatalf("day %d: %+v", day, d)
			}
			shown := r.platform.Shown(ada.Chat())
			found := dayNumber.FindAllStringSubmatch(shown[len(shown)-1].Text, -1)
			if isReturn := d.Prompt.Pack == reflection.ReturnPack; isReturn != (len(found) == 1) || len(found) > 1 {
				t.Fatalf("day %d, a return %v:\n%s", day, isReturn, shown[len(shown)-1].Text)
			}
			if len(found) == 1 {
				was, err := strconv.Atoi(found[0][1])
				if err != nil {
					t.Fatal(err)
				}
				age, booked := day-was, was == 40 || was == 50
				switch {
				case seen[was], away[was], was == 41, was == 42, day0.AddDays(was).String()[5:] == "12-25":
					t.Errorf("day %d: day %d comes back", day, was)
				case booked && age != 365:
					t.Errorf("what was booked on day %d comes back after %d days", was, age)
				case !booked && (day-last < 7 || !(age >= 26 && age <= 34 || age >= 83 && age <= 97 || age >= 358 && age <= 372)):
					t.Errorf("day %d: day %d comes back, %d days after the last", day, was, day-last)
				}
				seen[was] = true
				if !booked {
					ages[(age+20)/30*30]++
					last = day
				}
				if day%5 == 0 {
					away[was] = true
					r.update(func(tx reflection.Tx) error {
						if err := r.out.Swap(tx, &d); err != nil {
							return err
						}
						return tx.UpdateDelivery(d)
					})
				}
			}
			r.update(func(tx reflection.Tx) error {
				text, ok := heavyDays[day]
				if !ok {
					text = fmt.Sprintf("What I think of is the work, and that it was mine: day %d.", day)
				}
				reply := reflection.Reply{Person: ada.id, Identity: account.ID, Delivery: d.ID, Created: time.Now(), Question: d.Prompt.Question}
				if err := tx.AddReply(&reply); err != nil {
					return err
				}
				replies[day] = reply.ID
				d.Answered = reply.Created
				part := reflection.Part{Reply: reply.ID, Chat: ada.Chat(), At: reply.Created, Text: text}
				if err := tx.AddPart(&part); err != nil {
					return err
				}
				if day == 40 || day == 50 {
					booking := reflection.Booking{Reply: reply.ID, Person: ada.id, Due: day0.AddDays(day + 365)}
					if err := tx.SetBooking(booking); err != nil {
						return err
					}
				}
				return tx.UpdateDelivery(d)
			})
			r.change(ada, func(s *reflection.Subscription) { s.Unanswered, s.BackOff = 0, false })
		}
		if n := ages[30] + ages[90] + ages[360]; n < 60 || n > 65 || ages[30] == 0 || ages[90] < 20 || ages[360] < 8 || !seen[40] || !seen[50] {
			t.Errorf("%d returns, by age %v; the booked ones %v, %v", n, ages, seen[40], seen[50])
		}
	})
}

// TestNeverDay: a day of any year, of one year, and what is neither.
func TestNeverDay(t *testing.T) {
	for entry, want := range map[string][2]bool{
		"2026-08-14": {true, false}, "08-14": {true, true}, "02-29": {true, true}, "2026-02-29": {false, false},
		"13-01": {false, true}, "Māra": {false, false}, "01-1x": {false, true},
	} {
		_, anyYear, ok := planning.NeverDay(entry)
		if ok != want[0] || ok && anyYear != want[1] {
			t.Errorf("%q: %v, of any year %v", entry, ok, anyYear)
		}
	}
}
