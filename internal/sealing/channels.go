package sealing

import (
	"cmp"
	"fmt"
	"slices"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// sealQuestion seals the text, and the credit and what leads to more where there are any.
func (t *tx) sealQuestion(q *reflection.OwnQuestion) {
	q.Text = seal(t.keys.own, place("question", q.ID, "text"), q.Text)
	if q.Credit != "" {
		q.Credit = seal(t.keys.own, creditPlace(*q), q.Credit)
	}
	if q.More != "" {
		q.More = seal(t.keys.own, place("question", q.ID, "more"), q.More)
	}
}

// creditPlace is what a sealed credit is bound to: whether it is its author's own name
// too, so that no name that was typed can be made an account's.
func creditPlace(q reflection.OwnQuestion) string {
	if q.Named {
		return place("question", q.ID, "credit of its author")
	}
	return place("question", q.ID, "credit")
}

func (t *tx) openQuestion(q *reflection.OwnQuestion) (err error) {
	if q.Author, err = t.behind(q.Author); err != nil {
		return err
	}
	if q.Text, err = unseal(t.keys.own, place("question", q.ID, "text"), q.Text); err != nil {
		return t.report(err)
	}
	if q.Credit, err = unseal(t.keys.own, creditPlace(*q), q.Credit); err != nil {
		return t.report(err)
	}
	q.More, err = unseal(t.keys.own, place("question", q.ID, "more"), q.More)
	return t.report(err)
}

func (t *tx) AddQuestion(q *reflection.OwnQuestion) error {
	id, err := t.raw.NewID()
	if err != nil {
		return err
	}
	added := *q
	added.ID = reflection.QuestionID(id)
	sealed := added
	t.sealQuestion(&sealed)
	if q.Author != 0 {
		as, err := t.needPersona(q.Author)
		if err != nil {
			return err
		}
		sealed.Author = as.person
	}
	if err := t.raw.AddQuestion(&sealed); err != nil {
		return err
	}
	*q = added
	return nil
}

func (t *tx) UpdateQuestion(q reflection.OwnQuestion) error {
	t.sealQuestion(&q)
	return t.raw.UpdateQuestion(q)
}

func (t *tx) Question(id reflection.QuestionID) (reflection.OwnQuestion, error) {
	q, err := t.raw.Question(id)
	return openedOne(q, err, t.openQuestion)
}

func (t *tx) Questions(s reflection.SubscriptionID, state reflection.QuestionState) ([]reflection.OwnQuestion, error) {
	all, err := t.raw.Questions(s, state)
	return opened(all, err, t.openQuestion)
}

func (t *tx) NextQuestion(s reflection.SubscriptionID, on schedule.Date) (reflection.OwnQuestion, error) {
	q, err := t.raw.NextQuestion(s, on)
	return openedOne(q, err, t.openQuestion)
}

// boardPlace is what a sealed name on a board is bound to.
func boardPlace(s reflection.SubscriptionID, p reflection.PersonID) string {
	return fmt.Sprintf("board/%d/%d", s, p)
}

func (t *tx) SetBoard(e reflection.BoardEntry) error {
	as, err := t.needPersona(e.Person)
	if err != nil {
		return err
	}
	e.Name = seal(t.keys.own, boardPlace(e.Subscription, e.Person), e.Name)
	e.Person = as.person
	return t.raw.SetBoard(e)
}

func (t *tx) RemoveBoard(s reflection.SubscriptionID, p reflection.PersonID) error {
	p, err := t.asKnown(p)
	if err != nil {
		return err
	}
	return t.raw.RemoveBoard(s, p)
}

func (t *tx) OnBoard(s reflection.SubscriptionID, p reflection.PersonID) (bool, error) {
	p, err := t.asKnown(p)
	if err != nil {
		return false, err
	}
	return t.raw.OnBoard(s, p)
}

// Board orders equals by name, which the engine can't read.
func (t *tx) Board(s reflection.SubscriptionID, from, to schedule.Date) ([]reflection.BoardLine, error) {
	found, err := t.raw.Board(s, from, to)
	lines, err := opened(found, err, func(l *reflection.BoardLine) (err error) {
		if l.Person, err = t.behind(l.Person); err != nil {
			return err
		}
		l.Name, err = unseal(t.keys.own, boardPlace(s, l.Person), l.Name)
		return t.report(err)
	})
	slices.SortFunc(lines, func(a, b reflection.BoardLine) int {
		return cmp.Or(cmp.Compare(b.Answered, a.Answered), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Person, b.Person))
	})
	return lines, err
}

func (t *tx) openNotice(n *reflection.Notice) (err error) {
	if n.Person, err = t.behind(n.Person); err != nil {
		return err
	}
	n.Text, err = unseal(t.keys.own, place("notice", n.ID, ""), n.Text)
	return t.report(err)
}

func (t *tx) AddNotice(n *reflection.Notice) error {
	id, err := t.raw.NewID()
	if err != nil {
		return err
	}
	added := *n
	added.ID = reflection.NoticeID(id)
	sealed := added
	sealed.Text = seal(t.keys.own, place("notice", added.ID, ""), n.Text)
	as, err := t.needPersona(n.Person)
	if err != nil {
		return err
	}
	sealed.Person = as.person
	if err := t.raw.AddNotice(&sealed); err != nil {
		return err
	}
	*n = added
	return nil
}

func (t *tx) Notices(p chat.Platform, parent string, person reflection.PersonID) ([]reflection.Notice, error) {
	person, err := t.asKnown(person)
	if err != nil {
		return nil, err
	}
	all, err := t.raw.Notices(p, parent, person)
	return opened(all, err, t.openNotice)
}

func (t *tx) PrivateNotices(limit int) ([]reflection.Notice, error) {
	all, err := t.raw.PrivateNotices(limit)
	return opened(all, err, t.openNotice)
}
