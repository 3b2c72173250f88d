package community

import (
	"cmp"
	"errors"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// Wants says what the platform must be asked before an event's turn: in a private
// chat whether its person may manage the channel that it is about; and, for what
// needs it, how the bot stands there.
func (f *Flow) Wants(tx reflection.Tx, e chat.Event) (turn.Wants, error) {
	w, err := wants(tx, e)
	if errors.Is(err, reflection.ErrNotFound) {
		return turn.Wants{}, nil // The turn says so.
	}
	return w, err
}

func wants(tx reflection.Tx, e chat.Event) (turn.Wants, error) {
	in := e.About().Space
	switch e := e.(type) {
	case chat.Pressed:
		return wantsOf(tx, in, e.Action, e.At)
	case chat.Submitted:
		return wantsOf(tx, in, e.Action, e.At)
	case chat.Command:
		return wantsOfCommand(tx, e)
	case chat.Text:
		return wantsOfText(tx, e)
	case chat.Barred:
		_, err := targetIn(tx, in.Chat)
		return turn.Wants{Inspect: in.Chat}, err
	}
	return turn.Wants{}, nil
}

// wantsOf is what a button or a form wants to know that is used at an instant.
func wantsOf(tx reflection.Tx, in chat.Space, ref chat.Ref, at time.Time) (w turn.Wants, err error) {
	switch ref.Verb {
	case verbSuggest:
		sub, err := tx.Subscription(reflection.SubscriptionID(ref.ID))
		if err != nil || sub.Person != 0 {
			return w, err
		}
		return turn.Wants{Member: sub.Chat}, nil
	case verbAnswer:
		return turn.Wants{Private: true}, nil
	}
	if ref.Verb == verbSetUp && ref.ID == 0 && !in.Private {
		if ref.Arg == "" {
			return turn.Wants{Inspect: in.Chat}, nil
		}
		o, err := orderOf(tx, in.Chat, ref.Arg, at)
		if err != nil {
			return w, ignoreMissing(err) // The turn says so.
		}
		return wantsOfSetup(tx, in, o)
	}
	if subjects[ref.Verb] == noSubject {
		return w, nil
	}
	g, err := about(tx, ref)
	if err != nil || g.sub.Person != 0 || g.sub.Chat.Platform != in.Platform {
		return w, err
	}
	if g.fromOutside(in) {
		w.Member = g.sub.Chat
	}
	w.Private = ref.Verb == verbTell && ref.Arg == argYes
	if ref.Verb == verbPage && ref.Arg == argMore {
		w.Inspect = g.sub.Chat // What is offered depends on the channel's kind.
	}
	switch ref.Verb {
	case verbWhich:
		o, err := orderOf(tx, in.Chat, ref.Arg, at)
		if err != nil {
			return w, ignoreMissing(err) // The turn says so.
		}
		if inspectedOrders[o.do] {
			w.Inspect, w.Need = g.sub.Chat, o.needs(need(g.ch))
		}
	case verbManagers:
		w.Inspect, w.Need = g.sub.Chat, chat.Need{Manager: g.com.Manager}
	case verbModerators, verbShowing:
		w.Inspect = g.com.Moderators
	case verbSetUp, verbZone, verbZoneOther, verbStatus, verbCheck, verbResume, verbThread, verbShow, verbNews, verbTag,
		verbOther, verbNever, verbBack, verbPost, verbPin, verbNow:
		w.Inspect, w.Need = g.sub.Chat, need(g.ch)
		if ref.Verb == verbPin {
			w.Need.Pin = ref.Arg == argOn
		}
		if ref.Verb == verbThread {
			w.Need.Threads = w.Need.Threads || ref.Arg == threadNames[reflection.ThreadClosed] || ref.Arg == threadNames[reflection.ThreadLive]
		}
	}
	return w, nil
}

// inspectedOrders are those which need to know how the bot stands in their channel.
var inspectedOrders = map[string]bool{
	"status": true, "preview": true, "resume": true, "thread": true, "role": true, "announce": true, "tag": true, "pin": true,
}

// wantsOfCommand is what a command wants to know.
func wantsOfCommand(tx reflection.Tx, e chat.Command) (w turn.Wants, err error) {
	switch {
	case e.Space.Private:
		return w, nil
	case e.Name == "suggest":
		return turn.Wants{Member: e.Space.Chat}, nil
	}
	o := parseOrder(e)
	switch o.do {
	case "setup":
		return wantsOfSetup(tx, e.Space, o)
	case "managers", "moderators":
		return wantsOfAdmins(tx, e, o)
	default:
		if !inspectedOrders[o.do] {
			return w, nil
		}
		g, _, err := here(tx, e.Space)
		if err != nil {
			return w, err
		}
		w.Inspect, w.Need = g.sub.Chat, o.needs(need(g.ch))
	}
	return w, nil
}

// wantsOfSetup is what a set-up wants to know.
func wantsOfSetup(tx reflection.Tx, in chat.Space, o order) (w turn.Wants, err error) {
	w.Inspect = in.Chat
	if o.channel != "" {
		w.Inspect = chat.Chat{Platform: in.Platform, ID: o.channel}
	}
	g, err := targetIn(tx, w.Inspect)
	if err != nil && !errors.Is(err, reflection.ErrNotFound) {
		return turn.Wants{}, err
	}
	w.Need = o.needs(need(g.ch))
	return w, nil
}

// wantsOfAdmins is what the orders that are the admins' alone want to know.
func wantsOfAdmins(tx reflection.Tx, e chat.Command, o order) (w turn.Wants, err error) {
	if o.do == "moderators" && o.rest != "" && o.channel == "" {
		g, ok, err := codeIn(tx, o)
		if err != nil || !ok || g.sub.Chat.Platform != e.Space.Platform {
			return w, err
		}
		return turn.Wants{Inspect: e.Space.Chat, Member: g.sub.Chat}, nil
	}
	g, others, err := here(tx, e.Space)
	if errors.Is(err, reflection.ErrNotFound) && len(others) > 0 {
		g, err = others[0], nil
	}
	switch {
	case err != nil:
		return w, err
	case o.do == "managers":
		return turn.Wants{Inspect: g.sub.Chat, Need: chat.Need{Manager: cmp.Or(o.role, g.com.Manager)}}, nil
	case o.channel != "":
		return turn.Wants{Inspect: chat.Chat{Platform: e.Space.Platform, ID: o.channel}}, nil
	}
	return turn.Wants{Inspect: g.com.Moderators}, nil
}

// wantsOfText asks about whoever answers what the bot asked: no platform says of
// a message whether it is an admin's.
func wantsOfText(tx reflection.Tx, e chat.Text) (w turn.Wants, err error) {
	if !e.Space.Private {
		asked, ok, err := awaited(tx, e)
		if err != nil || !ok {
			return w, err
		}
		g, err := about(tx, asked.ref())
		if err != nil {
			return w, err
		}
		w = turn.Wants{Member: g.sub.Chat}
		if asked.For == verbZoneOther {
			w.Inspect, w.Need = g.sub.Chat, need(g.ch)
		}
		return w, nil
	}
	a, err := tx.Awaiting(e.Space.Chat)
	if err != nil || !e.At.Before(a.Until) {
		return w, err
	}
	switch a.For {
	case verbZoneOther, verbHourOther, verbAdd, verbEdit, verbWordList, verbAddOff, verbHeading, verbSuggest:
		return wantsOf(tx, e.Space, chat.Ref{Verb: a.For, ID: a.ID}, e.At)
	}
	return w, nil
}

// need is what the bot wants to do in a channel, by its settings.
func need(ch reflection.Channel) chat.Need {
	return chat.Need{Threads: ch.Thread != reflection.NoThread, PingRole: ch.Role, Pin: ch.Pin}
}

// targetIn finds the channel that is set up in a chat.
func targetIn(tx reflection.Tx, c chat.Chat) (g target, err error) {
	sub, err := tx.SubscriptionIn(c)
	if err != nil {
		return g, err
	}
	return g, load(tx, &g, sub.ID)
}
