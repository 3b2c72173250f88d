package discord

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

const (
	// keptFor is for how long a session is worth resuming: Discord keeps it for some
	// minutes.
	keptFor = 2 * time.Minute
	// keptWithin is how long writing down may take.
	keptWithin = 2 * time.Second
)

// kept is what a Run has for the next process.
type kept struct {
	mu     sync.Mutex
	last   handover // as it was written last
	shards []*shard // of this Run
	whole  bool     // nothing that was written before their sessions is yet to be read
}

// handover is what the next process goes on from. A process that takes the sessions
// over writes at once that they are gone, so that no other resumes them.
type handover struct {
	At       time.Time
	Begun    map[int][]time.Time // by shard: recent beginnings of sessions
	Turns    map[int]time.Time   // by turn: the last one
	Sessions []keptSession
	Buckets  map[string]time.Time // of the API's limits: when those that are empty fill again
	All      time.Time            // nothing may be asked before
}

// keptSession is where a shard's session can be resumed.
type keptSession struct {
	ID, Resume string
	Sequence   int64
	Guilds     []string
}

// turn is when a session was begun last in a turn.
func (h handover) turn(i int) time.Time { return h.Turns[i] }

// Prepare asks Discord what Run would ask first, so that Run begins at once. That it
// fails does no harm. It isn't called beside Run.
func (a *Adapter) Prepare(ctx context.Context) error {
	_, err := a.introduce(ctx)
	a.known = err == nil
	return err
}

// takeOver reads what an earlier process left.
func (a *Adapter) takeOver(ctx context.Context) (before handover) {
	a.kept.shards, a.kept.whole = nil, false
	if a.options.Keeper == nil {
		return before
	}
	ctx, cancel := context.WithTimeout(ctx, keptWithin)
	defer cancel()
	raw, err := a.options.Keeper.Kept(ctx)
	if err == nil && raw != nil {
		err = json.Unmarshal(raw, &before)
	}
	if err != nil {
		a.log.Warn("what the process before left can't be read", "err", worded(err))
		return handover{}
	}
	a.rest.limits.goOn(before.Buckets, before.All)
	resumed := before.Sessions
	a.kept.last = before
	a.kept.last.Sessions, a.kept.last.Buckets = nil, nil
	fits := a.options.Shards == 0 || a.options.Shards == len(resumed)
	if len(resumed) == 0 || !fits || time.Since(before.At) > keptFor || !a.keep(ctx) {
		before.Sessions = nil
	}
	return before
}

// inherit has a shard go on with the session that an earlier process had.
func (s *shard) inherit(before handover) {
	if s.id >= len(before.Sessions) || before.Sessions[s.id].ID == "" {
		return
	}
	k := before.Sessions[s.id]
	s.session, s.resume, s.sequence, s.taken = k.ID, k.Resume, k.Sequence, true
	for _, g := range k.Guilds {
		s.guilds[g] = true
	}
}

// noteBeginning writes down that a session is begun, before it is. Where that can't be,
// the session is begun all the same: nobody else can begin one soon, since the database
// must be reached for that.
func (a *Adapter) noteBeginning(ctx context.Context, turn int) {
	if a.options.Keeper == nil {
		return
	}
	a.kept.mu.Lock()
	defer a.kept.mu.Unlock()
	h := &a.kept.last
	turns := maps.Clone(h.Turns)
	if turns == nil {
		turns = map[int]time.Time{}
	}
	turns[turn] = time.Now().Round(0)
	h.Turns, h.Begun = turns, a.budget.beginnings()
	a.keep(ctx)
}

// keep writes down what there is for the next process, and reports whether it could.
func (a *Adapter) keep(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, keptWithin)
	defer cancel()
	a.kept.last.At = time.Now().Round(0)
	raw, err := json.Marshal(a.kept.last)
	if err == nil {
		err = a.options.Keeper.Keep(ctx, raw)
	}
	if err != nil && ctx.Err() == nil {
		a.log.Warn("the sessions can't be written down for the next process", "err", worded(err))
	}
	return err == nil
}

// handOver leaves the sessions for the next process, once nothing is handled any more:
// it is told again what was left undone.
func (a *Adapter) handOver(ctx context.Context, in *intake) {
	if a.options.Keeper == nil {
		return
	}
	a.kept.last.Buckets, a.kept.last.All = a.rest.limits.used()
	in.mu.Lock()
	left, halted := maps.Clone(in.left), in.halt != nil || len(in.lost) > 0
	in.mu.Unlock()
	if !a.kept.whole || halted {
		a.kept.shards = nil // Another session is begun, and the histories are read.
	}
	for _, s := range a.kept.shards {
		s.mu.Lock()
		k := keptSession{s.session, s.resume, s.sequence, slices.Collect(maps.Keys(s.guilds))}
		s.mu.Unlock()
		if first, some := left[s.id]; some {
			k.Sequence = min(k.Sequence, first-1)
		}
		a.kept.last.Sessions = append(a.kept.last.Sessions, k)
	}
	a.keep(context.WithoutCancel(ctx))
}

// lastCode is the code with which the last connection is closed: the sessions end with
// it, unless they are handed over.
func (a *Adapter) lastCode() int {
	if a.options.Keeper != nil {
		return closeToResume
	}
	return websocket.CloseNormalClosure
}
