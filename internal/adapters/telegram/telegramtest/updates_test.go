package telegramtest

import (
	"context"
	"net/http"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func ids(all []got) []int64 {
	list := []int64{}
	for _, u := range all {
		list = append(list, u.ID-firstUpdate)
	}
	return list
}

func TestOffsets(t *testing.T) {
	s := start(t, InMemory())
	ada := s.User("ada")
	for range 5 {
		ada.Write("hello")
	}
	id := func(n int64) string { return strconv.FormatInt(firstUpdate+n, 10) }
	for _, c := range []struct {
		f    fields
		want []int64
	}{
		{nil, []int64{0, 1, 2, 3, 4}},
		{fields{"limit": "2"}, []int64{0, 1}},
		{fields{"offset": id(0)}, []int64{0, 1, 2, 3, 4}},
		{fields{"offset": id(2)}, []int64{2, 3, 4}},
		{fields{"offset": id(0)}, []int64{2, 3, 4}},
		{fields{"offset": "0"}, []int64{2, 3, 4}},
		{fields{"offset": "-2"}, []int64{3, 4}},
		{fields{"offset": "-9"}, []int64{3, 4}},
		{fields{"offset": id(5)}, []int64{}},
		{nil, []int64{}},
	} {
		if diff := cmp.Diff(c.want, ids(fetch(t, s, c.f))); diff != "" {
			t.Errorf("%v: %s", c.f, diff)
		}
	}
	if s.Waiting() != 0 || len(s.Confirmed()) != 5 {
		t.Errorf("waiting %d, confirmed %v", s.Waiting(), s.Confirmed())
	}
	s.OfferAgain(2)
	if diff := cmp.Diff([]int64{3, 4}, ids(fetch(t, s, fields{"offset": id(5)}))); diff != "" {
		t.Errorf("again: %s", diff)
	}
	if again := fetch(t, s, fields{"offset": id(5)}); len(again) != 0 {
		t.Errorf("and again: %v", ids(again))
	}
}

// TestEveryUpdateIsOfferedUntilConfirmed: whatever offsets a bot names that
// never run ahead of what it has seen, it sees all, in order, and nothing twice
// once it is confirmed.
func TestEveryUpdateIsOfferedUntilConfirmed(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		q := newUpdateQueue()
		written, confirmed := int64(0), int64(0)
		for range rapid.IntRange(1, 30).Draw(rt, "steps") {
			for range rapid.IntRange(0, 4).Draw(rt, "written") {
				q.pending = append(q.pending, &update{id: firstUpdate + written, at: time.Now()})
				written++
			}
			limit := rapid.IntRange(1, 5).Draw(rt, "limit")
			q.confirm(firstUpdate + confirmed)
			if n := len(q.batch(limit)); int64(n) != min(int64(limit), written-confirmed) {
				rt.Fatalf("%d offered of %d to %d", n, confirmed, written)
			}
			if len(q.pending) > 0 && q.pending[0].id != firstUpdate+confirmed {
				rt.Fatalf("first is %d, want %d", q.pending[0].id-firstUpdate, confirmed)
			}
			confirmed += int64(rapid.IntRange(0, len(q.batch(limit))).Draw(rt, "handled"))
		}
	})
}

func TestLongPollEndsWithAnUpdateOrItsTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := start(t, InMemory())
		ada := s.User("ada")
		began := time.Now()
		if all := fetch(t, s, fields{"timeout": "30"}); len(all) != 0 || time.Since(began) != 30*time.Second {
			t.Errorf("%v after %v", ids(all), time.Since(began))
		}
		if all := fetch(t, s, fields{"timeout": "600"}); len(all) != 0 || time.Since(began) != 80*time.Second {
			t.Errorf("%v after %v", ids(all), time.Since(began))
		}
		began = time.Now()
		time.AfterFunc(7*time.Second, func() { ada.Write("hello") })
		if all := fetch(t, s, fields{"timeout": "30"}); len(all) != 1 || time.Since(began) != 7*time.Second {
			t.Errorf("%v after %v", ids(all), time.Since(began))
		}
	})
}

func TestUpdatesAreKeptForADay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := start(t, InMemory())
		ada := s.User("ada")
		ada.Write("lost")
		time.Sleep(2 * time.Hour)
		ada.Write("kept")
		time.Sleep(23 * time.Hour)
		all := fetch(t, s, nil)
		if len(all) != 1 || all[0].Message.Text != "kept" || s.Lost() != 1 {
			t.Errorf("%+v, %d lost", all, s.Lost())
		}
	})
}

func TestSecondPollerEndsTheFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := start(t, InMemory())
		first := make(chan answer, 1)
		go func() {
			a, err := try(s, "getUpdates", fields{"timeout": "50"})
			if err != nil {
				t.Error(err)
			}
			first <- a
		}()
		synctest.Wait()
		second := make(chan answer, 1)
		go func() {
			a, err := try(s, "getUpdates", fields{"timeout": "50"})
			if err != nil {
				t.Error(err)
			}
			second <- a
		}()
		if a := <-first; a.Code != http.StatusConflict ||
			a.Description != "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running" {
			t.Errorf("first: %+v", a)
		}
		s.User("ada").Write("hello")
		if a := <-second; !a.OK {
			t.Errorf("second: %+v", a)
		}
	})
}

// TestPollerThatIsGoneTakesNothing: a poll whose client has gone ends, and
// neither confirms nor conflicts.
func TestPollerThatIsGoneTakesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := start(t, InMemory())
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.URL()+"/bot"+s.Token()+"/getUpdates?timeout=50", nil)
			if err != nil {
				t.Error(err)
				return
			}
			if _, err := s.Client().Do(r); err == nil {
				t.Error("answered")
			}
		}()
		synctest.Wait()
		cancel()
		<-ended
		synctest.Wait()
		s.User("ada").Write("hello")
		if all := fetch(t, s, fields{"timeout": "50"}); len(all) != 1 {
			t.Errorf("%v", all)
		}
	})
}

func TestAllowedUpdatesAreRemembered(t *testing.T) {
	s := start(t, InMemory())
	ada := s.User("ada")
	fetch(t, s, fields{"allowed_updates": `["message"]`})
	id := ada.Write("hello")
	ada.Edit(id, "hello there")
	if all := fetch(t, s, nil); len(all) != 1 {
		t.Errorf("%+v", all)
	}
	fetch(t, s, fields{"allowed_updates": `[]`})
	ada.Edit(id, "hello again")
	if all := fetch(t, s, nil); len(all) != 2 || all[1].Edited == nil || all[1].Edited.Text != "hello again" {
		t.Errorf("%+v", all)
	}
}

func TestGarbageAndStrangeUpdates(t *testing.T) {
	s := start(t, InMemory())
	s.Garbage()
	s.Push("poll", map[string]any{"id": "1"})
	a, err := try(s, "getUpdates", nil)
	if err != nil || !a.OK {
		t.Fatalf("%+v, %v", a, err)
	}
	if s.Waiting() != 2 {
		t.Errorf("%d wait", s.Waiting())
	}
}
