package answers

import (
	"context"
	"errors"
	"fmt"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/outbox"
	"stillpoint/internal/reflection"
)

// Decide has an answer sent, unless it comes too late to make sense.
func (a *Answers) Decide(tx reflection.Tx, s *outbox.Sender, d reflection.Dispatch, now time.Time) (j outbox.Job, send bool, err error) {
	answer, err := parse(d.Body)
	if err != nil {
		s.Log().Error("an answer can't be read; it is let go", "dispatch", d.ID, "err", err)
		return j, false, tx.DeleteDispatches(d.ID)
	}
	j.Message, j.Note = answer.Message, answer
	j.Message.Nonce = outbox.Nonce(d.ID)
	begin := func() (outbox.Job, bool, error) { return j, true, nil }
	wanted := now.Before(d.Window)
	switch {
	case d.State != reflection.DispatchUncertain && wanted, answer.repeats() && wanted:
		return begin()
	case !wanted && d.State != reflection.DispatchUncertain, !wanted && !s.Limits().History:
		s.Log().Warn("an answer came too late to be sent", "dispatch", d.ID, "attempts", d.Attempts, "unsure", d.Unsure)
		if d.State != reflection.DispatchUncertain {
			if err := warned(tx, answer.Warns, time.Time{}); err != nil {
				return j, false, err
			}
		}
		return j, false, a.remove(tx, s, d, answer)
	case answer.Message.Answer != "" && s.Limits().History:
		return a.findOutInteraction(tx, s, d, j, wanted, now)
	}
	j, send, err = s.FindOut(tx, d, j, d.Placed, wanted, begin, now)
	if err != nil || send {
		return j, send, err
	}
	return j, false, a.remove(tx, s, d, answer) // Given up.
}

// findOutInteraction decides on an answer to an interaction that was perhaps shown.
// No nonce holds there. What everybody in the chat sees is looked for in its history;
// what one member alone sees is sent once more, once the platform works again.
func (a *Answers) findOutInteraction(tx reflection.Tx, s *outbox.Sender, d reflection.Dispatch, j outbox.Job, wanted bool, now time.Time) (outbox.Job, bool, error) {
	answer := j.Note.(Answer)
	switch {
	case answer.Message.Seen == chat.ByAll:
		j.Seek, j.Since = true, outbox.Sought(d, d.Placed, now)
		return j, true, nil
	case wanted && d.Unsure < 2:
		j.Proven = true
		return j, true, nil
	}
	s.Log().Warn("given up: perhaps shown, and there is no way to find out", "dispatch", d.ID)
	return j, false, a.remove(tx, s, d, answer)
}

// Make does what an answer says.
func (a *Answers) Make(ctx context.Context, s *outbox.Sender, j outbox.Job) (o outbox.Outcome) {
	answer, on := j.Note.(Answer), s.Adapter()
	switch answer.Op {
	case Send:
		m := j.Message
		if err := a.illustrate(&m, answer.Sketch, s.Limits()); err != nil {
			s.Log().Error("a picture can't be drawn; the message goes without", "err", err)
		}
		if answer.File != nil {
			if err := a.attach(ctx, &m, *answer.File, s.Limits()); err != nil {
				o.Err = &chat.SendError{Kind: chat.Unsent, Err: err}
				return o
			}
		}
		o.Sent, o.Err = on.Send(ctx, m)
	case Edit:
		m := j.Message
		m.Nonce = ""
		o.Sent, o.Err = chat.Sent{Message: answer.ID}, on.Edit(ctx, answer.ID, m)
	case Delete:
		o.Err = on.Delete(ctx, answer.Message.To, answer.ID)
	case React:
		o.Err = on.React(ctx, answer.Message.To, answer.ID, answer.Reaction)
	default:
		o.Err = &chat.SendError{Kind: chat.Rejected, Err: fmt.Errorf("unknown operation %d", answer.Op)}
	}
	return o
}

// Resolve records what came of an answer, and removes it with its words.
func (a *Answers) Resolve(tx reflection.Tx, s *outbox.Sender, d reflection.Dispatch, r outbox.Result, now time.Time) error {
	answer, ok := r.Job.Note.(Answer)
	if !ok {
		if r.Fate == outbox.Waiting {
			return nil // It was interrupted; nobody has read it yet.
		}
		return fmt.Errorf("dispatch %d is no answer", d.ID)
	}
	var next *Answer
	switch r.Fate {
	case outbox.Waiting:
		return nil
	case outbox.NotFound:
		return outbox.Unshown(tx, d, now)
	case outbox.Moved:
		return a.moved(tx, s, d, answer, r, now)
	case outbox.Sent:
		next = answer.Then
		if err := warned(tx, answer.Warns, now); err != nil {
			return err
		}
		if id := r.Outcome.Sent.Message; answer.Shows != 0 && id != "" {
			if err := tx.MapMessage(answer.Message.To, id, answer.Shows); err != nil {
				return err
			}
		}
	case outbox.Gone:
		next = answer.Instead
		if answer.Op != React { // A reaction never stops the questions.
			if err := stopAsking(tx, answer.Message.To, now); err != nil {
				return err
			}
		}
		if answer.Notice != nil {
			later := *answer.Notice
			later.Private = false
			if err := tx.AddNotice(&later); err != nil {
				return err
			}
		}
	case outbox.Barred:
		next = answer.Instead
	case outbox.Dropped:
	}
	if next != nil {
		if err := a.enqueue(tx, reflection.Dispatch{Identity: d.Identity}, *next, now); err != nil {
			return err
		}
	}
	return a.remove(tx, s, d, answer)
}

// remove takes an answer away that is done with, and tells the adapter if it was
// the last one to its event.
func (a *Answers) remove(tx reflection.Tx, s *outbox.Sender, d reflection.Dispatch, answer Answer) error {
	if err := tx.DeleteDispatches(d.ID); err != nil {
		return err
	}
	if a.pending.done(answer.Message.Answer, d.ID) {
		s.Adapter().Answered(answer.Message.Answer)
	}
	return nil
}

// warned notes when somebody was told that all of theirs will be deleted, unless they
// came back meanwhile; zero for not yet.
func warned(tx reflection.Tx, id reflection.PersonID, at time.Time) error {
	if id == 0 {
		return nil
	}
	p, err := tx.Person(id)
	if errors.Is(err, reflection.ErrNotFound) || err == nil && p.Warned.IsZero() {
		return nil
	}
	if err != nil {
		return err
	}
	p.Warned = at
	return tx.UpdatePerson(p)
}

// stopAsking stops asking in a chat that can't be written to. A pause outlasts a
// block.
func stopAsking(tx reflection.Tx, in chat.Chat, now time.Time) error {
	sub, err := tx.SubscriptionIn(in)
	if errors.Is(err, reflection.ErrNotFound) || (err == nil && sub.State != reflection.Active) {
		return nil
	}
	if err != nil {
		return err
	}
	return planning.Halt(tx, sub, reflection.Gone, "", now)
}

// moved follows a chat to its new id, with its subscription, and answers there.
func (a *Answers) moved(tx reflection.Tx, s *outbox.Sender, d reflection.Dispatch, answer Answer, r outbox.Result, now time.Time) error {
	to, err := outbox.MovedTo(r.Outcome.Err)
	if err != nil || to == d.Chat || d.Attempts > 5 {
		s.Log().Error("chat moved without saying where", "dispatch", d.ID, "err", r.Outcome.Err)
		return a.remove(tx, s, d, answer)
	}
	sub, err := tx.SubscriptionIn(d.Chat)
	if err == nil {
		if _, err = tx.SubscriptionIn(to); errors.Is(err, reflection.ErrNotFound) {
			err = planning.Move(tx, sub.ID, to)
		}
	}
	if err != nil && !errors.Is(err, reflection.ErrNotFound) {
		return err
	}
	answer.Message.To = to
	again := reflection.Dispatch{Identity: d.Identity, Placed: d.Placed, Seq: d.Seq, Attempts: d.Attempts}
	if err := a.enqueue(tx, again, answer, now); err != nil {
		return err
	}
	return a.remove(tx, s, d, answer)
}
