package delivery

import (
	"stillpoint/internal/outbox"
	"stillpoint/internal/reflection"
)

// The actions by short names, so that the table reads as one.
const (
	drop    = outbox.Drop
	forget  = outbox.Forget
	stop    = outbox.Stop
	bar     = outbox.Bar
	follow  = outbox.Follow
	wait    = outbox.Wait
	retry   = outbox.Retry
	findOut = outbox.FindOut
	pause   = outbox.Pause
)

type row = outbox.Row

// rules is what follows which failure, by the kind of dispatch. It is the one place
// that says so; docs/architecture.md shows the same table, and a test holds the two
// together. What is nice to have, an edit of a count, a thread's post, a reaction,
// never stops the questions.
//
// The columns are chat.SendKind's: rejected, gone, barred, moved, throttled, unsent,
// uncertain, expired.
var rules = map[reflection.Purpose]outbox.Rules{
	reflection.Ask:       asked,
	reflection.Later:     asked,
	reflection.Nudge:     asked,
	reflection.Summarise: asked,
	reflection.Answer: {
		Send: row{drop, stop, bar, follow, wait, retry, findOut, forget},
		Seek: row{findOut, stop, bar, follow, wait, findOut, findOut, findOut},
	},
	reflection.Recount: {
		Send: row{forget, forget, forget, follow, wait, retry, retry, forget},
	},
	reflection.Publish: {
		Send: row{drop, stop, bar, follow, wait, retry, findOut, drop},
		Seek: row{findOut, stop, pause, follow, wait, findOut, findOut, drop},
	},
	reflection.Retract: {
		Send: row{drop, stop, pause, follow, wait, retry, retry, drop},
	},
	reflection.Moderate: {
		Send: row{forget, stop, bar, follow, wait, retry, findOut, forget},
		Seek: row{findOut, stop, bar, follow, wait, findOut, findOut, forget},
	},
}

// asked are the rules of what is asked, and of summaries.
var asked = outbox.Rules{
	Send: row{drop, stop, bar, follow, wait, retry, findOut, forget},
	Seek: row{findOut, stop, bar, follow, wait, findOut, findOut, forget},
}
