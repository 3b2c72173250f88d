package conversation_test

import (
	"fmt"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/streak"
)

// tally counts statements and the transactions that write and read. What opens
// and ends a transaction is no statement.
type tally struct{ statements, writes, reads atomic.Int64 }

func (t *tally) count(statement string) {
	switch word, _, _ := strings.Cut(statement, " "); {
	case statement == "BEGIN IMMEDIATE":
		t.writes.Add(1)
	case statement == "BEGIN":
		t.reads.Add(1)
	case word == "COMMIT", word == "ROLLBACK", word == "SAVEPOINT", word == "RELEASE":
	default:
		t.statements.Add(1)
	}
}

// settle waits until the database is told nothing more.
func (t *tally) settle() {
	for last, quiet := int64(-1), 0; quiet < 5; quiet++ {
		time.Sleep(20 * time.Millisecond)
		if now := t.statements.Load(); now != last {
			last, quiet = now, 0
		}
	}
}

func (t *tally) reset() {
	t.statements.Store(0)
	t.writes.Store(0)
	t.reads.Store(0)
}

// lived gives a person a past of one answer a day up to yesterday, and the checkpoint
// that the latest answers left.
func (w *writing) lived(person, days int) {
	w.t.Helper()
	if days == 0 {
		return
	}
	c := chat.Chat{Platform: w.a.Platform(), ID: fmt.Sprint("person", person)}
	err := w.st.Update(w.t.Context(), func(tx reflection.Tx) error {
		sub, err := tx.SubscriptionIn(c)
		if err != nil {
			return err
		}
		now := time.Now().UTC()
		for day := range days {
			at := now.AddDate(0, 0, day-days)
			f := reflection.Fact{
				Person: sub.Person, Subscription: sub.ID, Delivery: reflection.DeliveryID(1<<40 + day), Chat: c,
				Date: schedule.DateOf(at, time.UTC), Zone: "UTC", Message: chat.MessageID(strconv.Itoa(1000 + day)),
			}
			for kind, after := range map[reflection.FactKind]time.Duration{
				reflection.FactAsked: 0, reflection.FactArrived: 0, reflection.FactReplied: time.Hour,
			} {
				f.ID, f.Kind, f.At, f.Known, f.Part = 0, kind, at.Add(after), at.Add(after), 0
				if kind == reflection.FactReplied {
					f.Part = reflection.PartID(1<<40 + day)
				}
				if err := tx.AddFact(&f); err != nil {
					return err
				}
			}
		}
		facts, err := tx.FactsOf(sub.Person)
		if err != nil {
			return err
		}
		point := streak.Begin(facts, nil, now).Checkpoint()
		state, err := point.MarshalBinary()
		if err != nil {
			return err
		}
		return tx.SetCheckpoint(reflection.Checkpoint{Person: sub.Person, Settled: point.Settled(), State: state})
	})
	if err != nil {
		w.t.Fatal(err)
	}
}
