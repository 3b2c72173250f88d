package channel

import (
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/moderation"
	"stillpoint/internal/delivery/posts"
	"stillpoint/internal/reflection"
)

// share lets the channel read an answer, with the name that its author goes by
// at this moment or without any. What an admin keeps from being shared is told
// to its author, and stays as it is. One that others may have read with its author's
// name goes without it at the second tap alone, from under whichever page.
func (f *Flow) share(tx reflection.Tx, t *turn.Turn, id int64, arg string) error {
	a, p, ok, err := own(tx, t, id)
	if err != nil || !ok || !allowed(t, p.sub, p.channel, p.Chat, p.Thread) {
		return err
	}
	stopped, err := isStopped(tx, p, a.Person)
	if err != nil {
		return err
	}
	who := reflection.Shared
	switch arg {
	case argNo:
		return f.showReceipt(tx, t, p, a)
	case argUnnamed, argAllTheSame:
		who = reflection.Anonymous
	}
	_, others := a.editable(p)
	switch w := t.Words.Channel; {
	case !a.living():
		t.Alert(t.Words.UndoneGone)
		return nil
	case stopped:
		t.Alert(w.ShareStopped)
		return nil
	case who == reflection.Anonymous && p.channel.NamedOnly:
		t.Alert(w.NamedOnly)
		return nil
	case who == reflection.Anonymous && others:
		t.Alert(w.OwnWordsOnly)
		return nil
	}
	free, isListed := a.passes(p.channel, who)
	switch {
	case a.Audience == who:
	case isListed:
		t.Alert(t.Words.Channel.HasListed)
		return nil
	case who == reflection.Anonymous && a.Name != "" && arg != argAllTheSame:
		return askUnnamed(tx, t, p, a)
	case !free:
		err = f.submit(tx, t, p, &a)
	default:
		if err = tx.DeleteSubmission(a.ID); err == nil {
			err = f.readBy(tx, t, p, &a, who)
		}
	}
	if err != nil {
		return err
	}
	if err := noMore(tx, t, p); err != nil {
		return err
	}
	return f.showReceipt(tx, t, p, a)
}

// askUnnamed says that others may know whose an answer is, since it was shared with a
// name, and asks whether it is to be shared without one all the same.
func askUnnamed(tx reflection.Tx, t *turn.Turn, p place, a answer) error {
	w := t.Words.Channel
	button := func(label, arg string) chat.Action {
		return chat.Action{Label: label, Ref: chat.Ref{Verb: VerbShare, ID: int64(a.ID), Arg: arg}}
	}
	return update(tx, t, p, chat.Message{
		Blocks:  []chat.Block{chat.P(w.WasNamed)},
		Actions: []chat.Action{button(w.ShareUnnamed, argAllTheSame), button(w.NeverMind, argNo)},
	})
}

// takeBack makes an answer its author's alone again. That needs no membership.
func (f *Flow) takeBack(tx reflection.Tx, t *turn.Turn, id int64) error {
	a, p, ok, err := own(tx, t, id)
	if err != nil || !ok {
		return err
	}
	if err := f.readBy(tx, t, p, &a, reflection.PrivateTo); err != nil {
		return err
	}
	if err := tx.DeleteSubmission(a.ID); err != nil {
		return err
	}
	return f.showReceipt(tx, t, p, a)
}

// readBy changes who can read an answer, and takes along what is posted of it. The name
// that it was shared with stays with one that becomes private, as long as it has words:
// those who read it know whose it is.
func (f *Flow) readBy(tx reflection.Tx, t *turn.Turn, p place, a *answer, who reflection.Audience) error {
	if a.Audience == who {
		return nil
	}
	if a.Audience != reflection.PrivateTo {
		if err := posts.Retract(tx, a.Reply, t.Now); err != nil {
			return err
		}
	}
	a.Audience, a.Shared = who, t.Meta.At.UTC()
	switch who {
	case reflection.PrivateTo:
		a.Shared = time.Time{}
	case reflection.Shared:
		var err error
		if a.Name, err = nameFor(tx, t, a.Reply); err != nil {
			return err
		}
		if err := endReports(tx, t, p, a.ID); err != nil {
			return err
		}
	case reflection.Anonymous:
		a.Name = ""
	}
	if err := tx.UpdateReply(a.Reply); err != nil {
		return err
	}
	return f.publish(tx, t, p, *a)
}

// endReports ends the reports of an answer that gets its author's name: one of what was
// shared without a name would tell whose that was. The answer can be reported anew.
func endReports(tx reflection.Tx, t *turn.Turn, p place, id reflection.ReplyID) error {
	all, err := tx.Reports(p.Chat.Platform, p.channel.Parent)
	if err != nil {
		return err
	}
	for _, r := range all {
		if r.Reply != id {
			continue
		}
		r.State = reflection.ReportLeft
		if err := tx.UpdateReport(r); err != nil {
			return err
		}
		if err := moderation.Settle(tx, reflection.MatterReport, int64(r.ID), reflection.MatterWithdrawn, "", t.Now); err != nil {
			return err
		}
	}
	return nil
}

// republish lets those who can read an answer read what its words are now. One
// whose author an admin keeps from sharing becomes private instead: what they
// write from then on is not what was shared. So does one without a name whose words
// are listed; and where an admin looks first, it waits for one again.
func (f *Flow) republish(tx reflection.Tx, t *turn.Turn, p place, a *answer) error {
	if a.Audience == reflection.PrivateTo {
		return nil
	}
	stopped, err := isStopped(tx, p, a.Person)
	if err != nil {
		return err
	}
	free, isListed := a.passes(p.channel, a.Audience)
	switch {
	case stopped, !a.living(), isListed:
		return f.readBy(tx, t, p, a, reflection.PrivateTo)
	case !free:
		return f.submit(tx, t, p, a)
	}
	if err := posts.Retract(tx, a.Reply, t.Now); err != nil {
		return err
	}
	return f.publish(tx, t, p, *a)
}

// publish hands a shared answer to delivery, which posts it where the channel
// wants that.
func (f *Flow) publish(tx reflection.Tx, t *turn.Turn, p place, a answer) error {
	if a.Audience == reflection.PrivateTo || a.Hidden {
		return nil
	}
	return posts.Publish(tx, p.Delivery, p.channel, a.ID, t.Now)
}

// noMore ends the request for an answer, so that what is written after it was
// shared doesn't become a part of it.
func noMore(tx reflection.Tx, t *turn.Turn, p place) error {
	waits, err := tx.Awaiting(t.Home)
	if err != nil || waits.For != posts.VerbReflect || waits.ID != int64(p.ID) {
		return ignoreMissing(err)
	}
	return tx.ClearAwaiting(t.Home)
}

// isStopped reports whether an admin keeps a person from sharing in the channel's
// server or group.
func isStopped(tx reflection.Tx, p place, person reflection.PersonID) (bool, error) {
	return tx.Stopped(p.sub.Chat.Platform, p.channel.Parent, person)
}
