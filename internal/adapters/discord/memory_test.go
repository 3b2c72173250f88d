package discord

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
)

// stub answers every request with a message.
type stub struct{}

func (stub) RoundTrip(q *http.Request) (*http.Response, error) {
	if q.Body != nil {
		_, _ = io.Copy(io.Discard, q.Body)
		_ = q.Body.Close()
	}
	h := http.Header{"X-Ratelimit-Remaining": {"0"}, "X-Ratelimit-Reset-After": {"0.0"}, "X-Ratelimit-Bucket": {"b"}}
	return &http.Response{
		StatusCode: http.StatusOK, Header: h, Request: q,
		Body: io.NopCloser(strings.NewReader(`{"id":"1234567890123","timestamp":"2026-01-01T00:00:00Z"}`)),
	}, nil
}

// What the adapter remembers doesn't grow with those who use it: a hundred
// thousand people, each in a channel of their own, cost no more than the first.
func TestMemoryIsBounded(t *testing.T) {
	a, err := New(Options{Token: "x", APIURL: "http://127.0.0.1:1", HTTP: &http.Client{Transport: stub{}}})
	if err != nil {
		t.Fatal(err)
	}
	a.self.Store(&self{User: "1000", Application: "1001"})
	a.rest.limits.pace.every = 0
	in := newIntake(t.Context(), a, &answering{a: a})
	// The first are more than any bound, so that everything bounded is full.
	const first, all = 25_000, 100_000
	heap := func() uint64 {
		in.work.Wait()
		a.pending.ending.Wait()
		for range 2 {
			runtime.GC()
		}
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	use := func(from, to int) {
		for i := from; i < to; i++ {
			id := 1_400_000_000_000_000_000 + i
			u, err := a.read("INTERACTION_CREATE", "", []byte(fmt.Sprintf(
				`{"id":"%d","type":3,"token":"t%d","channel_id":"%d","context":1,"user":{"id":"%d"},"message":{"id":"%d"},"data":{"custom_id":"go:1:x:u0:"}}`,
				id, i, id+1, id+2, id+3)))
			if err != nil || u == nil {
				t.Fatal("not read")
			}
			in.admit(u)
			if i%1000 == 0 {
				in.work.Wait()
			}
		}
	}
	empty := heap()
	use(0, first)
	full := heap()
	use(first, all)
	end := heap()
	t.Logf("heap after 0, %d, %d people: %d, %d, %d KiB", first, all, empty>>10, full>>10, end>>10)
	if grown := int64(end) - int64(full); grown > 1<<20 {
		t.Errorf("another %d people cost %d KiB", all-first, grown>>10)
	}
	if len(a.pending.live)+len(in.queues)+len(in.room) > 0 {
		t.Errorf("%d interactions, %d chats and %d events are kept", len(a.pending.live), len(in.queues), len(in.room))
	}
}

// answering is an intake that answers everything by an ordinary message.
type answering struct{ a *Adapter }

func (in *answering) Handle(ctx context.Context, e chat.Event) error {
	m := said(e.About().Space.Chat, "x", action("Go", chat.Update))
	_, err := in.a.Send(ctx, m)
	in.a.Answered(e.About().Answer)
	return err
}

func (in *answering) CaughtUp(context.Context, chat.Platform, time.Time) error { return nil }

func (in *answering) Gaps(context.Context, chat.Platform) ([]chat.Gap, error) { return nil, nil }
