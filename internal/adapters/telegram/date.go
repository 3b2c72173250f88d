package telegram

import (
	"log/slog"
	"sync"
	"time"
)

// daysOff is how far a date of Telegram's may be from our own clock. Telegram
// keeps updates for a day.
const daysOff = 48 * time.Hour

// platformClock replaces dates that can't be true.
type platformClock struct {
	log    *slog.Logger
	logged sync.Once
}

// mend replaces the dates of an update that say when it came about, where they
// are days off, by our own clock's.
func (c *platformClock) mend(u *update, now time.Time) {
	switch {
	case u.Message != nil:
		c.mendDate(&u.Message.Date, now, true)
	case u.Edited != nil:
		c.mendDate(&u.Edited.EditDate, now, true)
		c.mendDate(&u.Edited.Date, now, false)
	case u.Member != nil:
		c.mendDate(&u.Member.Date, now, true)
	case u.Callback != nil && u.Callback.Message != nil: // It may be of long ago.
		c.mendDate(&u.Callback.Message.Date, now, false)
		c.mendDate(&u.Callback.Message.EditDate, now, false)
	}
}

// mendDate replaces Unix seconds that lie days ahead, or, with recent, days back.
// 0 says that there is no date.
func (c *platformClock) mendDate(seconds *int64, now time.Time, recent bool) {
	off := *seconds - now.Unix()
	most := int64(daysOff / time.Second)
	if *seconds == 0 || (off <= most && (!recent || off >= -most)) {
		return
	}
	c.logged.Do(func() {
		c.log.Warn("Telegram dates what happened days off from this machine's clock; the clock counts", "seconds", off)
	})
	*seconds = now.Unix()
}

// date tells when each update happened, for those that don't say: now, but not
// after what came later. Telegram's own dates are whole seconds.
func date(all []*arrival, now time.Time) {
	now = now.UTC().Truncate(time.Second)
	for i := len(all) - 1; i >= 0; i-- {
		u := all[i]
		if s := u.happened(); s > 0 {
			u.at = unix(s)
			if u.at.Before(now) {
				now = u.at
			}
			continue
		}
		u.at = now
	}
}
