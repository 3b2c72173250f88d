package store

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// TestAClaimWalksItsIndexes: SQLite goes through what may be claimed in the order
// asked for, without sorting, and looks up what is in the same chat.
func TestAClaimWalksItsIndexes(t *testing.T) {
	s := openTemp(t)
	steps := strings.Join(plan(t, s, onFile.claimed), "\n")
	for step, times := range map[string]int{
		"SEARCH d USING INDEX dispatches_next_answers (platform=?)":                        1,
		"SEARCH d USING INDEX dispatches_next_others (platform=? AND ready>? AND ready<?)": 1,
		"SEARCH s USING COVERING INDEX dispatches_sending (platform=? AND chat=?)":         2,
		"SEARCH f USING INDEX dispatches_answers (platform=? AND chat=?)":                  1,
		"SEARCH f USING INDEX dispatches_others (platform=? AND chat=? AND ready>?)":       1,
		"SEARCH a USING INDEX dispatches_answers (platform=? AND chat=?)":                  1,
		"SEARCH dispatches USING INTEGER PRIMARY KEY (rowid=?)":                            1,
	} {
		if n := strings.Count(steps, step); n != times {
			t.Errorf("%d times %q, want %d", n, step, times)
		}
	}
	if strings.Contains(steps, "TEMP B-TREE") {
		t.Error("it sorts")
	}
	if t.Failed() {
		t.Log(steps)
	}
}

// backlogs are what can wait in great numbers: the n-th of it.
var backlogs = map[string]func(n int) reflection.Dispatch{
	"questions-to-many-chats": func(n int) reflection.Dispatch { return reflection.Dispatch{Chat: chatNo(n)} },
	"posts-to-one-chat": func(int) reflection.Dispatch {
		return reflection.Dispatch{Chat: chatNo(0), Purpose: reflection.Publish}
	},
	"answers-to-many-chats": func(n int) reflection.Dispatch {
		return reflection.Dispatch{Chat: chatNo(n), Purpose: reflection.Answer}
	},
	"answers-to-one-chat": func(int) reflection.Dispatch { return reflection.Dispatch{Chat: chatNo(0), Purpose: reflection.Answer} },
}

func chatNo(n int) chat.Chat { return chat.Chat{Platform: "telegram", ID: fmt.Sprint(n)} }

// BenchmarkClaim prints what claiming and finishing one costs with 100,000 ready,
// as a multiple of what it costs with a hundred.
func BenchmarkClaim(b *testing.B) {
	for what, nth := range backlogs {
		b.Run(what, func(b *testing.B) {
			var cost [2]time.Duration
			for i, size := range []int{100, 100_000} {
				s := openTemp(b)
				fillBacklog(b, s, size, nth)
				began := time.Now()
				for range 50 {
					claimAndFinish(b, s)
				}
				cost[i] = time.Since(began)
			}
			b.ReportMetric(float64(cost[1])/float64(cost[0]), "times-the-cost-at-100")
		})
	}
}

func fillBacklog(b *testing.B, s *Store, size int, nth func(int) reflection.Dispatch) {
	h := newHome(b, s, 1)
	asked := newDelivery(b, s, h, 0, reflection.Delivery{})
	for done := 0; done < size; {
		update(b, s, func(tx reflection.Tx) error {
			for range min(1000, size-done) {
				d := nth(done)
				d.Delivery, d.Ready, d.Placed, done = asked.ID, noon, noon, done+1
				if err := tx.AddDispatch(&d); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

// claimAndFinish claims one, and marks it as sent.
func claimAndFinish(b *testing.B, s *Store) {
	update(b, s, func(tx reflection.Tx) error {
		got, err := tx.ClaimDispatches(reflection.Claim{Platform: "telegram", Owner: "me", Now: noon, Lease: noon, Answers: 1, Others: 1})
		if err != nil {
			return err
		}
		if len(got) != 1 {
			b.Fatalf("%d claimed, want 1", len(got))
		}
		got[0].State, got[0].Ready = reflection.DispatchSent, time.Time{}
		return tx.UpdateDispatch(got[0])
	})
}
