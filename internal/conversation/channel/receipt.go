package channel

import (
	"errors"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/delivery/posts"
	"stillpoint/internal/reflection"
)

// receipt says who can read an answer, and offers to change that. Before is put
// in front of it; empty for nothing.
func (f *Flow) receipt(tx reflection.Tx, t *turn.Turn, p place, a answer, before string) (chat.Message, error) {
	stopped, err := isStopped(tx, p, a.Person)
	if err != nil {
		return chat.Message{}, err
	}
	waits, err := isSubmitted(tx, a.ID)
	if err != nil {
		return chat.Message{}, err
	}
	if waits && !stopped {
		return f.waitingReceipt(t, a, before), nil
	}
	w := t.Words.Channel
	here, others := a.editable(p)
	line, shares := w.ByYou, true
	switch {
	case a.Hidden:
		line, shares = w.Hidden, false
	case a.Audience == reflection.Shared:
		line = w.ByAll
	case a.Audience == reflection.Anonymous:
		line = w.ByAllUnnamed
	}
	if shares && a.Audience != reflection.PrivateTo {
		where, err := whereRead(tx, t, p)
		if err != nil {
			return chat.Message{}, err
		}
		line += " " + where
	}
	if before != "" {
		line = before + " " + line
	}
	m := chat.Message{Blocks: []chat.Block{chat.P(line)}}
	if others {
		m.Blocks = append(m.Blocks, chat.P(ownMessage(t)))
	}
	if stopped {
		m.Blocks = append(m.Blocks, chat.P(w.Stopped))
	}
	button := func(label, verb, arg string, follow chat.Follow) {
		m.Actions = append(m.Actions, chat.Action{Label: label, Ref: chat.Ref{Verb: verb, ID: int64(a.ID), Arg: arg}, Follow: follow})
	}
	switch {
	case !shares:
	case a.Audience != reflection.PrivateTo:
		button(w.TakeBack, VerbTakeBack, "", chat.Update)
	case !stopped:
		button(w.Share, VerbShare, "", chat.Update)
		if !p.channel.NamedOnly && !others {
			button(w.ShareUnnamed, VerbShare, argUnnamed, chat.Update)
		}
	}
	if len(here) > 0 {
		button(w.Edit, VerbReword, "", f.opens(t))
	}
	button(w.Delete, VerbErase, "", chat.Update)
	return m, nil
}

// whereRead says where what was shared is read: always under Read others, and in
// the thread only where there can be one.
func whereRead(tx reflection.Tx, t *turn.Turn, p place) (string, error) {
	w := t.Words.Channel
	if !t.Limits.Threads || p.channel.Thread == reflection.NoThread || posts.Threadless(p.Delivery) {
		return w.UnderOthers, nil
	}
	open, err := planning.IsOpen(tx, p.Delivery)
	if open && p.channel.Thread == reflection.ThreadClosed {
		return w.InThreadLater, err
	}
	return w.InThread, err
}

// ownMessage says whose a message in the channel is, and what of it others read here
// after it was deleted there.
func ownMessage(t *turn.Turn) string {
	if t.Limits.TellsDeletions {
		return t.Words.Channel.OwnMessage
	}
	return t.Words.Channel.OwnStays
}

// opens is what follows a button that asks for words.
func (f *Flow) opens(t *turn.Turn) chat.Follow {
	if t.Limits.Forms {
		return chat.Opens
	}
	return chat.Private
}

// showReceipt puts the receipt in the place of the one whose button was pressed.
func (f *Flow) showReceipt(tx reflection.Tx, t *turn.Turn, p place, a answer) error {
	m, err := f.receipt(tx, t, p, a, "")
	if err != nil {
		return err
	}
	return update(tx, t, p, m)
}

// update puts a message in the place of the one whose button was pressed. A
// press that claims to come from under what all can read, a post or anything in
// its thread, is answered apart.
func update(tx reflection.Tx, t *turn.Turn, p place, m chat.Message) error {
	here := t.Meta.Space
	if here.Private || t.Under == "" {
		t.Update(m, 0)
		return nil
	}
	_, err := tx.DeliveryByMessage(here.Chat, t.Under)
	switch {
	case err == nil, here.Chat == p.Thread:
		t.Show(m, 0)
		return nil
	case errors.Is(err, reflection.ErrNotFound):
		t.Update(m, 0)
		return nil
	}
	return err
}
