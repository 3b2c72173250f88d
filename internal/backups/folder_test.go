package backups

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"stillpoint/internal/store"
)

var noon = time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)

// of returns backups made at the instants, the newest first.
func of(at ...time.Time) (all []Kept) {
	at = slices.Clone(at)
	slices.SortFunc(at, func(a, b time.Time) int { return b.Compare(a) })
	for _, a := range at {
		all = append(all, Kept{Path: prefix + a.Format(layout) + suffix, At: a})
	}
	return all
}

// One a day for two years: so many days, and then one a week, are left each day.
func TestDaysAndWeeksAreKept(t *testing.T) {
	f := Folder{Days: 7, Weeks: 4}
	var kept []time.Time
	for day := range 730 {
		kept = append(kept, noon.AddDate(0, 0, day))
		keep := f.keep(of(kept...), noon.AddDate(0, 0, day))
		kept = slices.DeleteFunc(kept, func(at time.Time) bool { return !keep[of(at)[0].Path] })
		if day < 60 {
			continue
		}
		if len(kept) != 11 {
			t.Fatalf("day %d: %d kept: %v", day, len(kept), kept)
		}
		if oldest := noon.AddDate(0, 0, day).Sub(kept[0]); oldest < 3*7*24*time.Hour || oldest > 5*7*24*time.Hour {
			t.Fatalf("day %d: the oldest is %v old", day, oldest)
		}
	}
}

// TestGapsKeepNothingForLonger: after the bot was away, what is older than the span goes all
// the same: two days after backups are made again, so that a clock that jumped ahead takes
// none away. Within the span no day without a backup makes one go.
func TestGapsKeepNothingForLonger(t *testing.T) {
	f := Folder{Days: 7, Weeks: 8}
	var kept []time.Time
	oldest := func(now time.Time) time.Duration {
		kept = append(kept, now)
		keep := f.keep(of(kept...), now)
		kept = slices.DeleteFunc(kept, func(at time.Time) bool { return !keep[of(at)[0].Path] })
		return now.Sub(kept[0])
	}
	for day := range 100 {
		if age := oldest(noon.AddDate(0, 0, day)); age > f.Span() {
			t.Fatalf("day %d: the oldest is %v old", day, age)
		}
	}
	before := len(kept)
	for day := 300; day < 302; day++ {
		if age := oldest(noon.AddDate(0, 0, day)); age < f.Span() || len(kept) < before {
			t.Errorf("day %d: %d are kept of %d, the oldest %v old: a clock that is wrong takes backups away", day, len(kept), before, age)
		}
	}
	for day := 302; day < 310; day++ {
		if age := oldest(noon.AddDate(0, 0, day)); age > f.Span() {
			t.Errorf("day %d: the oldest is %v old", day, age)
		}
	}
	kept = nil
	for day := 0; day <= 60; day += 6 {
		oldest(noon.AddDate(0, 0, day))
	}
	if len(kept) != 11 {
		t.Errorf("%d are kept of 11, one each six days", len(kept))
	}
}

// Whatever lies there: the newest stays, no more than so many stay, and to tidy twice
// is to tidy once.
func TestKeepProperties(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		f := Folder{Days: rapid.IntRange(0, 9).Draw(rt, "days"), Weeks: rapid.IntRange(0, 9).Draw(rt, "weeks")}
		var at []time.Time
		for _, m := range rapid.SliceOfNDistinct(rapid.IntRange(0, 400*24*60), 1, 60, rapid.ID).Draw(rt, "minutes") {
			at = append(at, noon.Add(-time.Duration(m)*time.Minute))
		}
		all := of(at...)
		keep := f.keep(all, noon)
		if !keep[all[0].Path] || len(keep) > max(f.Days, 1)+f.Weeks {
			rt.Fatalf("%d kept of %d", len(keep), len(all))
		}
		left := slices.DeleteFunc(slices.Clone(all), func(k Kept) bool { return !keep[k.Path] })
		if again := f.keep(left, noon); len(again) != len(left) {
			rt.Fatalf("tidied again, %d are left of %d", len(again), len(left))
		}
	})
}

func TestFolder(t *testing.T) {
	st, err := store.Open(t.Context(), store.Options{Path: filepath.Join(t.TempDir(), "bot.db")})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	f := Folder{Path: t.TempDir(), Days: 2, Weeks: 1}
	for _, name := range []string{"notes.txt", "stillpoint-later.db", "stillpoint-20261101T000000Z.db.key"} {
		if err := os.WriteFile(filepath.Join(f.Path, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	unfinished := filepath.Join(f.Path, "stillpoint-20261120T120000Z.db.1.part")
	if err := os.WriteFile(unfinished, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(unfinished, noon, noon); err != nil {
		t.Fatal(err)
	}
	for day := range 30 {
		now := noon.AddDate(0, 0, day)
		if due, err := f.Due(now.Add(-time.Minute)); err != nil || due != (day == 0) {
			t.Fatalf("day %d, a minute early: due %v, %v", day, due, err)
		}
		if due, err := f.Due(now); err != nil || !due {
			t.Fatalf("day %d: due %v, %v", day, due, err)
		}
		if made, err := f.Make(t.Context(), st, now); err != nil || !made.Clean {
			t.Fatalf("%+v %v", made, err)
		}
		if _, err := f.Tidy(now); err != nil {
			t.Fatal(err)
		}
	}
	all, err := f.List()
	if err != nil || len(all) != 3 || !all[0].At.Equal(noon.AddDate(0, 0, 29)) {
		t.Errorf("%v %v", all, err)
	}
	if others, err := f.Others(); err != nil || !slices.Equal(others, []string{"stillpoint-later.db"}) {
		t.Errorf("put there by hand: %v %v", others, err)
	}
	left, _ := filepath.Glob(filepath.Join(f.Path, "*"))
	var names []string
	for _, path := range left {
		if !strings.HasSuffix(path, ".db") || strings.HasSuffix(path, "later.db") {
			names = append(names, filepath.Base(path))
		}
	}
	if want := []string{"notes.txt", "stillpoint-20261101T000000Z.db.key", "stillpoint-later.db"}; !slices.Equal(names, want) {
		t.Errorf("beside the backups are %v, want %v", names, want)
	}
	// A clock that was ahead keeps nothing from being made.
	if due, err := f.Due(noon.AddDate(0, 0, -3)); err != nil || !due {
		t.Errorf("due %v, %v", due, err)
	}
	if _, err := (Folder{Path: filepath.Join(f.Path, "none")}).Due(noon); err == nil {
		t.Error("a folder that isn't there is no error")
	}
}
