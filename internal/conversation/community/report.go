package community

import (
	"slices"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/moderation"
	"stillpoint/internal/delivery/posts"
	"stillpoint/internal/reflection"
)

// open returns the reports that wait in the channel's server or group, the oldest
// first, one for each answer. One of an answer that can't be read by others any
// more is passed over: what isn't shared is nobody's to see.
func (f *Flow) open(tx reflection.Tx, g target) ([]target, error) {
	all, err := tx.Reports(g.sub.Chat.Platform, g.ch.Parent)
	if err != nil {
		return nil, err
	}
	var open []target
	seen := map[reflection.ReplyID]bool{}
	for _, r := range all {
		if seen[r.Reply] {
			continue
		}
		seen[r.Reply] = true
		of, err := about(tx, chat.Ref{Verb: verbHide, ID: int64(r.ID)})
		if err != nil {
			if ignoreMissing(err) == nil {
				continue
			}
			return nil, err
		}
		if readable(of.reply) {
			open = append(open, of)
		}
	}
	return open, nil
}

// readable reports whether others can read an answer.
func readable(r reflection.Reply) bool { return r.Audience != reflection.PrivateTo && !r.Hidden }

// reports shows the oldest report that waits.
func (f *Flow) reports(tx reflection.Tx, t *turn.Turn, g target) error {
	return f.nextReport(tx, t, g, "")
}

// nextReport shows it after what was done with the one before, if anything. Where that was
// hidden, and g has its report, its author can still be stopped.
func (f *Flow) nextReport(tx reflection.Tx, t *turn.Turn, g target, done string) error {
	w := t.Words.Community
	var m chat.Message
	if done != "" {
		m.Blocks = append(m.Blocks, chat.P(done))
	}
	if err := f.shown(tx, t, reportWaits); err != nil {
		return err
	}
	open, err := f.open(tx, g)
	if err != nil {
		return err
	}
	for _, of := range open {
		parts, err := tx.Parts(of.reply.ID)
		if err != nil {
			return err
		}
		shared, err := posts.Published(tx, t.Words, of.reply, parts)
		if err != nil {
			return err
		}
		if len(shared) == 0 {
			continue // All its words were taken back.
		}
		m.Blocks = append(m.Blocks, chat.P(w.Reports.Head(len(open))), chat.P(of.reply.Question))
		if moderation.Changed(parts, of.report.At) {
			m.Blocks = append(m.Blocks, chat.P(w.Reports.Changed))
		}
		m.Blocks = append(m.Blocks, shared...)
		m.Actions = f.reportButtons(t, of)
		if wasHid(g) {
			m.Actions = append(m.Actions, g.reportButton(w.Label.StopHidden, verbStop, ""))
		}
		t.Update(m, 0)
		return nil
	}
	m.Blocks = append(m.Blocks, chat.P(w.Reports.None))
	if wasHid(g) {
		m.Actions = append(m.Actions, g.reportButton(w.Label.StopAuthor, verbStop, ""))
	}
	stops, err := tx.Stops(g.sub.Chat.Platform, g.ch.Parent)
	if err != nil {
		return err
	}
	if len(stops) > 0 {
		m.Actions = append(m.Actions, f.aloneButton(t, g, w.Reports.StoppedOnes, verbStopped))
	}
	t.Update(m, 0)
	return nil
}

func (f *Flow) reportButtons(t *turn.Turn, g target) []chat.Action {
	w := t.Words.Community.Label
	actions := []chat.Action{
		g.reportButton(w.HideIt, verbHide, ""), g.reportButton(w.LeaveIt, verbLeave, ""),
		g.reportButton(w.StopAuthor, verbStop, ""),
	}
	if g.reply.Audience == reflection.Anonymous && !g.ch.NamedOnly {
		actions = append(actions, g.reportButton(w.NameOnly, verbNamed, ""))
	}
	return actions
}

// reportButton is a button about the report.
func (g target) reportButton(label, verb, arg string) chat.Action {
	return chat.Action{Label: label, Ref: chat.Ref{Verb: verb, ID: int64(g.report.ID), Arg: arg}}
}

// unsettled reports whether a report still waits, of an answer that can be read.
func unsettled(g target) bool { return g.report.State == reflection.ReportOpen && readable(g.reply) }

// wasHid reports whether a report is one over which an answer was hidden.
func wasHid(g target) bool { return g.report.State == reflection.ReportHid }

// unsettled reports it, and tells the admin if not.
func (f *Flow) unsettled(t *turn.Turn, g target) bool {
	w := t.Words.Community.Reports
	switch {
	case unsettled(g):
		return true
	case g.report.State == reflection.ReportOpen && !g.reply.Hidden:
		t.Alert(w.Unshared)
	default:
		t.Alert(w.Settled)
	}
	return false
}

// hide takes an answer out of what others can read. Arg is argYes under a page on which
// its author was stopped just before: whether they are isn't asked, since that they were
// over something else is nobody's to know.
func (f *Flow) hide(tx reflection.Tx, t *turn.Turn, g target, arg string) error {
	if !f.unsettled(t, g) {
		return nil
	}
	if err := f.hideAnswer(tx, t, g); err != nil {
		return err
	}
	if arg != argYes {
		g.report.State = reflection.ReportHid
	}
	return f.nextReport(tx, t, g, t.Words.Community.Reports.Hidden)
}

// hideAnswer does so. Its author is told, and keeps their words.
func (f *Flow) hideAnswer(tx reflection.Tx, t *turn.Turn, g target) error {
	g.reply.Hidden = true
	if err := tx.UpdateReply(g.reply); err != nil {
		return err
	}
	if err := posts.Retract(tx, g.reply, t.Now); err != nil {
		return err
	}
	if err := f.close(tx, t, g, reflection.ReportHid, reflection.MatterHidden); err != nil {
		return err
	}
	return f.tellAuthor(tx, t, g, wasHidden)
}

// leave leaves an answer as it is.
func (f *Flow) leave(tx reflection.Tx, t *turn.Turn, g target) error {
	if !f.unsettled(t, g) {
		return nil
	}
	if err := f.leaveAnswer(tx, t, g); err != nil {
		return err
	}
	return f.nextReport(tx, t, g, t.Words.Community.Reports.Left)
}

func (f *Flow) leaveAnswer(tx reflection.Tx, t *turn.Turn, g target) error {
	return f.close(tx, t, g, reflection.ReportLeft, reflection.MatterLeft)
}

// close settles all reports of the answer.
func (f *Flow) close(tx reflection.Tx, t *turn.Turn, g target, state reflection.ReportState, became reflection.MatterState) error {
	all, err := tx.Reports(g.sub.Chat.Platform, g.ch.Parent)
	if err != nil {
		return err
	}
	for _, r := range all {
		if r.Reply != g.reply.ID {
			continue
		}
		r.State = state
		if err := tx.UpdateReport(r); err != nil {
			return err
		}
		if err := f.settled(tx, t, reflection.MatterReport, int64(r.ID), became); err != nil {
			return err
		}
	}
	return nil
}

// stop keeps the author of a reported answer from sharing in the server or group,
// at the second tap, also after the answer was hidden. It is not said who that is, and
// what became of a hidden answer since changes nothing of what is said.
func (f *Flow) stop(tx reflection.Tx, t *turn.Turn, g target, arg string) error {
	hid := wasHid(g)
	if !hid && !f.unsettled(t, g) {
		return nil
	}
	w := t.Words.Community
	switch {
	case arg == argYes:
	case hid && arg == argNo:
		return f.nextReport(tx, t, g, "")
	default:
		sure, back := w.Reports.SureStop, g.button(w.Label.Back, verbReports, "")
		if hid {
			back = g.reportButton(w.Label.Back, verbStop, argNo)
		} else if g.reply.Audience == reflection.Shared {
			sure = w.Reports.SureStopNamed
		}
		t.UpdateText(sure, g.reportButton(w.Label.ReallyStop, verbStop, argYes), back)
		return nil
	}
	if err := f.stopAuthor(tx, t, g); err != nil {
		return err
	}
	if hid {
		g.report = reflection.Report{}
		return f.nextReport(tx, t, g, w.Reports.Stopped)
	}
	buttons := slices.DeleteFunc(f.reportButtons(t, g), func(a chat.Action) bool { return a.Ref.Verb == verbStop })
	for i := range buttons {
		if buttons[i].Ref.Verb == verbHide {
			buttons[i].Ref.Arg = argYes
		}
	}
	t.UpdateText(w.Reports.Stopped, buttons...)
	return nil
}

// stopAuthor keeps the author from sharing, who is told. Of somebody who was stopped
// already it looks the same: that it is the same author is nobody's to know.
func (f *Flow) stopAuthor(tx reflection.Tx, t *turn.Turn, g target) error {
	noteChange(tx)
	p, parent := g.sub.Chat.Platform, g.ch.Parent
	stopped, err := tx.Stopped(p, parent, g.reply.Person)
	if err != nil || stopped {
		return err
	}
	if err := tx.Stop(p, parent, g.reply.Person, reflection.Stop{At: t.Meta.At.UTC(), Delivery: g.reply.Delivery}); err != nil {
		return err
	}
	return f.tellAuthor(tx, t, g, wasStopped)
}

// namedOnly switches sharing without a name off, from under a report.
func (f *Flow) namedOnly(tx reflection.Tx, t *turn.Turn, g target) error {
	g.ch.NamedOnly = true
	if err := tx.UpdateChannel(g.ch); err != nil {
		return err
	}
	if !readable(g.reply) || g.report.State != reflection.ReportOpen {
		t.UpdateText(t.Words.Community.Setup.NamesOnly)
		return nil
	}
	t.UpdateText(t.Words.Community.Setup.NamesOnly, f.reportButtons(t, g)...)
	return nil
}

// tellAuthor leaves a notice for whoever wrote the answer: privately, if they have
// a private chat with the bot already.
func (f *Flow) tellAuthor(tx reflection.Tx, t *turn.Turn, g target, text notice) error {
	author, err := tx.IdentityOf(g.reply.Identity)
	if err != nil {
		return ignoreMissing(err)
	}
	return f.notify(tx, t, g, g.reply.Person, author.Private.ID != "", text)
}
