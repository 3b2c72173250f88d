package door

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

const (
	// toldEvery is how often somebody who writes and isn't let in is told so. Whoever
	// presses a button or gives a command is told each time: it would hang else.
	toldEvery = 24 * time.Hour
	// memberFor is how long it is remembered who is a member of an allowed place.
	memberFor = time.Hour
	// strangerFor is how long it is remembered who is none: they may join, or a channel
	// be set up, at any moment.
	strangerFor = time.Minute
	// askingFor is how long one place may take to say whether somebody is a member, and
	// askingAllFor how long all of them together: a queue of events waits for it.
	askingFor    = 2 * time.Second
	askingAllFor = 10 * time.Second
	// mostRemembered bounds how many people are remembered for either.
	mostRemembered = 4096
)

// Door is an intake that hands on what comes from people and places that are allowed.
type Door struct {
	chat.Intake
	// Allowed is who is let in.
	Allowed List
	// Contact is how to reach the host; it may be empty.
	Contact string
	// Always names what stays open to whoever the bot keeps something of.
	Always   func(chat.Event) bool
	Store    reflection.Store
	Adapters map[chat.Platform]chat.Adapter
	Log      *slog.Logger

	teller  teller
	mu      sync.Mutex
	told    map[visitor]time.Time
	members map[visitor]membership
}

// visitor is an account, or a server or group.
type visitor struct {
	platform chat.Platform
	id       string
}

type membership struct {
	is    bool
	until time.Time
}

// Handle implements chat.Intake.
func (d *Door) Handle(ctx context.Context, e chat.Event) error {
	in := d.Allowed.Everyone()
	for _, asks := range []func(context.Context, chat.Event) (bool, error){d.admits, d.theirs} {
		if in {
			break
		}
		var err error
		if in, err = asks(ctx, e); err != nil {
			return err // Nobody is turned away, and nothing lost, because nobody knows.
		}
	}
	if in {
		return d.Intake.Handle(ctx, e)
	}
	d.turnAway(ctx, e)
	return nil
}

// admits reports whether what happened comes from somebody, or a place, that is let in:
// one that is on the list, or in a private chat a member of a place that is.
func (d *Door) admits(ctx context.Context, e chat.Event) (bool, error) {
	m := e.About()
	p := m.Space.Platform
	if d.Allowed.Holds(p, m.Space.ID, m.Space.Parent) || m.Space.Private && d.Allowed.Holds(p, m.Actor.Account) {
		return true, nil
	}
	if !m.Space.Private || m.Actor.Account == "" {
		return false, nil // A place is let in for itself, and not for who is in it.
	}
	return d.member(ctx, p, m.Actor.Account)
}

// member reports whether an account is a member of a place that is allowed.
func (d *Door) member(ctx context.Context, p chat.Platform, account string) (bool, error) {
	who := visitor{p, account}
	now := time.Now()
	d.mu.Lock()
	known, ok := d.members[who]
	d.mu.Unlock()
	if ok && now.Before(known.until) {
		return known.is, nil
	}
	is, err := d.askMember(ctx, p, account)
	switch {
	case err != nil && ok && known.is:
		return true, nil // It can't be found out just now. Whoever was let in stays so.
	case err != nil:
		return false, err
	}
	lasts := memberFor
	if !is {
		lasts = strangerFor
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.members == nil || len(d.members) >= mostRemembered {
		d.members = map[visitor]membership{}
	}
	d.members[who] = membership{is, now.Add(lasts)}
	return is, nil
}

// askMember asks the platform. It is an error where the platform, or the store, doesn't
// answer and nobody else said that they are.
func (d *Door) askMember(ctx context.Context, p chat.Platform, account string) (is bool, err error) {
	a := d.Adapters[p]
	if a == nil {
		return false, nil
	}
	places, err := d.places(ctx, p)
	if err != nil {
		return false, err
	}
	ctx, cancel := context.WithTimeout(ctx, askingAllFor)
	defer cancel()
	for _, place := range places {
		m, failed := d.asked(ctx, a, place, account)
		switch {
		case failed == nil && m.Member:
			return true, nil
		case failed != nil && chat.KindOf(failed) != chat.Gone && chat.KindOf(failed) != chat.Rejected:
			err = fmt.Errorf("asking whether somebody is a member: %w", failed)
		}
	}
	return false, err
}

// asked asks of one place. Each has a time of its own, since one slow one must keep
// nobody of another out.
func (d *Door) asked(ctx context.Context, a chat.Adapter, place chat.Chat, account string) (chat.Membership, error) {
	ctx, cancel := context.WithTimeout(ctx, askingFor)
	defer cancel()
	return a.Member(ctx, place, account)
}

// places are the chats of allowed places in which somebody can be looked for: the
// groups and servers themselves, where that is a chat, and the channels that are asked.
func (d *Door) places(ctx context.Context, p chat.Platform) (all []chat.Chat, err error) {
	for _, id := range d.Allowed.Of(p) {
		if strings.HasPrefix(id, "-") {
			all = append(all, chat.Chat{Platform: p, ID: id})
		}
		err := d.Store.View(ctx, func(tx reflection.Tx) error {
			found, err := tx.ChannelsIn(p, id)
			for _, c := range found {
				sub, err := tx.Subscription(c.Subscription)
				if err != nil {
					return err
				}
				all = append(all, sub.Chat)
			}
			return err
		})
		if err != nil {
			return nil, unready(err, "looking for a place's channels")
		}
	}
	return all, nil
}

// turnAway says one kind line, and leaves a server or group. It doesn't wait for that.
func (d *Door) turnAway(ctx context.Context, e chat.Event) {
	m := e.About()
	a := d.Adapters[m.Space.Platform]
	if a == nil {
		return
	}
	switch e.(type) {
	case chat.Left, chat.Barred, chat.Renamed, chat.Migrated, chat.Deleted, chat.Edited:
		a.Answered(m.Answer)
		return
	}
	told := d.teller.begin(ctx, func(ctx context.Context) {
		defer a.Answered(m.Answer)
		if m.Space.Private {
			d.tell(ctx, a, e)
			return
		}
		d.leave(ctx, a, m)
	})
	if !told {
		a.Answered(m.Answer)
	}
}

// tell says to somebody that they aren't let in, and what stays open to them.
func (d *Door) tell(ctx context.Context, a chat.Adapter, e chat.Event) {
	m := e.About()
	if m.Answer == "" && !d.toTell(visitor{m.Space.Platform, m.Space.ID}) {
		return
	}
	w := words.For(m.Actor.Locale)
	message := d.message(w, w.NotForYou)
	if known, err := d.known(ctx, m); err == nil && known {
		message.Blocks = slices.Insert(message.Blocks, 1, chat.P(w.StillYours))
	}
	message.To, message.Answer, message.Seen = m.Space.Chat, m.Answer, chat.ByActor
	d.send(ctx, a, message)
}

// leave leaves a server or group, after saying why where that can be said.
func (d *Door) leave(ctx context.Context, a chat.Adapter, m chat.Meta) {
	place := m.Space.Parent
	if place == "" {
		place = m.Space.ID
	}
	if !d.toTell(visitor{m.Space.Platform, place}) && m.Answer == "" {
		return
	}
	w := words.For(m.Actor.Locale)
	message := d.message(w, w.NotHere)
	message.To, message.Answer = m.Space.Chat, m.Answer
	if m.Answer != "" {
		message.Seen = chat.ByActor
	}
	// A server as a whole is no chat that anything can be said in, and what is said where
	// only admins write goes to everybody who reads there.
	if m.Answer != "" || m.Space.ID != m.Space.Parent || strings.HasPrefix(m.Space.ID, "-") && !m.Space.Announces {
		d.send(ctx, a, message)
	}
	if l, ok := a.(chat.Leaver); ok {
		if err := l.Leave(ctx, place); err != nil {
			d.Log.Warn("leaving a place that isn't allowed failed", "platform", m.Space.Platform, "err", err)
			return
		}
		d.Log.Info("left a place that isn't allowed", "platform", m.Space.Platform)
	}
}

// message is a line with whom to ask.
func (d *Door) message(w *words.Words, line string) chat.Message {
	m := chat.Message{Blocks: []chat.Block{{Kind: chat.Paragraph, Text: line, Own: true}}, Lane: chat.LaneAnswer}
	if d.Contact != "" {
		m.Blocks = append(m.Blocks, chat.P(w.WhoHosts(d.Contact)))
	}
	return m
}

func (d *Door) send(ctx context.Context, a chat.Adapter, m chat.Message) {
	if _, err := a.Send(ctx, m); err != nil {
		d.Log.Debug("telling somebody that they aren't let in failed", "platform", a.Platform(), "err", err)
	}
}

// toTell reports whether it is time to tell somebody, or a place, and notes that they
// are told.
func (d *Door) toTell(v visitor) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	now := time.Now()
	if last, ok := d.told[v]; ok && now.Sub(last) < toldEvery {
		return false
	}
	if d.told == nil || len(d.told) >= mostRemembered {
		d.told = map[visitor]time.Time{}
	}
	d.told[v] = now
	return true
}
