package streak

import (
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// nonsense draws facts that could never be: kinds that do not exist, questions
// that arrive before they are due or were never asked, chats and dates of any
// sort, instants at the ends of time.
func nonsense(t *rapid.T) scene {
	instants := rapid.OneOf(
		rapid.Just(time.Time{}),
		rapid.Just(time.Unix(math.MaxInt64, 0)),
		rapid.Just(time.Unix(math.MinInt64, 999)),
		rapid.Map(rapid.Int64Range(0, 12), func(n int64) time.Time {
			return at(1, "21:00").Add(time.Duration(n) * 6 * time.Hour)
		}),
	)
	chats := rapid.SampledFrom([]chat.Chat{{}, {Platform: "a", ID: "1"}, {Platform: "a", ID: "2"}, {Platform: "b", ID: "1"}})
	messages := rapid.SampledFrom([]chat.MessageID{"", "1", "02", "x", "11"})
	dates := rapid.SampledFrom([]schedule.Date{{}, {Year: -3, Month: 40, Day: 99}, march(1), march(2), march(3)})
	var s scene
	for i := range rapid.IntRange(0, 40).Draw(t, "facts") {
		s.facts = append(s.facts, reflection.Fact{
			ID:           reflection.FactID(i + 1),
			Kind:         reflection.FactKind(rapid.IntRange(-1, 6).Draw(t, "kind")),
			Subscription: reflection.SubscriptionID(rapid.IntRange(-1, 2).Draw(t, "subscription")),
			Delivery:     reflection.DeliveryID(rapid.IntRange(-1, 8).Draw(t, "delivery")),
			Part:         reflection.PartID(rapid.IntRange(0, 5).Draw(t, "part")),
			Chat:         chats.Draw(t, "chat"),
			Message:      messages.Draw(t, "message"),
			At:           instants.Draw(t, "at"),
			Known:        instants.Draw(t, "known"),
			Date:         dates.Draw(t, "date"),
			Zone:         rapid.String().Draw(t, "zone"),
			Extra:        rapid.Bool().Draw(t, "extra"),
			BackOff:      rapid.Bool().Draw(t, "back-off"),
			Shown:        rapid.Bool().Draw(t, "shown"),
		})
	}
	for range rapid.IntRange(0, 4).Draw(t, "outages") {
		s.aways = append(s.aways, reflection.Away{
			Platform: chats.Draw(t, "platform").Platform,
			From:     instants.Draw(t, "from"), To: instants.Draw(t, "to"),
		})
	}
	s.now = instants.Draw(t, "now")
	return s
}

func TestNonsenseIsCountedWithoutPanicAndInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := nonsense(t)
		h := s.history()
		if h.RestDays != 0 || len(h.Occasions) > 0 {
			checkBounds(t, h)
		}
		for id := range reflection.DeliveryID(9) {
			o, ok := h.Of(id)
			if ok && h.NotToday(id) == NothingOpen && o.IsOpen() {
				t.Fatalf("delivery %d is open and can't be rested", id)
			}
		}
		h.AfterMiss()
		h.Between(schedule.Date{}, march(3))
		s.facts = rapid.Permutation(s.facts).Draw(t, "facts")
		if diff := cmp.Diff(h, s.history(), sameHistory); diff != "" {
			t.Fatalf("in order − shuffled +:\n%s", diff)
		}
	})
}

func TestFactsWithOneIDAreCountedWithoutPanic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := nonsense(t)
		for i := range s.facts {
			s.facts[i].ID = 1
		}
		if h := s.history(); h.Total > len(s.facts) {
			t.Fatalf("%d answered by %d facts", h.Total, len(s.facts))
		}
	})
}

func TestNamesOfOutcomesAndReasons(t *testing.T) {
	for o := Open; o <= Optional; o++ {
		if o.String() == "" || o.String() == "unknown" {
			t.Errorf("outcome %d is %q", o, o)
		}
	}
	for r := NotOptional; r <= Short; r++ {
		if r.String() == "" || r.String() == "unknown" {
			t.Errorf("reason %d is %q", r, r)
		}
	}
	equal(t, "beyond", Outcome(99).String(), "unknown")
	equal(t, "beyond", Reason(-1).String(), "unknown")
}

func TestFactsThatRepeatOrNameNothing(t *testing.T) {
	d := begun()
	second := d.ask(2)
	d.plan(9)
	d.facts[len(d.facts)-1].Delivery = second // planned twice: the first plan holds
	d.reply(second, at(2, "21:05")).Part = 0
	d.reply(0, at(2, "21:06")).Part = 0 // neither of them names a part
	h := d.want(t, "-k")
	equal(t, "date", h.Occasions[1].Date, march(2))
	equal(t, "total", h.Total, 1)
	d.facts[2], d.facts[4] = d.facts[4], d.facts[2]
	equal(t, "date", d.history(later).Occasions[1].Date, march(2))
}
