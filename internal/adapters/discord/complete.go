package discord

import (
	"context"
	"time"

	"stillpoint/internal/chat"
)

// completeWithin is how long values may be sought while somebody types.
const completeWithin = time.Second

// choice is a value that an option takes.
type choice struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

func choicesOf(all []chat.Choice) []choice {
	found := make([]choice, 0, min(len(all), maxChoices))
	for _, c := range all {
		if len(found) == maxChoices {
			break
		}
		if c.Label == "" || c.Value == "" || len([]rune(c.Value)) > maxChoice {
			continue // It couldn't be sent, or not come back as it is.
		}
		found = append(found, choice{shorten(c.Label, maxChoice), c.Value})
	}
	return found
}

// complete answers an interaction that asks for values while an option is typed.
// That it comes too late, or not at all, does no harm.
func (a *Adapter) complete(ctx context.Context, i *interactionInfo) {
	ctx, cancel := context.WithTimeout(ctx, completeWithin)
	defer cancel()
	ix := &interaction{id: i.ID, token: i.Token}
	err := a.rest.do(ctx, ix.callback(map[string]any{
		"type": callbackChoices, "data": map[string]any{"choices": a.choices(ctx, i)},
	}), nil)
	if err != nil {
		a.log.Debug("values were not suggested", "err", err)
	}
}

// choices are the values for the option that is being typed.
func (a *Adapter) choices(ctx context.Context, i *interactionInfo) []choice {
	offer, _, given := a.below(i)
	if offer == nil || a.options.Complete == nil {
		return []choice{}
	}
	for _, v := range given {
		for _, o := range offer.Options {
			if v.Focused && o.Name == v.Name {
				return choicesOf(a.options.Complete(ctx, o.Kind, v.text(), i.Locale))
			}
		}
	}
	return []choice{}
}
