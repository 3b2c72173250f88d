package posts

import (
	"time"

	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// quietLookBack is how far back the figures of a channel that has grown quiet go, in
// days.
const quietLookBack = 60

// Figures are how many of a channel's questions were answered, of those that it was
// asked before the last ones, which nobody answered.
type Figures struct{ Answered, Asked int }

// FiguresOf counts them, from so many days before the last that was planned.
func FiguresOf(tx reflection.Tx, sub reflection.Subscription) (f Figures, err error) {
	to := sub.LastPlanned
	if to.IsZero() {
		return f, nil
	}
	days, err := tx.AskedDays(sub.ID, to.AddDays(-quietLookBack), to.AddDays(1))
	last := len(days)
	for last > 0 && days[last-1].Answered == 0 {
		last--
	}
	for _, day := range days[:last] {
		f.Asked++
		if day.Answered > 0 {
			f.Answered++
		}
	}
	return f, err
}

// tellQuiet tells whoever set a channel up that it has grown quiet, with the figures,
// and offers them its way back.
func tellQuiet(tx reflection.Tx, sub reflection.Subscription, now time.Time) error {
	ch, err := tx.Channel(sub.ID)
	if err != nil {
		return err
	}
	f, err := FiguresOf(tx, sub)
	if err != nil {
		return err
	}
	return planning.TellQuiet(tx, sub.Chat.Platform, ch, now, func(w *words.Words) string {
		return w.Post.Quiet(ch.Title, ChannelSilenceAfter, f.Answered, f.Asked)
	})
}
