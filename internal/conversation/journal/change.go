package journal

import (
	"errors"
	"unicode/utf8"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/daily"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

const (
	// field is the form's only field, and maxField how much fits into it, in runes.
	field    = "words"
	maxField = 4000
	// maxReminder is how much is shown of what is about to be replaced, in runes.
	maxReminder = 600
	// maxWords is how much may stand in an entry that is changed, in bytes.
	maxWords = 64 << 10
)

// The args of the button that deletes in two taps.
const argYes, argNo = "yes", "no"

// mine loads the reply that a button is about, with its words. Ok is false, and the
// presser told, if it isn't theirs, has no words left, or may stand before others:
// that is for the channel's own buttons.
func (f *Flow) mine(tx reflection.Tx, t *turn.Turn, id int64) (e entry, r reader, ok bool, err error) {
	if r, err = f.readerOf(tx, t); err != nil {
		return e, r, false, err
	}
	reply, err := tx.Reply(reflection.ReplyID(id))
	switch {
	case errors.Is(err, reflection.ErrNotFound):
		t.Alert(t.Words.UndoneGone)
		return e, r, false, nil
	case err != nil:
		return e, r, false, err
	case reply.Person != t.Person.ID || reply.Kind == reflection.Draft:
		t.Alert(t.Words.NotYours)
		return e, r, false, nil
	}
	channels, _, _, err := r.about(reply)
	if err != nil || channels {
		t.Alert(t.Words.Stale)
		return e, r, false, err
	}
	if e, ok, err = r.entryOf(reply); err == nil && !ok {
		t.Alert(t.Words.UndoneGone)
	}
	return e, r, ok, err
}

// Reword asks for what takes the place of an entry's words: in a form that holds
// them, or by the next text.
func (f *Flow) Reword(tx reflection.Tx, t *turn.Turn, id int64) error {
	e, _, ok, err := f.mine(tx, t, id)
	if err != nil || !ok {
		return err
	}
	w, text := t.Words.Journal, e.text()
	if t.Limits.Forms && utf8.RuneCountInString(text) <= maxField {
		t.Open(chat.Form{Title: w.EditTitle, Action: chat.Ref{Verb: VerbWords, ID: id}, Fields: []chat.Field{
			{ID: field, Label: w.EditLabel, Value: text, Long: true, Required: true},
		}})
		return nil
	}
	if t.Home.IsZero() {
		t.Alert(t.Words.CantWrite)
		return nil
	}
	t.Show(chat.Message{Blocks: []chat.Block{
		chat.P(w.ReadsNow), {Kind: chat.Quote, Text: cut(text, maxReminder)}, chat.P(w.AskAnew),
	}, Placeholder: t.Words.WriteHint}, 0)
	return t.Ask(tx, VerbWords, id, "")
}

// Reworded puts words in the place of an entry's. The message is what they came as,
// so that editing or deleting it goes on changing them; empty for a form.
func (f *Flow) Reworded(tx reflection.Tx, t *turn.Turn, id int64, m chat.MessageID, text string) error {
	e, r, ok, err := f.mine(tx, t, id)
	if err != nil || !ok {
		return err
	}
	w := t.Words.Journal
	switch text = daily.Clean(text); {
	case !daily.HasWords(text):
		t.Say(t.Words.NoWords)
		return nil
	case len(text) > maxWords:
		t.Say(t.Words.Channel.TooLong)
		return nil
	case text == e.text():
		t.Say(w.SameWords)
		return nil
	}
	if room, err := daily.HasRoom(tx, t, text); err != nil || !room {
		t.Say(t.Words.DayIsFull)
		return err
	}
	first := true
	for i, p := range e.parts {
		if !p.Deleted.IsZero() {
			continue
		}
		if first {
			p.Text, p.Edited = text, t.Meta.At
			if m != "" {
				p.Chat, p.Message = t.Meta.Space.Chat, m
			}
			first = false
		} else {
			p.Text, p.Deleted = "", t.Meta.At
		}
		if err := tx.UpdatePart(p); err != nil {
			return err
		}
		e.parts[i] = p
	}
	t.Erased = true // The earlier words must not linger in the files.
	shown, err := r.whole(e, "")
	if err != nil {
		return err
	}
	shown.Blocks = append([]chat.Block{chat.P(w.Edited)}, shown.Blocks...)
	t.Show(shown, 0)
	return nil
}

// Wipe deletes an entry's words, in two taps. An answer's bare fact stays, so that it
// counts as before.
func (f *Flow) Wipe(tx reflection.Tx, t *turn.Turn, id int64, arg string) error {
	e, r, ok, err := f.mine(tx, t, id)
	if err != nil || !ok {
		return err
	}
	w := t.Words.Journal
	switch arg {
	case argYes:
	case argNo:
		m, err := r.whole(e, "")
		if err != nil {
			return err
		}
		t.Update(m, 0)
		return nil
	default:
		t.UpdateText(w.DeleteAsk,
			chat.Action{Label: w.DeleteYes, Ref: chat.Ref{Verb: VerbWipe, ID: id, Arg: argYes}},
			chat.Action{Label: w.Keep, Ref: chat.Ref{Verb: VerbWipe, ID: id, Arg: argNo}})
		return nil
	}
	if err := erase(tx, t, e); err != nil {
		return err
	}
	t.UpdateText(w.Deleted, chat.Action{Label: w.Back, Ref: view{kind: 'o'}.ref()})
	return nil
}

// erase takes the words of an entry of one's own. What answers nothing goes
// altogether: it counts nowhere.
func erase(tx reflection.Tx, t *turn.Turn, e entry) error {
	t.Erased = true
	for _, p := range e.parts {
		if p.Deleted.IsZero() && t.Limits.Reactions && p.Message != "" && p.Chat == t.Meta.Space.Chat {
			t.React(p.Message, chat.NoReaction)
		}
		if e.reply.Kind == reflection.Answering && p.Deleted.IsZero() {
			p.Text, p.Deleted = "", t.Meta.At
			if err := tx.UpdatePart(p); err != nil {
				return err
			}
		}
	}
	if e.reply.Kind == reflection.Answering {
		return nil
	}
	return tx.DeleteReply(e.reply.ID)
}

// Submit takes a form of this package's; handled is false for any other.
func (f *Flow) Submit(tx reflection.Tx, t *turn.Turn, e chat.Submitted) (handled bool, err error) {
	if e.Action.Verb != VerbWords {
		return false, nil
	}
	return true, f.Reworded(tx, t, e.Action.ID, "", e.Fields[field])
}
