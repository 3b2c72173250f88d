package store

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// claim claims for "me" on Telegram, until an hour after now.
func claim(t *testing.T, s *Store, now time.Time, limit int) (got []reflection.Dispatch) {
	t.Helper()
	update(t, s, func(tx reflection.Tx) (err error) {
		got, err = tx.ClaimDispatches(reflection.Claim{Platform: "telegram", Owner: "me", Now: now, Lease: now.Add(time.Hour), Limit: limit})
		return err
	})
	return got
}

func addDispatches(t *testing.T, s *Store, all ...*reflection.Dispatch) {
	t.Helper()
	update(t, s, func(tx reflection.Tx) error {
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

func TestAnAnswerIsStoredWhole(t *testing.T) {
	s := openTemp(t)
	h := newHome(t, s, 1)
	d := newDelivery(t, s, h, 0, reflection.Delivery{})
	own := &reflection.Dispatch{Chat: d.Chat, Purpose: reflection.Answer, Ready: at(0), Window: at(1), Placed: at(0), Seq: 2,
		Body: []byte("Kept."), Identity: h.identity.ID, Delivery: d.ID}
	nobodys := &reflection.Dispatch{Chat: d.Chat, Purpose: reflection.Answer, Ready: at(0), Window: at(1), Placed: at(0), Seq: 1,
		Body: []byte{}, State: reflection.DispatchSending, Owner: "me", Lease: at(2), Attempts: 1, Tried: at(0)}
	idle := &reflection.Dispatch{Delivery: d.ID, Chat: d.Chat, Owner: "me", Lease: at(2)}
	addDispatches(t, s, own, nobodys, idle)
	idle.Owner, idle.Lease = "", time.Time{}
	check := func(want *reflection.Dispatch) {
		t.Helper()
		view(t, s, func(tx reflection.Tx) error {
			got, err := tx.Dispatch(want.ID)
			same(t, "dispatch", got, *want, err)
			return nil
		})
	}
	check(own)
	check(nobodys)
	check(idle)
	view(t, s, func(tx reflection.Tx) error {
		of, err := tx.DispatchesOf(d.ID)
		same(t, "of the delivery it shows", of, []reflection.Dispatch{*own, *idle}, err)
		waiting, err := tx.WaitingAnswers(d.Chat, 9)
		same(t, "waiting", waiting, []reflection.Dispatch{*own}, err)
		return nil
	})
	merged, untouched := *own, *nobodys
	merged.Body = []byte("Kept, twice.")
	untouched.State, untouched.Body = reflection.DispatchPlanned, nil
	update(t, s, func(tx reflection.Tx) error {
		if err := tx.UpdateDispatch(merged); err != nil {
			return err
		}
		return tx.UpdateDispatch(untouched)
	})
	nobodys.State, nobodys.Owner, nobodys.Lease = reflection.DispatchPlanned, "", time.Time{}
	check(&merged)
	check(nobodys)
	view(t, s, func(tx reflection.Tx) error {
		waiting, err := tx.WaitingAnswers(d.Chat, 9)
		same(t, "waiting, by seq", ids(waiting), []reflection.DispatchID{nobodys.ID, own.ID}, err)
		waiting, err = tx.WaitingAnswers(d.Chat, 1)
		same(t, "the first", ids(waiting), []reflection.DispatchID{nobodys.ID}, err)
		return nil
	})
	update(t, s, func(tx reflection.Tx) error { return tx.DeleteDispatches(own.ID, 999, nobodys.ID) })
	view(t, s, func(tx reflection.Tx) error {
		of, err := tx.DispatchesOf(d.ID)
		same(t, "what is left", of, []reflection.Dispatch{*idle}, err)
		return nil
	})
	err := s.Update(t.Context(), func(tx reflection.Tx) error {
		return tx.AddDispatch(&reflection.Dispatch{Chat: d.Chat, Purpose: reflection.Answer, Ready: at(0)})
	})
	if err == nil {
		t.Error("an answer without a place among the others was added")
	}
}

func TestClaimMarksWhatItReturns(t *testing.T) {
	s := openTemp(t)
	h := newHome(t, s, 1)
	d := newDelivery(t, s, h, 0, reflection.Delivery{})
	in := func(id string) chat.Chat { return chat.Chat{Platform: "telegram", ID: id} }
	fresh := &reflection.Dispatch{Delivery: d.ID, Chat: in("1"), Ready: noon, Tried: at(-3)}
	unsure := &reflection.Dispatch{Delivery: d.ID, Chat: in("2"), Ready: noon.Add(-1000), State: reflection.DispatchUncertain, Unsure: 1, Tried: at(-2), Attempts: 1}
	answer := &reflection.Dispatch{Chat: in("3"), Purpose: reflection.Answer, Ready: noon, Placed: noon, Body: []byte("Kept.")}
	elsewhere := &reflection.Dispatch{Delivery: d.ID, Chat: chat.Chat{Platform: "discord", ID: "1"}, Ready: noon}
	later := &reflection.Dispatch{Delivery: d.ID, Chat: in("4"), Ready: noon.Add(time.Microsecond)}
	addDispatches(t, s, fresh, unsure, answer, elsewhere, later)
	got := claim(t, s, noon, 10)
	for _, x := range []*reflection.Dispatch{fresh, unsure, answer} {
		x.State, x.Owner, x.Lease, x.Attempts = reflection.DispatchSending, "me", noon.Add(time.Hour), x.Attempts+1
	}
	fresh.Tried, answer.Tried = noon, noon
	want := []reflection.Dispatch{*answer, *unsure, *fresh}
	same(t, "claimed", got, want, nil)
	view(t, s, func(tx reflection.Tx) error {
		for _, w := range want {
			stored, err := tx.Dispatch(w.ID)
			same(t, "stored", stored, w, err)
		}
		return nil
	})
	if again := claim(t, s, noon, 10); len(again) != 0 {
		t.Errorf("claimed twice: %v", ids(again))
	}
}

func TestInterrupted(t *testing.T) {
	s := openTemp(t)
	h := newHome(t, s, 1)
	d := newDelivery(t, s, h, 0, reflection.Delivery{})
	sending := func(p chat.Platform, owner string, lease time.Time) *reflection.Dispatch {
		return &reflection.Dispatch{Delivery: d.ID, Chat: chat.Chat{Platform: p, ID: owner}, State: reflection.DispatchSending, Owner: owner, Lease: lease}
	}
	mine, ended, dead, old := sending("telegram", "me", at(1)), sending("telegram", "me", at(0)), sending("telegram", "dead", at(9)), sending("telegram", "me", time.Time{})
	elsewhere := sending("discord", "dead", at(0))
	addDispatches(t, s, mine, ended, dead, old, elsewhere)
	check := func(now time.Time, want ...reflection.DispatchID) {
		t.Helper()
		view(t, s, func(tx reflection.Tx) error {
			cut, err := tx.InterruptedDispatches("telegram", now, "me")
			same(t, "interrupted", ids(cut), want, err)
			return nil
		})
	}
	check(at(0), ended.ID, dead.ID, old.ID)
	update(t, s, func(tx reflection.Tx) error { return tx.RenewDispatches("telegram", "me", at(3)) })
	check(at(2), dead.ID)
	check(at(3), mine.ID, ended.ID, dead.ID, old.ID)
}

// naiveClaim is what a claim returns, worked out in the plainest way.
func naiveClaim(all []reflection.Dispatch, now time.Time, limit int) []reflection.Dispatch {
	busy, first := map[chat.Chat]bool{}, map[chat.Chat]reflection.Dispatch{}
	for _, d := range all {
		busy[d.Chat] = busy[d.Chat] || d.State == reflection.DispatchSending
		waits := (d.State == reflection.DispatchPlanned || d.State == reflection.DispatchUncertain) && !d.Ready.IsZero()
		if f, ok := first[d.Chat]; waits && (!ok || inTurn(d, f) < 0) {
			first[d.Chat] = d
		}
	}
	var found []reflection.Dispatch
	for c, d := range first {
		if c.Platform == "telegram" && !busy[c] && !d.Ready.After(now) {
			found = append(found, d)
		}
	}
	slices.SortFunc(found, inTurn)
	return found[:min(limit, len(found))]
}

// TestClaimAgainstTheNaiveWay: whatever was added, changed, moved and deleted
// before, a claim finds what the plainest look through everything finds.
func TestClaimAgainstTheNaiveWay(t *testing.T) {
	s := openTemp(t)
	h := newHome(t, s, 1)
	d := newDelivery(t, s, h, 0, reflection.Delivery{})
	instant := rapid.Custom(func(t *rapid.T) time.Time {
		return noon.Add(time.Duration(rapid.IntRange(0, 4).Draw(t, "s")) * time.Second)
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
			var before, got, want []reflection.Dispatch
			update(t, s, func(tx reflection.Tx) error {
				pick := func() reflection.Dispatch {
					x, err := tx.Dispatch(rapid.SampledFrom(made).Draw(rt, "which"))
					if err != nil {
						rt.Fatal(err)
					}
					return x
				}
				switch what := rapid.SampledFrom([]string{"add", "add", "add", "update", "delete"}).Draw(rt, "step"); {
				case what == "add" || len(made) == 0:
					x := reflection.Dispatch{Delivery: d.ID, Placed: instant.Draw(rt, "placed"), Seq: rapid.IntRange(0, 2).Draw(rt, "seq"),
						Purpose: rapid.SampledFrom([]reflection.Purpose{reflection.Ask, reflection.Answer, reflection.Publish}).Draw(rt, "purpose")}
					change(rt, &x)
					if err := tx.AddDispatch(&x); err != nil {
						return err
					}
					made = append(made, x.ID)
				case what == "update":
					x := pick()
					change(rt, &x)
					return tx.UpdateDispatch(x)
				default:
					x := pick()
					made = slices.DeleteFunc(made, func(id reflection.DispatchID) bool { return id == x.ID })
					return tx.DeleteDispatches(x.ID)
				}
				return nil
			})
			if rapid.Bool().Draw(rt, "claim") {
				now, limit := instant.Draw(rt, "now"), rapid.IntRange(0, 4).Draw(rt, "limit")
				view(t, s, func(tx reflection.Tx) (err error) { before, err = tx.DispatchesOf(d.ID); return err })
				got, want = claim(t, s, now, limit), naiveClaim(before, now, limit)
				if fmt.Sprint(ids(got)) != fmt.Sprint(ids(want)) {
					rt.Fatalf("claimed %v, want %v, of %+v", ids(got), ids(want), before)
				}
			}
		}
		update(t, s, func(tx reflection.Tx) error { return tx.DeleteDispatches(made...) })
	})
}
