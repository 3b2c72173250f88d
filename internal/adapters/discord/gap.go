package discord

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"stillpoint/internal/chat"
)

const (
	// fillEvery is the pace at which histories are looked into: thirty a second,
	// which leaves room for what is said meanwhile.
	fillEvery = time.Second / 30
	// fillers is how many histories are looked into side by side.
	fillers = 16
	// fillMost is how many messages are taken of one chat: years of somebody who
	// writes a lot.
	fillMost = 2000
)

// filler looks, whenever the gateway began a new session, into the history of the
// private chats in which somebody may have written meanwhile.
type filler struct {
	adapter *Adapter
	intake  *intake
	filled  func() // called once a gap is filled

	mu    sync.Mutex
	stop  context.CancelFunc // of the filling that goes on
	work  sync.WaitGroup
	ended bool
}

// begin has all private chats wait, and begins to fill the gap. One that is being
// filled is left for the new one, which reaches as far back.
func (f *filler) begin(ctx context.Context) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.ended {
		return
	}
	if f.stop != nil {
		f.stop()
	}
	ctx, f.stop = context.WithCancel(ctx)
	g := f.intake.hold()
	f.work.Go(func() { _ = guard(f.adapter, func() error { f.fill(ctx, g); return nil }) })
}

// end waits for what is being filled, whose context has ended.
func (f *filler) end() {
	f.mu.Lock()
	f.ended = true
	if f.stop != nil {
		f.stop()
	}
	f.mu.Unlock()
	f.work.Wait()
}

func (f *filler) fill(ctx context.Context, g *gap) {
	gaps, ok := f.list(ctx)
	if !ok {
		return
	}
	unheld := f.intake.unheld()
	gaps = merged(gaps, unheld)
	var ids []string
	for _, gap := range gaps {
		ids = append(ids, gap.Chat.ID)
	}
	f.intake.list(g, ids)
	unread := newUnread(gaps)
	pace := &pacer{every: fillEvery}
	var backlog, reading sync.WaitGroup
	var texts atomic.Int64
	for range min(fillers, len(gaps)) {
		reading.Go(func() {
			for next, ok := unread.next(f.intake); ok; next, ok = unread.next(f.intake) {
				var missed []*arrival
				read := f.intake.usable(ctx)
				if !read {
					return
				}
				_ = guard(f.adapter, func() error { missed, read = f.missed(ctx, pace, next); return nil })
				if !read {
					return
				}
				for _, u := range missed {
					backlog.Add(1)
					u.done = sync.OnceFunc(backlog.Done)
				}
				texts.Add(int64(len(missed)))
				f.intake.fill(g, next.Chat.ID, missed)
			}
		})
	}
	reading.Wait()
	if ctx.Err() != nil {
		return
	}
	done := make(chan struct{})
	go func() {
		backlog.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-ctx.Done():
		return
	}
	if n := texts.Load(); n > 0 {
		f.adapter.log.Info("what was written meanwhile is taken in", "chats", len(ids), "messages", n)
	}
	f.intake.found(unheld)
	f.filled()
}

// merged are gaps with others, a chat once, as far back as either reaches.
func merged(gaps, others []chat.Gap) []chat.Gap {
	at := make(map[string]int, len(gaps))
	for i, g := range gaps {
		at[g.Chat.ID] = i
	}
	for _, g := range others {
		if i, there := at[g.Chat.ID]; !there {
			gaps = append(gaps, g)
		} else if g.After.Compare(gaps[i].After) < 0 {
			gaps[i].After = g.After
		}
	}
	return gaps
}

// list asks the core which chats to look into; it goes on until it is told.
func (f *filler) list(ctx context.Context) (gaps []chat.Gap, ok bool) {
	for wait := firstWait; ; wait = min(2*wait, lastWait) {
		err := guard(f.adapter, func() (err error) {
			gaps, err = f.intake.to.Gaps(ctx, Platform)
			return err
		})
		switch {
		case ctx.Err() != nil:
			return nil, false
		case err == nil:
			var known []chat.Gap
			for _, g := range gaps {
				if g.After == "" && !g.Since.IsZero() {
					g.After = chat.MessageID(before(g.Since))
				}
				if _, failed := channelOf(g.Chat); failed == nil && isID(string(g.After)) {
					known = append(known, g)
				}
			}
			return known, true
		}
		f.adapter.log.Warn("which chats were missed isn't known yet", "err", worded(err))
		if pause(ctx, wait) != nil {
			return nil, false
		}
	}
}

// missed returns what a person wrote in a chat since the last message known. A
// chat that can't be read any more has nothing.
func (f *filler) missed(ctx context.Context, pace *pacer, g chat.Gap) (all []*arrival, ok bool) {
	after, wait := string(g.After), firstWait
	for {
		if pace.await(ctx) != nil {
			return nil, false
		}
		page, err := f.adapter.history(ctx, g.Chat.ID, after)
		if ctx.Err() != nil {
			return nil, false
		}
		if err != nil {
			failed := sendError(err, nameHistory)
			switch failed.Kind {
			case chat.Unsent, chat.Uncertain, chat.Throttled:
				wait = min(2*wait, lastWait)
				if pause(ctx, max(wait, failed.Wait)) != nil {
					return nil, false
				}
				continue
			}
			if !errors.Is(err, errUnreadable) {
				f.adapter.log.Info("a chat's history can't be read", "err", worded(err))
			}
			return all, true
		}
		for _, m := range page {
			after = m.ID
			m.Guild, m.old = "", true
			if u := f.adapter.written(m); u != nil {
				all = append(all, u)
			}
		}
		if len(page) < historyPage || len(all) >= fillMost {
			return all, true
		}
	}
}
