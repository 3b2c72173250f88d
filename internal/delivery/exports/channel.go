package exports

import (
	"errors"
	"io"

	"stillpoint/internal/delivery/summaries"
	"stillpoint/internal/portable"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// writeChannel writes a table about a channel.
func writeChannel(to io.Writer, tx reflection.Tx, o portable.Order) error {
	ch, err := tx.Channel(o.Channel)
	if err != nil {
		return err
	}
	if o.Sheet == portable.FiguresSheet {
		all, err := summaries.Figures(tx, o.Channel)
		if err != nil {
			return err
		}
		return portable.WriteFigures(to, all, summaries.Told, words.For(ch.Locale).Community.Figures)
	}
	all, err := tx.Questions(o.Channel, reflection.Approved)
	if err != nil {
		return err
	}
	rows := make([]portable.OwnRow, len(all))
	for i, q := range all {
		rows[i] = portable.OwnRow{Question: q.Text, Author: q.Credit, More: q.More}
		if q.Asked == 0 {
			if !q.On.IsZero() {
				rows[i].On = q.On.String()
			}
			continue
		}
		switch d, err := tx.Delivery(q.Asked); {
		case err == nil:
			rows[i].Asked = d.Date.String()
		case !errors.Is(err, reflection.ErrNotFound):
			return err
		}
	}
	return portable.WriteQuestions(to, rows)
}
