package journal

import (
	"errors"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// shownLater is how many of the times at which words came back an entry shows.
const shownLater = 3

// before is the reply that a return brought back, of which another tells what has
// changed; ok is false where that answers another question, or where it has no words
// left.
func (r reader) before(reply reflection.Reply) (e entry, ok bool, err error) {
	if reply.Delivery == 0 {
		return e, false, nil
	}
	back, err := r.tx.ReturnOn(reply.Delivery)
	if err != nil {
		return e, false, ignoreMissing(err)
	}
	earlier, err := r.tx.Reply(back.Reply)
	if err != nil {
		return e, false, ignoreMissing(err)
	}
	if earlier.Person != r.person.ID {
		return e, false, nil
	}
	return r.entryOf(earlier)
}

// after are the replies that tell what has changed since another, the earliest first.
func (r reader) after(reply reflection.Reply) (all []entry, err error) {
	came, err := r.tx.ReturnsOf(reply.ID)
	if err != nil {
		return nil, err
	}
	for _, back := range came {
		later, err := r.tx.AnswerTo(back.Delivery, r.person.ID)
		if errors.Is(err, reflection.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		e, ok, err := r.entryOf(later)
		if err != nil {
			return nil, err
		}
		if ok {
			all = append(all, e)
		}
	}
	return all[max(0, len(all)-shownLater):], nil
}

// earlierWords shows in a list, over what was answered to a return, what it brought
// back.
func (r reader) earlierWords(reply reflection.Reply) ([]chat.Block, error) {
	e, ok, err := r.before(reply)
	if err != nil || !ok {
		return nil, err
	}
	return []chat.Block{
		chat.P(r.words.Journal.YouWrote(e.at.In(r.zone))),
		{Kind: chat.Quote, Text: cut(oneLine(e.text()), shownWords)},
	}, nil
}

// linked puts around an entry's words what it brought back, over them, and what was
// written when it came back itself, under them, each with a button that opens it.
func (r reader) linked(reply reflection.Reply, words []chat.Block) (all []chat.Block, opens []chat.Action, err error) {
	w := r.words.Journal
	show := func(e entry) {
		all = append(all, chat.P(w.YouWrote(e.at.In(r.zone))), chat.Block{Kind: chat.Quote, Text: cut(oneLine(e.text()), shownWords)})
		opens = append(opens, chat.Action{Label: w.OpenDay(e.at.In(r.zone)), Ref: chat.Ref{Verb: VerbEntry, ID: int64(e.reply.ID)}})
	}
	earlier, ok, err := r.before(reply)
	if err != nil {
		return nil, nil, err
	}
	if ok {
		show(earlier)
	}
	all = append(all, words...)
	later, err := r.after(reply)
	if err != nil {
		return nil, nil, err
	}
	for _, e := range later {
		show(e)
	}
	return all, opens, nil
}
