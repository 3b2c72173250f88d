package channel

import (
	"errors"
	"slices"
	"strings"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// answer is what somebody wrote to a channel's question; the zero answer is none.
type answer struct {
	reflection.Reply
	parts []reflection.Part // also those whose words were taken away
}

// answerOf loads the person's answer to a question, if there is one.
func answerOf(tx reflection.Tx, d reflection.DeliveryID, p reflection.PersonID) (a answer, err error) {
	a.Reply, err = tx.AnswerTo(d, p)
	if errors.Is(err, reflection.ErrNotFound) {
		return answer{}, nil
	}
	if err == nil {
		a.parts, err = tx.Parts(a.ID)
	}
	return a, err
}

// own loads the answer that a button is about, with its question. Ok is false,
// and the presser told, if it isn't theirs or answers no channel's question.
func own(tx reflection.Tx, t *turn.Turn, id int64) (a answer, p place, ok bool, err error) {
	a.Reply, err = tx.Reply(reflection.ReplyID(id))
	found := err == nil && a.Person == t.Person.ID && a.Kind == reflection.Answering
	if found {
		p, found, err = find(tx, a.Delivery)
	}
	if err = ignoreMissing(err); err != nil {
		return a, p, false, err
	}
	if !found {
		t.Alert(t.Words.NotYours)
		return a, p, false, nil
	}
	a.parts, err = tx.Parts(a.ID)
	return a, p, err == nil, err
}

// living reports whether any words are left.
func (a answer) living() bool { return slices.ContainsFunc(a.parts, living) }

func living(p reflection.Part) bool { return p.Deleted.IsZero() }

// size is how much was written, in bytes.
func (a answer) size() (n int) {
	for _, p := range a.parts {
		n += len(p.Text)
	}
	return n
}

// editable returns the words that were written to the bot alone, which can be
// edited here, and whether there are others that stand in the channel.
func (a answer) editable(p place) (here []reflection.Part, others bool) {
	for _, part := range a.parts {
		switch {
		case !living(part):
		case p.inChannel(part):
			others = true
		default:
			here = append(here, part)
		}
	}
	return here, others
}

// inChannel reports whether a part is a message that its author wrote in the
// channel: it is theirs to edit and to delete.
func (p place) inChannel(part reflection.Part) bool {
	return part.Message != "" && slices.Contains([]chat.Chat{p.Chat, p.sub.Chat, p.Thread}, part.Chat)
}

// joined is the text of some parts, one after the other.
func joined(parts []reflection.Part) string {
	var texts []string
	for _, p := range parts {
		if living(p) {
			texts = append(texts, p.Text)
		}
	}
	return strings.Join(texts, "\n\n")
}
