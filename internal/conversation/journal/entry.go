package journal

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/channel"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// atOnce is how much of an entry's words one message shows, in runes: no platform
// cuts that.
const atOnce = 1400

// entry shows one reply: its question, who can read it, and its words, from one
// place on.
func (r reader) entry(id reflection.ReplyID, arg string) (m chat.Message, alert string, err error) {
	reply, err := r.tx.Reply(id)
	switch {
	case errors.Is(err, reflection.ErrNotFound):
		return m, r.words.UndoneGone, nil
	case err != nil:
		return m, "", err
	case reply.Person != r.person.ID || reply.Kind == reflection.Draft:
		return m, r.words.NotYours, nil
	}
	e, ok, err := r.entryOf(reply)
	if err != nil || !ok {
		return m, r.words.UndoneGone, err
	}
	m, err = r.whole(e, arg)
	return m, "", err
}

// whole is the message of an entry.
func (r reader) whole(e entry, arg string) (chat.Message, error) {
	w := r.words.Journal
	channels, reader, date, err := r.about(e.reply)
	if err != nil {
		return chat.Message{}, err
	}
	written := schedule.DateOf(e.at, r.zone)
	head := w.Date(noon(written))
	if !date.IsZero() && date != written {
		head += ", " + w.AskedOn(w.Date(noon(date)))
	}
	m := chat.Message{Blocks: []chat.Block{chat.P(head + r.kindOf(e.reply) + " · " + reader)}}
	if e.reply.Question != "" {
		m.Blocks = append(m.Blocks, chat.P(e.reply.Question))
	}
	runes := []rune(e.text())
	from, err := strconv.Atoi(arg)
	if err != nil || from < 0 || from >= len(runes) {
		from = 0
	}
	to := min(from+atOnce, len(runes))
	shown := strings.TrimSpace(string(runes[from:to]))
	if from > 0 {
		shown = "…" + shown
	}
	id := int64(e.reply.ID)
	if to < len(runes) {
		shown += "…"
		m.Actions = append(m.Actions, chat.Action{Label: w.More, Ref: chat.Ref{Verb: VerbEntry, ID: id, Arg: strconv.Itoa(to)}})
	}
	linked, opens, err := r.linked(e.reply, []chat.Block{{Kind: chat.Quote, Text: shown}})
	if err != nil {
		return chat.Message{}, err
	}
	m.Blocks, m.Actions = append(m.Blocks, linked...), append(m.Actions, opens...)
	edit, wipe := VerbWords, VerbWipe
	if channels { // What others may read is changed where that follows.
		edit, wipe = channel.VerbReword, channel.VerbErase
	}
	back := view{kind: 'o', cursor: e.at.Add(time.Microsecond).UnixMicro()}
	m.Actions = append(m.Actions,
		chat.Action{Label: w.Edit, Ref: chat.Ref{Verb: edit, ID: id}, Follow: r.opens()},
		chat.Action{Label: w.Delete, Ref: chat.Ref{Verb: wipe, ID: id}},
		chat.Action{Label: w.Day, Ref: dayView(written).ref()},
		chat.Action{Label: w.Back, Ref: back.ref()})
	return m, nil
}

// about says whether a reply answers a channel's question, who can read it, and on
// which date its question was asked; zero for none.
func (r reader) about(reply reflection.Reply) (channels bool, reader string, date schedule.Date, err error) {
	w := r.words.Journal
	reader = w.OnlyYou
	if reply.Delivery == 0 {
		return false, reader, date, nil
	}
	d, err := r.tx.Delivery(reply.Delivery)
	if err != nil {
		return false, reader, date, ignoreMissing(err)
	}
	if d.Person != 0 {
		return false, reader, d.Date, nil
	}
	ch, err := r.tx.Channel(d.Subscription)
	if err != nil {
		return false, reader, d.Date, ignoreMissing(err)
	}
	title := turn.Name(ch.Title)
	switch {
	case reply.Hidden && reply.Audience != reflection.PrivateTo:
		reader = w.Hidden
	case reply.Audience == reflection.Shared:
		reader = w.Named(title)
	case reply.Audience == reflection.Anonymous:
		reader = w.Unnamed(title)
	}
	return true, reader, d.Date, nil
}

// opens is what follows a button that asks for words.
func (r reader) opens() chat.Follow {
	if r.limits.Forms {
		return chat.Opens
	}
	return chat.Private
}
