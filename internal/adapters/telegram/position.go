package telegram

import "time"

const (
	// hangsAfter is how long one offer may take before its chat hangs.
	hangsAfter = 20 * time.Second
	// maxLoose bounds how many updates of hanging chats are let go of.
	maxLoose = 1000
)

// position returns the offset for the next request, which confirms what is done
// as far as nothing before it is undone: the first undone update, or what comes
// after the last. It is 0, for the first unconfirmed one, if nothing is known;
// then an offset of old could confirm too much, since Telegram numbers anew
// after a quiet week. Open is how many updates aren't done.
func (in *intake) position() (offset int64, open int) {
	in.mu.Lock()
	defer in.mu.Unlock()
	for id, u := range in.known {
		switch awaited := !u.done && !u.loose; {
		case awaited && (open == 0 || id < offset):
			offset = id
			open++
		case awaited:
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

// relieve is called when Telegram hands over nothing new because a hundred
// updates aren't confirmed. Those of chats that hang are let go of then: they are
// still handled, in their order, but their confirmation waits for that no longer,
// or everybody would wait with them. If the process ends before they are done,
// they are lost. A chat that waits for the store doesn't hang.
func (in *intake) relieve() {
	in.mu.Lock()
	defer in.mu.Unlock()
	let := 0
	for _, u := range in.known {
		q := in.queues[u.chatID()]
		if u.done || u.loose || in.loose >= maxLoose || q == nil || q.began.IsZero() || time.Since(q.began) < hangsAfter {
			continue
		}
		u.loose = true
		in.loose++
		let++
	}
	if let > 0 {
		in.adapter.log.Error("handling hangs in a chat and keeps all others waiting; its updates are confirmed before they are done",
			"updates", let, "after", hangsAfter)
	}
}
