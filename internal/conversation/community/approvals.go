package community

import (
	"strings"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/moderation"
	"stillpoint/internal/delivery/posts"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

func wasAccepted(w *words.Community, channel string) string { return w.Approvals.WasAccepted(channel) }
func wasRejected(w *words.Community, channel string) string { return w.Approvals.WasRejected(channel) }

// approvals says what is checked before an answer is shared without a name, and
// leads to what waits. What was typed that is neither on nor off goes before it.
func (f *Flow) approvals(tx reflection.Tx, t *turn.Turn, g target, arg string) error {
	return f.approvalsAfter(tx, t, g, arg, nil)
}

// approvalsAfter says so after the lines about what wasn't taken, if any.
func (f *Flow) approvalsAfter(tx reflection.Tx, t *turn.Turn, g target, arg string, said []string) error {
	w := t.Words.Community.Approvals
	is, other := w.Off, g.button(w.SwitchOn, verbApproval, argOn)
	if g.ch.Approval {
		is, other = w.On, g.button(w.SwitchOff, verbApproval, argOff)
	}
	list := w.ListEmpty
	if n := entries(g.ch.WordList); n > 0 {
		list = w.List(n)
	}
	waiting, err := f.submitted(tx, g)
	if err != nil {
		return err
	}
	change := g.button(w.WordList, verbWordList, "")
	change.Follow = chat.Private
	if t.Limits.Forms {
		change.Follow = chat.Opens
	}
	if arg != argOn && arg != argOff {
		is = notOnOff(t, arg) + is
	}
	m := chat.Message{Blocks: []chat.Block{chat.P(is), chat.P(list)}, Actions: []chat.Action{other, change}}
	if len(said) > 0 {
		m.Blocks = append([]chat.Block{chat.P(strings.Join(said, "\n"))}, m.Blocks...)
	}
	if len(waiting) > 0 {
		m.Blocks = append(m.Blocks, chat.P(w.Head(len(waiting))))
		m.Actions = append(m.Actions, f.aloneButton(t, g, w.Show, verbSubmitted))
	}
	m.Actions = append(m.Actions, backToPage(t, g))
	t.Update(m, 0)
	return nil
}

// approval sets whether an admin looks first. What waits goes on waiting when it is
// switched off: its author may share it at once then.
func (f *Flow) approval(tx reflection.Tx, t *turn.Turn, g target, arg string) error {
	if arg == argOn || arg == argOff {
		g.ch.Approval = arg == argOn
		if err := tx.UpdateChannel(g.ch); err != nil {
			return err
		}
	}
	return f.approvals(tx, t, g, arg)
}

// submitted returns what waits in a channel, in an order that is drawn. What can't be
// decided any more is passed over.
func (f *Flow) submitted(tx reflection.Tx, g target) (waiting []target, err error) {
	all, err := tx.Submissions(g.sub.ID)
	if err != nil {
		return nil, err
	}
	for _, s := range all {
		of, err := about(tx, chat.Ref{Verb: verbAccept, ID: int64(s.ID)})
		switch {
		case err != nil && ignoreMissing(err) != nil:
			return nil, err
		case err != nil:
			continue
		}
		if of.waits() {
			waiting = append(waiting, of)
		}
	}
	return waiting, nil
}

// waits reports whether a submission can still be decided: its author hasn't shared
// the answer otherwise, and no admin has hidden it. What somebody handed in before they
// were stopped still waits: that it went just then would tell that it is theirs.
func (g target) waits() bool {
	return g.reply.Audience == reflection.PrivateTo && !g.reply.Hidden
}

// nextSubmission shows one that waits, after what was done with the one
// before, if anything. Nothing of it says whose it is.
func (f *Flow) nextSubmission(tx reflection.Tx, t *turn.Turn, g target, done string) error {
	if err := f.shown(tx, t, submissionWaits, g.ch); err != nil {
		return err
	}
	w := t.Words.Community.Approvals
	var m chat.Message
	if done != "" {
		m.Blocks = append(m.Blocks, chat.P(done))
	}
	waiting, err := f.submitted(tx, g)
	if err != nil {
		return err
	}
	if len(waiting) == 0 {
		m.Blocks = append(m.Blocks, chat.P(w.None))
		t.Update(m, 0)
		return nil
	}
	of := waiting[0]
	parts, err := tx.Parts(of.reply.ID)
	if err != nil {
		return err
	}
	unnamed := of.reply
	unnamed.Audience = reflection.Anonymous
	m.Blocks = append(m.Blocks, chat.P(w.Head(len(waiting))), chat.P(of.reply.Question))
	m.Blocks = append(m.Blocks, posts.PublishedText(t.Words, unnamed, parts)...)
	button := func(label, verb string) chat.Action {
		return chat.Action{Label: label, Ref: chat.Ref{Verb: verb, ID: int64(of.submission.ID)}}
	}
	m.Actions = []chat.Action{
		button(t.Words.Community.Label.Approve, verbAccept), button(t.Words.Community.Label.Decline, verbReject),
	}
	t.Update(m, 0)
	return nil
}

// accept shares what waited, without a name. What an admin decided meanwhile about
// names stands.
func (f *Flow) accept(tx reflection.Tx, t *turn.Turn, g target) error {
	return f.decideNext(tx, t, g, true)
}

// reject leaves what waited with its author alone, and tells them.
func (f *Flow) reject(tx reflection.Tx, t *turn.Turn, g target) error {
	return f.decideNext(tx, t, g, false)
}

// decideNext decides about what waits, and shows what waits after it.
func (f *Flow) decideNext(tx reflection.Tx, t *turn.Turn, g target, share bool) error {
	if !g.waits() {
		t.Alert(t.Words.Community.Approvals.Settled)
		return nil
	}
	done, refusal, err := f.decideSubmission(tx, t, g, share)
	if err != nil {
		return err
	}
	if refusal != "" {
		t.Alert(refusal)
		return nil
	}
	return f.nextSubmission(tx, t, g, done)
}

// decideSubmission shares what waits, or leaves it with its author, who is told, and
// returns what to say of it; refusal says why it can't be, and nothing was done then.
func (f *Flow) decideSubmission(tx reflection.Tx, t *turn.Turn, g target, share bool) (done, refusal string, err error) {
	w := t.Words.Community.Approvals
	if share && g.ch.NamedOnly {
		return "", w.NamesOnly, nil
	}
	if err := tx.DeleteSubmission(g.reply.ID); err != nil {
		return "", "", err
	}
	id := int64(g.submission.ID)
	if !share {
		if err := f.tellAuthor(tx, t, g, wasRejected); err != nil {
			return "", "", err
		}
		return w.Rejected, "", f.settled(tx, t, reflection.MatterSubmission, id, reflection.MatterDeclined)
	}
	g.reply.Audience, g.reply.Shared, g.reply.Name = reflection.Anonymous, t.Meta.At.UTC(), ""
	if err := tx.UpdateReply(g.reply); err != nil {
		return "", "", err
	}
	d, err := tx.Delivery(g.reply.Delivery)
	if err != nil {
		return "", "", err
	}
	if err := posts.Publish(tx, d, g.ch, g.reply.ID, t.Now); err != nil {
		return "", "", err
	}
	if err := f.tellAuthor(tx, t, g, wasAccepted); err != nil {
		return "", "", err
	}
	return w.Accepted, "", f.settled(tx, t, reflection.MatterSubmission, id, reflection.MatterApproved)
}

// settled has the moderators' channel say what became of something that waited, and who
// decided.
func (f *Flow) settled(tx reflection.Tx, t *turn.Turn, kind reflection.MatterKind, about int64, became reflection.MatterState) error {
	return moderation.Settle(tx, kind, about, became, turn.Name(t.Meta.Actor.Name), t.Now)
}
