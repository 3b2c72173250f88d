package telegram

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"sync"
	"time"

	"stillpoint/internal/chat"
)

// intake is what one Run takes in: the updates that came and aren't confirmed
// yet. Updates of one chat are handled one after the other, in their order;
// chats side by side. There are never more at once than the platform hands over
// unconfirmed, which is a hundred.
type intake struct {
	adapter *Adapter
	to      chat.Intake
	ctx     context.Context // Run's

	mu       sync.Mutex
	known    map[int64]*arrival
	lanes    map[int64][]*arrival // what waits in a chat; a key is there while somebody works on it
	highest  int64                // the last id that came; 0 if none did
	ended    bool
	work     sync.WaitGroup
	progress chan struct{} // has an element when something was done
}

// arrival is an update that came.
type arrival struct {
	update
	at      time.Time // when it happened, in UTC, as far as we know
	offered bool
	done    bool          // handled or passed over; false if Run ended first
	settled chan struct{} // closed once nobody works on it any more
}

func newIntake(ctx context.Context, a *Adapter, to chat.Intake) *intake {
	return &intake{
		adapter: a, to: to, ctx: ctx,
		known:    map[int64]*arrival{},
		lanes:    map[int64][]*arrival{},
		progress: make(chan struct{}, 1),
	}
}

// admit takes what the platform handed over at an instant, as raw updates, and
// has what is new handled. It returns the arrivals, of those known before too;
// what can't be read is logged, and done.
func (in *intake) admit(raw []json.RawMessage, at time.Time) []*arrival {
	all := in.read(raw)
	date(all, at)
	in.mu.Lock()
	defer in.mu.Unlock()
	for i, u := range all {
		if known := in.known[u.ID]; known != nil {
			all[i] = known
			continue
		}
		if in.ended {
			close(u.settled)
			continue
		}
		in.known[u.ID] = u
		in.highest = u.ID
		if u.done {
			close(u.settled)
			continue
		}
		lane := u.lane()
		waiting, busy := in.lanes[lane]
		i, _ := slices.BinarySearchFunc(waiting, u, func(a, b *arrival) int { return cmp.Compare(a.ID, b.ID) })
		in.lanes[lane] = slices.Insert(waiting, i, u)
		if !busy {
			in.work.Go(func() { in.serve(lane) })
		}
	}
	return all
}

// read decodes each update by itself, so that one that can't be read keeps none
// of the others back. One whose id can't be read either goes by the id that it
// must have, beside its neighbour's; without a neighbour it is left.
func (in *intake) read(raw []json.RawMessage) []*arrival {
	in.mu.Lock()
	last := in.highest
	in.mu.Unlock()
	var all []*arrival
	for i, r := range raw {
		u := &arrival{settled: make(chan struct{})}
		if err := json.Unmarshal(r, &u.update); err != nil || u.ID <= 0 {
			id := updateID(r)
			if id <= 0 && last == 0 && i+1 < len(raw) {
				id = updateID(raw[i+1]) - 1
			}
			if id <= 0 && last > 0 {
				id = last + 1
			}
			in.adapter.log.Error("an update can't be read; it is passed over", "update", id, "bytes", len(r))
			if id <= 0 {
				continue
			}
			*u = arrival{update: update{ID: id}, done: true, settled: u.settled}
		}
		last = u.ID
		all = append(all, u)
	}
	return all
}

// updateID reads the id alone; 0 if it can't be read.
func updateID(raw json.RawMessage) int64 {
	var u struct {
		ID int64 `json:"update_id"`
	}
	if json.Unmarshal(raw, &u) != nil {
		return 0
	}
	return u.ID
}

// date tells when each update happened, for those that don't say: now, but not
// after what came later. Telegram's own dates are whole seconds.
func date(all []*arrival, now time.Time) {
	now = now.UTC().Truncate(time.Second)
	for _, u := range slices.Backward(all) {
		if s := u.happened(); s > 0 {
			u.at = unix(s)
			if u.at.Before(now) {
				now = u.at
			}
			continue
		}
		u.at = now
	}
}

// serve works on one chat until nothing waits there.
func (in *intake) serve(lane int64) {
	for {
		in.mu.Lock()
		waiting := in.lanes[lane]
		if len(waiting) == 0 || in.ctx.Err() != nil {
			delete(in.lanes, lane)
			for _, u := range waiting {
				close(u.settled)
			}
			in.mu.Unlock()
			return
		}
		u := waiting[0]
		in.lanes[lane] = waiting[1:]
		u.offered = true
		in.mu.Unlock()

		done := in.offer(u)

		in.mu.Lock()
		u.done = done
		close(u.settled)
		in.mu.Unlock()
		select {
		case in.progress <- struct{}{}:
		default:
		}
	}
}

// end waits for what is being handled; what comes later is left undone.
func (in *intake) end() {
	in.mu.Lock()
	in.ended = true
	in.mu.Unlock()
	in.work.Wait()
}

// position returns the offset for the next request, which confirms what is done
// as far as nothing before it is undone: the first undone update, or what comes
// after the last. It is 0, for the first unconfirmed one, if nothing is known;
// then an offset of old could confirm too much, since Telegram numbers anew
// after a quiet week. Open is how many updates aren't done.
func (in *intake) position() (offset int64, open int) {
	in.mu.Lock()
	defer in.mu.Unlock()
	for id, u := range in.known {
		switch {
		case !u.done && (open == 0 || id < offset):
			offset = id
			open++
		case !u.done:
			open++
		case open == 0:
			offset = max(offset, id+1)
		}
	}
	return offset, open
}

// confirmed forgets the updates before an offset that Telegram was given.
func (in *intake) confirmed(offset int64) {
	in.mu.Lock()
	defer in.mu.Unlock()
	for id := range in.known {
		if id < offset {
			delete(in.known, id)
		}
	}
}

// takenIn is the instant up to which everything has been offered, if everything
// that the platform had at an instant was handed over. All says whether all of
// it is done, too.
func (in *intake) takenIn(asked time.Time) (until time.Time, all bool) {
	in.mu.Lock()
	defer in.mu.Unlock()
	until, all = asked, true
	for _, u := range in.known {
		all = all && u.done
		if !u.offered && !u.done && u.at.Before(until) {
			until = u.at
		}
	}
	return until, all
}
