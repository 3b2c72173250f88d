package planning

import (
	"errors"
	"strconv"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// ownAsked is an own question as a delivery keeps it. Who it is from
// isn't kept there: it is looked up each time, so that whoever takes it back, or
// is forgotten, is named no more.
func ownAsked(by chooser, q reflection.OwnQuestion) reflection.Asked {
	a := reflection.Asked{
		Pack: reflection.OwnPack, Prompt: strconv.FormatInt(int64(q.ID), 10), Question: q.Text,
	}
	if by.person != 0 {
		a.Source = by.words.Own.Yours
	}
	return a
}

// ownOf finds the question of a channel's own that a delivery asked.
func ownOf(tx interface {
	Question(reflection.QuestionID) (reflection.OwnQuestion, error)
}, asked reflection.Asked) (reflection.OwnQuestion, error) {
	id, err := strconv.ParseInt(asked.Prompt, 10, 64)
	if err != nil || asked.Pack != reflection.OwnPack {
		return reflection.OwnQuestion{}, reflection.ErrNotFound
	}
	return tx.Question(reflection.QuestionID(id))
}

// giveBack has an own question asked another time, because the
// delivery that should have asked it was never shown.
func giveBack(tx reflection.Tx, d reflection.Delivery) error {
	q, err := ownOf(tx, d.Prompt)
	if errors.Is(err, reflection.ErrNotFound) || (err == nil && q.Asked != d.ID) {
		return nil
	}
	if err != nil {
		return err
	}
	q.Asked = 0
	return tx.UpdateQuestion(q)
}

// Sourced returns the prompt with what is to be read of where it comes from: of a
// question of the channel's own, whose it is, if they want that said, with their
// account on the platform it is shown on, and where more is. It is for showing, and
// never stored.
func Sourced(tx interface {
	Question(reflection.QuestionID) (reflection.OwnQuestion, error)
	Identities(reflection.PersonID) ([]reflection.Identity, error)
}, w *words.Words, on chat.Platform, asked reflection.Asked) (reflection.Asked, error) {
	if asked.Pack != reflection.OwnPack {
		return asked, nil
	}
	asked.Source = w.Post.Ours
	q, err := ownOf(tx, asked)
	switch {
	case errors.Is(err, reflection.ErrNotFound):
		return asked, nil
	case err != nil:
		return asked, err
	case q.Credit != "":
		asked.Source = w.Post.OursBy(q.Credit)
		asked.By, err = Credited(tx, on, q)
	}
	asked.More = q.More
	return asked, err
}

// Credited is the account whose name stands with a question; empty where there is none,
// or an admin typed it.
func Credited(tx interface {
	Identities(reflection.PersonID) ([]reflection.Identity, error)
}, on chat.Platform, q reflection.OwnQuestion) (string, error) {
	if q.Credit == "" || !q.Named {
		return "", nil
	}
	return AccountOn(tx, on, q.Author)
}

// AccountOn is somebody's account on a platform; empty if they have none there.
func AccountOn(tx interface {
	Identities(reflection.PersonID) ([]reflection.Identity, error)
}, on chat.Platform, p reflection.PersonID) (string, error) {
	all, err := tx.Identities(p)
	for _, i := range all {
		if i.Private.Platform == on {
			return i.Account, err
		}
	}
	return "", err
}
