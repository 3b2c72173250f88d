package portable

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// Compass is the person's, with every tap on it.
type Compass struct {
	On    bool          `json:"on"`
	Named string        `json:"named,omitempty"`
	Last  schedule.Date `json:"last,omitzero"`
	Taps  []Tap         `json:"taps,omitempty"`
}

// Tap is where they stood on a date: 1, stay, to 5, go.
type Tap struct {
	Date  schedule.Date `json:"date"`
	Place int           `json:"place"`
}

// Returns are how earlier answers come back to the person.
type Returns struct {
	Off   bool          `json:"off"`
	Last  schedule.Date `json:"last,omitzero"`
	Never []string      `json:"never,omitempty"`
}

// Back is what there is of a reply's coming back: that it never does, or when it is
// due, and the questions that brought it.
type Back struct {
	Away bool          `json:"away,omitempty"`
	Due  schedule.Date `json:"due,omitzero"`
	Came []Came        `json:"came,omitempty"`
}

// Came is a question that brought a reply back, by itself or because it was asked for.
type Came struct {
	Question int  `json:"question"`
	Booked   bool `json:"booked,omitempty"`
}

// compass is nil for a person who has none.
func (w *walker) compass() (*Compass, error) {
	c, err := w.tx.Compass(w.who.ID)
	if err != nil {
		return nil, err
	}
	taps, err := w.tx.Taps(w.who.ID)
	if err != nil {
		return nil, err
	}
	told := &Compass{On: c.On, Named: c.Named, Last: c.Last}
	for _, t := range taps {
		told.Taps = append(told.Taps, Tap{t.Date, t.Place})
	}
	if !c.On && c.Named == "" && c.Last.IsZero() && len(taps) == 0 {
		return nil, nil
	}
	return told, nil
}

// returns is nil where nothing was said or done of them yet.
func (w *walker) returns() (*Returns, error) {
	r, err := w.tx.Recall(w.who.ID)
	if err != nil || !r.Off && r.Last.IsZero() && len(r.Never) == 0 {
		return nil, err
	}
	return &Returns{r.Off, r.Last, r.Never}, nil
}

// back is nil for a reply of which nothing is said.
func (w *walker) back(id reflection.ReplyID) (*Back, error) {
	var told Back
	b, err := w.tx.Booking(id)
	if err == nil {
		told.Away, told.Due = b.Away, b.Due
	} else if !errors.Is(err, reflection.ErrNotFound) {
		return nil, err
	}
	all, err := w.tx.ReturnsOf(id)
	if err != nil {
		return nil, err
	}
	for _, r := range all {
		told.Came = append(told.Came, Came{w.question.of(r.Delivery), r.Booked})
	}
	if !told.Away && told.Due.IsZero() && len(told.Came) == 0 {
		return nil, nil
	}
	return &told, nil
}

// The bounds of what is taken in of these.
const (
	mostNever = 100
	mostTaps  = 10_000
	mostCame  = 100
)

func checkCompass(c *Compass) string {
	if c == nil {
		return ""
	}
	wrong := func(t Tap) bool { return t.Date.IsZero() || !date("", t.Date).ok || t.Place < 1 || t.Place > 5 }
	return firstWrong(short("named", c.Named), date("last", c.Last),
		field{"taps", len(c.Taps) <= mostTaps && !slices.ContainsFunc(c.Taps, wrong)})
}

func checkReturns(r *Returns) string {
	if r == nil {
		return ""
	}
	// They are kept one a line.
	wrong := func(s string) bool {
		return strings.TrimSpace(s) == "" || strings.Contains(s, "\n") || utf8.RuneCountInString(s) > 60
	}
	return firstWrong(date("last", r.Last), field{"never", len(r.Never) <= mostNever && !slices.ContainsFunc(r.Never, wrong)})
}

func checkBack(b *Back) string {
	if b == nil {
		return ""
	}
	return firstWrong(date("due", b.Due), field{"due", !b.Away || b.Due.IsZero()}, field{"came", len(b.Came) <= mostCame})
}

// ways takes in the compass and what never comes back. What somebody has set here
// stays; what keeps something back is added.
func (i *importer) ways(tx reflection.Tx, fresh bool) error {
	if from := i.doc.Person.Returns; from != nil {
		r, err := tx.Recall(i.who.Person)
		if err != nil {
			return err
		}
		r.Off = r.Off || fresh && from.Off
		if r.Last.Before(from.Last) && !i.ahead(from.Last) {
			r.Last = from.Last
		}
		for _, n := range from.Never {
			if !slices.Contains(r.Never, n) && len(r.Never) < mostNever {
				r.Never = append(r.Never, n)
			}
		}
		if err := tx.SetRecall(r); err != nil {
			return err
		}
	}
	from := i.doc.Person.Compass
	if from == nil {
		return nil
	}
	c, err := tx.Compass(i.who.Person)
	if err != nil {
		return err
	}
	if !c.On && c.Named == "" && c.Last.IsZero() {
		c.On, c.Named = from.On, from.Named
		if !i.ahead(from.Last) {
			c.Last = from.Last
		}
		if err := tx.SetCompass(c); err != nil {
			return err
		}
	}
	there, err := tx.Taps(i.who.Person)
	if err != nil {
		return err
	}
	tapped := map[schedule.Date]bool{}
	for _, t := range there {
		tapped[t.Date] = true
	}
	for _, t := range from.Taps {
		if tapped[t.Date] || i.ahead(t.Date) {
			continue
		}
		tapped[t.Date] = true
		if err := tx.SetTap(reflection.Tap{Person: i.who.Person, Date: t.Date, Place: t.Place}); err != nil {
			return err
		}
	}
	return nil
}

// ahead reports whether a date is yet to come.
func (i *importer) ahead(d schedule.Date) bool {
	return schedule.DateOf(i.who.Now.AddDate(0, 0, 1), i.who.Now.Location()).Before(d)
}

// back takes in what there is of a reply's coming back. What answered a channel where
// the file was written does so no more here, and has nothing of it.
func (i *importer) back(tx reflection.Tx, from *Back, id reflection.ReplyID) error {
	if from == nil {
		return nil
	}
	r, err := tx.Reply(id)
	if err != nil {
		return err
	}
	if d, err := tx.Delivery(r.Delivery); err == nil && d.Person == 0 {
		return nil
	} else if err != nil && !errors.Is(err, reflection.ErrNotFound) {
		return err
	}
	if from.Away || !from.Due.IsZero() {
		switch _, err := tx.Booking(id); {
		case errors.Is(err, reflection.ErrNotFound):
			b := reflection.Booking{Reply: id, Person: i.who.Person, Due: from.Due, Away: from.Away}
			if err := tx.SetBooking(b); err != nil {
				return err
			}
		case err != nil:
			return err
		}
	}
	for _, came := range from.Came {
		if err := i.came(tx, came, id); err != nil {
			return err
		}
	}
	return nil
}

// came has a question of the file bring a reply back, if it is one that did.
func (i *importer) came(tx reflection.Tx, from Came, id reflection.ReplyID) error {
	to, there := i.questions[from.Question]
	if !there {
		return nil
	}
	d, err := tx.Delivery(to)
	if err != nil || d.Prompt.Pack != reflection.ReturnPack {
		return err
	}
	if _, err := tx.ReturnOn(to); !errors.Is(err, reflection.ErrNotFound) {
		return err
	}
	d.Prompt.Prompt = strconv.FormatInt(int64(id), 10)
	return errors.Join(tx.UpdateDelivery(d), tx.AddReturn(reflection.Return{Delivery: to, Reply: id, Booked: from.Booked}))
}
