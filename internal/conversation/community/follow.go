package community

import (
	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/words"
)

// Links are the verbs of this package's that the bot puts into links. What only an
// admin should see checks that it is one who followed the link.
var Links = map[string]turn.Page{
	verbShow: nil, verbAhead: nil, verbQuestions: nil, verbSuggested: nil, verbReports: nil, verbStopped: nil, verbSubmitted: nil,
	verbModerators: nil, verbLog: nil, verbPage: nil, verbStatus: nil, verbFigures: nil, verbTable: nil,

	verbSuggest: func(w *words.Words, _ chat.Ref) (line, label string) {
		return w.Links.Suggest, w.Community.Label.WriteIt
	},
	verbAdd: func(w *words.Words, _ chat.Ref) (line, label string) {
		return w.Links.Add, w.Community.Label.WriteIt
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
