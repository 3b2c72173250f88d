package sealing

import (
	"cmp"
	"encoding/hex"
	"slices"
	"time"

	"stillpoint/internal/reflection"
)

// Instance is a keyed hash of nothing in particular: another master key gives
// another.
func (t *tx) Instance() string {
	return hex.EncodeToString(t.keys.vault.Links().Tag([]byte("instance"))[:8])
}

func (t *tx) QuestionsBy(p reflection.PersonID) ([]reflection.OwnQuestion, error) {
	return both(t, p, t.raw.QuestionsBy, t.openQuestion,
		func(a, b reflection.OwnQuestion) int { return cmp.Compare(a.ID, b.ID) })
}

func (t *tx) DeliveriesIn(s reflection.SubscriptionID, after reflection.DeliveryID, limit int) ([]reflection.Delivery, error) {
	all, err := t.raw.DeliveriesIn(s, after, limit)
	return opened(all, err, t.openPrompt)
}

// RepliesFrom looks through all that somebody's persona wrote: the file doesn't know
// when that was.
func (t *tx) RepliesFrom(p reflection.PersonID, at time.Time, after reflection.ReplyID, limit int) ([]reflection.Reply, error) {
	all, err := both(t, p, func(p reflection.PersonID) ([]reflection.Reply, error) {
		if isRandom(p) {
			return t.raw.RepliesOf(p)
		}
		return t.raw.RepliesFrom(p, at, after, limit)
	}, t.openReply, repliesInOrder)
	all = slices.DeleteFunc(all, func(r reflection.Reply) bool {
		return repliesInOrder(r, reflection.Reply{ID: after, Created: at}) <= 0
	})
	return all[:min(limit, len(all))], err
}

func repliesInOrder(a, b reflection.Reply) int {
	return cmp.Or(a.Created.Compare(b.Created), cmp.Compare(a.ID, b.ID))
}

func (t *tx) CountReplies(p reflection.PersonID) (int, error) {
	n, err := t.raw.CountReplies(p)
	if err != nil {
		return 0, err
	}
	as, err := t.personaOf(p)
	if err != nil || as.person == 0 {
		return n, err
	}
	more, err := t.raw.CountReplies(as.person)
	return n + more, err
}

// FactsFrom looks through all facts of somebody's persona, whose numbers are their own.
func (t *tx) FactsFrom(p reflection.PersonID, after reflection.FactID, limit int) ([]reflection.Fact, error) {
	all, err := both(t, p, func(p reflection.PersonID) ([]reflection.Fact, error) {
		if isRandom(p) {
			return t.raw.FactsOf(p)
		}
		return t.raw.FactsFrom(p, after, limit)
	}, t.openFact, factsInOrder)
	all = slices.DeleteFunc(all, func(f reflection.Fact) bool { return f.ID <= after })
	return all[:min(limit, len(all))], err
}

func factsInOrder(a, b reflection.Fact) int { return cmp.Compare(a.ID, b.ID) }

func (t *tx) BoardsOf(p reflection.PersonID) ([]reflection.BoardEntry, error) {
	return both(t, p, t.raw.BoardsOf, func(e *reflection.BoardEntry) (err error) {
		if e.Person, err = t.behind(e.Person); err != nil {
			return err
		}
		e.Name, err = unseal(t.keys.own, boardPlace(e.Subscription, e.Person), e.Name)
		return t.report(err)
	}, func(a, b reflection.BoardEntry) int { return cmp.Compare(a.Subscription, b.Subscription) })
}

func (t *tx) StopsOf(p reflection.PersonID) ([]reflection.StoppedIn, error) {
	return both(t, p, t.raw.StopsOf, func(*reflection.StoppedIn) error { return nil }, func(a, b reflection.StoppedIn) int {
		return cmp.Or(cmp.Compare(a.Platform, b.Platform), cmp.Compare(a.Parent, b.Parent))
	})
}

func (t *tx) ReportsBy(p reflection.PersonID) ([]reflection.Report, error) {
	return both(t, p, t.raw.ReportsBy, t.openReport, func(a, b reflection.Report) int { return cmp.Compare(a.ID, b.ID) })
}

func (t *tx) NoticesTo(p reflection.PersonID) ([]reflection.Notice, error) {
	return both(t, p, t.raw.NoticesTo, t.openNotice, func(a, b reflection.Notice) int { return cmp.Compare(a.ID, b.ID) })
}
