package sealing

import (
	"encoding/hex"
	"time"

	"stillpoint/internal/reflection"
)

// Instance is a keyed hash of nothing in particular: another master key gives
// another.
func (t *tx) Instance() string {
	return hex.EncodeToString(t.keys.vault.Links().Tag([]byte("instance"))[:8])
}

func (t *tx) QuestionsBy(p reflection.PersonID) ([]reflection.OwnQuestion, error) {
	all, err := t.raw.QuestionsBy(p)
	return opened(all, err, t.openQuestion)
}

func (t *tx) DeliveriesIn(s reflection.SubscriptionID, after reflection.DeliveryID, limit int) ([]reflection.Delivery, error) {
	all, err := t.raw.DeliveriesIn(s, after, limit)
	return opened(all, err, t.openPrompt)
}

func (t *tx) RepliesFrom(p reflection.PersonID, at time.Time, after reflection.ReplyID, limit int) ([]reflection.Reply, error) {
	all, err := t.raw.RepliesFrom(p, at, after, limit)
	return opened(all, err, t.openReply)
}

func (t *tx) BoardsOf(p reflection.PersonID) ([]reflection.BoardEntry, error) {
	all, err := t.raw.BoardsOf(p)
	return opened(all, err, func(e *reflection.BoardEntry) (err error) {
		e.Name, err = unseal(t.keys.own, boardPlace(e.Subscription, e.Person), e.Name)
		return t.report(err)
	})
}

func (t *tx) NoticesTo(p reflection.PersonID) ([]reflection.Notice, error) {
	all, err := t.raw.NoticesTo(p)
	return opened(all, err, t.openNotice)
}
