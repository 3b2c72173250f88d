package answers

import (
	"time"
	"unicode/utf8"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

const (
	// mostWaiting is how many answers wait for a chat before what comes on top is
	// merged into them.
	mostWaiting = 3
	// mostFiles is how many answers may wait for a chat to which a file is to be sent.
	mostFiles = 12
	// mergedRunes is how long a merged message grows; beyond it the earliest of what
	// it says is left out.
	mergedRunes = 3000
)

// merge puts an answer into another that waits for the same chat, if enough wait there
// and the two can be one. Somebody who sends five hundred messages at once is
// answered by a few: what they sent is kept all the same. One that can't be read is
// left to be let go in its turn.
func merge(tx reflection.Tx, d reflection.Dispatch, answer Answer, now time.Time) (merged bool, err error) {
	if answer.File != nil {
		return coming(tx, d, answer)
	}
	if !mergeable(answer) {
		return false, nil
	}
	busy, err := tx.ChatBusy(answer.Message.To)
	if err != nil || !busy {
		return false, err
	}
	waiting, err := tx.WaitingAnswers(answer.Message.To, 2*mostWaiting)
	if err != nil || len(waiting) < mostWaiting {
		return false, err
	}
	for i := len(waiting) - 1; i >= 0; i-- {
		was, unread := parse(waiting[i].Body)
		if unread != nil || waiting[i].Identity != d.Identity || !mergeable(was) || !alike(was, answer) {
			continue
		}
		return true, replace(tx, waiting[i], combine(was, answer), now)
	}
	return false, nil
}

// coming reports whether the file that an answer brings waits to be sent there already:
// then it isn't written twice.
func coming(tx reflection.Tx, d reflection.Dispatch, answer Answer) (bool, error) {
	waiting, err := tx.WaitingAnswers(answer.Message.To, mostFiles)
	if err != nil {
		return false, err
	}
	for _, w := range waiting {
		was, unread := parse(w.Body)
		if unread == nil && w.Identity == d.Identity && was.File != nil && was.File.Order == answer.File.Order {
			return true, nil
		}
	}
	return len(waiting) == mostFiles, nil
}

// mergeable reports whether an answer stands for nothing but what it shows.
func mergeable(a Answer) bool {
	return a.Op != Delete && a.Message.Answer == "" && a.Message.Form == nil &&
		a.File == nil && a.Then == nil && a.Instead == nil && a.Notice == nil && a.Warns == 0
}

// alike reports whether two answers can be one: a message has one picture.
func alike(was, now Answer) bool {
	pictures := was.Sketch != nil && now.Sketch != nil && was.Sketch.Name != now.Sketch.Name
	return was.Op == now.Op && (was.Op != Edit || was.ID == now.ID) && !pictures
}

// combine returns one answer for two: of edits and reactions the later one; of
// messages both, where they differ, under the later one's buttons.
func combine(was, now Answer) Answer {
	if now.Op != Send || was.Message.Text() == now.Message.Text() {
		return now
	}
	blocks := append(append([]chat.Block{}, was.Message.Blocks...), now.Message.Blocks...)
	runes := 0
	for i := len(blocks) - 1; i >= 0; i-- {
		if runes += utf8.RuneCountInString(blocks[i].Text); runes > mergedRunes && i < len(blocks)-1 {
			blocks = blocks[i+1:]
			break
		}
	}
	now.Message.Blocks = blocks
	if len(now.Message.Actions) == 0 {
		now.Message.Actions = was.Message.Actions
	}
	if now.Shows == 0 {
		now.Shows = was.Shows
	}
	if now.Sketch == nil {
		now.Sketch = was.Sketch
	}
	return now
}

// replace has an answer sent in the place of another that waits, and for as long as
// a new one is worth sending.
func replace(tx reflection.Tx, waiting reflection.Dispatch, by Answer, now time.Time) error {
	body, err := by.body()
	if err != nil {
		return err
	}
	if err := tx.DeleteDispatches(waiting.ID); err != nil {
		return err
	}
	waiting.ID, waiting.Body, waiting.Window = 0, body, now.Add(worthFor)
	return tx.AddDispatch(&waiting)
}
