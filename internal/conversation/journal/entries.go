package journal

import (
	"cmp"
	"slices"
	"time"

	"stillpoint/internal/reflection"
)

// between returns a page of entries from one instant to before another, the latest
// first: the latest of them, or the earliest; more says that there are others.
func (r reader) between(from, to time.Time, latest bool) (page []entry, more bool, err error) {
	for {
		replies, err := r.tx.RepliesBetween(r.person.ID, from, to, latest, fetched)
		if err != nil {
			return nil, false, err
		}
		full := len(replies) == fetched
		low, high := from, to
		if full && latest {
			low = replies[fetched-1].Created
		} else if full {
			high = replies[fetched-1].Created.Add(time.Microsecond)
		}
		left, err := r.tx.LeftOpen(r.person.ID, low, high, latest, fetched)
		if err != nil {
			return nil, false, err
		}
		all, err := r.merge(replies, left, latest)
		if err != nil {
			return nil, false, err
		}
		page = append(page, all...)
		if n := cutAt(page); n < len(page) {
			page, more = page[:n], true
			break
		}
		if !full && len(left) < fetched {
			break
		}
		// All that was read is on the page, and there may be more beyond.
		switch {
		case len(left) == fetched && latest:
			to = left[fetched-1].Arrived
		case len(left) == fetched:
			from = left[fetched-1].Arrived.Add(time.Microsecond)
		case latest:
			to = low
		default:
			from = high
		}
	}
	if !latest {
		slices.Reverse(page)
	}
	return page, more, nil
}

// cutAt is how many of some entries make a page.
func cutAt(all []entry) int {
	n := min(perPage, len(all))
	for n > 0 && n < len(all) && all[n].at.Equal(all[n-1].at) {
		n++
	}
	return n
}

// merge puts replies that have their words and open questions in their order.
func (r reader) merge(replies []reflection.Reply, left []reflection.Delivery, latest bool) (all []entry, err error) {
	for _, reply := range replies {
		e, ok, err := r.entryOf(reply)
		if err != nil {
			return nil, err
		}
		if ok {
			all = append(all, e)
		}
	}
	for _, d := range left {
		all = append(all, entry{at: d.Arrived, open: d})
	}
	slices.SortStableFunc(all, func(a, b entry) int {
		if latest {
			a, b = b, a
		}
		return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.reply.ID, b.reply.ID), cmp.Compare(a.open.ID, b.open.ID))
	})
	return all, nil
}

// entryOf is a reply with its words; ok is false if it has none left.
func (r reader) entryOf(reply reflection.Reply) (e entry, ok bool, err error) {
	parts, err := r.tx.Parts(reply.ID)
	if err != nil {
		return e, false, err
	}
	ok = slices.ContainsFunc(parts, func(p reflection.Part) bool { return p.Deleted.IsZero() })
	return entry{at: reply.Created, reply: reply, parts: parts}, ok, nil
}
