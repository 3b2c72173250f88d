package settings

import (
	"errors"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/themes"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/words"
)

// nudgeAt is the local hour of the evening's reminder of a question that comes
// at an hour. One that comes in the evening itself is given two hours.
func nudgeAt(asked schedule.TimeOfDay) schedule.TimeOfDay {
	early, late := schedule.TimeOfDay{Hour: 20}, schedule.TimeOfDay{Hour: 22}
	if m := asked.Minutes(); m > 19*60 && m <= 20*60 {
		return late // The next early one would be after the next question.
	}
	return early
}

// Settings shows how things stand, and what can be changed.
func (f *Flow) Settings(tx reflection.Tx, t *turn.Turn) error {
	sub, clock, ok, err := mine(tx, t)
	if err != nil || !ok {
		return err
	}
	m, err := f.page(t, sub, clock)
	if err != nil {
		return err
	}
	t.Show(m, 0)
	return t.OfferShown(tx)
}

func (f *Flow) page(t *turn.Turn, sub reflection.Subscription, clock turn.Clock) (chat.Message, error) {
	w := t.Words
	pack := f.Packs.Pack(sub.Pack)
	set := func(label, arg string) chat.Action {
		return chat.Action{Label: label, Ref: chat.Ref{Verb: VerbSet, Arg: arg}}
	}
	m := chat.Message{Blocks: []chat.Block{
		chat.P(w.Schedule(clock.Days(sub.Rule.Days), clock.Hour(sub.Rule.At), sub.Rule.Zone)),
	}}
	if sub.State == reflection.Paused {
		m.Blocks = append(m.Blocks, chat.P(w.OnPause))
	}
	if len(ahead(sub, clock)) > 0 {
		m.Blocks = append(m.Blocks, chat.P(daysOffLine(t, sub, clock)))
	}
	nudge, nudgeButton := w.NotNudged, set(w.NudgeOn, "nudge")
	if sub.Nudge != nil {
		nudge, nudgeButton = w.IsNudged(clock.Hour(*sub.Nudge)), set(w.NudgeOff, "nonudge")
	}
	counts, countsButton := w.CountsShown, set(w.CountsOff, "quiet")
	if t.Person.Quiet {
		counts, countsButton = w.CountsHidden, set(w.CountsOn, "loud")
	}
	tender, tenderButton := w.Themes.TenderIs, set(w.Themes.Spared, "spare")
	if t.Person.Taste.Spared {
		tender, tenderButton = w.Themes.SparedIs, set(w.Themes.Tender, "tender")
	}
	m.Blocks = append(m.Blocks, chat.P(nudge), chat.P(counts), chat.P(w.PackIs(pack.Name)),
		chat.P(themes.Of(pack, t.Person.Taste).Line(pack, w)), chat.P(tender),
		chat.P(w.Keeping.Is(t.Person.KeepMonths)))
	m.Actions = []chat.Action{set(w.ChangeHour, "hour"), set(w.ChangeDays, "days"), set(w.ChangeZone, "zone"),
		{Label: w.DaysOff.Open, Ref: chat.Ref{Verb: VerbDaysOff}}, nudgeButton, countsButton}
	if len(f.Packs.Packs()) > 1 {
		m.Actions = append(m.Actions, set(w.ChangePack, "pack"))
	}
	pause := chat.Action{Label: w.Button.Pause, Ref: chat.Ref{Verb: VerbPause}}
	if sub.State == reflection.Paused {
		pause = chat.Action{Label: w.Button.Resume, Ref: chat.Ref{Verb: VerbResume}}
	}
	m.Actions = append(m.Actions, chat.Action{Label: w.Themes.Open, Ref: chat.Ref{Verb: VerbThemes}}, tenderButton,
		chat.Action{Label: w.Returns.Open, Ref: chat.Ref{Verb: VerbReturns}}, summariesButton(w), keepingButton(w), pause)
	return m, nil
}

func keepingButton(w *words.Words) chat.Action {
	return chat.Action{Label: w.Keeping.Open, Ref: chat.Ref{Verb: VerbKeeping}}
}

// Set makes a change from the settings page, and shows the page again; without
// one it only shows it.
func (f *Flow) Set(tx reflection.Tx, t *turn.Turn, arg string) error {
	switch arg {
	case "hour":
		t.UpdateText(t.Words.ScheduleAsk, hourButtons(t)...)
		return t.Ask(tx, VerbSchedule, 0, "")
	case "days":
		return f.AskDays(tx, t)
	case "zone":
		t.UpdateText(t.Words.TypeZone, zoneButtons(t)...)
		return t.Ask(tx, VerbZone, 0, "")
	case "pack":
		return f.askPack(tx, t)
	}
	sub, clock, ok, err := mine(tx, t)
	if err != nil || !ok {
		return err
	}
	switch arg {
	case "nudge":
		err = f.nudge(tx, t, &sub)
	case "nonudge":
		err = f.noNudge(tx, t, &sub)
	case "page":
	case "spare", "tender":
		t.Person.Taste.Spared = arg == "spare"
		err = tx.UpdatePerson(t.Person)
	case "quiet", "loud":
		t.Person.Quiet = arg == "quiet"
		err = tx.UpdatePerson(t.Person)
	default:
		t.Alert(t.Words.Stale)
		return nil
	}
	if err != nil {
		return err
	}
	m, err := f.page(t, sub, clock)
	if err != nil {
		return err
	}
	t.Update(m, 0)
	return t.OfferShown(tx)
}

// nudge switches the reminder on, for the open question too.
func (f *Flow) nudge(tx reflection.Tx, t *turn.Turn, sub *reflection.Subscription) error {
	if err := f.noNudge(tx, t, sub); err != nil {
		return err
	}
	at := nudgeAt(sub.Rule.At)
	sub.Nudge = &at
	if err := tx.UpdateSubscription(*sub); err != nil {
		return err
	}
	d, err := tx.OpenAt(sub.Chat, t.Meta.At, "")
	if errors.Is(err, reflection.ErrNotFound) {
		return nil
	}
	if err != nil || !d.Answered.IsZero() {
		return err
	}
	return delivery.PlanNudge(tx, *sub, d, t.Now.Add(-time.Hour))
}

// noNudge switches the reminder off, for the open question too.
func (f *Flow) noNudge(tx reflection.Tx, t *turn.Turn, sub *reflection.Subscription) error {
	sub.Nudge = nil
	if err := tx.UpdateSubscription(*sub); err != nil {
		return err
	}
	nudge, err := plannedNudge(tx, t, *sub)
	if err != nil || nudge.ID == 0 {
		return err
	}
	return letGo(tx, nudge)
}

// plannedNudge returns the reminder of the open question that is planned; zero for
// none.
func plannedNudge(tx reflection.Tx, t *turn.Turn, sub reflection.Subscription) (reflection.Dispatch, error) {
	open, err := tx.OpenAt(sub.Chat, t.Meta.At, "")
	if err != nil {
		return reflection.Dispatch{}, ignoreMissing(err)
	}
	d, err := tx.PlannedDispatch(open.ID, reflection.Nudge)
	return d, ignoreMissing(err)
}

// letGo drops a dispatch that is planned.
func letGo(tx reflection.Tx, d reflection.Dispatch) error {
	d.State, d.Ready = reflection.DispatchDropped, time.Time{}
	return tx.UpdateDispatch(d)
}

// askPack offers the packs there are.
func (f *Flow) askPack(tx reflection.Tx, t *turn.Turn) error {
	var actions []chat.Action
	for _, p := range f.Packs.Packs() {
		ref := chat.Ref{Verb: VerbPack, Arg: p.ID}
		if len(ref.String()) <= chat.MaxRef && len(actions) < max(1, t.Limits.MaxActions) {
			actions = append(actions, chat.Action{Label: label(p.Name), Ref: ref})
		}
	}
	t.UpdateText(t.Words.PackAsk, actions...)
	return t.OfferShown(tx)
}

// Pack takes a pack from a button.
func (f *Flow) Pack(tx reflection.Tx, t *turn.Turn, id string) error {
	sub, _, ok, err := mine(tx, t)
	if err != nil || !ok {
		return err
	}
	pack := f.Packs.Pack(id)
	if pack.ID != id {
		t.Alert(t.Words.Stale)
		return nil
	}
	sub.Pack = id
	if err := tx.UpdateSubscription(sub); err != nil {
		return err
	}
	t.UpdateText(t.Words.PackSet(pack.Name))
	return nil
}

// label cuts a name to what fits on a button.
func label(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:39]) + "…"
	}
	return s
}
