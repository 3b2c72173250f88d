package conversation

import (
	"errors"
	"slices"
	"strings"
	"sync"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/daily"
	"stillpoint/internal/conversation/journal"
	"stillpoint/internal/conversation/questions"
	"stillpoint/internal/conversation/settings"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// typed carries out a text that is, alone, the label of a button that is shown, and
// offers what else a word or a question to the bot means. Anything else is left to
// be an answer. Owned says that what the bot asked for last, a, is still waited for.
//
//	alone in a message ─┬─ a label that is shown ───────► that button is pressed
//	                    ├─ stop, help, skip, a question
//	                    │  to the bot about itself ─────► offered, or kept as the answer
//	                    └─ anything else ───────────────► words
func (c *Core) typed(tx reflection.Tx, t *turn.Turn, a reflection.Awaiting, owned bool, e chat.Text) (handled bool, err error) {
	alone := turn.Alone(e.Body)
	if alone == "" || !e.Elsewhere.Chat.IsZero() {
		return false, nil
	}
	if !owned {
		a = reflection.Awaiting{}
	}
	topic := t.Words.Means(alone)
	ref, ok := turn.ShownAs(a, alone)
	switch {
	case topic == "" && !ok && !isLabel(t.Words, alone):
		return false, nil
	case a.For == daily.VerbWrite, a.For == daily.VerbAnswerNow, a.For == journal.VerbWords:
		return false, nil // Whatever it is, it is what was asked for.
	case a.For == questions.VerbAdd && strings.HasSuffix(strings.TrimSpace(e.Body), "?"):
		return false, nil // A question is what was asked for, whomever it could be meant for.
	}
	if elsewhere, err := answersAnother(tx, t, e); elsewhere || err != nil {
		return false, err
	}
	if !ok {
		if ref, ok, err = c.shown(tx, t, a, alone); err != nil {
			return false, err
		}
	}
	if ok {
		return true, c.pressed(tx, t, ref)
	}
	switch a.For {
	case settings.VerbZone, settings.VerbHour, settings.VerbSchedule, settings.VerbDaysOff, settings.VerbSummaryHour:
		return false, nil
	}
	if topic == "" {
		return false, nil
	}
	return c.daily.Offer(tx, t, e, topic, a)
}

// choices are the verbs of which one is chosen, each with what is waited for while
// they are shown.
var choices = map[string][]string{
	daily.VerbLateIn: {daily.VerbLateIn},
	daily.VerbKeep:   {daily.VerbKeep, daily.VerbOffer},
	daily.VerbLetGo:  {daily.VerbKeep},
	daily.VerbNever:  {daily.VerbNever},
}

// chose forgets what was offered once it is chosen, by a button or typed: the labels
// are words again.
func chose(tx reflection.Tx, t *turn.Turn, ref chat.Ref) error {
	from, ok := choices[ref.Verb]
	if !ok {
		return nil
	}
	a, err := tx.Awaiting(t.Home)
	switch {
	case errors.Is(err, reflection.ErrNotFound):
		return nil
	case err != nil:
		return err
	case a.ID != ref.ID || !slices.Contains(from, a.For):
		return nil
	}
	return tx.ClearAwaiting(a.Chat)
}

// labels holds, for each language, what Alone gives of the label of every button that
// can be pressed by typing.
var labels sync.Map // of *words.Words to map[string]bool

// isLabel reports whether a text is the label of any button that can be pressed by
// typing, shown or not. It spares all other texts a look into the store.
func isLabel(w *words.Words, alone string) bool {
	known, ok := labels.Load(w)
	if !ok {
		all := map[string]bool{}
		for _, label := range append(daily.Labels(w), settings.Labels(w)...) {
			all[turn.Alone(label)] = true
		}
		known, _ = labels.LoadOrStore(w, all)
	}
	return alone != "" && known.(map[string]bool)[alone] || settings.CanTakeBack(w, alone)
}

// shown finds the button of that label that is before the person: one of what the
// bot said last, or else one under the open question or its answer.
func (c *Core) shown(tx reflection.Tx, t *turn.Turn, a reflection.Awaiting, alone string) (chat.Ref, bool, error) {
	finders := []func() ([]chat.Action, error){
		func() ([]chat.Action, error) { return c.settings.Shown(tx, t, a) },
		func() ([]chat.Action, error) { return c.daily.Shown(tx, t, a) },
	}
	for _, find := range finders {
		actions, err := find()
		if err != nil {
			return chat.Ref{}, false, err
		}
		for _, action := range actions {
			if turn.IsLabel(alone, action.Label) {
				return action.Ref, true, nil
			}
		}
	}
	return chat.Ref{}, false, nil
}

// answersAnother reports whether a text replies, by the platform's own function, to
// anything but the question that is open: then it is written to that.
func answersAnother(tx reflection.Tx, t *turn.Turn, e chat.Text) (bool, error) {
	if e.ReplyTo == "" {
		return false, nil
	}
	to, err := tx.DeliveryByMessage(t.Meta.Space.Chat, e.ReplyTo)
	if errors.Is(err, reflection.ErrNotFound) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	open, err := tx.OpenAt(t.Meta.Space.Chat, t.Meta.At, e.Message)
	if errors.Is(err, reflection.ErrNotFound) {
		return true, nil
	}
	return to.ID != open.ID, err
}
