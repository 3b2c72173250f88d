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
// unconfirmed, which is a hundred, but for those of chats that hang.
type intake struct {
	adapter *Adapter
	to      chat.Intake
	ctx     context.Context // Run's
	hold    *hold

	mu       sync.Mutex
	known    map[int64]*arrival
	queues   map[int64]*queue // by chat; a queue is there while somebody works on it
	loose    int              // updates that were let go of and aren't done
	highest  int64            // the last id that came; 0 if none did
	ended    bool
	work     sync.WaitGroup
	progress chan struct{} // has an element when something was done
}

// arrival is an update that came.
type arrival struct {
	update
	at       time.Time     // when it happened, in UTC, as far as we know
	done     bool          // handled or passed over; false if Run ended first
	loose    bool          // its confirmation doesn't wait for it any more
	album    []*arrival    // the other pictures of its album, which are handled with it
	resolved chan struct{} // closed once nobody works on it any more
}

// queue is what waits in one chat.
type queue struct {
	waiting []*arrival
	began   time.Time // when the offer in flight began; zero if none is
	held    bool      // the first one was refused, because the store can't be used
	say     string    // what whoever presses a button meanwhile is told
}

func newIntake(ctx context.Context, a *Adapter, to chat.Intake) *intake {
	return &intake{
		adapter: a, to: to, ctx: ctx, hold: newHold(a.log),
		known:    map[int64]*arrival{},
		queues:   map[int64]*queue{},
		progress: make(chan struct{}, 1),
	}
}

// admit takes arrivals in and has those that are new handled. It returns the
// arrivals, in place of those known before the first ones of their ids, and how
// many are new.
func (in *intake) admit(all []*arrival) (admitted []*arrival, fresh int) {
	in.mu.Lock()
	defer in.mu.Unlock()
	for i, u := range all {
		if known := in.known[u.ID]; known != nil {
			all[i] = known
			continue
		}
		fresh++
		if in.ended {
			close(u.resolved)
			continue
		}
		in.known[u.ID] = u
		in.highest = u.ID
		if u.done {
			close(u.resolved)
			continue
		}
		in.enqueue(u)
	}
	return all, fresh
}

// enqueue is called with the lock held. A press in a chat whose queue is held is
// told so, and done.
func (in *intake) enqueue(u *arrival) {
	id := u.chatID()
	q, busy := in.queues[id]
	if !busy {
		q = &queue{}
		in.queues[id] = q
	}
	if q.held && u.press() != "" {
		say := q.say // Read now, since the lock isn't held later.
		in.work.Go(func() { in.dismiss(u, say) })
		return
	}
	i, _ := slices.BinarySearchFunc(q.waiting, u, func(a, b *arrival) int { return cmp.Compare(a.ID, b.ID) })
	q.waiting = slices.Insert(q.waiting, i, u)
	if !busy {
		in.work.Go(func() { in.serve(id, q) })
	}
}

// serve works on one chat until nothing waits there.
func (in *intake) serve(id int64, q *queue) {
	for {
		in.mu.Lock()
		if len(q.waiting) == 0 || in.ctx.Err() != nil {
			delete(in.queues, id)
			for _, u := range q.waiting {
				in.resolve(u, false)
			}
			in.mu.Unlock()
			return
		}
		u := q.waiting[0]
		q.waiting = q.waiting[1:]
		in.mu.Unlock()

		done := in.offer(q, u)

		in.mu.Lock()
		in.resolve(u, done)
		in.mu.Unlock()
	}
}

// resolve says that nobody works on an arrival any more. It is called with the
// lock held.
func (in *intake) resolve(u *arrival, done bool) {
	for _, other := range u.album {
		in.resolve(other, done)
	}
	u.done = done
	close(u.resolved)
	if u.loose {
		in.loose--
		if !done {
			in.adapter.log.Error("an update of a chat that hung was confirmed and not handled; it is lost", "update", u.ID)
		}
	}
	select {
	case in.progress <- struct{}{}:
	default:
	}
}

// dismiss ends a press that can't be carried out now.
func (in *intake) dismiss(u *arrival, say string) {
	in.adapter.tell(in.ctx, u.press(), say)
	in.mu.Lock()
	defer in.mu.Unlock()
	in.resolve(u, true)
}

// heldBack notes that the first of a queue is held, and dismisses the presses
// behind it.
func (in *intake) heldBack(q *queue, say string) {
	in.mu.Lock()
	defer in.mu.Unlock()
	q.held, q.say = true, say
	q.waiting = slices.DeleteFunc(q.waiting, func(u *arrival) bool {
		if u.press() == "" {
			return false
		}
		in.work.Go(func() { in.dismiss(u, say) })
		return true
	})
}

// inFlight notes that an offer begins, or ends, in a queue.
func (in *intake) inFlight(q *queue, is bool) {
	in.mu.Lock()
	defer in.mu.Unlock()
	q.began = time.Time{}
	if is {
		q.began, q.held = time.Now(), false
	}
}

// end waits for what is being handled; what comes later is left undone.
func (in *intake) end() {
	in.mu.Lock()
	in.ended = true
	in.mu.Unlock()
	in.work.Wait()
}

// takenIn is the instant up to which everything has been offered, if everything
// that the platform had at an instant was handed over. All says whether all of
// it is done, too.
func (in *intake) takenIn(asked time.Time) (until time.Time, all bool) {
	in.mu.Lock()
	defer in.mu.Unlock()
	until = asked
	for _, q := range in.queues {
		for _, u := range q.waiting {
			if u.at.Before(until) {
				until = u.at
			}
		}
	}
	return until, len(in.queues) == 0
}

// read decodes each update by itself, so that one that can't be read keeps none
// of the others back. An update whose id can't be read either goes by the id that
// it must have, beside its neighbour's; without a neighbour it is left.
func (in *intake) read(raw []json.RawMessage, at time.Time) []*arrival {
	in.mu.Lock()
	last := in.highest
	in.mu.Unlock()
	var all []*arrival
	for i, r := range raw {
		u := &arrival{resolved: make(chan struct{})}
		if err := json.Unmarshal(r, &u.update); err != nil || u.ID <= 0 {
			id := updateID(r)
			if id <= 0 && last == 0 && i+1 < len(raw) {
				id = max(updateID(raw[i+1])-1, 0)
			}
			if id <= 0 && last > 0 {
				id = last + 1
			}
			in.adapter.log.Error("an update can't be read; it is passed over", "update", id, "bytes", len(r))
			if id <= 0 {
				continue
			}
			*u = arrival{update: update{ID: id}, done: true, resolved: u.resolved}
		}
		last = u.ID
		in.adapter.clock.mend(&u.update, at)
		all = append(all, u)
	}
	date(all, at)
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
