package moderation

import (
	"cmp"
	"context"
	"errors"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/outbox"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// Showing shows matters, and what becomes of them: one message each.
type Showing struct{}

// showing is what a job of Showing shows.
type showing struct {
	message chat.MessageID // what is edited; empty for what is sent
	digest  string
}

// Decide looks how a matter stands, and has that shown if it isn't.
func (k Showing) Decide(tx reflection.Tx, s *outbox.Sender, d reflection.Dispatch, now time.Time) (j outbox.Job, send bool, err error) {
	m, of, err := look(tx, d, now)
	if err != nil {
		return j, false, err
	}
	unsure := d.State == reflection.DispatchUncertain && m.Message == ""
	j.Message, err = Compose(tx, m, of, s.Limits())
	if err != nil {
		return j, false, err
	}
	what := showing{m.Message, digest(j.Message)}
	j.Note = what
	switch {
	case unsure:
		return k.findOut(tx, s, d, m, j, now)
	case m.State != reflection.MatterOpen && m.Message == "", !s.Limits().Edits && m.Message != "":
		return j, false, done(tx, m, d, reflection.DispatchDropped) // Nobody saw it, or can see more of it.
	case what.digest == m.Shown:
		return j, false, rest(tx, m, d, now)
	case of.Community.Stuck && m.Chat == of.Community.Moderators:
		return j, false, outbox.Finish(tx, d, reflection.DispatchDropped) // Free looks at it again.
	case !now.Before(d.Window):
		s.Log().Warn("given up: moderators aren't shown what waits", "dispatch", d.ID)
		return j, false, outbox.Finish(tx, d, reflection.DispatchDropped)
	case m.Message != "":
		j.Message.Lane = chat.LaneEdit
		return j, true, nil
	}
	j.Message.Lane, j.Message.Nonce = chat.LaneSummary, nonce(m)
	return j, true, nil
}

// look finds the matter of a dispatch and where it stands, and notes that. What nobody
// can decide about any more is withdrawn.
func look(tx reflection.Tx, d reflection.Dispatch, now time.Time) (m reflection.Matter, of Subject, err error) {
	if m, err = tx.Matter(d.Matter); err != nil {
		return m, of, err
	}
	if of, err = SubjectOf(tx, m); err != nil {
		return m, of, err
	}
	state := of.state(m, now)
	if state == reflection.MatterOpen {
		body, err := shown(tx, words.For(of.Channel.Locale), m, of)
		if err != nil {
			return m, of, err
		}
		if len(body) == 0 {
			state = reflection.MatterWithdrawn // All its words were taken back.
		}
	}
	if state == m.State {
		return m, of, nil
	}
	m.State = state
	return m, of, tx.UpdateMatter(m)
}

// rest has an open matter looked at again later; with a settled one there is nothing
// more to do.
func rest(tx reflection.Tx, m reflection.Matter, d reflection.Dispatch, now time.Time) error {
	if m.State != reflection.MatterOpen {
		return done(tx, m, d, reflection.DispatchSent)
	}
	return again(tx, d, nextLook(m, now))
}

// done ends a dispatch. Who decided about its matter was said, and isn't kept.
func done(tx reflection.Tx, m reflection.Matter, d reflection.Dispatch, state reflection.DispatchState) error {
	if m.By != "" {
		m.By = ""
		if err := tx.UpdateMatter(m); err != nil {
			return err
		}
	}
	return outbox.Finish(tx, d, state)
}

// findOut decides on a message that was perhaps shown.
func (Showing) findOut(tx reflection.Tx, s *outbox.Sender, d reflection.Dispatch, m reflection.Matter, j outbox.Job, now time.Time) (outbox.Job, bool, error) {
	j.Message.Lane, j.Message.Nonce = chat.LaneSummary, nonce(m)
	if len(j.Message.Blocks) == 0 {
		j.Message.Blocks = []chat.Block{chat.P("…")} // It is sought by its nonce alone.
	}
	begin := func() (outbox.Job, bool, error) { return j, true, nil }
	wanted := m.State == reflection.MatterOpen && now.Before(d.Window)
	return s.FindOut(tx, d, j, m.At, wanted, begin, now)
}

// nonce is what marks a matter's message. It is of the matter, whose id says nothing of
// when it began, and stands under buttons.
func nonce(m reflection.Matter) string { return outbox.Nonce(reflection.DispatchID(m.ID)) }

// Make sends the message, or edits it.
func (Showing) Make(ctx context.Context, s *outbox.Sender, j outbox.Job) (o outbox.Outcome) {
	what := j.Note.(showing)
	if what.message == "" {
		o.Sent, o.Err = s.Adapter().Send(ctx, j.Message)
		return o
	}
	o.Sent.Message, o.Err = what.message, s.Adapter().Edit(ctx, what.message, j.Message)
	return o
}

// Resolve notes what is shown, and looks again if the matter has changed meanwhile. A
// chat that is gone, or can't be written in, is told about once.
func (Showing) Resolve(tx reflection.Tx, _ *outbox.Sender, d reflection.Dispatch, r outbox.Result, now time.Time) error {
	if r.Fate == outbox.Waiting {
		return nil
	}
	m, of, err := look(tx, d, now)
	if errors.Is(err, reflection.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	switch r.Fate {
	case outbox.Sent:
		what := r.Job.Note.(showing)
		m.Message, m.Shown = r.Outcome.Sent.Message, what.digest
		if r.Job.Seek {
			m.Shown = "" // What it says isn't known.
		}
		if err := tx.UpdateMatter(m); err != nil {
			return err
		}
		return again(tx, d, now) // It looks whether that is how it stands.
	case outbox.NotFound:
		return outbox.Unshown(tx, d, now)
	case outbox.Moved:
		return moved(tx, d, m, of, r, now)
	case outbox.Gone, outbox.Barred:
		if err := stick(tx, m, of, outbox.Missing(r.Outcome.Err), now); err != nil {
			return err
		}
	case outbox.Dropped, outbox.Waiting:
	}
	return outbox.Finish(tx, d, reflection.DispatchDropped)
}

// stick notes that the moderators' channel can't be written to, and tells whoever set
// up the channel that the matter is about: once, until it can.
func stick(tx reflection.Tx, m reflection.Matter, of Subject, missing string, now time.Time) error {
	c := of.Community
	if c.Stuck || c.Moderators != m.Chat {
		return nil
	}
	c.Stuck = true
	if err := tx.SetCommunity(c); err != nil {
		return err
	}
	return planning.TellInstaller(tx, c.Platform, of.Channel, 0, now, func(w *words.Words) string {
		return w.Moderation.CantShow(cmp.Or(words.Name(c.Title), w.Community.Page.Untitled), missing)
	})
}

// moved follows the chat to its new id.
func moved(tx reflection.Tx, d reflection.Dispatch, m reflection.Matter, of Subject, r outbox.Result, now time.Time) error {
	to, err := outbox.MovedTo(r.Outcome.Err)
	if err != nil || to == d.Chat {
		return outbox.Finish(tx, d, reflection.DispatchDropped)
	}
	if c := of.Community; c.Moderators == m.Chat {
		c.Moderators = to
		if err := tx.SetCommunity(c); err != nil {
			return err
		}
	}
	m.Chat, d.Chat = to, to
	if err := tx.UpdateMatter(m); err != nil {
		return err
	}
	wait := time.Duration(0)
	if d.Attempts > 1 {
		wait = outbox.Backoff(d.Attempts)
	}
	return outbox.Again(tx, d, wait, now)
}
