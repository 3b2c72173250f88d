package community

import (
	"errors"
	"slices"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/answers"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// notice is a text for somebody about a channel, in their own language.
type notice func(w *words.Community, channel string) string

func suggestionCame(w *words.Community, channel string) string {
	return w.Suggestions.Waiting(channel)
}
func wasApproved(w *words.Community, channel string) string {
	return w.Suggestions.WasApproved(channel)
}
func wasDeclined(w *words.Community, channel string) string {
	return w.Suggestions.WasDeclined(channel)
}
func wasHidden(w *words.Community, channel string) string  { return w.Reports.WasHidden(channel) }
func wasStopped(w *words.Community, channel string) string { return w.Reports.WasStopped(channel) }

func canShareAgain(w *words.Community, channel string) string { return w.Reports.CanShare(channel) }

// notify leaves a notice for somebody about the channel.
func (f *Flow) notify(tx reflection.Tx, t *turn.Turn, g target, to reflection.PersonID, private bool, text notice) error {
	person, err := tx.Person(to)
	if err != nil {
		return ignoreMissing(err)
	}
	w := words.For(person.Locale)
	return tx.AddNotice(&reflection.Notice{
		Person: to, Platform: g.sub.Chat.Platform, Parent: g.ch.Parent,
		Text: text(&w.Community, title(t, g.ch)), Private: private, At: t.Meta.At,
	})
}

// noticesAtOnce is how many notices one message holds.
const noticesAtOnce = 5

// Notices tells somebody what has waited for their next doing in this server or
// group, as far as it still concerns them. It is called last, after the turn's own
// answer. Nobody else may see it: where the platform can't show something to one member,
// it waits until there is a private chat.
func (f *Flow) Notices(tx reflection.Tx, t *turn.Turn) error {
	in := t.Meta.Space
	if t.Person.ID == 0 || in.Private || in.Parent == "" || !f.canTell(t) {
		return nil
	}
	waiting, err := tx.Notices(in.Platform, in.Parent, t.Person.ID)
	if err != nil || len(waiting) == 0 {
		return err
	}
	if len(waiting) > noticesAtOnce {
		waiting = waiting[:noticesAtOnce]
	}
	var late []reflection.Notice
	titles := map[reflection.SubscriptionID]string{}
	for _, n := range waiting {
		concerns, err := f.dated(tx, t, &n, titles)
		if err != nil {
			return err
		}
		again := func(other reflection.Notice) bool { return other.Text == n.Text && announces(t.Words, n) }
		if concerns && !slices.ContainsFunc(late, again) {
			late = append(late, n)
		}
		if err := tx.DeleteNotice(n.ID); err != nil {
			return err
		}
	}
	if len(late) == 0 {
		return nil
	}
	m := told(t.Words, late, titles)
	if t.Limits.Ephemeral {
		t.Show(m, 0)
	} else {
		t.ShowHome(m, 0)
	}
	return nil
}

// datedAfter is how long after its cause a notice of trouble says when that was.
const datedAfter = time.Minute

// dated has a notice of trouble in a channel say when it was found, if that is a while
// ago: it may be over by now. Concerns is false where the channel is off or asks daily
// again, and where the channel isn't kept any more; and of what waited for an admin and
// doesn't any more. The channel's title joins the others.
func (f *Flow) dated(tx reflection.Tx, t *turn.Turn, n *reflection.Notice, titles map[reflection.SubscriptionID]string) (concerns bool, err error) {
	if n.Check == 0 {
		return f.stillWaits(tx, t.Words, *n)
	}
	var g target
	if err := load(tx, &g, n.Check); err != nil {
		return false, ignoreMissing(err)
	}
	titles[n.Check] = title(t, g.ch)
	switch {
	case g.ch.Off, n.Quiet && !g.sub.BackOff:
		return false, nil
	case n.Quiet, t.Meta.At.Sub(n.At) < datedAfter, g.begun():
		return true, nil
	}
	clock, err := t.In(g.sub.Rule.Zone)
	if err == nil {
		n.Text = t.Words.Community.Status.FoundAt(clock.At(n.At)) + " " + n.Text
	}
	return true, err
}

// canTell reports whether something can be told to this person alone in this turn.
func (f *Flow) canTell(t *turn.Turn) bool {
	if !t.Limits.Ephemeral {
		return !t.Home.IsZero()
	}
	form := slices.ContainsFunc(t.Answers(), func(o answers.Answer) bool { return o.Message.Form != nil })
	return t.Meta.Answer != "" && !form
}

// told is a message of notices. Where they are about several channels, each button names
// its own, by the titles.
func told(w *words.Words, all []reflection.Notice, titles map[reflection.SubscriptionID]string) chat.Message {
	var m chat.Message
	checks := map[reflection.SubscriptionID]bool{0: true}
	for _, n := range all {
		m.Blocks = append(m.Blocks, chat.P(n.Text))
		if n.Quiet {
			m.Actions = append(m.Actions, wayBack(w, n.Check)...)
			continue
		}
		if !checks[n.Check] {
			checks[n.Check] = true
			label := w.Community.Label.CheckAgain
			if len(titles) > 1 {
				label = w.Community.Label.CheckOneAgain(titles[n.Check])
			}
			m.Actions = append(m.Actions, chat.Action{Label: label, Ref: chat.Ref{Verb: verbCheck, ID: int64(n.Check)}})
		}
	}
	return m
}

// tellAtOnce is how many private notices one transaction takes.
const tellAtOnce = 50

// Tell takes the notices that are to be told privately, and returns what to send.
// Somebody without a private chat is told at their next doing instead.
func (f *Flow) Tell(tx reflection.Tx) ([]answers.Answer, error) {
	waiting, err := tx.PrivateNotices(tellAtOnce)
	if err != nil {
		return nil, err
	}
	var out []answers.Answer
	for _, n := range waiting {
		if err := tx.DeleteNotice(n.ID); err != nil {
			return nil, err
		}
		to, w, err := privately(tx, n)
		if err != nil {
			return nil, err
		}
		if to.IsZero() {
			n.Private = false
			if err := tx.AddNotice(&n); err != nil {
				return nil, err
			}
			continue
		}
		if waits, err := f.stillWaits(tx, w, n); err != nil {
			return nil, err
		} else if !waits {
			continue
		}
		m := told(w, []reflection.Notice{n}, nil)
		m.To, m.Lane = to, chat.LaneAnswer
		out = append(out, answers.Answer{Message: m, Notice: &n})
	}
	return out, nil
}

// privately finds the private chat, on a notice's own platform, of whom it is for,
// and their language. The chat is zero where there is none.
func privately(tx reflection.Tx, n reflection.Notice) (chat.Chat, *words.Words, error) {
	person, err := tx.Person(n.Person)
	if err != nil && !errors.Is(err, reflection.ErrNotFound) {
		return chat.Chat{}, nil, err
	}
	w := words.For(person.Locale)
	all, err := tx.Identities(n.Person)
	if err != nil {
		return chat.Chat{}, w, err
	}
	for _, id := range all {
		if id.Private.Platform == n.Platform && id.Private.ID != "" {
			return id.Private, w, nil
		}
	}
	return chat.Chat{}, w, nil
}

// wayBack is what is offered for a channel that has grown quiet.
func wayBack(w *words.Words, id reflection.SubscriptionID) []chat.Action {
	g := target{sub: reflection.Subscription{ID: id}}
	return []chat.Action{
		g.button(w.Community.Kinds.AnotherHour, verbHour, ""), g.button(w.Themes.Light, verbDepth, argOn),
		g.button(w.Button.Pause, verbPause, ""),
	}
}
