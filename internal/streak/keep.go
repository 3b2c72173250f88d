package streak

import (
	"cmp"
	"slices"

	"stillpoint/internal/reflection"
)

// lastFiled returns the replies that count: of the facts about one part the
// latest, since filing a part again takes it from where it was. A fact that
// names no part stands for itself.
func lastFiled(facts []reflection.Fact) []*reflection.Fact {
	var replies []*reflection.Fact
	for i := range facts {
		if facts[i].Kind == reflection.FactReplied {
			replies = append(replies, &facts[i])
		}
	}
	slices.SortFunc(replies, func(a, b *reflection.Fact) int {
		return cmp.Or(cmp.Compare(a.Part, b.Part), cmp.Compare(b.ID, a.ID))
	})
	return slices.CompactFunc(replies, func(a, b *reflection.Fact) bool {
		return a.Part != 0 && a.Part == b.Part
	})
}

// keep marks the questions whose dates the replies keep, and returns the one
// that each of them keeps, nil for none. A reply to an own question that was
// open keeps that one; a reply to anything else (a question that had closed, a
// channel's) keeps the own one that was open then, if any. A reply keeps one
// date at most.
func (qs questions) keep(replies []*reflection.Fact) []*question {
	kept := make([]*question, len(replies))
	for i, r := range replies {
		at := momentOf(r)
		q := qs.byDelivery[r.Delivery]
		if q == nil || !q.arrived || !q.openAt(at) {
			q = qs.latestOpen(at)
		}
		if q != nil {
			q.kept = true
		}
		kept[i] = q
	}
	return kept
}

// answered returns the deliveries that the replies answer, own ones and
// channels', in ascending order.
func answered(replies []*reflection.Fact) []reflection.DeliveryID {
	ids := make([]reflection.DeliveryID, 0, len(replies))
	for _, r := range replies {
		if r.Delivery != 0 {
			ids = append(ids, r.Delivery)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}
