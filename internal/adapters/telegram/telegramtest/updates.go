package telegramtest

import (
	"context"
	"encoding/json"
	"slices"
	"time"
)

const (
	// keeps is how long an update waits for the bot.
	keeps = 24 * time.Hour
	// longestPoll is where a poll's timeout is cut off.
	longestPoll = 50 * time.Second
	// firstUpdate is the first update's id.
	firstUpdate = 880_000_000
)

// notByDefault are the updates that come only if they are asked for by name.
var notByDefault = []string{"chat_member", "message_reaction", "message_reaction_count"}

// updateQueue holds what waits for the bot, the oldest first.
type updateQueue struct {
	lastID    int64
	pending   []*update
	confirmed []*update
	lost      int      // updates that nobody fetched for a day
	allowed   []string // empty for the default
	wake      chan struct{}
	poll      *poll
}

type update struct {
	id    int64
	body  json.RawMessage
	at    time.Time
	again bool // offered once more, whatever the offset says
}

// poll is a getUpdates that waits.
type poll struct{ ended chan *apiError }

func newUpdateQueue() updateQueue {
	return updateQueue{lastID: firstUpdate - 1, wake: make(chan struct{})}
}

// push adds an update of a kind, unless the bot hasn't asked for such ones. It
// is called with the lock held, as all in this file but for getUpdates.
func (s *Server) push(kind string, payload any) {
	q := &s.updates
	asked := contains(q.allowed, kind)
	if len(q.allowed) == 0 {
		asked = !contains(notByDefault, kind)
	}
	if !asked {
		return
	}
	q.lastID++
	s.enqueue(encode(object{"update_id": q.lastID, kind: payload}))
}

// enqueue adds an update as it will be sent, under the newest id.
func (s *Server) enqueue(body []byte) {
	q := &s.updates
	q.pending = append(q.pending, &update{id: q.lastID, body: body, at: time.Now()})
	s.hear(body)
	s.wake()
}

func (s *Server) wake() {
	close(s.updates.wake)
	s.updates.wake = make(chan struct{})
}

// expire forgets what nobody has fetched for a day.
func (q *updateQueue) expire() {
	now := time.Now()
	before := len(q.pending)
	q.pending = slices.DeleteFunc(q.pending, func(u *update) bool { return now.Sub(u.at) > keeps })
	q.lost += before - len(q.pending)
}

// confirm takes off the queue what lies below the offset. A negative one keeps
// as many from the end.
func (q *updateQueue) confirm(offset int64) {
	cut := func(below int64) {
		var kept []*update
		for _, u := range q.pending {
			if u.id >= below || u.again {
				kept = append(kept, u)
			} else {
				q.confirmed = append(q.confirmed, u)
			}
		}
		q.pending = kept
	}
	switch {
	case offset > 0:
		cut(offset)
	case offset < 0 && int(-offset) < len(q.pending):
		cut(q.pending[len(q.pending)+int(offset)].id)
	}
}

// batch is what a poll answers now.
func (q *updateQueue) batch(limit int) []json.RawMessage {
	batch := []json.RawMessage{}
	for _, u := range q.pending[:min(limit, len(q.pending))] {
		u.again = false
		batch = append(batch, u.body)
	}
	return batch
}

// getUpdates answers as soon as there is something, or after the timeout.
func (s *Server) getUpdates(ctx context.Context, p params) (any, *apiError) {
	limit := 100
	if p.has("limit") {
		limit = int(p.num("limit"))
	}
	timeout := min(time.Duration(p.num("timeout"))*time.Second, longestPoll)
	me, failed := s.beginPoll(p)
	if failed != nil {
		return nil, failed
	}
	timer := time.NewTimer(timeout)
	defer timer.Stop()
	for late := false; ; {
		s.mu.Lock()
		q := &s.updates
		if q.poll == me {
			q.expire()
			if batch := q.batch(limit); late || timeout <= 0 || len(batch) > 0 {
				q.poll = nil
				s.mu.Unlock()
				return batch, nil
			}
		}
		wake := q.wake
		s.mu.Unlock()
		select {
		case <-wake:
		case <-timer.C:
			late = true
		case failed := <-me.ended:
			return nil, failed
		case <-ctx.Done():
			s.endPoll(me)
			return nil, errGone
		case <-s.closing:
			return nil, errGone
		}
	}
}

// beginPoll confirms, and ends the poll that another instance may have open.
func (s *Server) beginPoll(p params) (*poll, *apiError) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.hook.url != "" {
		return nil, conflict(webhookActive)
	}
	if failed := s.allow(p); failed != nil {
		s.violation("getUpdates", failed.fault)
		return nil, failed
	}
	q := &s.updates
	if q.poll != nil {
		q.poll.ended <- conflict(otherPoller)
	}
	q.poll = &poll{ended: make(chan *apiError, 1)}
	q.expire()
	q.confirm(p.num("offset"))
	return q.poll, nil
}

func (s *Server) endPoll(p *poll) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.updates.poll == p {
		s.updates.poll = nil
	}
}

// allow remembers which updates the bot wants, if the request says so.
func (s *Server) allow(p params) *apiError {
	if !p.has("allowed_updates") {
		return nil
	}
	known := readDescription().Types["Update"].Fields
	var names []string
	for _, v := range p.list("allowed_updates") {
		if _, ok := known[str(v)]; !ok || str(v) == "update_id" {
			return bad("wrong update type").ours("allowed_updates", "names an update that doesn't exist")
		}
		names = append(names, str(v))
	}
	s.updates.allowed = names
	return nil
}

// Waiting returns how many updates the bot hasn't confirmed.
func (s *Server) Waiting() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.updates.expire()
	return len(s.updates.pending)
}

// Lost returns how many updates waited for over a day and were forgotten.
func (s *Server) Lost() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.updates.expire()
	return s.updates.lost
}

// Confirmed returns the ids of the updates that the bot has confirmed, in the
// order in which it did.
func (s *Server) Confirmed() []int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	var ids []int64
	for _, u := range s.updates.confirmed {
		ids = append(ids, u.id)
	}
	return ids
}

// OfferAgain offers the last n confirmed updates once more, as a server does
// that never learnt that they were confirmed.
func (s *Server) OfferAgain(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	q := &s.updates
	from := max(len(q.confirmed)-n, 0)
	for _, u := range q.confirmed[from:] {
		u.again, u.at = true, time.Now()
		q.pending = append(q.pending, u)
	}
	q.confirmed = q.confirmed[:from]
	slices.SortFunc(q.pending, func(a, b *update) int { return int(a.id - b.id) })
	s.wake()
}

// Garbage queues an update that is JSON and yet can't be decoded: its fields
// have types of their own.
func (s *Server) Garbage() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.updates.lastID++
	s.enqueue(encode(object{
		"update_id": s.updates.lastID,
		"message":   object{"message_id": "three", "date": []int{1}, "chat": true, "text": object{"a": 1}},
	}))
}

// Nameless queues an update that can't be decoded, its id included.
func (s *Server) Nameless() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.updates.lastID++
	s.enqueue(encode(object{"update_id": "none", "message": true}))
}

// Push queues an update of any kind, as it would come from a newer API, such as
// a "poll".
func (s *Server) Push(kind string, payload map[string]any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.updates.lastID++
	s.enqueue(encode(object{"update_id": s.updates.lastID, kind: payload}))
}
