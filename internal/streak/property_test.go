package streak

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"stillpoint/internal/reflection"
)

// sameHistory compares what a history shows.
var sameHistory = cmp.Options{cmpopts.IgnoreUnexported(History{}), cmpopts.EquateEmpty()}

func TestCountAgreesWithANaiveCount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := scenes(t, true)
		if diff := cmp.Diff(tell(s).history(), s.history(), sameHistory); diff != "" {
			t.Fatalf("naive − Count +:\n%s", diff)
		}
	})
}

func TestOrderOfTheFactsChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := scenes(t, true)
		want := s.history()
		s.facts = rapid.Permutation(s.facts).Draw(t, "facts")
		s.aways = rapid.Permutation(s.aways).Draw(t, "outages")
		if diff := cmp.Diff(want, s.history(), sameHistory); diff != "" {
			t.Fatalf("in order − shuffled +:\n%s", diff)
		}
	})
}

func TestDatesThatWereNotAskedChangeNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := scenes(t, true)
		want := s.history()
		for range rapid.IntRange(1, 5).Draw(t, "more") {
			day := rapid.IntRange(-10, 50).Draw(t, "day")
			s.facts = append(s.facts, reflection.Fact{ // planned, and never delivered
				ID: reflection.FactID(len(s.facts) + 1), Kind: reflection.FactAsked,
				Delivery: reflection.DeliveryID(2000 + len(s.facts)), Subscription: 1,
				Chat: sceneChats[1], At: at(day, "21:00"), Date: march(day),
			})
		}
		if diff := cmp.Diff(want, s.history(), sameHistory); diff != "" {
			t.Fatalf("without − with +:\n%s", diff)
		}
	})
}

func TestDatesOffInBetweenChangeNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		story := rapid.StringOfN(rapid.RuneFrom([]rune("kk.")), 1, 60, -1).Draw(t, "story")
		daily, sparse := new(diary), new(diary)
		daily.days(1, story)
		day := 1
		for _, c := range story {
			day += rapid.IntRange(0, 3).Draw(t, "dates off")
			sparse.days(day, string(c))
			day++
		}
		a, b := daily.history(later), sparse.history(later)
		if letters(a) != letters(b) || a.Run != b.Run || a.RestDays != b.RestDays {
			t.Fatalf("daily %s, with dates off %s", letters(a), letters(b))
		}
	})
}

func TestTotalNeverFallsAsFactsAreAppended(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := scenes(t, false)
		total := 0
		for n := range s.facts {
			h := Count(s.facts[:n+1], s.aways, s.now)
			if h.Total < total {
				t.Fatalf("fact %d lowers the total from %d to %d", n+1, total, h.Total)
			}
			total = h.Total
		}
	})
}

func TestLaterZoneChangesNoPastDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := scenes(t, true)
		s.now = later
		before := s.history()
		settled := slices.IndexFunc(before.Occasions, Occasion.IsOpen)
		if settled < 0 {
			settled = len(before.Occasions)
		}
		hour := rapid.IntRange(0, 48).Draw(t, "hour elsewhere")
		elsewhere := &diary{facts: slices.Clone(s.facts), aways: s.aways, deliveries: 3000, parts: 3000}
		for day := 60; day < 65; day++ {
			sub := reflection.SubscriptionID(rapid.IntRange(1, 3).Draw(t, "subscription"))
			due := at(day, "00:00").Add(time.Duration(hour-12) * time.Hour)
			id := elsewhere.ask(day, func(f *reflection.Fact) {
				f.Subscription, f.Chat, f.At, f.Zone = sub, sceneChats[sub], due, "Pacific/Apia"
			})
			elsewhere.reply(id, due.Add(time.Hour))
		}
		after := elsewhere.history(later)
		if diff := cmp.Diff(before.Occasions[:settled], after.Occasions[:settled], sameHistory); diff != "" {
			t.Fatalf("at home − elsewhere +:\n%s", diff)
		}
	})
}

// A further reply makes its own date kept, if it keeps one, and touches nothing
// before it. (One that keeps a date in time that another had mended frees that other
// for the date that was open then.) What comes after is counted anew: a rest day that is earned or
// spared earlier can be spent earlier, and then is missing later. But no more
// dates go without a rest day than before, unless a seventh was lost because
// three were held.
func TestFurtherReplyMakesNothingWorse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := scenes(t, true)
		before := s.history()
		st := &stage{T: t, facts: slices.Clone(s.facts), asked: 30, parts: 5000}
		st.opened = append(st.opened, reflection.Fact{Delivery: channelQuestion, At: at(1, "21:00")})
		for _, f := range s.facts {
			if f.Kind == reflection.FactArrived {
				st.opened = append(st.opened, f)
			}
		}
		st.reply()
		further := &st.facts[len(st.facts)-1]
		further.ID = reflection.FactID(len(st.facts))
		after := Count(st.facts, s.aways, s.now)

		if after.Total < before.Total || after.Total > before.Total+1 {
			t.Fatalf("total %d, then %d", before.Total, after.Total)
		}
		pressed := make(map[reflection.DeliveryID]bool)
		for _, f := range s.facts {
			if f.Kind == reflection.FactRested {
				pressed[f.Delivery] = true
			}
		}
		wanting := func(o Occasion) int {
			if o.Outcome == Missed || o.Outcome == Open && o.Why == NotOptional &&
				slices.ContainsFunc(o.Deliveries, func(d reflection.DeliveryID) bool { return pressed[d] }) {
				return 1
			}
			return 0
		}
		freed := false
		for i, a := range after.Occasions {
			freed = freed || before.Occasions[i].Mended && !a.Mended
		}
		changed, lost, kept := false, false, 0
		wantingBefore, wantingAfter := 0, 0
		for i, a := range after.Occasions {
			b := before.Occasions[i]
			switch {
			case b.Outcome != Kept && a.Outcome == Kept:
				if changed && !freed {
					t.Fatalf("one reply keeps two dates, %v the second", a.Date)
				}
				changed = true
			case !changed && a.Outcome != b.Outcome,
				b.Outcome == Kept && a.Outcome != Kept,
				b.Outcome == Optional && a.Outcome != Optional,
				b.Outcome != Optional && a.Outcome == Optional:
				t.Fatalf("%v: %v, then %v", a.Date, b.Outcome, a.Outcome)
			}
			if a.Outcome == Kept {
				if kept++; kept%keptForRestDay == 0 && a.RestDays == maxRestDays {
					lost = true
				}
			}
			wantingBefore += wanting(b)
			wantingAfter += wanting(a)
			if !lost && wantingAfter > wantingBefore {
				t.Fatalf("up to %v %d went without a rest day, then %d", a.Date, wantingBefore, wantingAfter)
			}
		}
	})
}

func TestRestDaysAndRunsStayWithinBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkBounds(t, scenes(t, true).history()) })
}

// checkBounds checks what holds in any history at all.
func checkBounds(t *rapid.T, h History) {
	rest, run := 1, 0
	for i, o := range append(slices.Clone(h.Occasions), Occasion{RestDays: h.RestDays, Run: h.Run}) {
		if o.RestDays < 0 || o.RestDays > 3 {
			t.Fatalf("%v: %d rest days", o.Date, o.RestDays)
		}
		if i > 0 {
			before := h.Occasions[i-1]
			cost := rest - o.RestDays
			switch {
			case before.Outcome == Rested && cost != 1,
				before.Outcome == Kept && cost != 0 && cost != -1,
				before.Outcome != Rested && before.Outcome != Kept && cost != 0,
				before.Why != NotOptional && cost > 0:
				t.Fatalf("%v, %v: %d rest days, then %d", before.Date, before.Outcome, rest, o.RestDays)
			}
			if i < len(h.Occasions) && !before.Date.Before(o.Date) {
				t.Fatalf("%v, then %v", before.Date, o.Date)
			}
		}
		if i < len(h.Occasions) {
			want := run
			switch o.Outcome {
			case Kept:
				want++
			case Missed:
				want = 0
			}
			if o.Run != want {
				t.Fatalf("%v, %v: run %d, then %d", o.Date, o.Outcome, run, o.Run)
			}
		}
		rest, run = o.RestDays, o.Run
	}
	if h.Run > h.Best || h.Kept > h.Counted || h.Counted > 30 {
		t.Fatalf("run %d, best %d; kept %d of %d", h.Run, h.Best, h.Kept, h.Counted)
	}
}
