package turn

import "testing"

func TestRecentForgetsTheOldest(t *testing.T) {
	var r Recent[int, string]
	for i := range mostRecent {
		r.Put(i, "first")
	}
	r.Put(0, "second") // It is the newest now.
	r.Put(mostRecent, "first")
	if _, known := r.Get(1); known {
		t.Error("the oldest is remembered")
	}
	if v, _ := r.Get(0); v != "second" || len(r.keys) != mostRecent || len(r.values) != mostRecent {
		t.Errorf("0 is %q, of %d and %d", v, len(r.keys), len(r.values))
	}
	r.Drop(0)
	r.Drop(0)
	if _, known := r.Get(0); known || len(r.keys) != mostRecent-1 {
		t.Error("what was dropped is remembered")
	}
}
