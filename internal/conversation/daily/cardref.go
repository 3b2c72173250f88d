package daily

import (
	"strconv"
	"strings"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// cardRef says which line of a part a card is of. It holds nothing of the words.
type cardRef struct {
	index  int   // among the lines of the part
	edited int64 // the edition of the part that was offered
	asked  bool  // the question is on the card
}

// edition tells a part's words from those before they were edited: the instant of
// the latest edit, in seconds; 0 for none.
func edition(p reflection.Part) int64 {
	if p.Edited.IsZero() {
		return 0
	}
	return p.Edited.Unix()
}

// withQuestion ends the arg of a card with the question on it.
const withQuestion = "-q"

// ref is the press that makes the card of a line.
func (l cardLine) ref(asked bool) chat.Ref {
	arg := strconv.Itoa(l.index) + "-" + strconv.FormatInt(edition(l.part), 36)
	if asked {
		arg += withQuestion
	}
	return chat.Ref{Verb: VerbCard, ID: int64(l.part.ID), Arg: arg}
}

// parseCardRef reads the arg of such a press.
func parseCardRef(arg string) (r cardRef, ok bool) {
	arg, r.asked = strings.CutSuffix(arg, withQuestion)
	index, edited, ok := strings.Cut(arg, "-")
	if !ok {
		return r, false
	}
	var err error
	if r.index, err = strconv.Atoi(index); err != nil || r.index < 0 {
		return r, false
	}
	r.edited, err = strconv.ParseInt(edited, 36, 64)
	return r, err == nil
}
