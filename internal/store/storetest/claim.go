package storetest

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// Claim claims for "me" on Telegram, until an hour after now.
func Claim(t *testing.T, s reflection.Store, now time.Time, limit int) (got []reflection.Dispatch) {
	t.Helper()
	Update(t, s, func(tx reflection.Tx) (err error) {
		got, err = tx.ClaimDispatches(reflection.Claim{Platform: "telegram", Owner: "me", Now: now, Lease: now.Add(time.Hour), Answers: limit, Others: limit})
		return err
	})
	return got
}

func AddDispatches(t *testing.T, s reflection.Store, all ...*reflection.Dispatch) {
	t.Helper()
	Update(t, s, func(tx reflection.Tx) error {
		for _, d := range all {
			if err := tx.AddDispatch(d); err != nil {
				return err
			}
		}
		return nil
	})
}

func ids(all []reflection.Dispatch) (ids []reflection.DispatchID) {
	for _, d := range all {
		ids = append(ids, d.ID)
	}
	return ids
}

func testAnAnswerIsStoredWhole(t *testing.T, open Open) {
	s := open(t)
	h := NewHome(t, s, 1)
	d := NewDelivery(t, s, h, 0, reflection.Delivery{})
	own := &reflection.Dispatch{Chat: d.Chat, Purpose: reflection.Answer, Ready: At(0), Window: At(1), Placed: At(0), Seq: 2,
		Body: []byte("Kept."), Identity: h.Identity.ID, Delivery: d.ID}
	nobodys := &reflection.Dispatch{Chat: d.Chat, Purpose: reflection.Answer, Ready: At(0), Window: At(1), Placed: At(0), Seq: 1,
		Body: []byte{}, State: reflection.DispatchSending, Owner: "me", Lease: At(2), Attempts: 1, Tried: At(0)}
	idle := &reflection.Dispatch{Delivery: d.ID, Chat: d.Chat, Owner: "me", Lease: At(2)}
	late := *nobodys
	late.Seq = 3
	AddDispatches(t, s, nobodys, own, idle, &late)
	idle.Owner, idle.Lease = "", time.Time{}
	// A chat that is busy gets nothing more in flight: what is added so is planned.
	late.State, late.Owner, late.Lease = reflection.DispatchPlanned, "", time.Time{}
	late.Attempts, late.Tried = 0, time.Time{}
	check := func(want *reflection.Dispatch) {
		t.Helper()
		View(t, s, func(tx reflection.Tx) error {
			got, err := tx.Dispatch(want.ID)
			Same(t, "dispatch", got, *want, err)
			return nil
		})
	}
	check(own)
	check(nobodys)
	check(idle)
	check(&late)
	Update(t, s, func(tx reflection.Tx) error { return tx.DeleteDispatches(late.ID) })
	View(t, s, func(tx reflection.Tx) error {
		of, err := tx.DispatchesOf(d.ID)
		Same(t, "of the delivery it shows", of, []reflection.Dispatch{*own, *idle}, err)
		waiting, err := tx.WaitingAnswers(d.Chat, 9)
		Same(t, "waiting", waiting, []reflection.Dispatch{*own}, err)
		return nil
	})
	merged, untouched := *own, *nobodys
	merged.Body = []byte("Kept, twice.")
	untouched.State, untouched.Body = reflection.DispatchPlanned, nil
	Update(t, s, func(tx reflection.Tx) error {
		if err := tx.UpdateDispatch(merged); err != nil {
			return err
		}
		return tx.UpdateDispatch(untouched)
	})
	nobodys.State, nobodys.Owner, nobodys.Lease = reflection.DispatchPlanned, "", time.Time{}
	check(&merged)
	check(nobodys)
	View(t, s, func(tx reflection.Tx) error {
		waiting, err := tx.WaitingAnswers(d.Chat, 9)
		Same(t, "waiting, by seq", ids(waiting), []reflection.DispatchID{nobodys.ID, own.ID}, err)
		waiting, err = tx.WaitingAnswers(d.Chat, 1)
		Same(t, "the first", ids(waiting), []reflection.DispatchID{nobodys.ID}, err)
		return nil
	})
	Update(t, s, func(tx reflection.Tx) error { return tx.DeleteDispatches(own.ID, 999, nobodys.ID) })
	View(t, s, func(tx reflection.Tx) error {
		of, err := tx.DispatchesOf(d.ID)
		Same(t, "what is left", of, []reflection.Dispatch{*idle}, err)
		return nil
	})
	err := s.Update(t.Context(), func(tx reflection.Tx) error {
		return tx.AddDispatch(&reflection.Dispatch{Chat: d.Chat, Purpose: reflection.Answer, Ready: At(0)})
	})
	if err == nil {
		t.Error("an answer without a place among the others was added")
	}
}

func testClaimMarksWhatItReturns(t *testing.T, open Open) {
	s := open(t)
	h := NewHome(t, s, 1)
	d := NewDelivery(t, s, h, 0, reflection.Delivery{})
	in := func(id string) chat.Chat { return chat.Chat{Platform: "telegram", ID: id} }
	fresh := &reflection.Dispatch{Delivery: d.ID, Chat: in("1"), Ready: Noon, Tried: At(-3)}
	unsure := &reflection.Dispatch{Delivery: d.ID, Chat: in("2"), Ready: Noon.Add(-1000), State: reflection.DispatchUncertain, Unsure: 1, Tried: At(-2), Attempts: 1}
	answer := &reflection.Dispatch{Chat: in("3"), Purpose: reflection.Answer, Ready: Noon, Placed: Noon, Body: []byte("Kept.")}
	elsewhere := &reflection.Dispatch{Delivery: d.ID, Chat: chat.Chat{Platform: "discord", ID: "1"}, Ready: Noon}
	later := &reflection.Dispatch{Delivery: d.ID, Chat: in("4"), Ready: Noon.Add(time.Microsecond)}
	AddDispatches(t, s, fresh, unsure, answer, elsewhere, later)
	got := Claim(t, s, Noon, 10)
	for _, x := range []*reflection.Dispatch{fresh, unsure, answer} {
		x.State, x.Owner, x.Lease, x.Attempts = reflection.DispatchSending, "me", Noon.Add(time.Hour), x.Attempts+1
	}
	fresh.Tried, answer.Tried = Noon, Noon
	want := []reflection.Dispatch{*answer, *unsure, *fresh}
	Same(t, "claimed", got, want, nil)
	View(t, s, func(tx reflection.Tx) error {
		for _, w := range want {
			stored, err := tx.Dispatch(w.ID)
			Same(t, "stored", stored, w, err)
		}
		return nil
	})
	if again := Claim(t, s, Noon, 10); len(again) != 0 {
		t.Errorf("claimed twice: %v", ids(again))
	}
}

func testInterrupted(t *testing.T, open Open) {
	s := open(t)
	h := NewHome(t, s, 1)
	d := NewDelivery(t, s, h, 0, reflection.Delivery{})
	sending := func(p chat.Platform, owner string, lease time.Time) *reflection.Dispatch {
		return &reflection.Dispatch{Delivery: d.ID, Chat: chat.Chat{Platform: p, ID: owner}, State: reflection.DispatchSending, Owner: owner, Lease: lease}
	}
	mine, ended, dead, old := sending("telegram", "me", At(1)), sending("telegram", "me", At(0)), sending("telegram", "dead", At(9)), sending("telegram", "me", time.Time{})
	elsewhere := sending("discord", "dead", At(0))
	AddDispatches(t, s, mine, ended, dead, old, elsewhere)
	check := func(now time.Time, want ...reflection.DispatchID) {
		t.Helper()
		View(t, s, func(tx reflection.Tx) error {
			cut, err := tx.InterruptedDispatches("telegram", now, "me")
			Same(t, "interrupted", ids(cut), want, err)
			return nil
		})
	}
	check(At(0), ended.ID, dead.ID, old.ID)
	Update(t, s, func(tx reflection.Tx) error { return tx.RenewDispatches("telegram", "me", At(3)) })
	check(At(2), dead.ID)
	check(At(3), mine.ID, ended.ID, dead.ID, old.ID)
}

// before orders what is claimed: answers by their place, then the rest by when it
// was ready.
func before(a, b reflection.Dispatch) int {
	switch aa, ba := a.Purpose == reflection.Answer, b.Purpose == reflection.Answer; {
	case aa && ba:
		return cmp.Or(a.Placed.Compare(b.Placed), cmp.Compare(a.Seq, b.Seq), cmp.Compare(a.ID, b.ID))
	case aa:
		return -1
	case ba:
		return 1
	}
	return cmp.Or(a.Ready.Compare(b.Ready), cmp.Compare(a.ID, b.ID))
}

// naiveClaim is what a claim returns, worked out in the plainest way; limit is that
// of answers, and of others.
func naiveClaim(all []reflection.Dispatch, now time.Time, limit int) []reflection.Dispatch {
	busy, first := map[chat.Chat]bool{}, map[chat.Chat]reflection.Dispatch{}
	for _, d := range all {
		busy[d.Chat] = busy[d.Chat] || d.State == reflection.DispatchSending
		waits := (d.State == reflection.DispatchPlanned || d.State == reflection.DispatchUncertain) && !d.Ready.IsZero()
		if f, ok := first[d.Chat]; waits && (!ok || before(d, f) < 0) {
			first[d.Chat] = d
		}
	}
	var answers, others []reflection.Dispatch
	for c, d := range first {
		switch {
		case c.Platform != "telegram" || busy[c] || d.Ready.After(now):
		case d.Purpose == reflection.Answer:
			answers = append(answers, d)
		default:
			others = append(others, d)
		}
	}
	slices.SortFunc(answers, before)
	slices.SortFunc(others, before)
	return append(answers[:min(limit, len(answers))], others[:min(limit, len(others))]...)
}

// TestClaimAgainstTheNaiveWay: whatever was added, changed, moved and deleted
// before, a claim finds what the plainest look through everything finds.
func testClaimAgainstTheNaiveWay(t *testing.T, open Open) {
	s := open(t)
	h := NewHome(t, s, 1)
	d := NewDelivery(t, s, h, 0, reflection.Delivery{})
	instant := rapid.Custom(func(t *rapid.T) time.Time {
		return Noon.Add(time.Duration(rapid.IntRange(0, 4).Draw(t, "s")) * time.Second)
	})
	in := rapid.Custom(func(t *rapid.T) chat.Chat {
		return chat.Chat{Platform: rapid.SampledFrom([]chat.Platform{"telegram", "telegram", "discord"}).Draw(t, "platform"), ID: rapid.SampledFrom([]string{"1", "2", "3"}).Draw(t, "chat")}
	})
	change := func(rt *rapid.T, x *reflection.Dispatch) {
		x.Chat, x.Ready = in.Draw(rt, "in"), instant.Draw(rt, "ready")
		x.State = rapid.SampledFrom([]reflection.DispatchState{reflection.DispatchPlanned, reflection.DispatchPlanned, reflection.DispatchPlanned,
			reflection.DispatchUncertain, reflection.DispatchSending, reflection.DispatchSent}).Draw(rt, "state")
		if rapid.IntRange(0, 9).Draw(rt, "idle") == 0 {
			x.Ready = time.Time{}
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		var made []reflection.DispatchID
		for range rapid.IntRange(1, 15).Draw(rt, "steps") {
			var all, got, want []reflection.Dispatch
			pick := func() (x reflection.Dispatch) {
				id := rapid.SampledFrom(made).Draw(rt, "which")
				View(t, s, func(tx reflection.Tx) (err error) { x, err = tx.Dispatch(id); return err })
				return x
			}
			switch what := rapid.SampledFrom([]string{"add", "add", "add", "update", "delete"}).Draw(rt, "step"); {
			case what == "add" || len(made) == 0:
				x := reflection.Dispatch{Delivery: d.ID, Placed: instant.Draw(rt, "placed"), Seq: rapid.IntRange(0, 2).Draw(rt, "seq"),
					Purpose: rapid.SampledFrom([]reflection.Purpose{reflection.Ask, reflection.Answer, reflection.Publish}).Draw(rt, "purpose")}
				change(rt, &x)
				AddDispatches(t, s, &x)
				made = append(made, x.ID)
			case what == "update":
				x := pick()
				change(rt, &x)
				Update(t, s, func(tx reflection.Tx) error { return tx.UpdateDispatch(x) })
			default:
				x := pick()
				made = slices.DeleteFunc(made, func(id reflection.DispatchID) bool { return id == x.ID })
				Update(t, s, func(tx reflection.Tx) error { return tx.DeleteDispatches(x.ID) })
			}
			if rapid.Bool().Draw(rt, "claim") {
				now, limit := instant.Draw(rt, "now"), rapid.IntRange(0, 4).Draw(rt, "limit")
				View(t, s, func(tx reflection.Tx) (err error) { all, err = tx.DispatchesOf(d.ID); return err })
				got, want = Claim(t, s, now, limit), naiveClaim(all, now, limit)
				if fmt.Sprint(ids(got)) != fmt.Sprint(ids(want)) {
					rt.Fatalf("claimed %v, want %v, of %+v", ids(got), ids(want), all)
				}
			}
		}
		Update(t, s, func(tx reflection.Tx) error { return tx.DeleteDispatches(made...) })
	})
}
