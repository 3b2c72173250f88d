package conversation_test

import (
	"strings"
	"testing"

	"stillpoint/internal/chat"
)

// What is done by a command that is given elsewhere, by a button in the private chat or by
// words there names the channel that it was done to, once; in the channel itself it
// doesn't.
func TestCommunityNamesTheChannelElsewhere(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		w := english.Community
		in := w.Page.In("square")
		ada := r.admin("ada")
		r.isSetUp(ada)
		here, there := ada.In(r.square()), ada.In(r.platform.ChannelIn("acme", "lounge"))
		named := func(text, what string) {
			t.Helper()
			if strings.Count(text, w.Page.Quoted("square")) != 1 {
				t.Errorf("%s, given elsewhere, says\n%s", what, text)
			}
		}
		for _, step := range [][2]string{
			{"anonymous off", w.Setup.NamesOnly},
			{"anonymous on", w.Setup.NamesFree},
			{"pause", w.Page.Paused},
			{"resume", w.Page.Resumed("tomorrow at 09:00")},
			{"digest off", w.Setup.DigestOff},
			{"heading The day's", w.Kinds.HeadingIs("The day's")},
			{"daysoff 24 Dec", "24"},
			{"approvals on", w.Approvals.On},
			{"questions add What did you lend?", w.Questions.Added(1)},
			{"questions remove 99", w.Questions.NoNumber(2)},
			{"pin on", ""},
			{"off", w.Page.SureOff("square")},
			{"questions edit 1 What was it for?", ""},
		} {
			order, holds := step[0], step[1]
			if strings.HasPrefix(order, "questions") {
				r.orders(here, "questions add What did you keep?")
			}
			if r.platform.Limits().Forms && strings.HasPrefix(order, "questions edit") {
				continue // It has fields for them.
			}
			r.orders(there, order)
			text := there.Last().Text
			named(text, order)
			if !strings.Contains(text, holds) {
				t.Errorf("%s says\n%s", order, text)
			}
			r.orders(here, order)
			if text := here.Last().Text; strings.Contains(text, in) {
				t.Errorf("%s, given there, says\n%s", order, text)
			}
		}
		sub, _ := r.community(r.square())
		home := ada.Opened()
		r.forges(home, chat.Ref{Verb: "cnames", ID: int64(sub.ID), Arg: "off"})
		named(home.Last().Text, "a button in the private chat")
		if r.platform.Limits().Forms {
			return // Words are asked for by a form, under a button that says so.
		}
		r.forges(home, chat.Ref{Verb: "cadd", ID: int64(sub.ID)})
		r.says(home, "What did you lend and miss?")
		r.wantLast(home, w.Questions.Added(1))
		named(home.Last().Text, "a question in the private chat")
	})
}
