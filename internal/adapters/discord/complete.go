package discord

import (
	"context"
	"time"

	"github.com/bwmarrin/discordgo"

	"stillpoint/internal/chat"
)

// completeWithin is how long values may be sought while somebody types.
const completeWithin = time.Second

// choicesOf are values that an option takes.
func choicesOf(all []chat.Choice) []*discordgo.ApplicationCommandOptionChoice {
	found := make([]*discordgo.ApplicationCommandOptionChoice, 0, min(len(all), maxChoices))
	for _, c := range all {
		if len(found) == maxChoices {
			break
		}
		if c.Label == "" || c.Value == "" || len([]rune(c.Value)) > maxChoice {
			continue // It couldn't be sent, or not come back as it is.
		}
		found = append(found, &discordgo.ApplicationCommandOptionChoice{Name: shorten(c.Label, maxChoice), Value: c.Value})
	}
	return found
}

// suggestions are the data of an answer with values. The library's leaves out an
// empty list, which Discord asks for.
type suggestions struct {
	Choices []*discordgo.ApplicationCommandOptionChoice `json:"choices"`
}

// complete answers an interaction that asks for values while an option is typed.
// That it comes too late, or not at all, does no harm.
func (a *Adapter) complete(ctx context.Context, i *interactionInfo) {
	ctx, cancel := context.WithTimeout(ctx, completeWithin)
	defer cancel()
	ix := &interaction{id: i.ID, token: i.Token}
	err := a.rest.do(ctx, ix.callback(response{
		discordgo.InteractionApplicationCommandAutocompleteResult, suggestions{a.choices(ctx, i)},
	}), nil)
	if err != nil {
		a.log.Debug("values were not suggested", "err", worded(err))
	}
}

// choices are the values for the option that is being typed.
func (a *Adapter) choices(ctx context.Context, i *interactionInfo) []*discordgo.ApplicationCommandOptionChoice {
	offer, _, given := a.below(i)
	if offer == nil || a.options.Complete == nil {
		return []*discordgo.ApplicationCommandOptionChoice{}
	}
	for _, v := range given {
		for _, o := range offer.Options {
			if v.Focused && o.Name == v.Name {
				return choicesOf(a.options.Complete(ctx, o.Kind, text(v), i.Locale))
			}
		}
	}
	return []*discordgo.ApplicationCommandOptionChoice{}
}
