package daily

import (
	"time"

	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// What is kept of one person's words a day, by the calendar in UTC.
const (
	maxMessages = 1000
	maxBytes    = 1 << 20
	// fullSaidEvery is after how many more messages it is said again that there
	// is no room, so that a flood isn't answered with one.
	fullSaidEvery = 100
)

// room counts a text, and reports whether it is to be kept: what is always kept
// is, anything else while the day has room. If it isn't, the person is told.
func room(tx reflection.Tx, t *turn.Turn, text string, always bool) (bool, error) {
	a, err := tx.AddAmount(t.Person.ID, schedule.DateOf(t.Now, time.UTC), len(text))
	if err != nil || always || fits(a) {
		return err == nil, err
	}
	before := reflection.Amount{Messages: a.Messages - 1, Bytes: a.Bytes - len(text)}
	if fits(before) || a.Messages%fullSaidEvery == 0 {
		t.Say(t.Words.DayIsFull)
	}
	return false, nil
}

// HasRoom counts a text, and reports whether the day has room for it. Nobody is told.
func HasRoom(tx reflection.Tx, t *turn.Turn, text string) (bool, error) {
	a, err := tx.AddAmount(t.Person.ID, schedule.DateOf(t.Now, time.UTC), len(text))
	return err == nil && fits(a), err
}

func fits(a reflection.Amount) bool { return a.Messages <= maxMessages && a.Bytes <= maxBytes }
