package delivery

import (
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/delivery/posts"
	"stillpoint/internal/outbox"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// MaxSwaps is how often a day's question may be swapped for another.
const MaxSwaps = 2

// compose makes the message of a dispatch. It returns the end of the outage
// that the message tells of, for the person to be marked as told once it is sent.
func compose(tx reflection.Tx, d reflection.Dispatch, del reflection.Delivery, sub reflection.Subscription, now time.Time, limits chat.Limits) (chat.Message, time.Time, error) {
	if del.Person == 0 {
		m, err := posts.Compose(tx, d, del, limits)
		return m, time.Time{}, err
	}
	person, err := tx.Person(del.Person)
	if err != nil {
		return chat.Message{}, time.Time{}, err
	}
	w := words.For(person.Locale)
	m := chat.Message{To: d.Chat, Nonce: outbox.Nonce(d.ID), Lane: chat.LaneQuestion}
	var told time.Time
	switch d.Purpose {
	case reflection.Ask:
		var line string
		line, told, err = Outage(tx, person, sub, now, limits)
		if err != nil {
			return m, told, err
		}
		if line == "" { // After an outage nothing was missed.
			if line, err = mendable(tx, w, person, del, now); err != nil {
				return m, told, err
			}
		}
		if line != "" {
			m.Blocks = append(m.Blocks, chat.P(line))
		}
	case reflection.Later:
		m.Blocks = append(m.Blocks, chat.P(w.HereAgain))
	case reflection.Nudge:
		m.Blocks = append(m.Blocks, chat.P(w.NudgeLine))
	}
	if d.Purpose != reflection.Nudge {
		given, err := Given(tx, w, del)
		if err != nil {
			return m, told, err
		}
		m.Blocks = append(m.Blocks, given...)
	}
	q := Question(w, del)
	m.Blocks = append(m.Blocks, q.Blocks...)
	m.Actions = q.Actions
	if d.Purpose != reflection.Nudge {
		if err := Compass(tx, w, del, &m); err != nil {
			return m, told, err
		}
	}
	if d.Purpose == reflection.Ask && sub.BackOff && !del.BackOff {
		m.Blocks = append(m.Blocks, chat.P(w.Silence))
		m.Actions = append(m.Actions,
			chat.Action{Label: w.KeepDaily, Ref: chat.Ref{Verb: VerbOften, ID: int64(sub.ID), Arg: "daily"}},
			chat.Action{Label: w.OnceAWeek, Ref: chat.Ref{Verb: VerbOften, ID: int64(sub.ID), Arg: "weekly"}},
			chat.Action{Label: w.Pause, Ref: chat.Ref{Verb: VerbOften, ID: int64(sub.ID), Arg: "pause"}})
	}
	return m, told, nil
}

// The verbs of the buttons that go out with a question.
const (
	VerbAnother  = "another"
	VerbNotToday = "skip"
	VerbLater    = "later"
	VerbOften    = "often"
	// VerbKind spares somebody questions of the kind, VerbLeave ends a series.
	VerbKind  = "kind"
	VerbLeave = "leave"
	// VerbNotAgain turns a return away.
	VerbNotAgain = "notagain"
)

// Question shows a delivery's question, its source, and what can be done with it.
func Question(w *words.Words, d reflection.Delivery) chat.Message {
	m := chat.Message{
		To:     d.Chat,
		Blocks: []chat.Block{chat.P(d.Prompt.Question)},
		Lane:   chat.LaneQuestion,
	}
	if d.Prompt.Source != "" {
		m.Blocks = append(m.Blocks, chat.Block{Kind: chat.Source, Text: d.Prompt.Source})
	}
	if !d.Answered.IsZero() {
		return m
	}
	id := int64(d.ID)
	evening := d.Prompt.Evening()
	switch {
	case d.Prompt.Pack == reflection.ReturnPack:
		m.Actions = append(m.Actions, chat.Action{Label: w.Returns.NotAgain, Ref: chat.Ref{Verb: VerbNotAgain, ID: id}})
	case d.Swaps < MaxSwaps && evening == 0:
		m.Actions = append(m.Actions, chat.Action{Label: w.Another, Ref: chat.Ref{Verb: VerbAnother, ID: id}})
	}
	m.Actions = append(m.Actions,
		chat.Action{Label: w.NotToday, Ref: chat.Ref{Verb: VerbNotToday, ID: id}, Follow: chat.Private},
		chat.Action{Label: w.Later, Ref: chat.Ref{Verb: VerbLater, ID: id}, Follow: chat.Private})
	switch {
	case d.Prompt.Tender:
		m.Actions = append(m.Actions, chat.Action{Label: w.Themes.NotThisKind, Ref: chat.Ref{Verb: VerbKind, ID: id}})
	case evening > 0 && evening < reflection.GivenBack:
		m.Actions = append(m.Actions, chat.Action{Label: w.Series.Leave, Ref: chat.Ref{Verb: VerbLeave}})
	}
	return m
}
