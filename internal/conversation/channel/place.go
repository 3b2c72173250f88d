package channel

import (
	"errors"
	"slices"
	"strconv"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/posts"
	"stillpoint/internal/delivery/summaries"
	"stillpoint/internal/reflection"
)

// place is a question of a channel, with where it was asked.
type place struct {
	reflection.Delivery
	sub     reflection.Subscription
	channel reflection.Channel
}

// find loads a question. Ok is false if there is none, if it is a person's own,
// or if nobody can have seen it yet.
func find(tx reflection.Tx, id reflection.DeliveryID) (p place, ok bool, err error) {
	if p.Delivery, err = tx.Delivery(id); err != nil {
		return p, false, ignoreMissing(err)
	}
	if p.Person != 0 {
		return p, false, nil
	}
	if p.sub, p.channel, ok, err = channelOf(tx, p.Subscription); err != nil || !ok {
		return p, false, err
	}
	ok, err = wasTried(tx, p.Delivery)
	return p, ok, err
}

// channelOf loads a channel; ok is false if there is none.
func channelOf(tx reflection.Tx, id reflection.SubscriptionID) (sub reflection.Subscription, ch reflection.Channel, ok bool, err error) {
	if ch, err = tx.Channel(id); err == nil {
		sub, err = tx.Subscription(id)
	}
	return sub, ch, err == nil, ignoreMissing(err)
}

// wasTried reports whether a question was ever on its way to its channel.
func wasTried(tx reflection.Tx, d reflection.Delivery) (bool, error) {
	if d.State == reflection.DeliveryArrived || d.State == reflection.DeliveryUncertain {
		return true, nil
	}
	all, err := tx.DispatchesOf(d.ID)
	return slices.ContainsFunc(all, func(s reflection.Dispatch) bool { return !s.Tried.IsZero() }), err
}

// reach loads the question that a button or form is about, and checks that who
// used it is in its channel. Ok is false, and they are told, if not; what they
// are told doesn't say whether there is such a question.
func reach(tx reflection.Tx, t *turn.Turn, id int64) (p place, ok bool, err error) {
	if p, ok, err = find(tx, reflection.DeliveryID(id)); err != nil {
		return p, false, err
	}
	if !ok {
		t.Alert(t.Words.Channel.NotHere)
		return p, false, nil
	}
	return p, allowed(t, p.sub, p.channel, p.Chat, p.Thread), nil
}

// allowed checks that who acts is in a channel. In one of its chats the event
// itself shows it; elsewhere the platform must have said so before the turn, and
// in another server or group not even that is enough.
func allowed(t *turn.Turn, sub reflection.Subscription, ch reflection.Channel, also ...chat.Chat) bool {
	w, here := t.Words.Channel, t.Meta.Space
	switch {
	case here.Chat == sub.Chat || slices.Contains(also, here.Chat):
		return true
	case !here.Private && (here.Platform != sub.Chat.Platform || here.Parent != ch.Parent || here.Parent == ""):
		t.Alert(w.NotHere)
	case t.Prepared.MemberErr != nil && chat.KindOf(t.Prepared.MemberErr) == chat.Gone:
		t.Alert(w.ChannelGone)
	case t.Prepared.MemberErr != nil:
		t.Alert(w.CantCheck)
	case !t.Prepared.Membership.Member:
		t.Alert(w.NotHere)
	default:
		return true
	}
	return false
}

// Wants asks whether somebody is in a channel, for whatever reaches into one
// from somewhere else.
func (f *Flow) Wants(tx reflection.Tx, e chat.Event) (turn.Wants, error) {
	var ref chat.Ref
	switch e := e.(type) {
	case chat.Pressed:
		ref = e.Action
	case chat.Submitted:
		ref = e.Action
	}
	var sub reflection.SubscriptionID
	d := reflection.DeliveryID(ref.ID)
	switch ref.Verb {
	case VerbKeepFor:
		id, err := strconv.ParseInt(ref.Arg, 36, 64)
		if err != nil {
			return turn.Wants{}, nil
		}
		d = reflection.DeliveryID(id)
	case VerbShare, VerbReword:
		reply, err := tx.Reply(reflection.ReplyID(ref.ID))
		if err != nil {
			return turn.Wants{}, ignoreMissing(err)
		}
		d = reply.Delivery
	case summaries.VerbBoard, posts.VerbAsked:
		d, sub = 0, reflection.SubscriptionID(ref.ID)
	case posts.VerbReflect, posts.VerbOthers, posts.VerbReport:
	default:
		return turn.Wants{}, nil
	}
	var thread chat.Chat
	if d != 0 {
		question, err := tx.Delivery(d)
		if err != nil {
			return turn.Wants{}, ignoreMissing(err)
		}
		sub, thread = question.Subscription, question.Thread
	}
	s, ch, ok, err := channelOf(tx, sub)
	here := e.About().Space
	if err != nil || !ok || here.Chat == s.Chat || here.Chat == thread {
		return turn.Wants{}, err
	}
	if here.Platform != s.Chat.Platform || (!here.Private && here.Parent != ch.Parent) {
		return turn.Wants{}, nil // Nothing that the platform says would help.
	}
	return turn.Wants{Member: s.Chat}, nil
}

// ignoreMissing turns "there is none" into success.
func ignoreMissing(err error) error {
	if errors.Is(err, reflection.ErrNotFound) {
		return nil
	}
	return err
}
