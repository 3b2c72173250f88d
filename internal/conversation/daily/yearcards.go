package daily

import (
	"cmp"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/summaries"
	"stillpoint/internal/reflection"
	"stillpoint/internal/summary"
)

// VerbYearCards makes the cards of a year with the lines that were chosen, which its
// arg names as that of summaries.VerbYearLines does.
const VerbYearCards = "yearcards"

// YearLines has the person choose lines of a year for its cards. The arg says which
// year, which are chosen, and which page of the others is shown.
func (f *Flow) YearLines(tx reflection.Tx, t *turn.Turn, arg string) error {
	arg, paged, turned := strings.Cut(arg, "+")
	y, ok, err := f.yearOf(tx, t, arg)
	if err != nil || !ok {
		return err
	}
	page, err := strconv.Atoi(paged)
	if err != nil || page < 0 || page > max(len(y.others)-1, 0)/linesPage {
		page = 0
	}
	m := y.offer(t, page)
	if turned {
		t.Update(m, 0)
	} else {
		t.Show(m, 0)
	}
	return nil
}

// YearCards shows the cards of a year to the person whose it was, with the lines that
// they chose.
func (f *Flow) YearCards(tx reflection.Tx, t *turn.Turn, arg string) error {
	y, ok, err := f.yearOf(tx, t, arg)
	if err != nil || !ok {
		return err
	}
	in, err := f.Delivery.Gather(tx, t.Person, y.sub, y.period, t.Now)
	if err != nil {
		return err
	}
	pair, err := f.Delivery.Twice(tx, t.Person, y.sub, y.period, t.Now)
	if err != nil {
		return err
	}
	var lines []string
	for _, l := range y.chosen {
		lines = append(lines, l.text)
	}
	cards := summary.YearCards(in, lines, pair)
	if len(cards) == 0 {
		t.Alert(t.Words.Card.None)
		return nil
	}
	t.Say(t.Words.Card.These)
	for _, card := range cards {
		t.ShowDrawn(chat.Message{}, &card, 0)
	}
	return nil
}

// yearLines is a year with the lines of it that were chosen for a card, and the
// others.
type yearLines struct {
	period         summary.Period
	sub            reflection.Subscription
	chosen, others []cardLine
}

// yearOf reads the arg of a press on a year's cards; ok is false, and the presser told,
// if it can't be followed.
func (f *Flow) yearOf(tx reflection.Tx, t *turn.Turn, arg string) (y yearLines, ok bool, err error) {
	const digits = len("2006")
	year, picks := arg[:min(len(arg), digits)], arg[min(len(arg), digits):]
	y.period, err = summary.ParsePeriod(year)
	if err != nil || y.period.Kind() != summary.Year || len(picks)%pickSize != 0 || len(picks) > summary.MostLines*pickSize ||
		!t.Meta.Space.Private {
		t.Alert(t.Words.Stale)
		return y, false, nil
	}
	if y.sub, err = ownSubscription(tx, t); err != nil {
		return y, false, err
	}
	parts, err := f.Delivery.PartsIn(tx, t.Person, y.sub, y.period, t.Now)
	if err != nil {
		return y, false, err
	}
	if y.others, err = f.lines(tx, t, parts); err != nil {
		return y, false, err
	}
	for picked := range slices.Chunk([]byte(picks), pickSize) {
		i := slices.IndexFunc(y.others, func(l cardLine) bool { return l.pick() == string(picked) })
		if i < 0 {
			t.Alert(t.Words.Card.Changed)
			return y, false, nil
		}
		y.chosen = append(y.chosen, y.others[i])
		y.others = slices.Delete(y.others, i, i+1)
	}
	if len(y.chosen)+len(y.others) == 0 {
		t.Alert(t.Words.Card.None)
		return y, false, nil
	}
	// Each page is a handful from all over the year.
	slices.SortFunc(y.others, func(a, b cardLine) int { return cmp.Compare(a.pick(), b.pick()) })
	return y, true, nil
}

// pickSize is how many letters a pick has.
const pickSize = 6

// pick names a line in a button: it holds nothing of the words, and is another one
// once they are edited.
func (l cardLine) pick() string {
	h := fnv.New64a()
	for _, n := range []int64{int64(l.part.ID), int64(l.index), edition(l.part)} {
		h.Write(strconv.AppendInt([]byte{0}, n, 36))
	}
	const places = 36 * 36 * 36 * 36 * 36 * 36
	pick := strconv.FormatUint(h.Sum64()%places, 36)
	return strings.Repeat("0", pickSize-len(pick)) + pick
}

// offer shows what was chosen, and a page of the other lines while there is room for
// one.
func (y yearLines) offer(t *turn.Turn, page int) chat.Message {
	w := t.Words.Card
	most := min(summary.MostLines, len(y.chosen)+len(y.others))
	m := chat.Message{Blocks: []chat.Block{chat.P(w.Choose(len(y.chosen), most))}}
	arg := y.period.String()
	for _, l := range y.chosen {
		m.Blocks = append(m.Blocks, chat.Block{Kind: chat.Quote, Text: l.text})
		arg += l.pick()
	}
	to := func(label, verb, arg string, follow chat.Follow) {
		m.Actions = append(m.Actions, chat.Action{Label: label, Ref: chat.Ref{Verb: verb, Arg: arg}, Follow: follow})
	}
	if len(y.chosen) < most {
		from := page * linesPage
		for _, l := range y.others[from:min(from+linesPage, len(y.others))] {
			to(beginning(l.text), summaries.VerbYearLines, arg+l.pick()+"+"+strconv.Itoa(page), chat.Update)
		}
		switch {
		case from+linesPage < len(y.others):
			to(w.More, summaries.VerbYearLines, arg+"+"+strconv.Itoa(page+1), chat.Update)
		case page > 0:
			to(w.Start, summaries.VerbYearLines, arg+"+0", chat.Update)
		}
	}
	if len(y.chosen) > 0 {
		to(w.Draw, VerbYearCards, arg, chat.Private)
		to(w.Anew, summaries.VerbYearLines, y.period.String()+"+0", chat.Update)
	}
	return m
}
