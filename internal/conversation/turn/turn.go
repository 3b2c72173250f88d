// Package turn is one turn of a conversation: who did what, where and when, and
// what the bot says to it. Flows speak through it; what they said is enqueued in the
// turn's transaction, and sent once that is committed.
package turn

import (
	"errors"
	"slices"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/delivery/answers"
	"stillpoint/internal/portable"
	"stillpoint/internal/reflection"
	"stillpoint/internal/summary"
	"stillpoint/internal/words"
)

// Turn is what a flow is given beside its transaction.
type Turn struct {
	Meta chat.Meta
	// Now is when the turn is handled, by the clock of delivery: at or after
	// Meta.At, which is when it happened.
	Now time.Time
	// Pressed says that the turn is a press; Under is the message whose button it
	// was, or empty.
	Pressed bool
	Under   chat.MessageID
	// Message is the command or text that the turn is about, or empty.
	Message chat.MessageID
	// Home is the private chat in which the person is asked: this one, or, in a
	// channel, that of the account. It is zero while there is none.
	Home chat.Chat
	// Prepared is what the platform was asked before the turn began.
	Prepared Prepared
	// Person and Identity are who it is; zero for an admin whom the platform hides.
	Person   reflection.Person
	Identity reflection.Identity
	Words    *words.Words
	Limits   chat.Limits
	// Returned says that this sign of life ended a back-off. A flow that settles
	// how often to ask clears it.
	Returned bool
	// Unclear says that the command wasn't understood.
	Unclear bool
	// Erased says that words were taken away, to be cleared from the files.
	Erased bool

	out  []answers.Answer
	home bool // what is said goes to the private chat
	asks bool // the next text of the private chat is asked for
}

// GoHome has all that is said in a channel to somebody who has a private chat be said
// there. The channel is told only if that can't be written to.
func (t *Turn) GoHome() { t.home = !t.Meta.Space.Private && !t.Home.IsZero() }

// AtHome reports whether what is said is said in a private chat.
func (t *Turn) AtHome() bool { return t.Meta.Space.Private || t.home }

// atHome are the answers of a turn that goes home.
func (t *Turn) atHome() (all []answers.Answer) {
	for _, o := range t.out {
		if o.Op == answers.Send {
			m := o.Message
			m.To, m.Answer, m.Seen, m.ReplyTo = t.Home, "", chat.ByAll, ""
			o.Message = m
		}
		all = append(all, o)
	}
	if i := slices.IndexFunc(all, func(o answers.Answer) bool { return o.Op == answers.Send }); i >= 0 {
		cant := answers.Answer{Message: t.address(chat.Message{Blocks: []chat.Block{chat.P(t.Words.CantWrite)}})}
		all[i].Instead = &cant
	}
	return all
}

// Answers returns what was said, in order.
func (t *Turn) Answers() []answers.Answer {
	if t.home {
		return t.atHome()
	}
	if !t.asks || t.Meta.Space.Private {
		return t.out
	}
	var here, home []answers.Answer
	for _, o := range t.out {
		if o.Op == answers.Send && o.Message.Seen != chat.AsAlert || o.Op == answers.Edit {
			m := o.Message
			m.To, m.Answer, m.Seen, m.ReplyTo = t.Home, "", chat.ByAll, ""
			home = append(home, answers.Answer{Op: answers.Send, Message: m, Shows: o.Shows, Sketch: o.Sketch})
			continue
		}
		here = append(here, o)
	}
	if len(home) == 0 {
		return here
	}
	wrote := answers.Answer{Message: t.address(chat.Message{Blocks: []chat.Block{chat.P(t.Words.WroteYou)}})}
	cant := answers.Answer{Message: t.address(chat.Message{Blocks: []chat.Block{chat.P(t.Words.CantWrite)}})}
	last := &home[len(home)-1]
	last.Then, last.Instead = &wrote, &cant
	return append(here, home...)
}

// Wants is what a flow wants to know of the platform before its turn, because
// nothing is asked of a platform within a transaction.
type Wants struct {
	// Private opens the actor's private chat: they have asked to be written to.
	Private bool
	// Inspect asks how the bot stands in a channel, for what it needs there.
	Inspect chat.Chat
	Need    chat.Need
	// Member asks what the actor is in a channel.
	Member chat.Chat
	// Read has what the turn shows read before it, on a snapshot of its own.
	Read bool
}

// Reading is what was read before a turn: it holds up nobody who writes.
type Reading struct {
	// Person is whose it is; 0 for somebody who isn't known yet.
	Person  reflection.PersonID
	Message chat.Message
	// Shows is the delivery in the message, or 0.
	Shows reflection.DeliveryID
	// Alert is said instead of the message, if it isn't empty.
	Alert string
}

// Prepared answers Wants; what was not wanted is zero. An error says that the
// platform didn't answer: a *chat.SendError.
type Prepared struct {
	Private    chat.Chat
	PrivateErr error
	Standing   chat.Standing
	// StandingErr is of the kind Gone where there is no such channel.
	StandingErr error
	Membership  chat.Membership
	MemberErr   error
	Reading     *Reading
	// Taken is what was taken in of a file that came with the command; TakenErr says
	// what is wrong with it.
	Taken    portable.Taken
	TakenErr *portable.Fault
}

// Say sends a paragraph with buttons.
func (t *Turn) Say(text string, actions ...chat.Action) {
	t.Show(chat.Message{Blocks: []chat.Block{chat.P(text)}, Actions: actions}, 0)
}

// Show sends a message; shows is the delivery in it, or 0.
func (t *Turn) Show(m chat.Message, shows reflection.DeliveryID) {
	t.out = append(t.out, answers.Answer{Op: answers.Send, Message: t.address(m), Shows: shows})
}

// ShowDrawn is Show with a picture, which is drawn after the turn's transaction;
// a nil sketch is none.
func (t *Turn) ShowDrawn(m chat.Message, sketch *summary.Sketch, shows reflection.DeliveryID) {
	t.out = append(t.out, answers.Answer{Op: answers.Send, Message: t.address(m), Shows: shows, Sketch: sketch})
}

// ShowFile is Show with a file, which is written when the message is sent; tooLarge
// is said in its place where it is larger than the platform takes.
func (t *Turn) ShowFile(m chat.Message, order portable.Order, tooLarge chat.Message) {
	f := answers.File{Order: order, TooLarge: t.address(tooLarge)}
	t.out = append(t.out, answers.Answer{Op: answers.Send, Message: t.address(m), File: &f})
}

// Open answers a press with a form. Only a button whose action says that a form
// follows can be answered so, and only where Limits.Forms.
func (t *Turn) Open(f chat.Form) {
	m := t.address(chat.Message{})
	m.Form = &f
	t.out = append(t.out, answers.Answer{Op: answers.Send, Message: m})
}

// ShowAll sends a message that everyone in the channel sees.
func (t *Turn) ShowAll(m chat.Message) {
	m = t.address(m)
	m.Seen = chat.ByAll
	t.out = append(t.out, answers.Answer{Op: answers.Send, Message: m})
}

// ShowHome sends a message to the person's private chat, wherever the turn is.
func (t *Turn) ShowHome(m chat.Message, shows reflection.DeliveryID) {
	if t.Meta.Space.Private {
		t.Show(m, shows)
		return
	}
	m.To, m.Lane = t.Home, chat.LaneAnswer
	t.markOwn(&m)
	t.out = append(t.out, answers.Answer{Op: answers.Send, Message: m, Shows: shows})
}

// ShowIn sends a message to another chat, on any platform, where whoever is in it sees
// it: a private chat of the same human being's, or one in which the bot has just arrived.
func (t *Turn) ShowIn(to chat.Chat, m chat.Message) {
	m.To, m.Lane = to, chat.LaneAnswer
	t.markOwn(&m)
	t.out = append(t.out, answers.Answer{Op: answers.Send, Message: m})
}

// Subscription is the one by which the person is asked: that of their private chat,
// or, where that is aside or there is none, that of another app which is joined.
func (t *Turn) Subscription(tx reflection.Tx) (reflection.Subscription, error) {
	here, err := tx.SubscriptionIn(t.Home)
	if err == nil && here.Role != reflection.RoleAside || err != nil && !errors.Is(err, reflection.ErrNotFound) {
		return here, err
	}
	all, failed := tx.SubscriptionsOf(t.Person.ID)
	if failed != nil {
		return here, failed
	}
	for _, s := range all {
		if s.Role == reflection.RoleAsked {
			return s, nil
		}
	}
	return here, err
}

// Delete takes away a message of the bot's.
func (t *Turn) Delete(c chat.Chat, m chat.MessageID) {
	t.out = append(t.out, answers.Answer{Op: answers.Delete, ID: m, Message: chat.Message{To: c}})
}

// Update puts a message in the place of the one whose button was pressed, where
// the platform can; else it sends it.
func (t *Turn) Update(m chat.Message, shows reflection.DeliveryID) {
	if t.Under == "" || !t.Limits.Edits {
		t.Show(m, shows)
		return
	}
	t.out = append(t.out, answers.Answer{Op: answers.Edit, ID: t.Under, Message: t.address(m), Shows: shows})
}

// UpdateText is Update with one paragraph.
func (t *Turn) UpdateText(text string, actions ...chat.Action) {
	t.Update(chat.Message{Blocks: []chat.Block{chat.P(text)}, Actions: actions}, 0)
}

// React sets the bot's sign on a message in this chat.
func (t *Turn) React(m chat.MessageID, r chat.Reaction) {
	t.out = append(t.out, answers.Answer{Op: answers.React, ID: m, Reaction: r, Message: chat.Message{To: t.Meta.Space.Chat}})
}

// Alert tells whoever pressed a button something brief. Only a press can be
// answered so; anything else gets a message.
func (t *Turn) Alert(text string) {
	if !t.Pressed {
		t.Say(text)
		return
	}
	m := t.address(chat.Message{Blocks: []chat.Block{chat.P(text)}})
	m.Seen = chat.AsAlert
	t.out = append(t.out, answers.Answer{Op: answers.Send, Message: m})
}

// markOwn says of each paragraph that is the bot's alone that it is.
func (t *Turn) markOwn(m *chat.Message) {
	if t.Words == nil {
		return
	}
	m.Blocks = slices.Clone(m.Blocks)
	for i, b := range m.Blocks {
		m.Blocks[i].Own = b.Own || b.Kind == chat.Paragraph && t.Words.IsOwn(b.Text)
	}
}

func (t *Turn) address(m chat.Message) chat.Message {
	m.To, m.Answer, m.Lane = t.Meta.Space.Chat, t.Meta.Answer, chat.LaneAnswer
	t.markOwn(&m)
	switch {
	case t.Meta.Space.Private:
	case t.Limits.Ephemeral:
		m.Seen = chat.ByActor
	default:
		m.ReplyTo = t.Message
	}
	return m
}
