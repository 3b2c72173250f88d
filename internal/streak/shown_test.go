package streak

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestRunIsShownFromTwoOn(t *testing.T) {
	d := begun()
	d.days(2, "k")
	equal(t, "one", d.history(later).ShowRun(), false)
	d.days(3, "k")
	equal(t, "two", d.history(later).ShowRun(), true)
}

func TestRunIsWhatWasKeptSinceTheLastMissed(t *testing.T) {
	d := begun()
	d.days(2, "kkk..kk")
	h := d.want(t, "-kkkrmkk")
	equal(t, "run", h.Run, 2)
	equal(t, "best", h.Best, 3)
	equal(t, "run on the 4th", h.Occasions[3].Run, 3)
	equal(t, "run on the 6th", h.Occasions[5].Run, 0)
}

func TestRunGoesByLocalDate(t *testing.T) {
	d := begun()
	d.days(2, "k.")
	// A question of the 5th opened before that of the 4th: the person had
	// travelled, and the other app kept its zone.
	d.ask(1, on(onDiscord))
	d.reply(d.ask(5, on(onDiscord), due(at(4, "10:00"))), at(4, "11:00"))
	d.ask(4)
	d.ask(6)
	h := d.want(t, "-krmko")
	equal(t, "run", h.Run, 1)
}

func TestTotalIsDeliveriesEverAnswered(t *testing.T) {
	d := begun()
	second := d.ask(2)
	d.reply(second, at(3, "08:00"))
	d.ask(3)
	d.reply(second, at(4, "08:00"))          // one answered again
	d.reply(channelQuestion, at(4, "09:00")) // a channel's
	d.reply(1, at(4, "10:00"))               // an old one
	equal(t, "total", d.history(later).Total, 3)
}

func TestRecentLooksBackOnThirtyKeptOrMissed(t *testing.T) {
	d := begun()
	d.days(2, "..")
	d.days(4, strings.Repeat("k", 28))
	h := d.history(later)
	equal(t, "of 29: kept", h.Kept, 28)
	equal(t, "of 29", h.Counted, 29)
	d.days(32, "kk")
	h = d.history(later)
	equal(t, "the miss falls out: kept", h.Kept, 30)
	equal(t, "the miss falls out: of", h.Counted, 30)
}

func TestRecentIsShownFromSevenOnAndIfAtLeastHalf(t *testing.T) {
	for _, c := range []struct {
		kept, counted int
		ok            bool
	}{
		{6, 6, false}, {7, 7, true}, {4, 7, true}, {3, 7, false},
		{4, 8, true}, {15, 30, true}, {14, 30, false}, {0, 0, false},
	} {
		kept, of, ok := History{Kept: c.kept, Counted: c.counted}.Recent()
		if kept != c.kept || of != c.counted || ok != c.ok {
			t.Errorf("%d of %d: %d of %d, %v; want %v", c.kept, c.counted, kept, of, ok, c.ok)
		}
	}
}

func TestAfterAMissTheFirstKeptIsWelcomedBack(t *testing.T) {
	for _, c := range []struct {
		story string
		want  bool
	}{
		{"k", false},
		{"..k", true},
		{"...k", true},
		{"..kk", false},
		{"k..", false},
		{".k", false},     // a rest day was enough
		{"..k.", false},   // and missed again
		{"..k...", false}, // and more
	} {
		d := begun()
		d.days(2, c.story)
		d.ask(40) // closes the last; it is open itself
		if got := d.history(later).AfterMiss(); got != c.want {
			t.Errorf("%q: %v, want %v", c.story, got, c.want)
		}
	}
}

func TestAfterAMissHoldsOverRestedAndOptionalOnes(t *testing.T) {
	d := begun()
	d.days(2, "kkkkkk..") // six kept; rested and missed
	d.ask(10, extra)
	d.days(11, "k")
	equal(t, "first since the miss", d.history(later).AfterMiss(), true)
	d.days(12, ".") // the seventh kept had earned a rest day
	d.ask(13)
	d.want(t, "-kkkkkkrm-kro")
	equal(t, "still the one kept last", d.history(later).AfterMiss(), true)
}

func TestMilestonesAreOfTheTotal(t *testing.T) {
	want := map[int]bool{
		1: true, 7: true, 14: true, 30: true, 50: true, 100: true, 200: true,
		300: true, 365: true, 400: true, 500: true, 1000: true,
	}
	for total := -100; total <= 500; total++ {
		if Milestone(total) != want[total] {
			t.Errorf("%d: %v", total, Milestone(total))
		}
	}
	equal(t, "1000", Milestone(1000), true)
	equal(t, "1050", Milestone(1050), false)
}

func TestMilestonePassed(t *testing.T) {
	for _, c := range []struct {
		before, after, want int
		ok                  bool
	}{
		{0, 1, 1, true}, {1, 2, 0, false}, {6, 7, 7, true}, {7, 7, 0, false},
		{48, 101, 100, true}, {101, 100, 0, false}, {-5, 0, 0, false},
		{300, 365, 365, true}, {0, 1 << 40, 1 << 40 / 100 * 100, true},
	} {
		got, ok := NextMilestonePassed(c.before, c.after)
		if got != c.want || ok != c.ok {
			t.Errorf("%d to %d: %d %v, want %d %v", c.before, c.after, got, ok, c.want, c.ok)
		}
	}
}

func TestMilestonesComeOnceEach(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		said, total := 0, 0 // as a person's record has them
		seen := make(map[int]bool)
		for _, step := range rapid.SliceOf(rapid.IntRange(-1, 3)).Draw(t, "steps") {
			total = max(0, total+step)
			if m, ok := NextMilestonePassed(said, total); ok {
				if seen[m] || !Milestone(m) || m > total {
					t.Fatalf("said %d at %d", m, total)
				}
				seen[m] = true
				said = m
			}
		}
	})
}

func TestBetweenAndTally(t *testing.T) {
	d := begun()
	d.days(2, "k..k")
	d.ask(6, extra)
	d.ask(9)
	h := d.want(t, "-krmk-o")
	equal(t, "all", TallyOf(h.Occasions), Tally{Open: 1, Kept: 2, Rested: 1, Missed: 1, Optional: 2})
	equal(t, "2nd to 4th", TallyOf(h.Between(march(2), march(4))), Tally{Kept: 1, Rested: 1, Missed: 1})
	equal(t, "7th to 8th", len(h.Between(march(7), march(8))), 0)
	equal(t, "backwards", len(h.Between(march(8), march(2))), 0)
	equal(t, "beyond both ends", len(h.Between(march(-100), march(100))), 7)
}
