package community

import (
	"strconv"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/daily"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// Links are the verbs of this package's that the bot puts into links. What only an
// admin should see checks that it is one who followed the link.
var Links = map[string]turn.Page{
	verbShow: nil, verbAhead: nil, verbQuestions: nil, verbSuggested: nil, verbReports: nil, verbStopped: nil, verbSubmitted: nil,
	verbModerators: nil, verbLog: nil, verbPage: nil, verbStatus: nil, verbFigures: nil, verbTable: nil, verbAdd: nil,

	verbSuggest: func(w *words.Words, _ chat.Ref) (line, label string) {
		return w.Links.Suggest, w.Community.Label.WriteIt
	},
	verbWordList: func(w *words.Words, _ chat.Ref) (line, label string) {
		return w.Links.WordList, w.Community.Label.WriteIt
	},
	verbEdit: func(w *words.Words, _ chat.Ref) (line, label string) {
		return w.Links.Edit, w.Community.Label.WriteIt
	},
	verbCredit: func(w *words.Words, ref chat.Ref) (line, label string) {
		if ref.Arg == argYes {
			return w.Links.Credit, w.Community.Label.WithName
		}
		return w.Links.Uncredit, w.Community.Label.WithoutName
	},
	verbAnswer: func(w *words.Words, _ chat.Ref) (line, label string) {
		return w.Links.Answer, w.Community.Label.TellMe
	},
	verbTell: func(w *words.Words, ref chat.Ref) (line, label string) {
		if ref.Arg == argYes {
			return w.Community.Setup.AskTell, w.Community.Label.Yes
		}
		return w.Community.Setup.AskTell, w.Community.Label.No
	},
}

// Followed shows what a link leads to, where the button's own answer would change
// something and the channel has to be named; handled is false for any other. What is
// written after it, without the button, is offered as what the button asks for.
func (f *Flow) Followed(tx reflection.Tx, t *turn.Turn, ref chat.Ref) (handled bool, err error) {
	if ref.Verb != verbAdd {
		return false, nil
	}
	g, ok, err := f.managed(tx, t, ref)
	if err != nil || !ok {
		return true, err
	}
	write := g.button(t.Words.Community.Label.WriteIt, verbAdd, "")
	write.Follow = chat.Private
	t.Say(t.Words.Links.Add(title(t, g.ch)), write)
	f.Linked.Show(t, write.Ref)
	return true, nil
}

// Offer asks whether words are questions for the channel of such a page; ok is false where
// there is no such channel any more.
func (f *Flow) Offer(tx reflection.Tx, t *turn.Turn, ref chat.Ref) (o turn.Offer, ok bool, err error) {
	g, err := about(tx, ref)
	if err != nil {
		return o, false, ignoreMissing(err)
	}
	w := t.Words.Links
	return turn.Offer{
		Text: w.IsAdd(title(t, g.ch)),
		Takes: func(draft int64) chat.Action {
			add := g.button(w.AddIt, verbAdd, strconv.FormatInt(draft, 36))
			add.Follow = chat.Private
			return add
		},
	}, true, nil
}

// addDraft adds the questions that a draft holds, of whoever presses.
func (f *Flow) addDraft(tx reflection.Tx, t *turn.Turn, g target, arg string) error {
	id, err := strconv.ParseInt(arg, 36, 64)
	if err != nil || t.Person.ID == 0 || !t.Meta.Space.Private {
		t.Alert(t.Words.Stale)
		return nil
	}
	draft, ok, err := daily.Draft(tx, t, id, t.Words.Typed.Settled)
	if err != nil || !ok {
		return err
	}
	parts, err := tx.Parts(draft.ID)
	if err != nil || len(parts) == 0 {
		return err
	}
	if err := tx.DeleteReply(draft.ID); err != nil {
		return err
	}
	return f.add(tx, t, g, parts[0].Text)
}
