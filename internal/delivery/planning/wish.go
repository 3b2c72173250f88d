package planning

import (
	"errors"

	"stillpoint/internal/prompts"
	"stillpoint/internal/reflection"
)

// wish is what a chooser wants the next prompt to be. A channel is asked nothing
// tender: nobody there has said that they want it.
func (by chooser) wish() prompts.Wish {
	w := prompts.Wish{
		Sections: by.taste.Themes, Essays: by.taste.Essays,
		Tender: by.person != 0 && !by.taste.Spared,
	}
	if by.taste.Light {
		w.Deepest = prompts.Light
	}
	return w
}

// pick chooses a prompt for a delivery, and marks it as asked. Where the chosen
// themes have nothing left, the others do.
func (c *choice) pick(tx reflection.Tx, d reflection.Delivery) (prompts.Prompt, bool, error) {
	w := c.by.wish()
	for _, w := range []prompts.Wish{w, {Deepest: w.Deepest, Tender: w.Tender}} {
		prompt, ok := c.pack.ChooseFor(c.by.seed, c.state, w)
		if ok && prompt.Tender {
			gentle, err := answeredBefore(tx, d)
			if err != nil {
				return prompt, false, err
			}
			if !gentle {
				w.Tender = false
				prompt, ok = c.pack.ChooseFor(c.by.seed, c.state, w)
			}
		}
		if ok {
			c.state.AskFor(c.pack, prompt, w)
			return prompt, true, nil
		}
	}
	return prompts.Prompt{}, false, nil
}

// answeredBefore reports whether the question that arrived before a delivery was
// answered. It is more than not missed, which a rest day may have seen to: a tender
// prompt comes to nobody who has just been silent.
func answeredBefore(tx reflection.Tx, d reflection.Delivery) (bool, error) {
	before, err := tx.Before(d)
	if errors.Is(err, reflection.ErrNotFound) {
		return false, nil
	}
	return !before.Answered.IsZero(), err
}
