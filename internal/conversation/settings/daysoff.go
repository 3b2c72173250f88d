package settings

import (
	"errors"
	"slices"
	"strings"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/words"
)

// mostDaysOff is how many spans of days off somebody can have ahead: each has a
// button under one message.
const mostDaysOff = 10

// DaysOff shows the days off that are ahead, each with a button that takes it back;
// the argument is empty for the page, or the span whose button was pressed. One that
// was taken back already is only shown to be.
func (f *Flow) DaysOff(tx reflection.Tx, t *turn.Turn, arg string) error {
	sub, clock, ok, err := mine(tx, t)
	if err != nil || !ok {
		return err
	}
	if arg == "" {
		return f.showDaysOff(tx, t, sub, clock)
	}
	off, err := schedule.ParseDaysOff(arg)
	if err != nil {
		t.Alert(t.Words.Stale)
		return nil
	}
	return f.takeBack(tx, t, sub, clock, off)
}

// DaysOffText takes days off that were typed when asked for some, or the label of a
// button that takes some back.
func (f *Flow) DaysOffText(tx reflection.Tx, t *turn.Turn, text string) error {
	sub, clock, ok, err := mine(tx, t)
	if err != nil || !ok {
		return err
	}
	for _, o := range ahead(sub, clock) {
		if turn.IsLabel(turn.Alone(text), label(t.Words.DaysOff.TakeBack(clock.Span(o)))) {
			return f.takeBack(tx, t, sub, clock, o)
		}
	}
	list, err := schedule.ParseDayOff(text, clock.Today())
	if err == nil {
		return f.takeBreaks(tx, t, sub, clock, list)
	}
	t.Unclear = true
	w := t.Words
	switch {
	case errors.Is(err, schedule.ErrPast):
		t.Say(w.DaysOff.Past)
	case errors.Is(err, schedule.ErrFar):
		t.Say(w.PauseFar)
	default:
		t.Say(w.DaysOff.Wrong)
	}
	return t.Ask(tx, VerbDaysOff, 0, "")
}

// takeOff takes days off where a text says that they are: "off on 24 Dec".
func (f *Flow) takeOff(tx reflection.Tx, t *turn.Turn, text string) (taken bool, err error) {
	sub, err := t.Subscription(tx)
	if err != nil {
		return false, ignoreMissing(err)
	}
	clock, err := t.In(sub.Rule.Zone)
	if err != nil {
		return false, err
	}
	list, err := schedule.ParseOff(text, clock.Today())
	if err != nil {
		return false, nil
	}
	return true, f.takeBreaks(tx, t, sub, clock, list)
}

// takeBreaks leaves somebody alone as they said: a break that begins today is a pause,
// which lasts until then or until they resume; those that begin later are days off, and
// they are asked as usual until they come.
func (f *Flow) takeBreaks(tx reflection.Tx, t *turn.Turn, sub reflection.Subscription, clock turn.Clock, list []schedule.Break) error {
	today := list[0] // which only the first of them can hold
	pausing := today.Forever || !today.From.After(clock.Today())
	if pausing {
		list = list[1:]
	}
	if len(list) > 0 {
		taken, err := f.takeDaysOff(tx, t, &sub, clock, list)
		if err != nil || !taken {
			return err
		}
	}
	if pausing {
		return f.pauseUntil(tx, t, sub, clock, today.Until)
	}
	return nil
}

// takeDaysOff takes days off that are to come. It takes none, and says so, where they
// would be too many.
func (f *Flow) takeDaysOff(tx reflection.Tx, t *turn.Turn, sub *reflection.Subscription, clock turn.Clock, list []schedule.Break) (taken bool, err error) {
	spans := sub.DaysOff
	for _, b := range list {
		spans = schedule.WithDaysOff(spans, b.DaysOff())
	}
	if len(spans) > mostDaysOff && len(spans) > len(sub.DaysOff) {
		return false, f.showDaysOff(tx, t, *sub, clock, t.Words.DaysOff.Full)
	}
	sub.DaysOff = spans
	if err := f.storeDaysOff(tx, t, sub); err != nil {
		return false, err
	}
	var said, refs []string
	var back []chat.Action
	for _, b := range list {
		off := b.DaysOff()
		said = append(said, clock.Span(off))
		whole := spans[slices.IndexFunc(spans, func(o schedule.DaysOff) bool { return o.Has(off.First) })]
		if ref := whole.String(); !slices.Contains(refs, ref) {
			refs, back = append(refs, ref), append(back, f.takeBackButton(t, clock, whole))
		}
	}
	first := list[0].DaysOff()
	text := t.Words.DaysOff.Set(said, first.First == first.Last)
	t.UpdateText(strings.TrimSpace(text+" "+nextQuestion(t, *sub, clock)), back...)
	return true, t.Offer(tx, VerbTakenOff, 0, strings.Join(refs, " "))
}

// CanTakeBack reports whether a text, alone in a message, can be the label of a button
// that takes days off back.
func CanTakeBack(w *words.Words, alone string) bool {
	return strings.HasPrefix(alone, turn.Alone(w.DaysOff.TakeBack("")))
}

// takeBack takes days off back, and shows which are left.
func (f *Flow) takeBack(tx reflection.Tx, t *turn.Turn, sub reflection.Subscription, clock turn.Clock, off schedule.DaysOff) error {
	if !slices.Contains(sub.DaysOff, off) {
		return f.showDaysOff(tx, t, sub, clock)
	}
	sub.DaysOff = slices.DeleteFunc(slices.Clone(sub.DaysOff), func(o schedule.DaysOff) bool { return o == off })
	if err := f.storeDaysOff(tx, t, &sub); err != nil {
		return err
	}
	return f.showDaysOff(tx, t, sub, clock, t.Words.DaysOff.TakenBack(clock.Span(off)), nextQuestion(t, sub, clock))
}

// storeDaysOff stores a subscription whose days off have changed. A reminder that is
// planned on one of them is let go.
func (f *Flow) storeDaysOff(tx reflection.Tx, t *turn.Turn, sub *reflection.Subscription) error {
	if err := planning.Reschedule(sub, t.Now); err != nil {
		return err
	}
	if err := errors.Join(tx.UpdateSubscription(*sub), together(tx, t, *sub)); err != nil {
		return err
	}
	nudge, err := plannedNudge(tx, t, *sub)
	if err != nil || nudge.ID == 0 {
		return err
	}
	date, err := planning.LocalDate(nudge.Ready, sub.Rule.Zone)
	if err != nil || !schedule.IsOff(sub.DaysOff, date) {
		return err
	}
	return letGo(tx, nudge)
}

// showDaysOff is the page, below what was done.
func (f *Flow) showDaysOff(tx reflection.Tx, t *turn.Turn, sub reflection.Subscription, clock turn.Clock, done ...string) error {
	w := t.Words.DaysOff
	m := chat.Message{}
	if text := strings.TrimSpace(strings.Join(done, " ")); text != "" {
		m.Blocks = append(m.Blocks, chat.P(text))
	}
	m.Blocks = append(m.Blocks, chat.P(daysOffLine(t, sub, clock)), chat.P(w.Ask))
	for _, o := range ahead(sub, clock) {
		m.Actions = append(m.Actions, f.takeBackButton(t, clock, o))
	}
	m.Actions = append(m.Actions, chat.Action{Label: t.Words.Themes.Back, Ref: chat.Ref{Verb: VerbSet, Arg: "page"}})
	t.Update(m, 0)
	return t.Ask(tx, VerbDaysOff, 0, "")
}

// daysOffLine says which days off are ahead.
func daysOffLine(t *turn.Turn, sub reflection.Subscription, clock turn.Clock) string {
	var spans []string
	for _, o := range ahead(sub, clock) {
		spans = append(spans, clock.Span(o))
	}
	if spans == nil {
		return t.Words.DaysOff.None
	}
	return t.Words.DaysOff.Are(spans)
}

// ahead are the days off that haven't passed.
func ahead(sub reflection.Subscription, clock turn.Clock) []schedule.DaysOff {
	return schedule.DaysOffFrom(sub.DaysOff, clock.Today())
}

func (f *Flow) takeBackButton(t *turn.Turn, clock turn.Clock, o schedule.DaysOff) chat.Action {
	return chat.Action{Label: label(t.Words.DaysOff.TakeBack(clock.Span(o))), Ref: chat.Ref{Verb: VerbDaysOff, Arg: o.String()}}
}

// nextQuestion says when the next question comes, or that none does.
func nextQuestion(t *turn.Turn, sub reflection.Subscription, clock turn.Clock) string {
	if sub.Next.At.IsZero() {
		return t.Words.OnPause
	}
	return t.Words.NextAt(clock.At(sub.Next.At))
}
