package sealing

import (
	"cmp"
	"fmt"
	"slices"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// sealQuestion seals the text, and the credit where there is one.
func (t *tx) sealQuestion(q *reflection.OwnQuestion) {
	q.Text = seal(t.keys.own, place("question", q.ID, "text"), q.Text)
	if q.Credit != "" {
		q.Credit = seal(t.keys.own, place("question", q.ID, "credit"), q.Credit)
	}
}

func (t *tx) openQuestion(q *reflection.OwnQuestion) (err error) {
	if q.Text, err = unseal(t.keys.own, place("question", q.ID, "text"), q.Text); err != nil {
		return t.report(err)
	}
	q.Credit, err = unseal(t.keys.own, place("question", q.ID, "credit"), q.Credit)
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
	e.Name = seal(t.keys.own, boardPlace(e.Subscription, e.Person), e.Name)
	return t.raw.SetBoard(e)
}

// Board orders equals by name, which the engine can't read.
func (t *tx) Board(s reflection.SubscriptionID, from, to schedule.Date) ([]reflection.BoardLine, error) {
	found, err := t.raw.Board(s, from, to)
	lines, err := opened(found, err, func(l *reflection.BoardLine) (err error) {
		l.Name, err = unseal(t.keys.own, boardPlace(s, l.Person), l.Name)
		return t.report(err)
	})
	slices.SortFunc(lines, func(a, b reflection.BoardLine) int {
		return cmp.Or(cmp.Compare(b.Answered, a.Answered), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Person, b.Person))
	})
	return lines, err
}

func (t *tx) openNotice(n *reflection.Notice) (err error) {
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
	if err := t.raw.AddNotice(&sealed); err != nil {
		return err
	}
	*n = added
	return nil
}

func (t *tx) Notices(p chat.Platform, parent string, person reflection.PersonID) ([]reflection.Notice, error) {
	all, err := t.raw.Notices(p, parent, person)
	return opened(all, err, t.openNotice)
}

func (t *tx) PrivateNotices(limit int) ([]reflection.Notice, error) {
	all, err := t.raw.PrivateNotices(limit)
	return opened(all, err, t.openNotice)
}
