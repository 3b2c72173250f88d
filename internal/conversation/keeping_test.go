package conversation_test

import (
	"strings"
	"testing"
	"time"

	"stillpoint/internal/conversation/settings"
	"stillpoint/internal/reflection"
)

// expires lets the bot delete what is kept no longer, as it does each day.
func (r *rig) expires() {
	r.t.Helper()
	if err := r.core.Expire(r.t.Context(), time.Now().UTC()); err != nil {
		r.t.Fatal(err)
	}
	r.settle()
}

// Somebody has their words deleted after a time of their choosing: it is said before
// what goes, what counted still counts, and what is younger stays.
func TestWordsAreKeptForATime(t *testing.T) {
	t.Parallel()
	w := english.Keeping
	onBoth(t, func(t *testing.T, r *rig) {
		ada, ben := r.begin("ada", "Berlin", "21:00"), r.begin("ben", "Berlin", "21:00")
		r.says(ada, "Old words.")
		r.says(ben, "Ben's words.")
		r.types(ada, "pause", "")
		r.types(ben, "pause", "")
		sealed := r.sealed()
		r.skip(time.Now().AddDate(0, 7, 0))
		r.types(ada, "write", "Young words.")
		r.types(ada, "settings", "")
		r.wantLast(ada, w.Is(0))
		r.presses(ada, w.Open)
		r.wantLastIs(ada, w.Is(0)+"\n"+w.Ask, w.Span(6), w.Span(12), w.Span(24), w.Span(60))
		r.presses(ada, w.Span(6))
		r.wantLastIs(ada, w.Goes(6, 1), w.Yes, w.No)
		r.expires()
		if n := r.inFiles(sealed); n != len(sealed) {
			t.Errorf("%d of %d are left before it was said yes", n, len(sealed))
		}
		r.presses(ada, w.Yes)
		r.wantLastIs(ada, w.Set(6), english.Themes.Back)
		r.expires()
		if n := r.inFiles(sealed); n != len(sealed)-2 {
			t.Errorf("%d of %d are in the files, want all but Ada's words and their question", n, len(sealed))
		}
		r.types(ada, "journal", "")
		r.wantLast(ada, "Young words.")
		if strings.Contains(ada.Last().Text, "Old words.") {
			t.Errorf("they are still shown:\n%s", ada.Last().Text)
		}
		if h := r.history(ada); h.Total != 1 {
			t.Errorf("total %d, want 1", h.Total)
		}
		r.types(ada, "privacy", "")
		r.wantLast(ada, english.PrivacyYours(6))
	})
}

// Where the host keeps nothing of those who never come back, they are told a month
// before; any sign of theirs keeps it, and without one all of it goes.
func TestWhoNeverComesBack(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		host := func() { r.core.Hosting(settings.Hosting{KeepMonths: 12, Platforms: []string{"Discord", "Telegram"}}) }
		host()
		ada, ben := r.begin("ada", "Berlin", "21:00"), r.begin("ben", "Berlin", "21:00")
		r.says(ada, "Ada's words.")
		r.says(ben, "Ben's words.")
		r.types(ada, "privacy", "")
		r.wantLast(ada, english.PrivacyAge(12))
		r.wantLast(ada, english.PrivacyRuns([]string{"Discord", "Telegram"}))
		r.wantLast(ada, english.PrivacyNoAI)
		r.types(ada, "pause", "")
		r.types(ben, "pause", "")
		began := time.Now()
		told := func() bool { return strings.Contains(ada.Last().Text, english.Keeping.AnnounceStay) }
		later := func(to time.Time) {
			r.skip(to)
			host()
			r.expires()
		}
		later(began.AddDate(0, 10, 0))
		if told() {
			t.Error("it is told too early")
		}
		later(began.AddDate(1, 0, -29))
		if !told() {
			t.Errorf("it isn't told\n%s", ada.Transcript())
		}
		said := ada.Last().Text
		r.types(ben, "streak", "")
		later(began.AddDate(1, 0, -2)) // It would be a year soon, and a month hasn't passed.
		later(began.AddDate(1, 0, 2))
		if strings.Count(ada.Transcript(), english.Keeping.AnnounceStay) != 1 || ada.Last().Text != said {
			t.Errorf("it is told again\n%s", ada.Transcript())
		}
		people := func() (n int) {
			r.view(func(tx reflection.Tx) error {
				all, err := tx.PeopleAfter(0, 9)
				n = len(all)
				return err
			})
			return n
		}
		if n := people(); n != 1 {
			t.Errorf("%d people are left, want Ben alone", n)
		}
		r.types(ben, "journal", "")
		r.wantLast(ben, "Ben's words.")
		r.unlogged("Ada's words", "Ben's words")
	})
}

// What is brought along from long ago isn't gone the next night, whatever time somebody
// had set.
func TestWhatIsBroughtAlongIsKept(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.begin("ada", "Berlin", "21:00")
		r.says(ada, "Young words.")
		r.types(ada, "settings", "")
		r.presses(ada, english.Keeping.Open)
		r.presses(ada, english.Keeping.Span(6))
		r.presses(ada, english.Keeping.Yes)
		r.brings(ada, "2015-06-01\n\nThe first day at the harbour.\n")
		r.wantLast(ada, english.Export.Import.KeepsAll(6))
		r.expires()
		r.types(ada, "journal", "2015")
		r.wantLast(ada, "The first day at the harbour.")
	})
}
