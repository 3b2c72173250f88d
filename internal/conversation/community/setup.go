package community

import (
	"errors"
	"math/rand/v2"
	"slices"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/delivery/summaries"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// usualHour is the hour of a channel for which none was chosen; its days are all.
var usualHour = schedule.TimeOfDay{Hour: 9}

// setUp takes /community setup: it sets a channel up, brings one back that was
// switched off, or changes one.
func (f *Flow) setUp(tx reflection.Tx, t *turn.Turn, e chat.Command, o order) error {
	space, refusal := f.chosen(t, o)
	if refusal != "" {
		t.Say(refusal)
		return nil
	}
	read, ok := o.read(t)
	if !ok {
		wrong(t, read.unknown)
		return nil
	}
	if asked, err := f.askForum(tx, t, e, o); err != nil || asked {
		return err
	}
	mode, threads := threadMode(read.thread)
	if why := unfit(t, space, mode); why != "" {
		t.Say(why)
		return nil
	}
	heading, ok := headingOf(o.title)
	if !ok {
		t.Say(t.Words.Community.Kinds.HeadingLong)
		return nil
	}
	g, ok, err := f.draft(tx, t, space)
	if err != nil || !ok {
		return err
	}
	if o.title != "" {
		g.ch.Heading = heading
	}
	g.sub.Rule = read.change.Apply(g.sub.Rule)
	if o.role != "" {
		g.ch.Role = o.role
	}
	if threads {
		g.ch.Thread = mode
	}
	if len(read.places) > 0 && read.sure {
		g.sub.Rule.Zone = read.places[0].Zone
	}
	if read.places == nil && !read.unclear || read.sure {
		return f.switchOn(tx, t, g)
	}
	if err := f.store(tx, t, &g); err != nil {
		return err
	}
	t.Unclear = true
	question := t.Words.ZoneUnclear
	switch len(read.places) {
	case 0:
	case 1:
		question = t.Words.ZoneGuess
	default:
		question = t.Words.Community.Setup.ZoneOf(namesOf(read.places))
	}
	return f.askZone(tx, t, g, question, read.places)
}

// chosen is the channel that an order would set up: the one in which it is given,
// or another of the same server or group, as the platform describes it. Refusal
// says why it can't be, and is empty if it can.
func (f *Flow) chosen(t *turn.Turn, o order) (space chat.Space, refusal string) {
	w := t.Words.Community
	if o.channel == "" || o.channel == t.Meta.Space.ID {
		return t.Meta.Space, ""
	}
	space = t.Prepared.Standing.Space
	switch err := t.Prepared.StandingErr; {
	case err != nil && chat.KindOf(err) == chat.Gone:
		return space, w.Setup.NoSuch
	case err != nil:
		return space, w.Rights.CantCheck
	case space.Private || space.Parent != t.Meta.Space.Parent:
		return space, w.Rights.NotHere
	}
	return space, ""
}

// setUpHere begins to set up the channel in which a button was pressed, or carries out
// the set-up that the button holds.
func (f *Flow) setUpHere(tx reflection.Tx, t *turn.Turn, arg string) error {
	if is, err := rankHere(tx, t); err != nil || is == nobody {
		f.refuse(t)
		return err
	}
	if arg != "" {
		o, ok, err := f.takeHeld(tx, t, arg)
		if err != nil || !ok {
			return err
		}
		return f.witnessed(tx, t, target{}, verbSetUp, func(tx reflection.Tx) error { return f.setUp(tx, t, chat.Command{}, o) })
	}
	if asked, err := f.askForum(tx, t, chat.Command{Args: "setup"}, order{}); err != nil || asked {
		return err
	}
	if why := unfit(t, t.Meta.Space, reflection.NoThread); why != "" {
		t.Say(why)
		return nil
	}
	return f.witnessed(tx, t, target{}, verbSetUp, func(tx reflection.Tx) error {
		g, ok, err := f.draft(tx, t, t.Meta.Space)
		if err != nil || !ok {
			return err
		}
		return f.switchOn(tx, t, g)
	})
}

// setUpAgain brings back a channel that was switched off, or takes up one that
// was begun.
func (f *Flow) setUpAgain(tx reflection.Tx, t *turn.Turn, g target) error {
	return f.switchOn(tx, t, g)
}

// draft returns the channel that is set up in a space, or begins one: off, and
// without a zone. Ok is false, and whoever asked is told, if it isn't theirs.
func (f *Flow) draft(tx reflection.Tx, t *turn.Turn, space chat.Space) (g target, ok bool, err error) {
	g, err = targetIn(tx, space.Chat)
	switch {
	case err == nil:
		if g.sub.Person != 0 || g.ch.Parent != space.Parent {
			f.refuse(t)
			return g, false, nil
		}
		if space.Title != "" && (!space.Guessed || g.ch.Title == "") { // A later name may be known.
			g.ch.Title = space.Title
		}
		if g.ch.Installer == 0 {
			g.ch.Installer = t.Identity.ID
		}
		return g, true, nil
	case !errors.Is(err, reflection.ErrNotFound):
		return g, false, err
	}
	g.sub = reflection.Subscription{
		Chat: space.Chat, State: reflection.Paused, Created: t.Meta.At,
		Rule: schedule.Rule{At: usualHour, Days: schedule.Everyday},
	}
	if err := tx.AddSubscription(&g.sub); err != nil {
		return g, false, err
	}
	g.ch = reflection.Channel{
		Subscription: g.sub.ID, Parent: space.Parent, Title: space.Title, Seed: rand.Uint64(),
		Locale: t.Meta.Actor.Locale, Installer: t.Identity.ID, Off: true,
	}
	if t.Person.Locale != "" {
		g.ch.Locale = t.Person.Locale
	}
	if err := tx.AddChannel(g.ch); err != nil {
		return g, false, err
	}
	g.com, err = tx.Community(g.sub.Chat.Platform, g.ch.Parent)
	return g, err == nil, err
}

// switchOn has a channel asked by its rule from now on, and says how it stands;
// without a zone it asks for one first. One in which the bot can't write is Barred
// until that is mended; where there can be no questions at all, nothing changes.
func (f *Flow) switchOn(tx reflection.Tx, t *turn.Turn, g target) error {
	w := t.Words.Community
	if why := unfit(t, g.space(), reflection.NoThread); why != "" {
		t.UpdateText(why)
		return nil
	}
	threadless := withoutThreads(t, &g)
	if g.sub.Rule.Zone == "" {
		if err := f.store(tx, t, &g); err != nil {
			return err
		}
		return f.askWhoseClock(tx, t, g)
	}
	began := g.ch.Off
	if began {
		g.ch.Off, g.sub.State, g.sub.PausedUntil = false, reflection.Active, schedule.Date{}
		g.sub.BackOff, g.sub.Unanswered = false, 0
		if muted(t, g) {
			g.sub.State = reflection.Barred
		}
	}
	if err := f.store(tx, t, &g); err != nil {
		return err
	}
	if err := f.summaries(tx, t, g); err != nil {
		return err
	}
	m, err := f.standing(t, g, "")
	if err != nil {
		return err
	}
	switch {
	case threadless:
		m.Blocks = append(m.Blocks, chat.P(w.Fit.NoThreads))
	case g.ch.Thread == reflection.ThreadLive:
		m.Blocks = append(m.Blocks, chat.P(w.Setup.Live))
	}
	if began {
		for _, line := range kindLines(t, g) {
			m.Blocks = append(m.Blocks, chat.P(line))
		}
		m.Actions = append(kindButtons(t, g), m.Actions...)
	}
	if began && !g.ch.NamedOnly && !(g.ch.Approval && entries(g.ch.WordList) > 0) {
		m.Blocks = append(m.Blocks, chat.P(w.Approvals.AtSetup))
	}
	t.Update(m, 0)
	if !began {
		return nil
	}
	return f.begun(tx, t, g)
}

// begun shows the first post of a channel that was just set up, where an admin
// alone can see it, and asks whether its installer may be written to.
func (f *Flow) begun(tx reflection.Tx, t *turn.Turn, g target) error {
	if t.Limits.Ephemeral {
		m, err := f.previewOf(tx, t, g)
		if err != nil {
			return err
		}
		t.Show(m, 0)
	}
	if t.Person.ID == 0 || g.ch.Tell {
		return nil
	}
	w := t.Words.Community
	yes := g.button(w.Label.Yes, verbTell, argYes)
	yes.Follow = chat.Private
	t.Say(w.Setup.AskTell, yes, g.button(w.Label.No, verbTell, argNo))
	return nil
}

// store stores a channel that has changed, and when it is asked next.
func (f *Flow) store(tx reflection.Tx, t *turn.Turn, g *target) error {
	if g.sub.Rule.Zone != "" {
		if err := planning.Reschedule(&g.sub, t.Now); err != nil {
			return err
		}
	}
	if err := tx.UpdateSubscription(g.sub); err != nil {
		return err
	}
	return tx.UpdateChannel(g.ch)
}

// summaries has the channel's weekly numbers go by its rule.
func (f *Flow) summaries(tx reflection.Tx, t *turn.Turn, g target) error {
	_, err := tx.Summaries(g.sub.ID)
	if errors.Is(err, reflection.ErrNotFound) {
		return summaries.Begin(tx, g.sub, t.Now)
	}
	if err != nil {
		return err
	}
	return summaries.Reschedule(tx, g.sub, t.Now)
}

func namesOf(places []schedule.Place) []string {
	var names []string
	for _, p := range places {
		if name := p.String(); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// title is a channel's title, as it can be said.
func title(t *turn.Turn, ch reflection.Channel) string {
	if name := turn.Name(ch.Title); name != "" {
		return name
	}
	return t.Words.Community.Page.Untitled
}
