package journal

import (
	"errors"
	"strings"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/daily"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

const (
	// perPage is how many entries a page shows; entries of one instant stay together.
	perPage = 5
	// fetched is how many of each kind are read at a time.
	fetched = 2*perPage + 1
	// shownWords and shownQuestion are how much a page shows of an entry, in runes.
	shownWords, shownQuestion = 160, 100
)

// entry is one reply with its words, or a question that was left open.
type entry struct {
	at    time.Time
	reply reflection.Reply // zero for a question that was left open
	parts []reflection.Part
	open  reflection.Delivery // zero for a reply
	// found is what is shown of the words, where they were looked for.
	found string
}

func (e entry) isOpen() bool { return e.reply.ID == 0 }

// text is all of an entry's words.
func (e entry) text() string {
	var all []string
	for _, p := range e.parts {
		if p.Deleted.IsZero() {
			all = append(all, p.Text)
		}
	}
	return strings.Join(all, "\n\n")
}

// asked takes what follows /journal: nothing, days, or words.
func (r reader) asked(args string) (chat.Message, error) {
	looked := strings.TrimSpace(args)
	if looked == "" {
		return r.list(view{kind: 'o'}, "")
	}
	switch strings.ToLower(strings.TrimRight(looked, ".!?")) {
	case "today":
		m, _, err := r.years(0)
		return m, err
	case "last", "latest":
		return r.list(view{kind: 'o'}, "")
	}
	if days, ok := schedule.ParsePast(looked, r.today()); ok {
		asWord := ""
		if len(strings.Fields(looked)) == 1 {
			asWord = looked
		}
		return r.list(view{kind: 'o', days: days}, asWord)
	}
	return r.search(looked)
}

// page shows the page that a button leads to.
func (r reader) page(ref chat.Ref) (m chat.Message, alert string, err error) {
	v, ok := parseView(ref)
	switch {
	case !ok:
		return m, r.words.Stale, nil
	case v.kind == 'y':
		return r.years(int(v.cursor))
	case v.kind == 'w':
		return r.found(v)
	}
	m, err = r.list(v, "")
	return m, "", err
}

// list shows the entries of a view of time.
func (r reader) list(v view, asWord string) (chat.Message, error) {
	w := r.words.Journal
	from, to := r.bounds(v)
	latest := v.kind == 'o'
	if cursor := time.UnixMicro(v.cursor); v.cursor != 0 && latest {
		to = earlier(to, cursor)
	} else if v.cursor != 0 {
		from = later(from, cursor.Add(time.Microsecond))
	}
	entries, more, err := r.between(from, to, latest)
	if err != nil {
		return chat.Message{}, err
	}
	if len(entries) == 0 {
		return r.nothing(v), nil
	}
	earliest, last := entries[len(entries)-1].at, entries[0].at
	before, after := more, v.cursor != 0
	if !latest {
		before, after = true, more
	}
	title := w.Title
	if !v.days.First.IsZero() {
		title = w.Span(noon(v.days.First), noon(v.days.Last))
	}
	var turns []chat.Action
	if before {
		older := v
		older.kind, older.cursor = 'o', earliest.UnixMicro()
		turns = append(turns, chat.Action{Label: w.Earlier, Ref: older.ref()})
	}
	if after {
		newer := v
		newer.kind, newer.cursor = 'n', last.UnixMicro()
		turns = append(turns, chat.Action{Label: w.Later, Ref: newer.ref()})
	}
	m, err := r.show(title, entries, turns)
	if err != nil {
		return chat.Message{}, err
	}
	switch {
	case asWord != "":
		m.Blocks = append(m.Blocks, chat.P(w.AsWord(asWord)))
	case v.cursor == 0 && v.days.First.IsZero():
		m.Blocks = append(m.Blocks, chat.P(w.HowTo))
	}
	return m, nil
}

// nothing says that a view has no entries there.
func (r reader) nothing(v view) chat.Message {
	w := r.words.Journal
	text := w.NoneThen
	switch {
	case v.cursor != 0 && v.kind == 'o':
		text = w.NoneEarlier
	case v.cursor != 0:
		text = w.NoneLater
	case v.days.First.IsZero():
		text = w.None
	}
	m := chat.Message{Blocks: []chat.Block{chat.P(text)}}
	if v.cursor != 0 || !v.days.First.IsZero() {
		m.Actions = []chat.Action{{Label: w.Back, Ref: view{kind: 'o'}.ref()}}
	}
	return m
}

// show is a page: a few entries with a button each.
func (r reader) show(title string, entries []entry, turns []chat.Action) (chat.Message, error) {
	w := r.words.Journal
	m := chat.Message{Blocks: []chat.Block{chat.P(title)}}
	for i, e := range entries {
		head := w.Numbered(i+1, w.Date(e.at.In(r.zone)))
		if e.isOpen() {
			m.Blocks = append(m.Blocks, chat.P(head+" · "+w.LeftOpen), chat.P(cut(e.open.Prompt.Question, shownQuestion)))
			m.Actions = append(m.Actions, r.answerButton(w.Answer(i+1), e.open.ID))
			continue
		}
		m.Blocks = append(m.Blocks, chat.P(head+r.kindOf(e.reply)))
		if e.found == "" {
			earlier, err := r.earlierWords(e.reply)
			if err != nil {
				return m, err
			}
			m.Blocks = append(m.Blocks, earlier...)
		}
		if e.reply.Question != "" {
			m.Blocks = append(m.Blocks, chat.P(cut(e.reply.Question, shownQuestion)))
		}
		shown := e.found
		if shown == "" {
			shown = cut(oneLine(e.text()), shownWords)
		}
		m.Blocks = append(m.Blocks, chat.Block{Kind: chat.Quote, Text: shown})
		m.Actions = append(m.Actions, chat.Action{Label: w.Open(i + 1), Ref: chat.Ref{Verb: VerbEntry, ID: int64(e.reply.ID)}})
	}
	m.Actions = append(m.Actions, turns...)
	return m, nil
}

// kindOf says behind its day what an entry is that answers no question.
func (r reader) kindOf(reply reflection.Reply) string {
	switch {
	case reply.Question != "":
		return ""
	case reply.Kind == reflection.Note:
		return " · " + r.words.Journal.Note
	}
	return " · " + r.words.Journal.Freely
}

// part is a page of a list that is known as a whole.
func (r reader) part(title string, v view, all []entry, skip int) (chat.Message, error) {
	w := r.words.Journal
	if skip < 0 || skip >= len(all) {
		skip = 0
	}
	to := min(skip+perPage, len(all))
	var turns []chat.Action
	if to < len(all) {
		v.cursor = int64(to)
		turns = append(turns, chat.Action{Label: w.Earlier, Ref: v.ref()})
	}
	if skip > 0 {
		v.cursor = int64(max(0, skip-perPage))
		turns = append(turns, chat.Action{Label: w.Later, Ref: v.ref()})
	}
	return r.show(title, all[skip:to], turns)
}

func (r reader) answerButton(label string, id reflection.DeliveryID) chat.Action {
	a := chat.Action{Label: label, Ref: chat.Ref{Verb: daily.VerbAnswerNow, ID: int64(id)}, Follow: chat.Private}
	if r.limits.Forms {
		a.Follow = chat.Opens
	}
	return a
}

// cut shortens a text to at most so many runes, between words where there is room.
func cut(s string, most int) string {
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	s = string(runes[:most-1])
	if space := strings.LastIndexByte(s, ' '); space > len(s)/2 {
		s = s[:space]
	}
	return strings.TrimRight(s, " ,;:.") + "…"
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// noon is an instant of a date, for words that name it.
func noon(d schedule.Date) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, time.UTC)
}

// ignoreMissing turns "there is none" into success.
func ignoreMissing(err error) error {
	if errors.Is(err, reflection.ErrNotFound) {
		return nil
	}
	return err
}
