// Package exports writes the files that people carry away: when they are sent, from
// a View, and never onto a disk of the instance's.
package exports

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/delivery/answers"
	"stillpoint/internal/delivery/summaries"
	"stillpoint/internal/portable"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// mostBytes is how long a file becomes, wherever it is sent: as long as one that can
// be taken in again.
const mostBytes = portable.MaxBytes

// Exports writes files. One is written at a time, so that what is in memory is bounded.
type Exports struct {
	store  reflection.Store
	teller *summaries.Teller
	now    func() time.Time
	one    sync.Mutex
}

// New returns what writes files from a store, with the teller's pictures in them, as
// they are by a clock.
func New(store reflection.Store, teller *summaries.Teller, now func() time.Time) *Exports {
	return &Exports{store: store, teller: teller, now: now}
}

// Most is how long a file is at most where the platform has these limits.
func Most(limits chat.Limits) int { return min(limits.MaxFile, mostBytes) }

// Write writes a file as of an instant.
func (e *Exports) Write(ctx context.Context, to io.Writer, o portable.Order, now time.Time) error {
	err := e.store.View(ctx, func(tx reflection.Tx) error {
		if o.Channel != 0 {
			return writeChannel(to, tx, o)
		}
		person, err := tx.Person(o.Person)
		if err != nil {
			return err
		}
		draw := func(year int) (light, dark *chat.Picture, err error) {
			return e.teller.YearPictures(tx, person, year, now)
		}
		return portable.Write(to, tx, o, words.For(person.Locale), draw)
	})
	if err != nil {
		return fmt.Errorf("writing a file of a person's: %w", err)
	}
	return nil
}

// errFull says that a file is longer than it may be.
var errFull = errors.New("the file is too long")

// Attach implements answers.Attach.
func (e *Exports) Attach(ctx context.Context, m *chat.Message, f answers.File, limits chat.Limits) error {
	e.one.Lock()
	defer e.one.Unlock()
	b := &bounded{most: Most(limits)}
	err := e.Write(ctx, b, f.Order, e.now())
	if b.full {
		nonce := m.Nonce
		*m = f.TooLarge
		m.Nonce = nonce
		return nil
	}
	if err != nil {
		return err
	}
	m.File = &chat.File{Name: f.Order.FileName(), Type: portable.Kinds[f.Order.Kind].Type, Data: b.Bytes()}
	return nil
}

// bounded keeps what is written, up to so many bytes.
type bounded struct {
	bytes.Buffer
	most int
	full bool
}

func (b *bounded) Write(p []byte) (int, error) {
	if b.Len()+len(p) > b.most {
		b.full = true
		return 0, errFull
	}
	return b.Buffer.Write(p)
}

// WriteString is Write: bytes.Buffer's own knows no bound.
func (b *bounded) WriteString(s string) (int, error) { return b.Write([]byte(s)) }
