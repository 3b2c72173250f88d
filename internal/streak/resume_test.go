package streak

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"stillpoint/internal/reflection"
)

// after returns the facts of a scene that were added after the first n, as the
// store tells of them.
func (s scene) after(n int) []reflection.LaterFact {
	before := lastFiled(s.facts[:n])
	var since []reflection.LaterFact
	for _, f := range s.facts[n:] {
		later := reflection.LaterFact{Fact: f}
		if f.Kind == reflection.FactReplied {
			_, later.Answered = slices.BinarySearch(answered(before), f.Delivery)
			later.Refiled = f.Part != 0 && slices.ContainsFunc(before, func(r *reflection.Fact) bool { return r.Part == f.Part })
		}
		since = append(since, later)
	}
	return since
}

// someLate lets some of the facts be added after all others.
func (s *scene) someLate(t *rapid.T) {
	for range rapid.IntRange(0, 3).Draw(t, "late") {
		if len(s.facts) == 0 {
			return
		}
		i := rapid.IntRange(0, len(s.facts)-1).Draw(t, "this one")
		late := s.facts[i]
		s.facts = append(slices.Delete(s.facts, i, i+1), late)
	}
}

// askedFirst puts the plan of each delivery before all else about it, and the
// ids in the order of the facts: as they are added.
func (s *scene) askedFirst() {
	about := make(map[reflection.DeliveryID]bool)
	var facts []reflection.Fact
	add := func(f reflection.Fact) {
		f.ID = reflection.FactID(len(facts) + 1)
		facts = append(facts, f)
	}
	for _, f := range s.facts {
		if f.Delivery != 0 && !about[f.Delivery] {
			about[f.Delivery] = true
			for _, plan := range s.facts {
				if plan.Kind == reflection.FactAsked && plan.Delivery == f.Delivery {
					add(plan)
					break
				}
			}
		}
		if f.Kind != reflection.FactAsked {
			add(f)
		}
	}
	s.facts = facts
}

// outagesFor returns the outages as they are read for a checkpoint, and whether
// those that were added after the first known ones leave it as it is.
func (s scene) outagesFor(c Checkpoint, known int) (read []reflection.Away, holds bool) {
	for i, a := range s.aways {
		if i >= known && a.From.Before(c.Settled()) {
			return nil, false
		}
		if a.To.After(c.Since()) {
			read = append(read, a)
		}
	}
	return read, true
}

// stored passes a checkpoint through its encoding.
func stored(t interface{ Fatal(...any) }, c Checkpoint) Checkpoint {
	data, err := c.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	read, err := ReadCheckpoint(data)
	if err != nil {
		t.Fatal(err)
	}
	return read
}

// sameStanding compares a resumed count with the count of everything.
func sameStanding(t *rapid.T, got Standing, want History) {
	t.Helper()
	if got.AfterMiss() != want.AfterMiss() || got.FirstAnswer() != want.FirstAnswer() {
		t.Fatalf("after a miss %v, first %v; want %v, %v", got.AfterMiss(), got.FirstAnswer(), want.AfterMiss(), want.FirstAnswer())
	}
	left := len(want.Occasions) - len(got.Occasions)
	if left < 0 {
		t.Fatalf("%d dates of %d", len(got.Occasions), len(want.Occasions))
	}
	want.Occasions = want.Occasions[left:]
	if diff := cmp.Diff(want, got.History, sameHistory); diff != "" {
		t.Fatalf("in full − resumed +:\n%s", diff)
	}
}

// resumes counts a scene by way of checkpoints that are taken at random moments,
// each counted on from the one before or a stale one, and compares all that can
// be counted on with the count in full. It returns how many could.
func resumes(t *rapid.T, s scene) (counted, all int) {
	type taken struct {
		Checkpoint
		facts, outages int
	}
	var checkpoints []taken
	added, known := 0, 0
	now := s.now
	if s.now == later {
		now = at(rapid.IntRange(1, 30).Draw(t, "day"), "12:00")
	}
	for range rapid.IntRange(2, 6).Draw(t, "moments") {
		added = rapid.IntRange(added, len(s.facts)).Draw(t, "added")
		known = rapid.IntRange(known, len(s.aways)).Draw(t, "outages known")
		hours := rapid.OneOf(rapid.IntRange(0, 200), rapid.IntRange(0, 2000), rapid.IntRange(-400, 0)).Draw(t, "hours")
		now = now.Add(time.Duration(hours) * time.Hour)
		so := scene{facts: s.facts[:added], aways: s.aways[:known], now: now}
		full := Begin(so.facts, so.aways, now)
		next := full
		if len(checkpoints) > 0 {
			c := rapid.SampledFrom(checkpoints).Draw(t, "from")
			all++
			if read, holds := so.outagesFor(c.Checkpoint, c.outages); holds {
				if resumed, ok := Resume(c.Checkpoint, so.after(c.facts), read, now); ok {
					sameStanding(t, resumed, full.History)
					counted++
					next = resumed
				}
			}
		}
		checkpoints = append(checkpoints, taken{stored(t, next.Checkpoint()), added, known})
	}
	return counted, all
}

func TestCountingOnFromACheckpointEqualsTheFullCount(t *testing.T) {
	counted, all := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		s := scenes(t, true)
		s.someLate(t)
		s.askedFirst()
		c, a := resumes(t, s)
		counted, all = counted+c, all+a
	})
	t.Logf("%d of %d could be counted on", counted, all)
	if counted*4 < all {
		t.Errorf("only %d of %d could be counted on: too few to show anything", counted, all)
	}
}

func TestCountingOnFromACheckpointOfNonsenseEqualsTheFullCount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := nonsense(t)
		s.askedFirst()
		s.tame()
		resumes(t, s)
	})
}

// tame brings instants at which time.Time itself overflows within its reach.
func (s *scene) tame() {
	const end = 1 << 40 // seconds
	tame := func(at *time.Time) {
		if seconds := min(max(at.Unix(), -end), end); seconds != at.Unix() {
			*at = time.Unix(seconds, 0).UTC()
		}
	}
	tame(&s.now)
	for i := range s.facts {
		tame(&s.facts[i].At)
		tame(&s.facts[i].Known)
	}
	for i := range s.aways {
		tame(&s.aways[i].From)
		tame(&s.aways[i].To)
	}
}
