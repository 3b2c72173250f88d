package conversation_test

import (
	"fmt"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/journal"
	"stillpoint/internal/reflection"
)

// wrote gives a person a past of one entry a day, of some ninety words each, and an
// unanswered question every tenth.
func (w *writing) wrote(person, days int) {
	w.t.Helper()
	c := chat.Chat{Platform: w.a.Platform(), ID: fmt.Sprint("person", person)}
	for from := 0; from < days; from += 500 {
		err := w.st.Update(w.t.Context(), func(tx reflection.Tx) error {
			id, p, err := tx.Whom(c.Platform, c.ID)
			if err != nil {
				return err
			}
			sub, err := tx.SubscriptionIn(c)
			if err != nil {
				return err
			}
			for day := from; day < min(from+500, days); day++ {
				at := time.Now().UTC().AddDate(0, 0, day-days)
				r := reflection.Reply{Person: p.ID, Identity: id.ID, Question: "What do you do so well that nobody thanks you for it any more?", Created: at}
				if day%10 == 0 {
					d := reflection.Delivery{
						Subscription: sub.ID, Person: p.ID, Chat: c, Date: sub.LastPlanned.AddDays(day - days), Zone: "UTC",
						Due: at, Arrived: at, State: reflection.DeliveryArrived, Prompt: reflection.Asked{Question: r.Question},
					}
					if err := tx.AddDelivery(&d); err != nil {
						return err
					}
				}
				if err := tx.AddReply(&r); err != nil {
					return err
				}
				text := strings.Repeat("The badge of the days was in a drawer, and nobody asked. ", 8) + "Number" + strconv.Itoa(day)
				if err := tx.AddPart(&reflection.Part{Reply: r.ID, Chat: c, At: at, Text: text}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			w.t.Fatal(err)
		}
	}
}

// asks has somebody give a command.
func (w *writing) asks(person int, name, args string) chat.Command {
	c := fmt.Sprint("person", person)
	return chat.Command{
		Meta: chat.Meta{
			ID: strconv.FormatInt(w.events.Add(1), 10), At: time.Now().UTC(), Actor: chat.Actor{Account: c},
			Space: chat.Space{Chat: chat.Chat{Platform: w.a.Platform(), ID: c}, Private: true},
		},
		Name: name, Args: args,
	}
}

func startJournal(t testing.TB, days int) *writing {
	w := startWriting(t, nil)
	for _, text := range []string{"hello", "UTC", "21:00"} {
		w.says(1, text)
	}
	w.out.Drain(t.Context())
	w.wrote(1, days)
	return w
}

// BenchmarkJournal: a page, a day and a search in ten years of one person's replies,
// through the whole core up to the commit. The bound is 50 ms for each.
func BenchmarkJournal(b *testing.B) {
	w := startJournal(b, 3650)
	defer w.stop()
	for _, c := range []struct{ name, args string }{
		{"latest", ""}, {"a month of long ago", time.Now().AddDate(-9, 0, 0).Format("January 2006")}, {"today in earlier years", "today"},
		{"a word of one entry", "Number77"}, {"a word of none", "zugzwang"}, {"words of all", "badges nobody"},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if err := w.core.Handle(b.Context(), w.asks(1, "journal", c.args)); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(b.N), "ms/page")
		})
	}
	b.Run("an old page", func(b *testing.B) {
		ref := chat.Ref{Verb: journal.VerbPage, ID: time.Now().AddDate(-8, 0, 0).UnixMicro(), Arg: "o"}
		for b.Loop() {
			err := w.core.Handle(b.Context(), chat.Pressed{Meta: w.asks(1, "", "").Meta, Message: "1", Action: ref})
			if err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(b.N), "ms/page")
	})
}

// What is looked for is read while somebody else writes: neither waits for the other.
func TestJournalIsReadWithoutTheWriter(t *testing.T) {
	t.Parallel()
	w := startJournal(t, 40)
	defer w.stop()
	flow := &journal.Flow{}
	var read atomic.Int64
	err := w.st.Update(t.Context(), func(reflection.Tx) error { // The writer is held.
		for _, args := range []string{"", "badge", "today", "last month"} {
			e := w.asks(1, "journal", args)
			err := w.st.View(t.Context(), func(tx reflection.Tx) error {
				r, err := flow.Read(tx, e, time.Now(), w.a.Limits())
				if err == nil && len(r.Message.Blocks) > 0 {
					read.Add(1)
				}
				return err
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil || read.Load() != 4 {
		t.Errorf("%d were read, %v", read.Load(), err)
	}
	var told tally
	measured := startWriting(t, told.count)
	defer measured.stop()
	for _, text := range []string{"hello", "UTC", "21:00"} {
		measured.says(1, text)
	}
	measured.out.Drain(t.Context())
	measured.wrote(1, 200)
	told.reset()
	if err := measured.core.Handle(t.Context(), measured.asks(1, "journal", "badge")); err != nil {
		t.Fatal(err)
	}
	if told.reads.Load() == 0 {
		t.Error("it wasn't read on a snapshot of its own")
	}
}
