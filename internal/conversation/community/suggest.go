package community

import (
	"errors"
	"strings"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/lines"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/moderation"
	"stillpoint/internal/reflection"
)

const (
	// waitingOfOne is how many suggestions of one member may wait in a channel.
	waitingOfOne = 5
	// waitingOfAll is how many of all members may.
	waitingOfAll = 100
)

// suggest takes /suggest, given in a channel by whoever is there.
func (f *Flow) suggest(tx reflection.Tx, t *turn.Turn, e chat.Command) error {
	w := t.Words.Community.Suggestions
	g, others, err := here(tx, e.Space)
	if errors.Is(err, reflection.ErrNotFound) {
		if len(others) > 0 {
			t.Say(w.WhichChannel)
		} else {
			t.Say(w.NotSetUp)
		}
		return nil
	}
	if err != nil {
		return err
	}
	text := strings.TrimSpace(e.Args + "\n" + e.Options["question"])
	if text == "" && f.takesPart(t, g) {
		write := g.button(t.Words.Community.Label.WriteIt, verbSuggest, "")
		write.Follow = chat.Private
		if t.Limits.Forms {
			write.Follow = chat.Opens
		}
		t.Say(hint(t, t.Words.Community.Hints.Suggest), write)
		return nil
	}
	return f.keepSuggestion(tx, t, g, text)
}

// askSuggestion asks a member for a question, by a form or in the private chat.
func (f *Flow) askSuggestion(tx reflection.Tx, t *turn.Turn, ref chat.Ref) error {
	g, ok, err := f.memberAt(tx, t, ref)
	if err != nil || !ok {
		return err
	}
	w := t.Words.Community
	return f.askTyped(tx, t, verbSuggest, g, chat.Form{
		Title:  w.Suggestions.Title,
		Fields: []chat.Field{{ID: fieldText, Label: w.Suggestions.Field, Placeholder: w.Questions.AddHint, Long: true, Required: true}},
	}, w.Suggestions.AskText)
}

// suggestIn takes a suggestion that was asked for.
func (f *Flow) suggestIn(tx reflection.Tx, t *turn.Turn, ref chat.Ref, text string) error {
	g, ok, err := f.memberAt(tx, t, ref)
	if err != nil || !ok {
		return err
	}
	return f.keepSuggestion(tx, t, g, text)
}

// memberAt finds the channel that somebody suggests for, and checks that it is
// where they are; that they belong to it is checked later.
func (f *Flow) memberAt(tx reflection.Tx, t *turn.Turn, ref chat.Ref) (g target, ok bool, err error) {
	err = load(tx, &g, reflection.SubscriptionID(ref.ID))
	if err != nil && !errors.Is(err, reflection.ErrNotFound) {
		return g, false, err
	}
	in := t.Meta.Space
	if err != nil || g.sub.Chat.Platform != in.Platform || (!in.Private && in.Parent != g.ch.Parent) {
		t.Alert(t.Words.Community.Rights.NotHere)
		return g, false, nil
	}
	return g, f.takesPart(t, g), nil
}

// takesPart checks that somebody belongs to the channel, and tells them if not. An
// admin whom the platform hides belongs to it.
func (f *Flow) takesPart(t *turn.Turn, g target) bool {
	w := t.Words.Community
	m := t.Prepared.Membership
	switch {
	case t.Person.ID == 0 && !t.Meta.Actor.Admin:
		f.refuseWith(t, w.Rights.NotMember)
	case t.Person.ID == 0:
		return true
	case t.Prepared.MemberErr != nil:
		t.Alert(w.Rights.CantCheck)
	case !m.Member && !m.Admin:
		f.refuseWith(t, w.Rights.NotMember)
	case g.ch.Off:
		t.Alert(w.Suggestions.NotSetUp)
	default:
		return true
	}
	return false
}

// keepSuggestion puts a question into the queue, and asks whether its author wants
// to be named, and told.
func (f *Flow) keepSuggestion(tx reflection.Tx, t *turn.Turn, g target, text string) error {
	if !f.takesPart(t, g) {
		return nil
	}
	queue, err := tx.Questions(g.sub.ID, reflection.Suggested)
	if err != nil {
		return err
	}
	refusal, err := f.suggestable(tx, t, g, queue)
	if err != nil {
		return err
	}
	if refusal != "" {
		f.refuseSuggestion(t, refusal)
		return nil
	}
	there, err := f.texts(tx, g)
	if err != nil {
		return err
	}
	read := readQuestions(strings.Join(strings.Fields(text), " "), there)
	if len(read) != 1 || read[0].Why != lines.Fine {
		f.refuseOne(t, read)
		return nil
	}
	q := reflection.OwnQuestion{
		Subscription: g.sub.ID, Author: t.Person.ID, Text: read[0].Text, More: read[0].More, State: reflection.Suggested, Created: t.Meta.At,
	}
	if err := tx.AddQuestion(&q); err != nil {
		return err
	}
	shown, err := moderation.Begin(tx, g.sub, g.ch, reflection.MatterSuggestion, int64(q.ID), t.Now)
	if err != nil {
		return err
	}
	if len(queue) == 0 && !shown {
		if err := f.tellInstaller(tx, t, g); err != nil {
			return err
		}
	}
	g.question = q
	f.thank(t, g)
	return nil
}

// refuseSuggestion tells somebody why nothing of theirs is taken now. Where all read along
// each reason looks alike: that the admins stopped somebody tells whose the hidden answer
// was.
func (f *Flow) refuseSuggestion(t *turn.Turn, why string) {
	switch {
	case t.Limits.Ephemeral || t.Pressed || t.Meta.Space.Private:
		t.Alert(why)
	case !t.Home.IsZero():
		t.ShowHome(chat.Message{Blocks: []chat.Block{chat.P(why)}}, 0)
	default:
		f.refuseWith(t, t.Words.Community.Suggestions.NotNow)
	}
}

// suggestable says why somebody can't suggest anything now; empty if they can.
func (f *Flow) suggestable(tx reflection.Tx, t *turn.Turn, g target, queue []reflection.OwnQuestion) (string, error) {
	w := t.Words.Community.Suggestions
	stopped, err := tx.Stopped(g.sub.Chat.Platform, g.ch.Parent, t.Person.ID)
	if err != nil {
		return "", err
	}
	own := 0
	for _, q := range queue {
		if q.Author == t.Person.ID && q.Author != 0 {
			own++
		}
	}
	switch {
	case stopped:
		return w.NotFromYou, nil
	case own >= waitingOfOne:
		return w.Enough, nil
	case len(queue) >= waitingOfAll:
		return w.QueueFull, nil
	}
	return "", nil
}

func (f *Flow) thank(t *turn.Turn, g target) {
	w := t.Words.Community
	m := chat.Message{Blocks: []chat.Block{chat.P(w.Suggestions.Thanks)}}
	if t.Person.ID != 0 {
		name := g.questionButton(w.Label.WithName, verbCredit)
		name.Ref.Arg, name.Follow = argYes, chat.Private
		tell := g.questionButton(w.Label.TellMe, verbAnswer)
		tell.Follow = chat.Private
		m.Actions = []chat.Action{name, tell}
	}
	t.Show(m, 0)
}

// ownSuggestion takes what somebody wants for a question that they suggested: to
// be named with it, or to be told what becomes of it.
func (f *Flow) ownSuggestion(tx reflection.Tx, t *turn.Turn, ref chat.Ref) error {
	w := t.Words.Community
	q, err := tx.Question(reflection.QuestionID(ref.ID))
	if err != nil && !errors.Is(err, reflection.ErrNotFound) {
		return err
	}
	if err != nil || t.Person.ID == 0 || q.Author != t.Person.ID {
		t.Alert(t.Words.NotYours)
		return nil
	}
	g := target{question: q}
	switch {
	case ref.Verb == verbCredit && ref.Arg == argYes && q.State == reflection.Suggested:
		if g.question.Credit, err = creditFor(tx, t, q); err != nil {
			return err
		}
		g.question.Named = true
		without := g.questionButton(w.Label.WithoutName, verbCredit)
		without.Ref.Arg, without.Follow = argNo, chat.Private
		t.Say(w.Suggestions.Named, without)
	case ref.Verb == verbCredit && ref.Arg != argYes:
		g.question.Credit, g.question.Named = "", false
		t.Say(w.Suggestions.Unnamed)
	case q.State != reflection.Suggested:
		t.Alert(w.Suggestions.Gone)
		return nil
	case t.Home.IsZero() || t.Prepared.PrivateErr != nil:
		t.Alert(t.Words.CantWrite)
		return nil
	default:
		g.question.Tell = true
		t.Say(w.Suggestions.WillTell)
	}
	return tx.UpdateQuestion(g.question)
}

// tellInstaller leaves a notice for whoever set the channel up that something waits
// in the queue: once, until the queue is empty again.
func (f *Flow) tellInstaller(tx reflection.Tx, t *turn.Turn, g target) error {
	if g.ch.Installer == 0 {
		return nil
	}
	installer, err := tx.IdentityOf(g.ch.Installer)
	if err != nil {
		return ignoreMissing(err)
	}
	if installer.Person == t.Person.ID {
		return nil
	}
	return f.notify(tx, t, g, installer.Person, g.ch.Tell, suggestionCame)
}
