package community

import (
	"slices"
	"strings"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/summaries"
	"stillpoint/internal/reflection"
	"stillpoint/internal/summary"
)

// thread sets whether shared answers are posted in a thread under the post;
// without a mode it offers them.
func (f *Flow) thread(tx reflection.Tx, t *turn.Turn, g target, arg string) error {
	w := t.Words.Community
	mode, ok := threadMode(arg)
	switch {
	case !t.Limits.Threads && !(ok && mode == reflection.NoThread):
		t.Say(w.Setup.NoThreads)
		return nil
	case !ok:
		labels := [...]string{w.Label.ThreadOff, w.Label.ThreadClosed, w.Label.ThreadLive}
		var actions []chat.Action
		for mode, name := range threadNames {
			actions = append(actions, g.button(labels[mode], verbThread, name))
		}
		t.UpdateText(w.Setup.ThreadWhich, actions...)
		return nil
	}
	if why := unfit(t, g.space(), mode); why != "" {
		t.Say(why)
		return nil
	}
	g.ch.Thread = mode
	done := w.Setup.ThreadIs[mode]
	if mode == reflection.ThreadLive {
		done += " " + w.Setup.Live
	}
	return f.set(tx, t, g, done)
}

// role sets the role that each post notifies. It comes from a field, which only
// some platforms have.
func (f *Flow) role(tx reflection.Tx, t *turn.Turn, g target, o order) error {
	w := t.Words.Community.Setup
	if !t.Limits.Forms || (!o.fields && o.rest != "") {
		t.Say(hint(t, t.Words.Community.Hints.Role))
		return nil
	}
	g.ch.Role = o.role
	done := w.RoleGone
	if o.role != "" {
		done = w.RoleSet
	}
	return f.set(tx, t, g, done)
}

// names sets whether answers can be shared without a name.
func (f *Flow) names(tx reflection.Tx, t *turn.Turn, g target, arg string) error {
	w := t.Words.Community
	switch strings.ToLower(strings.TrimSpace(arg)) {
	case argOn:
		g.ch.NamedOnly = false
		return f.set(tx, t, g, w.Setup.NamesFree)
	case argOff:
		g.ch.NamedOnly = true
		return f.set(tx, t, g, w.Setup.NamesOnly)
	}
	is, other := w.Setup.NamesFree, g.button(w.Label.NamesOnly, verbNames, argOff)
	if g.ch.NamedOnly {
		is, other = w.Setup.NamesOnly, g.button(w.Label.NamesFree, verbNames, argOn)
	}
	t.UpdateText(notOnOff(t, arg)+is, other)
	return nil
}

// digest sets whether the week is told in numbers.
func (f *Flow) digest(tx reflection.Tx, t *turn.Turn, g target, arg string) error {
	w := t.Words.Community
	if g.sub.Rule.Zone == "" {
		return f.page(tx, t, g, "")
	}
	var off bool
	switch strings.ToLower(strings.TrimSpace(arg)) {
	case argOn:
	case argOff:
		off = true
	default:
		m, err := f.more(tx, t, g)
		if err == nil {
			if not := strings.TrimSpace(notOnOff(t, arg)); not != "" {
				m.Blocks = append([]chat.Block{chat.P(not)}, m.Blocks...)
			}
			t.Update(m, 0)
		}
		return err
	}
	row, err := summaries.SetSending(tx, g.sub, weekly, t.Now, func(s *reflection.Sending) { s.Off = off })
	if err != nil {
		return err
	}
	done := w.Setup.DigestOff
	if !off {
		clock, err := t.In(g.sub.Rule.Zone)
		if err != nil {
			return err
		}
		on, err := summaries.On(row, g.sub, summary.Containing(weekly, clock.Today()))
		if err != nil {
			return err
		}
		done = w.Setup.DigestOn(t.Words.Summary.WeekdayNames[on.Weekday()], clock.Hour(g.sub.Rule.At))
	}
	return f.set(tx, t, g, done)
}

// pack sets which questions a channel is asked; without one it offers those that
// there are.
func (f *Flow) pack(tx reflection.Tx, t *turn.Turn, g target, id string) error {
	w := t.Words.Community.Setup
	if id == "" {
		var actions []chat.Action
		for _, p := range f.Packs.Packs() {
			a := g.button(label(p.Name), verbPack, p.ID)
			if len(a.Ref.String()) <= chat.MaxRef && len(actions) < t.Limits.MaxActions {
				actions = append(actions, a)
			}
		}
		t.UpdateText(w.PackWhich, actions...)
		return nil
	}
	pack := f.Packs.Pack(id)
	if pack.ID != id {
		t.Alert(t.Words.Stale)
		return nil
	}
	g.sub.Pack = id
	return f.set(tx, t, g, w.PackSet(pack.Name))
}

// tell takes whether the installer may be written to privately about trouble.
// Whoever says yes is the installer from now on.
func (f *Flow) tell(tx reflection.Tx, t *turn.Turn, g target, arg string) error {
	w := t.Words.Community.Setup
	if arg != argYes {
		g.ch.Tell = false
		if err := tx.UpdateChannel(g.ch); err != nil {
			return err
		}
		t.UpdateText(w.TellNo)
		return nil
	}
	if t.Identity.ID == 0 || t.Home.IsZero() || t.Prepared.PrivateErr != nil {
		t.Alert(t.Words.CantWrite)
		return nil
	}
	g.ch.Tell, g.ch.Installer = true, t.Identity.ID
	if err := tx.UpdateChannel(g.ch); err != nil {
		return err
	}
	t.UpdateText(w.TellYes(title(t, g.ch)))
	return nil
}

// set stores a channel that has changed, says so, and what the bot lacks for it.
func (f *Flow) set(tx reflection.Tx, t *turn.Turn, g target, done string) error {
	if err := f.store(tx, t, &g); err != nil {
		return err
	}
	m := chat.Message{Blocks: []chat.Block{chat.P(done)}}
	for _, line := range missing(t, g) {
		m.Blocks = append(m.Blocks, chat.P(line))
	}
	m.Actions = slices.Concat(m.Actions, []chat.Action{backToPage(t, g)})
	t.Update(m, 0)
	return nil
}

// label cuts a name to what fits on a button.
func label(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:39]) + "…"
	}
	return s
}
