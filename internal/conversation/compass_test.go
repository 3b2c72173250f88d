package conversation_test

import (
	"slices"
	"strings"
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
	"stillpoint/internal/streak"
)

// taps are where a person stood so far, by the days since the first.
func (r *rig) taps(p *chattest.Person) (days, places []int) {
	r.t.Helper()
	r.view(func(tx reflection.Tx) error {
		id, err := tx.Identity(p.Chat().Platform, p.Account())
		if err != nil {
			return err
		}
		all, err := tx.Taps(id.Person)
		for _, tap := range all {
			days, places = append(days, all[0].Date.DaysUntil(tap.Date)), append(places, tap.Place)
		}
		return err
	})
	return days, places
}

// TestCompass: it is offered once, with the seventh acknowledgement; it stands under
// a question every two weeks, about what the person named; a tap is no reply, and can
// be changed until the compass stands under another question; and the
// summary tells of real taps.
func TestCompass(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.says(p, "a few words")
		for day := 2; day <= 8; day++ {
			r.nextQuestion(p)
			r.soon()
			r.says(p, "a few words")
			if offered := slices.Contains(p.Last().Labels, "Set a compass"); offered != (day == 7) {
				t.Errorf("after answer %d, offered %v:\n%s", day, offered, p.Last().Text)
			}
			if day == 7 {
				r.presses(p, "Set a compass")
				r.wantLast(p, "name it in your own word")
				answer := r.openDelivery(p.Chat())
				r.says(p, strings.Repeat("long ", 10))
				r.wantLast(p, "longer than 40 letters")
				r.says(p, strings.Repeat("and the rest of the answer ", 4))
				if kept := r.words(p, answer); len(kept) != 2 || !strings.HasPrefix(kept[1], "and the rest") {
					t.Errorf("an answer that goes on is taken for a name: %q", kept)
				}
				r.says(p, "the  bakery")
				r.wantLastIs(p, "“the bakery” it is. The compass comes with your next question, and then every two weeks.", "Another word", "Switch it off")
			}
		}
		shown := 0
		var first reflection.Delivery
		var under chat.MessageID
		for day := 9; day <= 38; day++ {
			d := r.nextQuestion(p)
			if on := strings.Contains(p.Last().Text, "And “the bakery”: stay, or go?"); on != (day == 22 || day == 36) {
				t.Fatalf("day %d: the compass %v\n%s", day, on, p.Last().Text)
			} else if on {
				shown++
				if want := []string{"Stay", "Rather stay", "In between", "Rather go", "Go"}; !slices.Equal(p.Last().Labels[len(p.Last().Labels)-5:], want) {
					t.Errorf("buttons %q", p.Last().Labels)
				}
				if shown == 1 {
					first, under = d, p.Last().ID
					r.presses(p, "Rather stay")
					r.wantAlert(p, "Noted: “rather stay”.")
					r.presses(p, "In between")
					if d := r.delivery(d.ID); !d.Answered.IsZero() {
						t.Error("a tap is an answer")
					}
					r.wantOutcome(p, d, streak.Open)
					continue // It stays unanswered.
				}
				r.pressesOn(p, under, "Stay")
				r.wantAlert(p, "has moved on since")
				r.presses(p, "Go")
			}
			r.soon()
			r.says(p, "a few words")
		}
		r.wantOutcome(p, first, streak.Rested)
		if days, places := r.taps(p); !slices.Equal(days, []int{0, 14}) || !slices.Equal(places, []int{3, 5}) {
			t.Errorf("taps on days %v: %v", days, places)
		}
		r.types(p, "summary", "2026")
		r.wantLast(p, "Your compass went from “in between” to “go”.")
		r.types(p, "compass", "")
		r.wantLast(p, "Your compass points at “the bakery”, every two weeks.")
		r.presses(p, "Switch it off")
		r.wantLast(p, "The compass is off.")
		r.types(p, "compass", "the garden")
		r.nextQuestion(p)
		r.wantLast(p, "And “the garden”: stay, or go?")
		r.types(p, "today", "")
		r.wantLast(p, "And “the garden”: stay, or go?")
		r.types(p, "compass", "off")
		r.types(p, "today", "")
		if strings.Contains(p.Last().Text, "“the garden”") {
			t.Errorf("it is off, and shown:\n%s", p.Last().Text)
		}
		r.unlogged("bakery", "garden")
	})
}
