package turn

import (
	"encoding/json"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// VerbShown is waited for while the buttons of a page may be pressed by typing their
// words. Its argument holds them.
const VerbShown = "shown"

// shownButton is a button of a page as it is remembered: its words as Alone gives
// them, and what it does.
type shownButton struct {
	Alone string `json:"w"`
	Verb  string `json:"v"`
	ID    int64  `json:"i,omitempty"`
	Arg   string `json:"a,omitempty"`
}

// OfferShown remembers the buttons of the page that was said last in this turn, so that
// typing their words presses them. See Offer.
func (t *Turn) OfferShown(tx reflection.Tx) error {
	if len(t.out) == 0 {
		return nil
	}
	var all []shownButton
	for _, a := range t.out[len(t.out)-1].Message.Actions {
		if alone := Alone(a.Label); alone != "" {
			all = append(all, shownButton{alone, a.Ref.Verb, a.Ref.ID, a.Ref.Arg})
		}
	}
	arg, err := json.Marshal(all)
	if err != nil {
		return err
	}
	return t.Offer(tx, VerbShown, 0, string(arg))
}

// ShownAs finds the button whose words a text is, alone, among those of the page that
// OfferShown remembered.
func ShownAs(a reflection.Awaiting, alone string) (chat.Ref, bool) {
	var all []shownButton
	if a.For != VerbShown || json.Unmarshal([]byte(a.Arg), &all) != nil {
		return chat.Ref{}, false
	}
	for _, b := range all {
		if b.Alone == alone {
			return chat.Ref{Verb: b.Verb, ID: b.ID, Arg: b.Arg}, true
		}
	}
	return chat.Ref{}, false
}
