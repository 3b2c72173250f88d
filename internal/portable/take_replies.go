package portable

import (
	"context"
	"errors"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// replyKey is what a reply is known by.
type replyKey struct {
	kind    reflection.ReplyKind
	created int64
	asked   string
}

// repliesHere are a person's replies by what they are known by.
func repliesHere(tx reflection.Tx, p reflection.PersonID) (map[replyKey][]reflection.ReplyID, error) {
	there := map[replyKey][]reflection.ReplyID{}
	var at time.Time
	var after reflection.ReplyID
	for {
		some, err := tx.RepliesFrom(p, at, after, page)
		if err != nil {
			return nil, err
		}
		for _, r := range some {
			k := replyKey{r.Kind, r.Created.UnixMicro(), r.Question}
			there[k] = append(there[k], r.ID)
			at, after = r.Created, r.ID
		}
		if len(some) < page {
			return there, nil
		}
	}
}

// takeReplies takes in what the person wrote.
func (i *importer) takeReplies(ctx context.Context) error {
	i.parts = map[int]reflection.PartID{}
	known := map[int]reflection.ReplyID{}
	err := i.store.View(ctx, func(tx reflection.Tx) error {
		there, err := repliesHere(tx, i.who.Person)
		if err != nil {
			return err
		}
		for n, r := range i.doc.Replies {
			k := replyKey{number[reflection.ReplyKind](replyKinds, r.Kind), r.Created.UnixMicro(), r.Asked}
			if same := there[k]; len(same) > 0 {
				known[n], there[k] = same[0], same[1:]
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	counts := make([]Taken, len(i.doc.Replies))
	err = inBatches(ctx, i.store, i.doc.Replies, func(tx reflection.Tx, n int, from Reply) (err error) {
		counts[n], err = i.reply(tx, from, known[n])
		return err
	})
	for _, c := range counts {
		i.taken.Texts += c.Texts
		i.taken.Known += c.Known
		i.taken.Shared = i.taken.Shared || c.Shared
	}
	return err
}

// reply takes in one reply, or what is missing of it. It is the bearer's alone,
// whoever could read it where the file comes from.
func (i *importer) reply(tx reflection.Tx, from Reply, there reflection.ReplyID) (count Taken, err error) {
	if i.future(from.Created) {
		return count, nil
	}
	delivery := i.questions[from.Question]
	kind := number[reflection.ReplyKind](replyKinds, from.Kind)
	if there == 0 && delivery != 0 && kind == reflection.Answering {
		r, err := tx.AnswerTo(delivery, i.who.Person)
		if err != nil && !errors.Is(err, reflection.ErrNotFound) {
			return count, err
		}
		there = r.ID
	}
	count.Shared = from.Audience != audiences[reflection.PrivateTo]
	var parts []reflection.Part
	if there != 0 {
		if parts, err = tx.Parts(there); err != nil {
			return count, err
		}
	} else {
		identity, known := i.identities[from.Identity]
		if !known {
			identity = i.who.Identity.ID
		}
		r := reflection.Reply{
			Person: i.who.Person, Identity: identity, Delivery: delivery, Kind: kind, Question: from.Asked, Created: from.Created,
		}
		if err := tx.AddReply(&r); err != nil {
			return count, err
		}
		there = r.ID
		if err := answered(tx, r); err != nil {
			return count, err
		}
	}
	if err := i.back(tx, from.Back, there); err != nil {
		return count, err
	}
	return count, i.messages(tx, from, there, parts, &count)
}

// answered notes when a delivery was first answered, where it doesn't say.
func answered(tx reflection.Tx, r reflection.Reply) error {
	if r.Delivery == 0 || r.Kind != reflection.Answering {
		return nil
	}
	d, err := tx.Delivery(r.Delivery)
	if err != nil || !d.Answered.IsZero() {
		return err
	}
	d.Answered = r.Created
	return tx.UpdateDelivery(d)
}

// partKey is what a message of a reply is known by: among those of the same instant,
// by its place.
type partKey struct {
	at     int64
	deeper bool
	nth    int
}

// messages takes in those messages of a reply that are missing, and the words of those
// that have none.
func (i *importer) messages(tx reflection.Tx, from Reply, to reflection.ReplyID, there []reflection.Part, count *Taken) error {
	have := map[partKey]reflection.Part{}
	for _, p := range there {
		have[nextKey(have, p.At, p.Deeper)] = p
	}
	seen := map[partKey]bool{}
	for _, p := range from.Parts {
		k := nextKey(seen, p.At, p.Deeper)
		seen[k] = true
		was, known := have[k]
		switch {
		case known && was.Deleted.IsZero() || known && !p.Deleted.IsZero():
			i.parts[p.ID] = was.ID
			count.Known++
			continue
		case known:
			was.Deleted, was.Text, was.Edited = time.Time{}, p.Text, p.Edited
			if err := tx.UpdatePart(was); err != nil {
				return err
			}
			i.parts[p.ID] = was.ID
		default:
			part := reflection.Part{
				Reply: to, Chat: i.who.Identity.Private, At: p.At, Edited: p.Edited, Deleted: p.Deleted, Deeper: p.Deeper, Text: p.Text,
			}
			if c := (chat.Chat{Platform: chat.Platform(p.Platform), ID: p.Chat}); i.same && i.mine[c] {
				part.Chat, part.Message = c, chat.MessageID(p.Message)
			}
			if err := tx.AddPart(&part); err != nil {
				return err
			}
			i.parts[p.ID] = part.ID
		}
		count.Texts++
	}
	return nil
}

// nextKey is the key of a message that comes after those that have one.
func nextKey[V any](have map[partKey]V, at time.Time, deeper bool) partKey {
	k := partKey{at.UnixMicro(), deeper, 0}
	for {
		if _, taken := have[k]; !taken {
			return k
		}
		k.nth++
	}
}
