package pace

import (
	"testing"
	"time"
)

// Of the first few requests each may have arrived as late as it was answered.
func TestTransitKnowsNothingAtFirst(t *testing.T) {
	var way transit
	for i := range firstFew {
		if late := way.late(30*time.Millisecond, true); late != 30*time.Millisecond {
			t.Errorf("request %d: %v late", i, late)
		}
	}
	if late := way.late(40*time.Millisecond, true); late != 10*time.Millisecond {
		t.Errorf("then: %v late", late)
	}
}

// Only a typical request tells how fast the transit is: a quick refusal doesn't
// make every message after it late.
func TestTransitLearnsFromTypicalRequests(t *testing.T) {
	way := transit{few: firstFew}
	for _, c := range []struct {
		took    time.Duration
		typical bool
		late    time.Duration
	}{
		{30 * time.Millisecond, false, 0}, // nothing to compare it with
		{90 * time.Millisecond, true, 0},
		{30 * time.Millisecond, false, 0},
		{100 * time.Millisecond, true, 10 * time.Millisecond},
		{80 * time.Millisecond, true, 0},
		{100 * time.Millisecond, false, 20 * time.Millisecond},
		{time.Minute, true, maxLate},
	} {
		if late := way.late(c.took, c.typical); late != c.late {
			t.Errorf("after %v, typical %v: %v late, want %v", c.took, c.typical, late, c.late)
		}
	}
}
