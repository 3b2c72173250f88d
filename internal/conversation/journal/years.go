package journal

import (
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/schedule"
)

// years shows this day in earlier years, as far back as the person goes.
func (r reader) years(skip int) (m chat.Message, alert string, err error) {
	var all []entry
	today := r.today()
	first, err := r.tx.RepliesFrom(r.person.ID, time.Time{}, 0, 1)
	if err != nil {
		return m, "", err
	}
	earliest := r.person.Created.Year()
	if len(first) > 0 { // What was brought along can be older than knowing the bot.
		earliest = min(earliest, first[0].Created.Year()-1)
	}
	for year := today.Year - 1; year >= earliest && year > today.Year-100; year-- {
		d := schedule.Date{Year: year, Month: today.Month, Day: today.Day}
		if today.Month == time.February && today.Day == 29 {
			d = today.AddMonths(12 * (year - today.Year))
		}
		replies, err := r.tx.RepliesBetween(r.person.ID, r.begins(d), r.begins(d.AddDays(1)), true, fetched)
		if err != nil {
			return m, "", err
		}
		some, err := r.merge(replies, nil, true)
		if err != nil {
			return m, "", err
		}
		all = append(all, some...)
	}
	if len(all) == 0 {
		return chat.Message{
			Blocks:  []chat.Block{chat.P(r.words.Journal.NoYears)},
			Actions: []chat.Action{{Label: r.words.Journal.Back, Ref: view{kind: 'o'}.ref()}},
		}, "", nil
	}
	m, err = r.part(r.words.Journal.Years, view{kind: 'y'}, all, skip)
	return m, "", err
}
