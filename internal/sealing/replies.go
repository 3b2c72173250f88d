package sealing

import (
	"time"

	"stillpoint/internal/reflection"
)

// sealReply seals the question and the name, where there are any, and the row.
func (t *tx) sealReply(r *reflection.Reply) error {
	key, err := t.identityKey(r.Identity)
	if err != nil {
		return err
	}
	if r.Question != "" {
		r.Question = seal(key, place("reply", r.ID, "question"), r.Question)
	}
	if r.Name != "" {
		r.Name = seal(key, place("reply", r.ID, "name"), r.Name)
	}
	r.Seal = sealRow(key, *r)
	return nil
}

func (t *tx) openReply(r *reflection.Reply) error {
	key, err := t.identityKey(r.Identity)
	if err == nil {
		err = openRow(key, r)
	}
	if err == nil {
		r.Question, err = unseal(key, place("reply", r.ID, "question"), r.Question)
	}
	if err == nil {
		r.Name, err = unseal(key, place("reply", r.ID, "name"), r.Name)
	}
	if err == nil {
		t.whose[r.ID] = r.Identity
	}
	r.Sharing = t.sharing(*r)
	return t.report(err)
}

func (t *tx) AddReply(r *reflection.Reply) error {
	id, err := t.raw.NewID()
	if err != nil {
		return err
	}
	added := *r
	added.ID = reflection.ReplyID(id)
	sealed := added
	if err := t.sealReply(&sealed); err != nil {
		return err
	}
	if err := t.raw.AddReply(&sealed); err != nil {
		return err
	}
	t.whose[added.ID] = added.Identity
	*r = added
	return nil
}

func (t *tx) UpdateReply(r reflection.Reply) error {
	delete(t.whose, r.ID)
	if err := t.sealReply(&r); err != nil {
		return err
	}
	return t.raw.UpdateReply(r)
}

func (t *tx) Reply(id reflection.ReplyID) (reflection.Reply, error) {
	r, err := t.raw.Reply(id)
	return openedOne(r, err, t.openReply)
}

func (t *tx) AnswerTo(d reflection.DeliveryID, p reflection.PersonID) (reflection.Reply, error) {
	r, err := t.raw.AnswerTo(d, p)
	return openedOne(r, err, t.openReply)
}

func (t *tx) RepliesOf(p reflection.PersonID) ([]reflection.Reply, error) {
	all, err := t.raw.RepliesOf(p)
	return opened(all, err, t.openReply)
}

func (t *tx) RepliesBetween(p reflection.PersonID, from, to time.Time, latest bool, limit int) ([]reflection.Reply, error) {
	all, err := t.raw.RepliesBetween(p, from, to, latest, limit)
	return opened(all, err, t.openReply)
}
