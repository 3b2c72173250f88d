package daily

import (
	"errors"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// Labels are those of the buttons of this package that can be pressed by typing.
func Labels(w *words.Words) []string {
	o := w.Typed
	return []string{
		w.Another, w.NotToday, w.Button.Later, w.GoDeeper, w.Undo, w.ForTheLast, w.NeverAgain,
		w.InAnHour, w.InThreeHours, w.ThisEvening, w.KeepIt, w.LetItGo, w.Button.Today,
		w.Themes.NotThisKind, w.Series.Leave, w.Returns.NotAgain, w.Returns.InAYear,
		w.Button.Pause, o.PauseWeek, o.KeepAnswer, o.ShowHelp, o.ShowPrivacy, o.ShowSchedule, o.ShowLast,
	}
}

// Shown returns the buttons that are before the person: those of what the bot said
// last, a, which is zero if that has lapsed; those under the open question and
// under its answer; and those under what they wrote last. A follow-up that was
// asked for has none.
func (f *Flow) Shown(tx reflection.Tx, t *turn.Turn, a reflection.Awaiting) ([]chat.Action, error) {
	w := t.Words
	var out []chat.Action
	switch a.For {
	case VerbDeeper:
		return nil, nil
	case VerbLateIn:
		out = laterButtons(w, a.ID)
	case VerbKeep:
		out = noteButtons(w, a.ID)
	case VerbNever:
		out = []chat.Action{{Label: w.NeverAgain, Ref: chat.Ref{Verb: VerbNever, ID: a.ID, Arg: a.Arg}}}
	case VerbOffer:
		offered, err := f.offered(tx, t, a)
		if err != nil {
			return nil, err
		}
		out = offered
	}
	d, err := open(tx, t, t.Message)
	if errors.Is(err, reflection.ErrNotFound) {
		return append(out, todayButton(t)), nil
	}
	if err != nil {
		return nil, err
	}
	id := int64(d.ID)
	asked := d // As it came, which is how it still stands in the chat.
	asked.Answered, asked.Swaps = time.Time{}, 0
	out = append(out, delivery.Question(w, asked).Actions...)
	if d.Prompt.FollowUp != "" && !d.Answered.IsZero() {
		out = append(out, chat.Action{Label: w.GoDeeper, Ref: chat.Ref{Verb: VerbDeeper, ID: id}})
	}
	part, ok, err := lastWritten(tx, t)
	if err != nil || !ok {
		return out, err
	}
	out = append(out, chat.Action{Label: w.Undo, Ref: chat.Ref{Verb: VerbUndo, ID: int64(part.ID)}}, inAYearButton(w, part.Reply))
	if part.At.Sub(d.Arrived) <= newlyArrived && !part.At.Before(d.Arrived) {
		out = append(out, chat.Action{Label: w.ForTheLast, Ref: chat.Ref{Verb: VerbRefile, ID: int64(part.ID)}})
	}
	return out, nil
}

// lastWritten returns what the person wrote last in this chat, within a day, and
// has not taken back.
func lastWritten(tx reflection.Tx, t *turn.Turn) (reflection.Part, bool, error) {
	parts, err := tx.PartsBetween(t.Person.ID, t.Meta.At.Add(-24*time.Hour), t.Meta.At.Add(time.Second))
	if err != nil {
		return reflection.Part{}, false, err
	}
	for i := len(parts) - 1; i >= 0; i-- {
		if parts[i].Chat == t.Meta.Space.Chat {
			return parts[i], true, nil
		}
	}
	return reflection.Part{}, false, nil
}
