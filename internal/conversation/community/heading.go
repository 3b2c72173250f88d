package community

import (
	"strings"
	"unicode/utf8"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/lines"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// maxHeading is the longest heading of a channel's posts, in runes.
const maxHeading = 60

// heading says what stands above a channel's questions.
func (f *Flow) heading(tx reflection.Tx, t *turn.Turn, g target) error {
	w := t.Words.Community
	t.UpdateText(headingLine(t, g), f.typedButton(t, g, w.Kinds.ChangeHeading, verbHeading), g.button(w.Label.Back, verbPage, argMore))
	return nil
}

func headingLine(t *turn.Turn, g target) string {
	if g.ch.Heading == "" {
		return t.Words.Community.Kinds.HeadingUsual
	}
	return t.Words.Community.Kinds.HeadingIs(g.ch.Heading)
}

// askHeading asks for it.
func (f *Flow) askHeading(tx reflection.Tx, t *turn.Turn, g target) error {
	w := t.Words.Community.Kinds
	return f.askTyped(tx, t, verbHeading, g, chat.Form{
		Title: w.Title,
		Fields: []chat.Field{{
			ID: fieldText, Label: w.Field, Placeholder: t.Words.Post.Heading, Value: g.ch.Heading,
		}},
	}, w.AskHeading)
}

// setHeading takes it; nothing, or none, is the usual one. It is one line that all
// read, so what nobody can see is dropped.
func (f *Flow) setHeading(tx reflection.Tx, t *turn.Turn, g target, text string) error {
	heading, ok := headingOf(text)
	if !ok {
		return f.askAgain(tx, t, verbHeading, g, t.Words.Community.Kinds.HeadingLong, func(question string) error {
			t.Say(question, f.typedButton(t, g, t.Words.Community.Kinds.ChangeHeading, verbHeading))
			return nil
		})
	}
	g.ch.Heading = heading
	return f.set(tx, t, g, headingLine(t, g))
}

// headingOf reads a heading; ok is false for one that is too long.
func headingOf(text string) (heading string, ok bool) {
	heading = strings.Join(strings.Fields(lines.Visible(text)), " ")
	if strings.EqualFold(heading, argNone) || lines.Sameness(heading) == "" {
		heading = ""
	}
	return heading, utf8.RuneCountInString(heading) <= maxHeading
}
