package portable

import (
	"context"
	"strings"
	"time"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// partRunes is how long a message of a piece of writing becomes.
const partRunes = 3500

// entries takes in what was written elsewhere, as notes. One is known by its instant
// and its beginning.
func (i *importer) entries(ctx context.Context, all []Entry) error {
	placed, err := i.place(all)
	if err != nil {
		return err
	}
	var new []Entry
	err = i.store.View(ctx, func(tx reflection.Tx) error {
		new = nil
		there, err := repliesHere(tx, i.who.Person)
		if err != nil {
			return err
		}
		for _, e := range placed {
			known, err := i.noted(tx, there[replyKey{reflection.Note, e.At.UnixMicro(), ""}], e)
			if err != nil {
				return err
			}
			if !known {
				new = append(new, e)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	i.taken = Taken{Texts: len(new), Known: len(placed) - len(new)}
	return inBatches(ctx, i.store, new, func(tx reflection.Tx, _ int, e Entry) error {
		r := reflection.Reply{Person: i.who.Person, Identity: i.who.Identity.ID, Kind: reflection.Note, Created: e.At}
		if err := tx.AddReply(&r); err != nil {
			return err
		}
		for n, text := range cut(e.Text, partRunes) {
			err := tx.AddPart(&reflection.Part{
				Reply: r.ID, Chat: i.who.Identity.Private, At: e.At.Add(time.Duration(n) * time.Microsecond), Text: text,
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// noted reports whether one of some notes is the entry.
func (i *importer) noted(tx reflection.Tx, notes []reflection.ReplyID, e Entry) (bool, error) {
	for _, id := range notes {
		parts, err := tx.Parts(id)
		if err != nil {
			return false, err
		}
		if len(parts) > 0 && strings.HasPrefix(e.Text, parts[0].Text) {
			return true, nil
		}
	}
	return false, nil
}

// place gives each entry an instant: where it has none, noon where the bearer is, and
// a second later for each that came before it on that date. Those to come are left
// out.
func (i *importer) place(all []Entry) ([]Entry, error) {
	zone := i.who.Zone
	if zone == "" {
		zone = "UTC"
	}
	loc, err := schedule.Location(zone)
	if err != nil {
		return nil, err
	}
	before := map[schedule.Date]int{}
	var placed []Entry
	for _, e := range all {
		if e.At.IsZero() {
			e.At = time.Date(e.Date.Year, e.Date.Month, e.Date.Day, 12, 0, before[e.Date], 0, loc).UTC()
			before[e.Date]++
		}
		if !i.future(e.At) {
			placed = append(placed, e)
		}
	}
	return placed, nil
}

// cut cuts a text into pieces of at most so many runes: after a line, or else a word,
// where there is one in the latter half.
func cut(text string, most int) []string {
	var out []string
	for {
		runes := []rune(text)
		if len(runes) <= most {
			return append(out, text)
		}
		piece := string(runes[:most])
		for _, at := range []string{"\n", " "} {
			if n := strings.LastIndex(piece, at); n > len(piece)/2 {
				piece = piece[:n+1]
				break
			}
		}
		out = append(out, piece)
		text = text[len(piece):]
	}
}
