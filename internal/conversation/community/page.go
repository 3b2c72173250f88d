package community

import (
	"strings"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/summary"
)

// backToPage leads back to how a channel stands.
func backToPage(t *turn.Turn, g target) chat.Action {
	return g.button(t.Words.Community.Label.Back, verbPage, "")
}

// argMore is the second half of the page, and argModeration what leads to moderation.
const argMore, argModeration = "more", "mod"

// page shows how a channel stands, and what can be done about it.
func (f *Flow) page(tx reflection.Tx, t *turn.Turn, g target, arg string) error {
	if arg == argMore {
		m, err := f.more(tx, t, g)
		if err == nil {
			t.Update(m, 0)
		}
		return err
	}
	if arg == argModeration {
		f.moderation(t, g)
		return nil
	}
	m, err := f.standing(t, g, "")
	if err == nil {
		t.Update(m, 0)
	}
	return err
}

// pageElsewhere shows how a channel stands where it isn't, in a place that can be set up as
// well.
func (f *Flow) pageElsewhere(t *turn.Turn, g target) error {
	m, err := f.standing(t, g, "")
	if err == nil {
		m.Actions = append(m.Actions, setUpHereButton(t))
		t.Update(m, 0)
	}
	return err
}

// setUpHereButton sets the place up in which it is pressed.
func setUpHereButton(t *turn.Turn) chat.Action {
	return chat.Action{Label: t.Words.Community.Label.SetUp, Ref: chat.Ref{Verb: verbSetUp}}
}

// standing is how a channel stands, after a line about what was just done, if any.
func (f *Flow) standing(t *turn.Turn, g target, done string) (chat.Message, error) {
	var m chat.Message
	if done != "" {
		m.Blocks = append(m.Blocks, chat.P(done))
	}
	lines, err := f.lines(t, g)
	if err != nil {
		return m, err
	}
	for _, line := range lines {
		m.Blocks = append(m.Blocks, chat.P(line))
	}
	w := t.Words.Community.Label
	if g.ch.Off || g.sub.Rule.Zone == "" {
		begin := w.SetUpAgain
		if g.sub.Rule.Zone == "" {
			begin = w.SetUp // It never was on.
		}
		m.Actions = []chat.Action{g.button(begin, verbSetUp, ""), f.aloneButton(t, g, w.Questions, verbQuestions)}
		return m, nil
	}
	switch g.sub.State {
	case reflection.Barred, reflection.Gone:
		m.Actions = append(m.Actions, g.button(w.CheckAgain, verbCheck, ""))
		if lost(t, g) {
			m.Actions = append(m.Actions, takeOffButton(t, g))
		}
	case reflection.Paused:
		m.Actions = append(m.Actions, g.button(t.Words.Button.Resume, verbResume, ""))
	case reflection.Active:
		m.Actions = append(m.Actions, g.button(t.Words.Button.Pause, verbPause, ""))
	}
	m.Actions = append(m.Actions,
		f.aloneButton(t, g, w.Preview, verbShow),
		g.button(t.Words.ChangeHour, verbHour, ""),
		g.button(t.Words.ChangeDays, verbDays, ""),
		g.button(t.Words.ChangeZone, verbZone, ""),
		f.aloneButton(t, g, w.Questions, verbQuestions),
		g.button(w.Status, verbStatus, ""),
		g.button(w.More, verbPage, argMore))
	if !alone(t) {
		m.Actions = append(m.Actions, f.aloneButton(t, g, t.Words.Community.Greeting.Privately, verbPage))
	}
	return m, nil
}

// lines say in words how a channel stands: when it is asked, what keeps it from
// being asked, and when the next question comes.
func (f *Flow) lines(t *turn.Turn, g target) ([]string, error) {
	w := t.Words.Community
	name := title(t, g.ch)
	switch {
	case g.sub.Rule.Zone == "":
		return []string{w.Page.Draft(name)}, nil
	case g.ch.Off:
		return []string{w.Page.Off(name)}, nil
	}
	clock, err := t.In(g.sub.Rule.Zone)
	if err != nil {
		return nil, err
	}
	asks := w.Page.Asks(name, clock.Days(g.sub.Rule.Days), clock.Hour(g.sub.Rule.At), g.sub.Rule.Zone)
	again := w.Page.AsksAgain(name, clock.Days(g.sub.Rule.Days), clock.Hour(g.sub.Rule.At), g.sub.Rule.Zone)
	next := ""
	if !g.sub.Next.At.IsZero() {
		next = w.Page.Next(clock.At(g.sub.Next.At))
	}
	lines := []string{strings.TrimSpace(asks + " " + next)}
	switch g.sub.State {
	case reflection.Active:
	case reflection.Paused:
		paused := w.Page.Paused
		if !g.sub.PausedUntil.IsZero() {
			paused = w.Page.PausedUntil(clock.Day(g.sub.PausedUntil))
		}
		lines = []string{asks, paused}
	case reflection.Barred:
		lines = []string{w.Page.Barred, again}
	case reflection.Gone:
		lines = []string{w.Page.Gone, again}
	}
	if g.sub.BackOff {
		lines = append(lines, w.Page.Weekly)
	}
	return append(lines, missing(t, g)...), nil
}

// more offers what is changed less often.
func (f *Flow) more(tx reflection.Tx, t *turn.Turn, g target) (chat.Message, error) {
	w := t.Words.Community
	m := chat.Message{Blocks: []chat.Block{chat.P(w.Page.More)}}
	if len(f.Packs.Packs()) > 1 {
		m.Actions = append(m.Actions, g.button(t.Words.ChangePack, verbPack, ""))
	}
	if t.Limits.Threads {
		m.Actions = append(m.Actions, g.button(w.Label.Thread, verbThread, ""))
	}
	names := g.button(w.Label.NamesOnly, verbNames, argOff)
	if g.ch.NamedOnly {
		names = g.button(w.Label.NamesFree, verbNames, argOn)
	}
	s, err := tx.Summaries(g.sub.ID)
	if ignoreMissing(err) != nil {
		return m, err
	}
	digest := g.button(w.Label.DigestOff, verbDigest, argOff)
	if err != nil || s.Week.Off {
		digest = g.button(w.Label.DigestOn, verbDigest, argOn)
	}
	m.Blocks = append(m.Blocks, chosen(f, t, g)...)
	m.Actions = append(m.Actions, kindButtons(t, g)...)
	m.Actions = append(m.Actions, g.button(t.Words.Themes.Open, verbThemes, ""), depthButton(t, g), names,
		g.button(w.DaysOff.DaysOff, verbDaysOff, ""), g.button(w.Pins.Post, verbPost, ""), digest,
		g.button(t.Words.Moderation.Label, verbPage, argModeration),
		g.button(w.Label.SwitchOff, verbOff, ""),
		backToPage(t, g))
	return m, nil
}

// moderation leads to what waits, what is checked, and, for admins, to who looks after
// the channels, where moderators are shown what waits, and what was done.
func (f *Flow) moderation(t *turn.Turn, g target) {
	w, l := t.Words.Moderation, t.Words.Community.Label
	m := chat.Message{Blocks: []chat.Block{chat.P(w.About)}, Actions: []chat.Action{
		f.aloneButton(t, g, l.Suggestions, verbSuggested), f.aloneButton(t, g, l.Reports, verbReports),
		f.aloneButton(t, g, t.Words.Community.Reports.StoppedOnes, verbStopped),
		g.button(t.Words.Community.Approvals.Checks, verbApprovals, ""),
	}}
	if g.rank(t) == admin {
		if t.Limits.Forms {
			m.Actions = append(m.Actions, g.button(w.ManagersLabel, verbManagers, ""))
		}
		m.Actions = append(m.Actions, f.aloneButton(t, g, w.ModeratorsLabel, verbModerators), f.aloneButton(t, g, w.Log, verbLog))
	}
	m.Actions = append(m.Actions, g.button(l.Back, verbPage, argMore))
	t.Update(m, 0)
}

// listed is how many channels a list shows; more than that have no room.
const listed = 10

// overview lists channels of the server or group, with a button for each that leads on
// to what a ref says of none yet.
func (f *Flow) overview(tx reflection.Tx, t *turn.Turn, all []target, ref chat.Ref) error {
	w := t.Words.Community
	m := chat.Message{}
	for _, g := range all {
		if !manages(t, g) || len(m.Blocks) == min(listed, t.Limits.MaxActions-1) {
			continue
		}
		name := title(t, g.ch)
		m.Blocks = append(m.Blocks, chat.P(listedLine(t, g, f.state(t, g))))
		choose := g.button(name, ref.Verb, ref.Arg)
		// Where a channel may be gone, nobody can be found to be an admin in it from elsewhere.
		if aloneVerbs[ref.Verb] || ref.Verb == verbStatus && g.sub.State == reflection.Active {
			choose = f.aloneButton(t, g, name, ref.Verb)
		}
		m.Actions = append(m.Actions, choose)
	}
	if len(m.Blocks) == 0 {
		switch of, err := shownHere(tx, t.Meta.Space); {
		case err != nil:
			return err
		case of != "":
			t.Say(t.Words.Moderation.GiveThere(of))
		default:
			t.Say(w.Setup.Nothing, setUpHereButton(t))
		}
		return nil
	}
	m.Blocks = append(m.Blocks, chat.P(w.Which.Ask))
	if ref.Verb == verbPage && !t.AtHome() {
		elsewhere, err := isElsewhere(tx, t.Meta.Space)
		if err != nil {
			return err
		}
		if elsewhere {
			m.Actions = append(m.Actions, setUpHereButton(t))
		}
	}
	t.Update(m, 0)
	return nil
}

// lost reports whether a channel isn't there any more, as far as the platform told.
func lost(t *turn.Turn, g target) bool {
	err := t.Prepared.StandingErr
	return g.sub.State == reflection.Gone || err != nil && chat.KindOf(err) == chat.Gone
}

// takeOffButton takes a channel off the list of its server's or group's.
func takeOffButton(t *turn.Turn, g target) chat.Action {
	return g.button(t.Words.Community.Which.TakeOff, verbOff, argList)
}

// listedLine is a channel in that list, with its heading where it has one of its own.
func listedLine(t *turn.Turn, g target, state string) string {
	name := title(t, g.ch)
	if g.ch.Heading != "" {
		return t.Words.Community.Kinds.ListedTitled(name, g.ch.Heading, state)
	}
	return t.Words.Community.Page.Listed(name, state)
}

// state says in a few words how a channel stands.
func (f *Flow) state(t *turn.Turn, g target) string {
	w := t.Words.Community.Page
	switch {
	case g.ch.Off:
		return w.ListedOff
	case g.sub.State == reflection.Paused:
		return w.ListedPaused
	case g.sub.State != reflection.Active:
		return w.ListedStopped
	}
	clock, err := t.In(g.sub.Rule.Zone)
	if err != nil {
		return w.ListedStopped
	}
	return w.ListedAsks(clock.Days(g.sub.Rule.Days), clock.Hour(g.sub.Rule.At))
}

// hours are those offered for a channel.
var hours = []schedule.TimeOfDay{{Hour: 8}, {Hour: 9}, {Hour: 12}, {Hour: 17}, {Hour: 20}}

// weekly is the kind of summary that a channel has.
const weekly = summary.Week
