package portable_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"stillpoint/internal/portable"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// BenchmarkTenYears writes ten years of one person into each kind of file, and takes
// them in again. The longest transaction of taking in is told: others wait for it.
func BenchmarkTenYears(b *testing.B) {
	s := openStore(b)
	const days = 3650
	now := at(begun.AddDays(days))
	var l *life
	update(b, s, func(tx reflection.Tx) (err error) {
		l, err = live(tx, "41", days)
		return err
	})
	for kind, k := range portable.Kinds {
		b.Run(k.Name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var n counter
				err := s.View(b.Context(), func(tx reflection.Tx) error {
					return portable.Write(&n, tx, portable.Order{Person: l.person.ID, Kind: portable.Kind(kind)}, words.For("en"), nil)
				})
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(n), "bytes")
			}
		})
	}
	file := written(b, s, l.person.ID)
	b.Run("import", func(b *testing.B) {
		var longest time.Duration
		for n := 0; b.Loop(); n++ {
			to := timed{openStore(b), &longest}
			var who reflection.Identity
			update(b, to.Store, func(tx reflection.Tx) (err error) {
				_, who, err = meet(tx, fmt.Sprint(n), now)
				return err
			})
			takeIn(b, to, who, file, now)
		}
		b.ReportMetric(float64(longest.Milliseconds()), "ms/longest-tx")
	})
}

// counter counts what is written.
type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

// timed is a store that notes its longest writing transaction.
type timed struct {
	reflection.Store
	longest *time.Duration
}

// Update implements reflection.Store.
func (t timed) Update(ctx context.Context, fn func(reflection.Tx) error) error {
	began := time.Now()
	err := t.Store.Update(ctx, fn)
	*t.longest = max(*t.longest, time.Since(began))
	return err
}
