package community

import (
	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/moderation"
	"stillpoint/internal/reflection"
)

// moderate does what a button under a message in the moderators' channel is for. What is
// decided shows there by the matter's own dispatch; whoever pressed is told alone.
// Pressed once more, it is settled.
func (f *Flow) moderate(tx reflection.Tx, t *turn.Turn, g target, ref chat.Ref) error {
	switch {
	case g.matter.State == reflection.MatterHidden && ref.Verb == moderation.VerbStop && !g.gone:
		return f.moderateStop(tx, t, g, ref.Arg)
	case g.matter.State == reflection.MatterHidden && ref.Verb == moderation.VerbStop:
		t.Alert(t.Words.Community.Approvals.Settled)
		return moderation.Change(tx, g.matter, t.Now) // Its button goes.
	case g.matter.State != reflection.MatterOpen:
		t.Alert(t.Words.Community.Approvals.Settled)
		return nil
	}
	if g.gone {
		return f.outdated(tx, t, g)
	}
	switch ref.Verb {
	case moderation.VerbApprove, moderation.VerbDecline:
		return f.moderateWaiting(tx, t, g, ref.Verb == moderation.VerbApprove)
	}
	if g.matter.Kind != reflection.MatterReport || !unsettled(g) {
		return f.outdated(tx, t, g)
	}
	w := t.Words.Community
	switch ref.Verb {
	case moderation.VerbHide:
		t.Alert(w.Reports.Hidden)
		return f.hideAnswer(tx, t, g)
	case moderation.VerbLeave:
		t.Alert(w.Reports.Left)
		return f.leaveAnswer(tx, t, g)
	case moderation.VerbNamed:
		g.ch.NamedOnly = true
		if err := tx.UpdateChannel(g.ch); err != nil {
			return err
		}
		t.Alert(w.Setup.NamesOnly)
		return moderation.Change(tx, g.matter, t.Now)
	case moderation.VerbStop:
		return f.moderateStop(tx, t, g, ref.Arg)
	}
	t.Alert(t.Words.Stale)
	return nil
}

// outdated answers what can't be decided any more, and has its message say so.
func (f *Flow) outdated(tx reflection.Tx, t *turn.Turn, g target) error {
	t.Alert(t.Words.Community.Approvals.Settled)
	g.matter.State = reflection.MatterWithdrawn
	return moderation.Change(tx, g.matter, t.Now)
}

// moderateWaiting takes a suggestion or shares an answer, or doesn't.
func (f *Flow) moderateWaiting(tx reflection.Tx, t *turn.Turn, g target, yes bool) error {
	var done, refusal string
	var err error
	switch {
	case g.matter.Kind == reflection.MatterSuggestion && g.question.State == reflection.Suggested:
		state := reflection.Declined
		if yes {
			state = reflection.Approved
		}
		done, refusal, err = f.decideSuggestion(tx, t, g, state)
	case g.matter.Kind == reflection.MatterSubmission:
		if !g.waits() {
			return f.outdated(tx, t, g)
		}
		done, refusal, err = f.decideSubmission(tx, t, g, yes)
	default:
		return f.outdated(tx, t, g)
	}
	if err != nil {
		return err
	}
	if refusal != "" {
		done = refusal
	}
	t.Alert(done)
	return nil
}

// moderateStop keeps the author of a reported answer from sharing, at the second tap:
// one that only the presser sees, where that can be.
func (f *Flow) moderateStop(tx reflection.Tx, t *turn.Turn, g target, arg string) error {
	w := t.Words.Community
	again := func(label, arg string) chat.Action {
		return chat.Action{Label: label, Ref: chat.Ref{Verb: moderation.VerbStop, ID: int64(g.matter.ID), Arg: arg}}
	}
	switch {
	case arg == argYes:
	case t.Limits.Ephemeral:
		t.Say(w.Reports.SureStop, again(w.Label.ReallyStop, argYes))
		return nil
	case arg == argNo:
		s, err := moderation.SubjectOf(tx, g.matter)
		if err != nil {
			return err
		}
		m, err := moderation.Compose(tx, g.matter, s, t.Limits)
		if err == nil && len(m.Blocks) > 0 {
			t.Update(m, 0)
		}
		return err
	default:
		t.UpdateText(w.Reports.SureStop, again(w.Label.ReallyStop, argYes), again(w.Label.Back, argNo))
		return nil
	}
	if err := f.stopAuthor(tx, t, g); err != nil {
		return err
	}
	g.matter.Stopped, g.matter.Shown = true, ""
	if t.Limits.Ephemeral {
		t.UpdateText(w.Reports.Stopped)
	} else {
		t.Alert(w.Reports.Stopped)
	}
	return moderation.Change(tx, g.matter, t.Now)
}
