package streak

import (
	"cmp"
	"slices"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
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

// mendable is how long after a question closed an answer to it still keeps its date.
const mendable = 48 * time.Hour

// keep marks the questions whose dates the replies keep, and returns the one that
// each of them keeps, nil for none. A reply keeps one date at most:
//
//	to an own question ─┬─ open ───────────────────────────► that one
//	                    └─ closed 48 hours ago at most, ───► that one, mended
//	                       its date not kept while open
//	to anything else ──────────────────────────────────────► the own one that was
//	                                                         open then, if any
//
// They are looked at in the order in which they were written, so that what was
// written later changes nothing of what a reply keeps.
func (qs questions) keep(replies []*reflection.Fact) []*question {
	order := make([]int, len(replies))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		a, b := replies[i], replies[j]
		return cmp.Or(momentOf(a).compare(momentOf(b)), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Delivery, b.Delivery))
	})
	kept := make([]*question, len(replies))
	keptOpen := make(map[schedule.Date]bool)
	for _, i := range order {
		at := momentOf(replies[i])
		q := qs.byDelivery[replies[i].Delivery]
		if q != nil && q.mendableAt(at) && !keptOpen[q.date()] {
			q.mended, kept[i] = true, q
			continue
		}
		if q == nil || !q.arrived || !q.openAt(at) {
			q = qs.latestOpen(at)
		}
		if q != nil {
			q.kept, keptOpen[q.date()] = true, true
		}
		kept[i] = q
	}
	return kept
}

// mendableAt reports whether the question had closed at m, and not too long ago for
// an answer to keep its date.
func (q *question) mendableAt(m moment) bool {
	return q.arrived && q.hasClosed && !m.before(q.opened) && !m.before(q.closed) && m.at.Sub(q.closed.at) <= mendable
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
