package channel

import (
	"errors"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/daily"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery"
	"stillpoint/internal/delivery/posts"
	"stillpoint/internal/delivery/summaries"
	"stillpoint/internal/reflection"
)

// Flow holds what the flows for members share.
type Flow struct {
	Delivery *delivery.Service
	// Linked is the page that a link has shown in a private chat.
	Linked *turn.Linked
}

// The verbs of the receipt's buttons, and of what this package waits for: all are
// about a reply. Those under what delivery posts are delivery's.
const (
	VerbShare    = "share"
	VerbTakeBack = "takeback"
	VerbReword   = "reword"
	VerbErase    = "erase"
)

// The verbs under what was written after a link had shown a question: both are about
// the draft. VerbKeepFor has the question as its argument.
const (
	VerbKeepFor = "keepfor"
	VerbNotFor  = "notfor"
)

// The args of buttons that ask twice, and of those that choose.
const (
	argYes, argNo = "yes", "no"
	argUnnamed    = "unnamed"
	argAllTheSame = "unnamed-yes" // unnamed, though it was shared with a name before
	argOn, argOff = "on", "off"
)

// Press answers a press of one of this package's buttons, in a channel or, where
// a platform shows nothing to one member alone, in a private chat; handled is
// false for any other.
func (f *Flow) Press(tx reflection.Tx, t *turn.Turn, ref chat.Ref) (handled bool, err error) {
	if !ours(ref.Verb) {
		return false, nil
	}
	if !canAnswer(t) {
		return true, nil
	}
	switch ref.Verb {
	case posts.VerbReflect:
		return true, f.reflect(tx, t, ref.ID)
	case posts.VerbOthers:
		return true, f.others(tx, t, ref.ID, ref.Arg)
	case VerbShare:
		return true, f.share(tx, t, ref.ID, ref.Arg)
	case VerbTakeBack:
		return true, f.takeBack(tx, t, ref.ID)
	case VerbReword:
		return true, f.reword(tx, t, ref.ID)
	case VerbErase:
		return true, f.erase(tx, t, ref.ID, ref.Arg)
	case posts.VerbReport:
		return true, f.report(tx, t, ref.ID, ref.Arg)
	case VerbKeepFor:
		return true, f.keepFor(tx, t, ref.ID, ref.Arg)
	case posts.VerbAsked:
		return true, f.asked(tx, t, ref.ID, ref.Arg)
	}
	return true, f.board(tx, t, ref.ID, ref.Arg)
}

// ours reports whether a verb is one of this package's.
func ours(verb string) bool {
	switch verb {
	case posts.VerbReflect, posts.VerbOthers, VerbShare, VerbTakeBack, VerbReword, VerbErase, VerbKeepFor, posts.VerbReport, posts.VerbAsked, summaries.VerbBoard:
		return true
	}
	return false
}

// canAnswer reports whether the presser is known, and can be answered so that
// nobody else reads it. If not, they are told.
func canAnswer(t *turn.Turn) bool {
	switch {
	case t.Person.ID == 0:
		t.Alert(t.Words.Channel.NoFace)
		return false
	case !t.Meta.Space.Private && !t.Limits.Ephemeral:
		t.Alert(t.Words.Stale) // Such buttons are links there; this one was made up.
		return false
	}
	return true
}

// Submit takes a form of this package's; handled is false for any other.
func (f *Flow) Submit(tx reflection.Tx, t *turn.Turn, e chat.Submitted) (handled bool, err error) {
	switch e.Action.Verb {
	case posts.VerbReflect, VerbReword:
	default:
		return false, nil
	}
	if !canAnswer(t) {
		return true, nil
	}
	if e.Action.Verb == VerbReword {
		return true, f.reworded(tx, t, e.Action.ID, wrote{text: e.Fields[field]})
	}
	p, ok, err := reach(tx, t, e.Action.ID)
	if err != nil || !ok {
		return true, err
	}
	return true, f.answered(tx, t, p, wrote{text: e.Fields[field]})
}

// Awaited takes the text that one of this package's requests owns, in a private
// chat; handled is false for any other request. Who asked for it was reached when
// they pressed, at most minutes ago, and nobody else reads what comes of it.
func (f *Flow) Awaited(tx reflection.Tx, t *turn.Turn, a reflection.Awaiting, e chat.Text) (handled bool, err error) {
	if a.For != posts.VerbReflect && a.For != VerbReword {
		return false, nil
	}
	over, err := Overtaken(tx, t, a, e)
	switch {
	case err != nil || over:
		return false, err
	case a.For == posts.VerbReflect:
		return f.Replied(tx, t, reflection.DeliveryID(a.ID), e)
	case !daily.IsWords(t, e):
		return true, nil
	}
	if err := tx.ClearAwaiting(t.Home); err != nil {
		return true, err
	}
	return true, f.reworded(tx, t, a.ID, wrote{text: e.Body, message: e.Message})
}

// Replied takes what somebody wrote in their private chat in answer to a
// channel's question that was shown to them there; handled is false if the
// delivery is no channel's.
func (f *Flow) Replied(tx reflection.Tx, t *turn.Turn, id reflection.DeliveryID, e chat.Text) (handled bool, err error) {
	p, ok, err := find(tx, id)
	if err != nil || !ok {
		return false, err
	}
	if !daily.IsWords(t, e) {
		return true, nil
	}
	if err := f.answered(tx, t, p, wrote{text: e.Body, message: e.Message}); err != nil || e.ReplyTo == "" {
		return true, err
	}
	return true, goesOn(tx, t, p)
}

// goesOn waits for more words of an answer that somebody gave by a reply, as after the
// button that asks for one, while nobody else reads it or is to look at it.
func goesOn(tx reflection.Tx, t *turn.Turn, p place) error {
	reply, err := tx.AnswerTo(p.ID, t.Person.ID)
	if errors.Is(err, reflection.ErrNotFound) || err == nil && reply.Audience != reflection.PrivateTo {
		return nil
	}
	if err != nil {
		return err
	}
	if waits, err := isSubmitted(tx, reply.ID); err != nil || waits {
		return err
	}
	return t.Ask(tx, posts.VerbReflect, int64(p.ID), "")
}
