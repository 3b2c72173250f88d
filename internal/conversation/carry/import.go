package carry

import (
	"errors"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/delivery/summaries"
	"stillpoint/internal/portable"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// fileOption is the field of /import.
const fileOption = "file"

// Brought is the file that came with a command in a private chat; empty where none
// did, or none that can be read.
func Brought(e chat.Event) string {
	c, ok := e.(chat.Command)
	if !ok || c.Name != "import" || !c.Space.Private {
		return ""
	}
	return c.Options[fileOption]
}

// Import says what became of a file. What is in it was taken in before the turn; the
// subscriptions that it speaks of are scheduled here.
func (f *Flow) Import(tx reflection.Tx, t *turn.Turn, e chat.Command) error {
	w := t.Words.Export
	file, with := e.Options[fileOption]
	switch {
	case !t.Meta.Space.Private:
		t.Say(w.Privately)
		return nil
	case !with:
		t.Show(chat.Message{Blocks: []chat.Block{chat.P(w.Import.How), chat.P(w.Import.Reads)}}, 0)
		return nil
	case file == "":
		t.Say(w.Import.BadFile)
		return nil
	case t.Prepared.TakenErr != nil:
		t.Show(refused(w.Import, t.Prepared.TakenErr), 0)
		return nil
	}
	taken := t.Prepared.Taken
	m := chat.Message{}
	switch {
	case taken.Texts > 0 && taken.Known > 0:
		m.Blocks = []chat.Block{chat.P(w.Import.Taken(taken.Texts) + " " + w.Import.Known(taken.Known))}
	case taken.Texts > 0:
		m.Blocks = []chat.Block{chat.P(w.Import.Taken(taken.Texts))}
	default:
		m.Blocks = []chat.Block{chat.P(w.Import.NothingNew)}
	}
	if taken.Shared && taken.Texts > 0 {
		m.Blocks = append(m.Blocks, chat.P(w.Import.Unshared))
	}
	if taken.Texts > 0 {
		line, err := keepsAll(tx, t)
		if err != nil {
			return err
		}
		if line != "" {
			m.Blocks = append(m.Blocks, chat.P(line))
		}
	}
	next, err := schedule(tx, t, taken)
	if err != nil {
		return err
	}
	if next != "" {
		m.Blocks = append(m.Blocks, chat.P(w.Import.Asked(next)))
	}
	t.Show(m, 0)
	return nil
}

// keepsAll has words kept for good again where some that were brought along are older
// than the time for which they are kept: else they would be gone the next night. It
// returns what to say of that; empty where it changes nothing.
func keepsAll(tx reflection.Tx, t *turn.Turn) (string, error) {
	months := t.Person.KeepMonths
	if months == 0 {
		return "", nil
	}
	older, err := tx.RepliesBetween(t.Person.ID, time.Unix(0, 0), t.Now.AddDate(0, -months, 0), false, 1)
	if err != nil || len(older) == 0 {
		return "", err
	}
	t.Person.KeepMonths = 0
	return t.Words.Export.Import.KeepsAll(months), tx.UpdatePerson(t.Person)
}

// refused says what is wrong with a file, and where.
func refused(w words.ImportWords, fault *portable.Fault) chat.Message {
	m := chat.Message{Blocks: []chat.Block{chat.P(w.At(fault.Line, w.Why[fault.Why]))}}
	if fault.Field != "" {
		m.Blocks = append(m.Blocks, chat.P(w.Field(fault.Field)))
	}
	return m
}

// schedule has the subscriptions that a file spoke of ask again, and says when the one
// of this chat does next.
func schedule(tx reflection.Tx, t *turn.Turn, taken portable.Taken) (next string, err error) {
	for _, id := range taken.Subscriptions {
		sub, err := tx.Subscription(id)
		if errors.Is(err, reflection.ErrNotFound) {
			continue
		}
		if err != nil {
			return "", err
		}
		if err := planning.Reschedule(&sub, t.Now); err != nil {
			return "", err
		}
		if err := tx.UpdateSubscription(sub); err != nil {
			return "", err
		}
		if err := summaries.Resume(tx, sub, t.Now); err != nil {
			return "", err
		}
		if sub.Chat != t.Home || sub.Next.At.IsZero() {
			continue
		}
		clock, err := t.In(sub.Rule.Zone)
		if err != nil {
			return "", err
		}
		next = clock.At(sub.Next.At)
	}
	return next, nil
}
