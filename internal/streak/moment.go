package streak

import (
	"cmp"
	"time"

	"stillpoint/internal/reflection"
)

// moment is an instant, together with the message that marks it in its chat,
// if one does.
type moment struct {
	at time.Time
	// mark is the fact whose Chat and Message settle what was first within one
	// second; nil where no message does.
	mark *reflection.Fact
}

// momentOf returns when the fact happened.
func momentOf(f *reflection.Fact) moment {
	if f.Message == "" {
		return moment{at: f.At}
	}
	return moment{at: f.At, mark: f}
}

// knownMoment returns when the bot knew of an arrival: never before the
// message's own timestamp, and marked by that message only if it knew at once.
func knownMoment(f *reflection.Fact) moment {
	if f.Known.Unix() <= f.At.Unix() {
		return momentOf(f)
	}
	return moment{at: f.Known}
}

// before reports whether m is surely earlier than o. Where neither is before
// the other, both happened at one instant.
func (m moment) before(o moment) bool {
	if a, b := m.at.Unix(), o.at.Unix(); a != b {
		return a < b
	}
	return m.mark != nil && o.mark != nil &&
		m.mark.Chat == o.mark.Chat && m.mark.Message.Compare(o.mark.Message) < 0
}

// compare is a total order that agrees with before. Between moments of one
// instant it is arbitrary but always the same, so that nothing depends on the
// order in which facts come.
func (m moment) compare(o moment) int {
	if c := cmp.Compare(m.at.Unix(), o.at.Unix()); c != 0 {
		return c
	}
	switch {
	case m.mark == o.mark:
		return 0
	case m.mark == nil:
		return -1
	case o.mark == nil:
		return 1
	}
	if c := cmp.Compare(m.mark.Chat.Platform, o.mark.Chat.Platform); c != 0 {
		return c
	}
	if c := cmp.Compare(m.mark.Chat.ID, o.mark.Chat.ID); c != 0 {
		return c
	}
	return m.mark.Message.Compare(o.mark.Message)
}
