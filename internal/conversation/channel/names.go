package channel

import (
	"math"
	"slices"

	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// nameFor is the name that an answer is shared with: what the account calls itself now.
// One that looks like the name of somebody else whose answer to the same question is
// shared gets the end of its account's number, so that the two are told apart.
func nameFor(tx reflection.Tx, t *turn.Turn, r reflection.Reply) (string, error) {
	name := turn.Name(t.Meta.Actor.Name)
	if name == "" {
		return "", nil
	}
	shared, err := tx.SharedAnswers(r.Delivery, 0, math.MaxInt32)
	if err != nil {
		return "", err
	}
	for _, other := range shared {
		if other.Person != r.Person && other.Audience == reflection.Shared && words.Alike(other.Name, name) {
			return words.ToldApart(name, t.Meta.Actor.Account), nil
		}
	}
	return name, nil
}

// renewBoard has a board that somebody stands on call them what their account calls
// itself now, so that a name that was taken for a moment doesn't stay there.
func renewBoard(tx reflection.Tx, t *turn.Turn, s reflection.SubscriptionID) error {
	name := turn.Name(t.Meta.Actor.Name)
	if name == "" {
		return nil
	}
	boards, err := tx.BoardsOf(t.Person.ID)
	if err != nil || !slices.ContainsFunc(boards, func(b reflection.BoardEntry) bool { return b.Subscription == s && b.Name != name }) {
		return err
	}
	return tx.SetBoard(reflection.BoardEntry{Subscription: s, Person: t.Person.ID, Name: name})
}
