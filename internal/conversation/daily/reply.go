package daily

import (
	"errors"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/reflection"
)

// Text files what a person wrote under the question it answers; with none, it
// offers to keep it as a note.
func (f *Flow) Text(tx reflection.Tx, t *turn.Turn, e chat.Text) error {
	d, direct, err := target(tx, t, e)
	if errors.Is(err, reflection.ErrNotFound) {
		return f.offerNote(tx, t, e)
	}
	if err != nil {
		return err
	}
	return f.file(tx, t, d, e, filing{named: direct || d.State != reflection.DeliveryArrived})
}

// target finds the question that a text answers. Direct says that the person
// picked one that is not the open one.
func target(tx reflection.Tx, t *turn.Turn, e chat.Text) (d reflection.Delivery, direct bool, err error) {
	current, err := open(tx, t, e.Message)
	if e.ReplyTo == "" || (err != nil && !errors.Is(err, reflection.ErrNotFound)) {
		return current, false, err
	}
	d, derr := repliedTo(tx, t, e.ReplyTo)
	if errors.Is(derr, reflection.ErrNotFound) || (derr == nil && d.Person != t.Person.ID) {
		return current, false, err
	}
	return d, derr == nil && d.ID != current.ID, derr
}

// repliedTo finds the question in a message: the bot's own, or one of the
// person's parts.
func repliedTo(tx reflection.Tx, t *turn.Turn, m chat.MessageID) (reflection.Delivery, error) {
	c := t.Meta.Space.Chat
	d, err := tx.DeliveryByMessage(c, m)
	if !errors.Is(err, reflection.ErrNotFound) {
		return d, err
	}
	part, err := tx.PartByMessage(c, m)
	if err != nil {
		return reflection.Delivery{}, err
	}
	reply, err := tx.Reply(part.Reply)
	if err != nil {
		return reflection.Delivery{}, err
	}
	return tx.Delivery(reply.Delivery)
}

// filing says how a text is filed.
type filing struct {
	named  bool // the acknowledgement names the question
	deeper bool // it answers the follow-up
	kept   bool // it was kept already, as a draft, and counted
	// down is the line on an outage that the acknowledgement tells; empty for none
	// that is known to be told yet.
	down string
}

// file adds a part to the reply to d, and acknowledges it. The first part of an
// answer is always taken, so that no limit costs anybody a date.
func (f *Flow) file(tx reflection.Tx, t *turn.Turn, d reflection.Delivery, e chat.Text, how filing) error {
	d, err := delivery.Shown(tx, d, t.Meta.At, "")
	if err != nil {
		return err
	}
	if d, err = answeredElsewhere(tx, t, d); err != nil {
		return err
	}
	reply, err := tx.AnswerTo(d.ID, t.Person.ID)
	first := errors.Is(err, reflection.ErrNotFound)
	if err != nil && !first {
		return err
	}
	text := Clean(e.Body)
	if !how.kept {
		if ok, err := room(tx, t, text, first); err != nil || !ok {
			return err
		}
	}
	if first {
		reply = reflection.Reply{
			Person: t.Person.ID, Identity: t.Identity.ID, Delivery: d.ID,
			Kind: reflection.Answering, Question: d.Prompt.Question, Created: t.Meta.At,
		}
		err = tx.AddReply(&reply)
	}
	if err != nil {
		return err
	}
	part := reflection.Part{
		Reply: reply.ID, Chat: t.Meta.Space.Chat, Message: e.Message, At: t.Meta.At,
		Text: text, Deeper: how.deeper,
	}
	if err := tx.AddPart(&part); err != nil {
		return err
	}
	if err := addReplied(tx, t, d, part.ID, t.Meta.At, e.Message); err != nil {
		return err
	}
	if d.Answered.IsZero() {
		d.Answered = t.Meta.At
		if err := tx.UpdateDelivery(d); err != nil {
			return err
		}
		if err := answersTwins(tx, d); err != nil {
			return err
		}
	}
	if !first {
		before, err := tx.LastWritten(reply.ID, part.ID)
		// Somebody who took everything back begins anew, and can take that back.
		first = errors.Is(err, reflection.ErrNotFound)
		if err != nil && !first {
			return err
		}
		goesOn := !how.named || part.At.Sub(before) < turn.Ownership
		// The first thing that is said after an outage tells of it, and so is said in words.
		if how.down, err = f.outage(tx, t, d.Subscription); err != nil {
			return err
		}
		if !first && goesOn && t.Limits.Reactions && how.down == "" {
			t.React(e.Message, chat.Kept)
			return nil
		}
	}
	return f.acknowledge(tx, t, d, part, first, how)
}

// addReplied records the fact that a part was filed under a delivery.
func addReplied(tx reflection.Tx, t *turn.Turn, d reflection.Delivery, part reflection.PartID, at time.Time, m chat.MessageID) error {
	date, err := planning.LocalDate(at, d.Zone)
	if err != nil {
		return err
	}
	return tx.AddFact(&reflection.Fact{
		Kind: reflection.FactReplied, Person: t.Person.ID, Subscription: d.Subscription, Delivery: d.ID, Part: part,
		Chat: t.Meta.Space.Chat, Message: m, At: at.UTC(), Date: date, Zone: d.Zone,
	})
}

// Clean returns the words of a text as they are kept: valid UTF-8, without
// control characters other than line breaks and tabs, and without space around.
// Everything else stays as it was written, direction marks and emoji too.
func Clean(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' || !unicode.IsControl(r) {
			return r
		}
		return -1
	}, s)
	return strings.TrimSpace(s)
}

// HasWords reports whether anything is left of a text to be kept.
func HasWords(s string) bool {
	return strings.ContainsFunc(Clean(s), func(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsSpace(r) })
}

// IsWords reports whether there are words in a message; if not, its author is told.
func IsWords(t *turn.Turn, e chat.Text) bool {
	switch {
	case e.Medium != chat.Words:
		t.Say(t.Words.OnlyWords)
		return false
	case !HasWords(e.Body):
		t.Say(t.Words.NoWords)
		return false
	}
	return true
}

// short cuts a question to fit into a line of its own, in runes.
func short(s string) string {
	const most = 80
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	r := []rune(s)[:most]
	cut := strings.TrimRightFunc(string(r), func(c rune) bool { return !unicode.IsSpace(c) })
	return strings.TrimRightFunc(cut, func(c rune) bool { return unicode.IsSpace(c) || unicode.IsPunct(c) }) + " …"
}
