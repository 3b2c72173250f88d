package journal

import (
	"slices"
	"strings"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// VerbForget deletes, in two taps. Its arg says what: the last reply, whose id it
// carries; some days, as a view writes them; or everything. Behind a "!" it is done.
const VerbForget = "forget"

const (
	argLast = "last"
	argAll  = "all"
	argKeep = "keep"
	argDone = "!"
)

// mostAtOnce is how many entries of some days go in one turn: more are a matter of
// several.
const mostAtOnce = 2000

// Forget takes /forget, and what follows it.
func (f *Flow) Forget(tx reflection.Tx, t *turn.Turn, args string) error {
	w := t.Words.Forget
	switch what := strings.ToLower(strings.Trim(strings.TrimSpace(args), ".!")); what {
	case "":
		button := func(label, arg string) chat.Action {
			return chat.Action{Label: label, Ref: chat.Ref{Verb: VerbForget, Arg: arg}}
		}
		t.Show(chat.Message{
			Blocks:  []chat.Block{chat.P(w.Ask), chat.P(w.DayHint)},
			Actions: []chat.Action{button(w.Last, argLast), button(w.All, argAll), button(w.Nothing, argKeep)},
		}, 0)
		return nil
	case "last", "the last", "the last one", "last one", "last reply", "the last reply", "my last reply":
		return f.askLast(tx, t)
	case "everything", "all", "me", "all of it", "it all":
		return f.askAll(tx, t)
	default:
		r, err := f.readerOf(tx, t)
		if err != nil {
			return err
		}
		days, ok := schedule.ParsePast(what, r.today())
		if !ok {
			t.Unclear = true
			t.Say(w.Unclear)
			return nil
		}
		return f.askDays(tx, t, r, days)
	}
}

// Forgets takes a press of one of its buttons.
func (f *Flow) Forgets(tx reflection.Tx, t *turn.Turn, id int64, arg string) error {
	what, done := strings.CutPrefix(arg, argDone)
	switch {
	case what == argKeep:
		t.UpdateText(t.Words.Forget.Kept)
		return nil
	case what == argLast && done:
		return f.wipeLast(tx, t, id)
	case what == argLast:
		return f.askLast(tx, t)
	case what == argAll && done:
		return f.wipeAll(tx, t)
	case what == argAll:
		return f.askAll(tx, t)
	}
	v, ok := parseView(chat.Ref{Verb: VerbPage, Arg: what})
	if !ok || v.days.First.IsZero() || !done {
		t.Alert(t.Words.Stale)
		return nil
	}
	r, err := f.readerOf(tx, t)
	if err != nil {
		return err
	}
	return f.wipeDays(tx, t, r, v)
}

// ask says what would go and what remains, with the buttons that decide.
func (f *Flow) ask(t *turn.Turn, ref chat.Ref, yes string, goes []chat.Block, stays ...string) {
	w := t.Words.Forget
	m := chat.Message{Blocks: goes}
	for _, line := range append(stays, w.ChatStays, w.BackupsStay) {
		if line != "" {
			m.Blocks = append(m.Blocks, chat.P(line))
		}
	}
	ref.Verb, ref.Arg = VerbForget, argDone+ref.Arg
	m.Actions = []chat.Action{
		{Label: yes, Ref: ref},
		{Label: w.Keep, Ref: chat.Ref{Verb: VerbForget, Arg: argKeep}},
	}
	t.Update(m, 0)
}

// askLast asks about what the person wrote last that has its words.
func (f *Flow) askLast(tx reflection.Tx, t *turn.Turn) error {
	w := t.Words.Forget
	r, err := f.readerOf(tx, t)
	if err != nil {
		return err
	}
	e, ok, err := r.last()
	if err != nil {
		return err
	}
	if !ok {
		t.Say(w.None)
		return nil
	}
	goes := []chat.Block{chat.P(w.LastGoes + " " + t.Words.Journal.Date(e.at.In(r.zone)))}
	if e.reply.Question != "" {
		goes = append(goes, chat.P(e.reply.Question))
	}
	goes = append(goes, chat.Block{Kind: chat.Quote, Text: cut(e.text(), maxReminder)})
	stays, err := r.remains([]entry{e})
	if err != nil {
		return err
	}
	f.ask(t, chat.Ref{ID: int64(e.reply.ID), Arg: argLast}, w.Yes, goes, stays...)
	return nil
}

// last is what the person began last that has its words.
func (r reader) last() (e entry, ok bool, err error) {
	to := r.now.AddDate(1, 0, 0)
	for {
		replies, err := r.tx.RepliesBetween(r.person.ID, time.Unix(0, 0), to, true, fetched)
		if err != nil {
			return e, false, err
		}
		for _, reply := range replies {
			if e, ok, err = r.entryOf(reply); err != nil || ok {
				return e, ok, err
			}
		}
		if len(replies) < fetched {
			return e, false, nil
		}
		to = replies[fetched-1].Created
	}
}

// askDays asks about all that was written on some days.
func (f *Flow) askDays(tx reflection.Tx, t *turn.Turn, r reader, days schedule.Span) error {
	w := t.Words.Forget
	v := view{kind: 'o', days: days}
	all, err := r.written(v)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		t.Say(w.None)
		return nil
	}
	stays, err := r.remains(all)
	if err != nil {
		return err
	}
	goes := w.SpanGoes(len(all), t.Words.Journal.Span(noon(days.First), noon(days.Last)))
	f.ask(t, chat.Ref{Arg: v.ref().Arg}, w.Yes, []chat.Block{chat.P(goes)}, stays...)
	return nil
}

// written are the entries of a view of some days.
func (r reader) written(v view) (all []entry, err error) {
	from, to := r.bounds(v)
	replies, err := r.tx.RepliesBetween(r.person.ID, from, to, true, mostAtOnce)
	if err != nil {
		return nil, err
	}
	return r.merge(replies, nil, true)
}

// remains says what stays of some entries, or goes along with them.
func (r reader) remains(all []entry) (stays []string, err error) {
	w := r.words.Forget
	answers, shared, own := false, false, false
	for _, e := range all {
		answers = answers || e.reply.Kind == reflection.Answering
		shared = shared || e.reply.Audience != reflection.PrivateTo
		if own {
			continue
		}
		if own, err = r.inChannels(e); err != nil {
			return nil, err
		}
	}
	for _, line := range []struct {
		said bool
		text string
	}{{answers, w.DayStays}, {shared, w.SharedGoes}, {own, w.OwnStays}} {
		if line.said {
			stays = append(stays, line.text)
		}
	}
	return stays, nil
}

// inChannels reports whether words of an entry stand in a channel, as messages that
// the person wrote there.
func (r reader) inChannels(e entry) (bool, error) {
	channels, _, _, err := r.about(e.reply)
	if err != nil || !channels {
		return false, err
	}
	homes, err := r.tx.Identities(r.person.ID)
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(e.parts, func(p reflection.Part) bool {
		return p.Deleted.IsZero() && p.Message != "" &&
			!slices.ContainsFunc(homes, func(i reflection.Identity) bool { return i.Private == p.Chat })
	}), nil
}

// askAll asks about everything.
func (f *Flow) askAll(tx reflection.Tx, t *turn.Turn) error {
	w := t.Words.Forget
	r, err := f.readerOf(tx, t)
	if err != nil {
		return err
	}
	replies, err := tx.RepliesOf(t.Person.ID)
	if err != nil {
		return err
	}
	shared := slices.ContainsFunc(replies, func(reply reflection.Reply) bool { return reply.Audience != reflection.PrivateTo })
	own, stays := false, []string(nil)
	for _, reply := range replies {
		if own || reply.Audience == reflection.PrivateTo {
			continue
		}
		e, ok, err := r.entryOf(reply)
		if err != nil {
			return err
		}
		if ok {
			if own, err = r.inChannels(e); err != nil {
				return err
			}
		}
	}
	if shared {
		stays = append(stays, w.SharedGoes)
	}
	if own {
		stays = append(stays, w.OwnStays)
	}
	parts, err := tx.Written(t.Person.ID)
	if err != nil {
		return err
	}
	entries := map[reflection.ReplyID]bool{}
	for _, p := range parts {
		entries[p.Reply] = true
	}
	f.ask(t, chat.Ref{Arg: argAll}, w.YesAll, []chat.Block{chat.P(w.AllGoes(len(entries)))}, stays...)
	return nil
}
