package channel

import (
	"math"

	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
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
		if other.Person != r.Person && other.Audience == reflection.Shared && turn.Alike(other.Name, name) {
			return name + " (" + end(t.Meta.Actor.Account) + ")", nil
		}
	}
	return name, nil
}

// end is the end of an account's number.
func end(account string) string {
	const many = 4
	all := []rune(account)
	return string(all[max(0, len(all)-many):])
}
