package community

import (
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// creditFor is the name to stand with a question that somebody suggested: what their
// account calls itself now. One that looks like the name with somebody else's question
// in the channel gets the end of its account's number.
func creditFor(tx reflection.Tx, t *turn.Turn, q reflection.OwnQuestion) (string, error) {
	name := turn.Name(t.Meta.Actor.Name)
	for _, state := range []reflection.QuestionState{reflection.Suggested, reflection.Approved} {
		all, err := tx.Questions(q.Subscription, state)
		if err != nil {
			return "", err
		}
		for _, other := range all {
			if other.Author != q.Author && other.Credit != "" && words.Alike(other.Credit, name) {
				return words.ToldApart(name, t.Meta.Actor.Account), nil
			}
		}
	}
	return name, nil
}
