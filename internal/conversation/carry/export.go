// Package carry holds the flow of what people carry away and bring: their journal as
// a file, in their private chat and nowhere else.
package carry

import (
	"strconv"
	"strings"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/exports"
	"stillpoint/internal/portable"
	"stillpoint/internal/reflection"
)

// Flow holds nothing: all it needs comes with the turn.
type Flow struct{}

// VerbExport sends a file: its arg is a kind's name, with a year behind a dash for one
// year. Without one it shows which there are.
const VerbExport = "export"

// longJournal is how many replies take a while to be written out.
const longJournal = 1500

// Export sends a file of the kind that the arg names, as in "json" or "book 2026", or
// offers them all.
func (f *Flow) Export(tx reflection.Tx, t *turn.Turn, arg string) error {
	w := t.Words.Export
	if !t.Meta.Space.Private {
		t.Say(w.Privately)
		return nil
	}
	first, any, err := firstYear(tx, t)
	if err != nil {
		return err
	}
	if !any {
		t.Say(w.Nothing)
		return nil
	}
	fields := strings.FieldsFunc(arg, func(r rune) bool { return r == ' ' || r == '-' || r == ',' })
	if len(fields) == 0 {
		t.Show(offer(t, w.Which), 0)
		return nil
	}
	order, ok := ordered(fields)
	if !ok || order.Year != 0 && (order.Year < first || order.Year > t.Now.Year()+1) {
		t.Show(offer(t, w.Unknown), 0)
		return nil
	}
	order.Person = t.Person.ID
	n, err := tx.CountReplies(t.Person.ID)
	if err != nil {
		return err
	}
	if n > longJournal {
		t.Say(w.Making)
	}
	t.ShowFile(chat.Message{Blocks: []chat.Block{chat.P(w.Here[order.Kind])}}, order, tooLarge(t, order, first))
	return nil
}

// firstYear is the year in which the person first wrote something that is kept. Any
// is false where nothing is held on them.
func firstYear(tx reflection.Tx, t *turn.Turn) (first int, any bool, err error) {
	replies, err := tx.RepliesFrom(t.Person.ID, time.Time{}, 0, 1)
	if err != nil {
		return 0, false, err
	}
	if len(replies) > 0 {
		return replies[0].Created.Year(), true, nil
	}
	subs, err := tx.SubscriptionsOf(t.Person.ID)
	return t.Now.Year(), len(subs) > 0, err
}

// ordered reads a kind and perhaps a year, in either order.
func ordered(fields []string) (o portable.Order, ok bool) {
	for _, field := range fields {
		if year, err := strconv.Atoi(field); err == nil {
			o.Year = year
			continue
		}
		kind, known := portable.KindOf(field)
		if !known || ok {
			return o, false
		}
		o.Kind, ok = kind, true
	}
	if o.Year != 0 && len(fields) == 1 {
		o.Kind, ok = portable.Book, true
	}
	return o, ok && (o.Year == 0 || o.Kind != portable.Everything)
}

// offer shows which files there are.
func offer(t *turn.Turn, said string) chat.Message {
	w := t.Words.Export
	m := chat.Message{Blocks: []chat.Block{chat.P(said), chat.P(strings.Join(w.About[:], "\n"))}}
	for k, label := range w.Formats {
		m.Actions = append(m.Actions, chat.Action{
			Label: label, Ref: chat.Ref{Verb: VerbExport, Arg: portable.Kinds[k].Name}, Follow: chat.Private,
		})
	}
	return m
}

// tooLarge is what is said in place of a file that doesn't fit: a year at a time may.
func tooLarge(t *turn.Turn, o portable.Order, first int) chat.Message {
	w := t.Words.Export
	m := chat.Message{Blocks: []chat.Block{chat.P(w.TooLarge(exports.Most(t.Limits) >> 20))}}
	last := t.Now.Year()
	if o.Year != 0 || o.Kind == portable.Everything || first == last {
		m.Blocks = append(m.Blocks, chat.P(w.AskHost))
		return m
	}
	m.Blocks = append(m.Blocks, chat.P(w.ByYear))
	for year := max(first, last-t.Limits.MaxActions+1); year <= last; year++ {
		m.Actions = append(m.Actions, chat.Action{
			Label:  strconv.Itoa(year),
			Ref:    chat.Ref{Verb: VerbExport, Arg: portable.Kinds[o.Kind].Name + "-" + strconv.Itoa(year)},
			Follow: chat.Private,
		})
	}
	return m
}
