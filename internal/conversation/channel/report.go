package channel

import (
	"slices"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/moderation"
	"stillpoint/internal/delivery/posts"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// maxExcerpt is how much is shown of an answer that is about to be reported, in
// runes.
const maxExcerpt = 200

// report tells the admins of an answer, in two taps. Who said so is told to
// nobody. Only what can be read can be reported.
func (f *Flow) report(tx reflection.Tx, t *turn.Turn, id int64, arg string) error {
	w := t.Words.Channel
	sharing, how := posts.ParseReport(arg)
	a, p, ok, err := f.readable(tx, t, id, sharing)
	if err != nil || !ok {
		return err
	}
	button := func(label, arg string) chat.Action {
		return chat.Action{Label: label, Ref: posts.ReportRef(p.ID, sharing, arg)}
	}
	switch how {
	case argYes:
	case argNo:
		return update(tx, t, p, chat.Message{Blocks: []chat.Block{chat.P(w.ReportDropped)}})
	default:
		t.Show(chat.Message{
			Blocks: []chat.Block{
				chat.P(w.ReportAsk), {Kind: chat.Quote, Text: cut(joined(a.parts), maxExcerpt)},
			},
			Actions: []chat.Action{button(w.ReportYes, argYes), button(w.NeverMind, argNo)},
		}, 0)
		return nil
	}
	r := &reflection.Report{Reply: a.ID, By: t.Person.ID, At: t.Meta.At.UTC()}
	again, err := tx.AddReport(r)
	if err != nil {
		return err
	}
	if again {
		return update(tx, t, p, chat.Message{Blocks: []chat.Block{chat.P(w.ReportedTwice)}})
	}
	if err := f.tellAdmins(tx, t, p, *r); err != nil {
		return err
	}
	return update(tx, t, p, chat.Message{Blocks: []chat.Block{chat.P(w.Reported)}})
}

// readable loads somebody's shared answer that the presser may read, by its name
// before others. Ok is false, and they are told, if there is none that they may.
func (f *Flow) readable(tx reflection.Tx, t *turn.Turn, id, sharing int64) (a answer, p place, ok bool, err error) {
	if p, ok, err = reach(tx, t, id); err != nil || !ok {
		return a, p, false, err
	}
	mine, err := answerOf(tx, p.ID, t.Person.ID)
	if err != nil {
		return a, p, false, err
	}
	may, err := mayRead(tx, p, mine)
	if err != nil {
		return a, p, false, err
	}
	w := t.Words.Channel
	if !may && t.Meta.Space.Chat != p.Thread { // In the thread everybody reads it.
		t.Alert(w.AnswerFirst)
		return a, p, false, nil
	}
	if a, ok, err = shared(tx, p.ID, sharing); err != nil {
		return a, p, false, err
	}
	switch {
	case !ok:
		t.Alert(w.NotHere)
		return a, p, false, nil
	case a.Person == t.Person.ID:
		t.Alert(w.ReportOwn)
		return a, p, false, nil
	}
	return a, p, true, nil
}

// shared finds a shared answer by its name before others.
func shared(tx reflection.Tx, d reflection.DeliveryID, sharing int64) (a answer, ok bool, err error) {
	const page = 200
	for skip := 0; ; skip += page {
		some, err := tx.SharedAnswers(d, skip, page)
		if err != nil {
			return a, false, err
		}
		for _, r := range some {
			if r.Sharing == sharing {
				a.Reply = r
				a.parts, err = tx.Parts(r.ID)
				return a, err == nil, err
			}
		}
		if len(some) < page {
			return a, false, nil
		}
	}
}

// tellAdmins shows a report in the moderators' channel, or leaves a notice for whoever
// set the channel up: once for an answer, however many report it.
func (f *Flow) tellAdmins(tx reflection.Tx, t *turn.Turn, p place, reported reflection.Report) error {
	open, err := tx.Reports(p.sub.Chat.Platform, p.channel.Parent)
	if err != nil {
		return err
	}
	told := slices.ContainsFunc(open, func(r reflection.Report) bool { return r.Reply == reported.Reply && r.ID != reported.ID })
	if told {
		return nil
	}
	shown, err := moderation.Begin(tx, p.sub, p.channel, reflection.MatterReport, int64(reported.ID), t.Now)
	if err != nil || shown {
		return err
	}
	return f.noticeInstaller(tx, t, p, func(w *words.Words) string {
		return w.Channel.ReportNotice(turn.Name(p.channel.Title))
	})
}

// noticeInstaller leaves a notice for whoever set the channel up, in their language.
func (f *Flow) noticeInstaller(tx reflection.Tx, t *turn.Turn, p place, text func(*words.Words) string) error {
	if p.channel.Installer == 0 {
		return nil
	}
	installer, err := tx.IdentityOf(p.channel.Installer)
	if err != nil {
		return ignoreMissing(err)
	}
	person, err := tx.Person(installer.Person)
	if err != nil {
		return err
	}
	return tx.AddNotice(&reflection.Notice{
		Person: person.ID, Platform: p.sub.Chat.Platform, Parent: p.channel.Parent, Private: p.channel.Tell,
		Text: text(words.For(person.Locale)), At: t.Meta.At.UTC(),
	})
}
