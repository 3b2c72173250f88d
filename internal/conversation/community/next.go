package community

import (
	"errors"
	"hash/fnv"
	"strconv"
	"strings"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/delivery/posts"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// nextButtons are what an admin can do about the question that a preview shows; now says
// whether it can be posted now.
func nextButtons(t *turn.Turn, g target, shown reflection.Asked, now bool) []chat.Action {
	w, name := t.Words.Community.Next, nameOf(shown.Pack, shown.Prompt)
	actions := []chat.Action{
		g.button(w.Instead, verbOther, name), g.button(w.NeverHere, verbNever, name), g.button(w.Ahead, verbAhead, ""),
	}
	if now {
		actions = append(actions, g.button(w.PostNow, verbNow, ""))
	}
	return actions
}

// nameOf is what a button calls a question by: short, and the same for the same one.
func nameOf(pack, prompt string) string {
	h := fnv.New32a()
	h.Write([]byte(pack + "/" + prompt))
	return strconv.FormatUint(uint64(h.Sum32()), 36)
}

// comes returns the question that comes next, if it is the one that a button is
// about; ok is false if another has taken its place, or none is left.
func (f *Flow) comes(tx reflection.Tx, g target, name string) (next reflection.Asked, ok bool, err error) {
	next, err = f.Delivery.Next(tx, g.sub, g.ch)
	if errors.Is(err, planning.ErrNothingLeft) {
		return next, false, nil
	}
	return next, err == nil && nameOf(next.Pack, next.Prompt) == name, err
}

// instead has something else be asked next than what was shown. Pressed once more
// under the same, it changes nothing.
func (f *Flow) instead(tx reflection.Tx, t *turn.Turn, g target, name string) error {
	_, ok, err := f.comes(tx, g, name)
	if err != nil {
		return err
	}
	done := ""
	if ok {
		if err = f.Delivery.Instead(tx, g.sub, g.ch); errors.Is(err, planning.ErrNothingLeft) {
			err, done = nil, t.Words.Community.Next.Only
		}
	}
	if err != nil {
		return err
	}
	return f.previewAgain(tx, t, g, done)
}

// never keeps what was shown from being asked in the channel: one of its own is
// removed. Either can be taken back at once.
func (f *Flow) never(tx reflection.Tx, t *turn.Turn, g target, name string) error {
	w := t.Words.Community.Next
	next, ok, err := f.comes(tx, g, name)
	if err != nil || !ok {
		return errors.Join(err, f.previewAgain(tx, t, g, ""))
	}
	undo := g.button(w.AfterAll, verbBack, name)
	if next.Pack == reflection.OwnPack {
		id, err := strconv.ParseInt(next.Prompt, 10, 64)
		if err != nil {
			return err
		}
		if g.question, err = tx.Question(reflection.QuestionID(id)); err != nil {
			return err
		}
		g.question.State = reflection.Removed
		if err := tx.UpdateQuestion(g.question); err != nil {
			return err
		}
		undo = g.questionButton(w.AfterAll, verbRestore)
	} else {
		switch err := f.Delivery.NeverHere(tx, g.ch, next.Pack, next.Prompt); {
		case errors.Is(err, planning.ErrNothingLeft):
			return f.previewAgain(tx, t, g, w.Only)
		case err != nil:
			return err
		}
	}
	m, err := f.previewOf(tx, t, g)
	if err != nil {
		return err
	}
	m.Blocks = append([]chat.Block{chat.P(w.Never)}, m.Blocks...)
	m.Actions = append(m.Actions, undo, backToPage(t, g))
	t.Update(m, 0)
	return nil
}

// afterAll has a question be asked again that never was to be: from under the preview, or
// from the list of those, which is shown then.
func (f *Flow) afterAll(tx reflection.Tx, t *turn.Turn, g target, arg string) error {
	name, listed := strings.CutSuffix(arg, fromList)
	err := f.Delivery.AfterAll(tx, g.ch, func(pack, prompt string) bool { return nameOf(pack, prompt) == name })
	if errors.Is(err, reflection.ErrNotFound) {
		t.Alert(t.Words.Stale)
		return nil
	}
	if err != nil {
		return err
	}
	if listed {
		return f.neversAfter(tx, t, g, "", t.Words.Community.Next.Back)
	}
	return f.previewAgain(tx, t, g, t.Words.Community.Next.Back)
}

// ahead shows the questions that come next, by their days.
func (f *Flow) ahead(tx reflection.Tx, t *turn.Turn, g target) error {
	w := t.Words.Community
	clock, err := t.In(g.sub.Rule.Zone)
	if err != nil {
		t.Alert(t.Words.Stale) // A draft has no days yet.
		return nil
	}
	all, err := f.Delivery.Ahead(tx, g.sub, g.ch, ahead)
	if err != nil {
		return err
	}
	m := chat.Message{Blocks: []chat.Block{chat.P(w.Next.AheadHead)}}
	for _, u := range all {
		m.Blocks = append(m.Blocks, chat.P(w.Next.AheadLine(clock.At(u.When.At), u.Asked.Question)))
	}
	if len(all) == 0 {
		m.Blocks = []chat.Block{chat.P(w.Status.NextNone)}
	}
	m.Actions = []chat.Action{
		g.button(w.Label.Preview, verbShow, ""), f.aloneButton(t, g, w.Label.Questions, verbQuestions), backToPage(t, g),
	}
	t.Update(m, 0)
	return nil
}

// postable reports whether a question can be posted in the channel now, as far as is
// known: nothing is in the way, and today's isn't posted or on its way.
func postable(tx reflection.Tx, t *turn.Turn, g target) (bool, error) {
	if isStopped(t, g) || g.begun() {
		return false, nil
	}
	clock, err := t.In(g.sub.Rule.Zone)
	if err != nil {
		return false, err
	}
	_, there, err := todays(tx, g, clock.Today())
	return !there, err
}

// isStopped reports whether nothing can be posted in the channel: it is off, or something
// is in the way.
func isStopped(t *turn.Turn, g target) bool {
	return g.ch.Off || g.sub.State == reflection.Barred || g.sub.State == reflection.Gone || muted(t, g)
}

// todays is the day's question of the channel, if there is one; there says that it is
// posted, or on its way.
func todays(tx reflection.Tx, g target, today schedule.Date) (d reflection.Delivery, there bool, err error) {
	d, err = tx.DeliveryOn(g.sub.ID, today)
	switch {
	case errors.Is(err, reflection.ErrNotFound):
		return reflection.Delivery{}, g.sub.LastPlanned.After(today), nil
	case err != nil:
		return d, false, err
	}
	return d, d.State != reflection.DeliveryDropped || g.sub.LastPlanned.After(today), nil
}

// postNow posts the next question at once, as the day's, at the second tap. One that
// couldn't be posted today is tried anew.
func (f *Flow) postNow(tx reflection.Tx, t *turn.Turn, g target, arg string) error {
	w := t.Words.Community
	if isStopped(t, g) {
		t.UpdateText(w.Next.CantPost, g.button(w.Label.Status, verbStatus, ""))
		return nil
	}
	clock, err := t.In(g.sub.Rule.Zone)
	if err != nil {
		return err
	}
	date := clock.Today()
	d, there, err := todays(tx, g, date)
	switch {
	case err != nil:
		return err
	case there:
		t.UpdateText(w.Next.PostedOnce, backToPage(t, g))
		return nil
	case arg != argYes:
		t.UpdateText(w.Next.SurePost, g.button(w.Next.ReallyPost, verbNow, argYes), backToPage(t, g))
		return nil
	case d.ID != 0:
		err = f.Delivery.Again(tx, g.sub, d, t.Now)
	default:
		why := planning.Requested
		if g.sub.State != reflection.Active || !g.sub.Rule.Days.Has(date.Weekday()) {
			why = planning.OffSchedule
		}
		_, err = f.Delivery.Plan(tx, &g.sub, schedule.Occurrence{Date: date, At: t.Now}, t.Now, why)
	}
	if errors.Is(err, planning.ErrNothingLeft) {
		t.UpdateText(w.Page.PreviewNone)
		return nil
	}
	if err != nil {
		return err
	}
	next := ""
	if !g.sub.Next.At.IsZero() {
		next = clock.At(g.sub.Next.At)
	}
	t.UpdateText(w.Next.Posting(next), g.button(w.Label.Status, verbStatus, ""))
	return nil
}

// askedButton leads to what was asked in the channel, which every member may read.
func (f *Flow) askedButton(t *turn.Turn, g target) chat.Action {
	a := g.button(t.Words.Community.Next.Asked, posts.VerbAsked, "")
	if !alone(t) {
		a.Follow = chat.Private
	}
	return a
}
