package summaries

import (
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/summary"
	"stillpoint/internal/words"
)

// VerbPicture offers to make a picture of a line of the person's own: of the reply
// that the id names, or else of the period that the arg names.
const VerbPicture = "picture"

// VerbYearLines has somebody choose the lines of theirs for the cards of a year, which
// the arg begins with.
const VerbYearLines = "yearlines"

// PictureButton is the button of VerbPicture.
func PictureButton(w *words.Words, id reflection.ReplyID, arg string) chat.Action {
	return chat.Action{Label: w.Card.Make, Ref: chat.Ref{Verb: VerbPicture, ID: int64(id), Arg: arg}, Follow: chat.Private}
}

// CardButtons stand under the summary of a period in which there is a line that a card
// can be made of.
func CardButtons(w *words.Words, p summary.Period) []chat.Action {
	out := []chat.Action{PictureButton(w, 0, p.String())}
	if p.Kind() == summary.Year {
		out = append(out, chat.Action{Label: w.Card.Year, Ref: chat.Ref{Verb: VerbYearLines, Arg: p.String()}, Follow: chat.Private})
	}
	return out
}

// PartsIn returns the parts that a person wrote in a period and that have their
// words, oldest first. The subscription is their own; zero if they have none.
func (t *Teller) PartsIn(tx reflection.Tx, person reflection.Person, sub reflection.Subscription, p summary.Period, now time.Time) ([]reflection.Part, error) {
	past, err := pastOf(tx, person, sub, now)
	if err != nil {
		return nil, err
	}
	dated, err := past.parts(tx, p)
	out := make([]reflection.Part, len(dated))
	for i, d := range dated {
		out[i] = d.Part
	}
	return out, err
}

// CardLines returns the sentences of a part that a card can be made of, in the order
// in which they were written, and the question that the part answers, empty for none.
// There are none in an answer to a tender question, in one that an admin hid, in a
// draft, and where somebody wrote that they mean to harm themselves.
func (t *Teller) CardLines(tx reflection.Tx, w *words.Words, part reflection.Part) (lines []string, question string, err error) {
	about, err := t.about(tx, part.Reply)
	if err != nil {
		return nil, "", err
	}
	if part.Deeper {
		return about.lines(w, part), about.followUp, nil
	}
	return about.lines(w, part), about.question, nil
}

// lines are those of one part of the reply; see CardLines.
func (w written) lines(in *words.Words, part reflection.Part) []string {
	if w.tender || w.apart || !part.Deleted.IsZero() || in.Care.Speaks(part.Text) {
		return nil
	}
	return summary.Quotable(part.Text)
}
