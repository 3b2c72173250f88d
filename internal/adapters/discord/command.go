package discord

import (
	"context"
	"strings"

	"github.com/bwmarrin/discordgo"

	"stillpoint/internal/chat"
)

// below follows what was given down to the command that was meant, and returns
// its offer, the names on the way, and the values given to it. A command that
// isn't offered any more has a nil offer.
func (a *Adapter) below(i *interactionInfo) (offer *chat.Offer, path []string, given []givenValue) {
	offer = offered(a.options.Offers, i.Data.Name)
	given = i.Data.Options
	for len(given) == 1 && (given[0].Type == discordgo.ApplicationCommandOptionSubCommand || given[0].Type == discordgo.ApplicationCommandOptionSubCommandGroup) {
		path = append(path, given[0].Name)
		if offer != nil {
			offer = offered(offer.Sub, given[0].Name)
		}
		given = given[0].Options
	}
	return offer, path, given
}

func offered(all []chat.Offer, name string) *chat.Offer {
	for i := range all {
		if all[i].Name == name {
			return &all[i]
		}
	}
	return nil
}

// commanded makes a Command of one.
func (a *Adapter) commanded(ctx context.Context, meta chat.Meta, i *interactionInfo) chat.Event {
	offer, path, given := a.below(i)
	e := chat.Command{Meta: meta, Name: i.Data.Name}
	if onlyWords(offer, given) {
		for _, v := range given {
			path = append(path, strings.ToValidUTF8(text(v), "\uFFFD"))
		}
	} else if offer == nil || len(offer.Options) > 0 {
		e.Options = map[string]string{}
		for _, v := range given {
			e.Options[v.Name] = strings.ToValidUTF8(text(v), "\uFFFD")
			if v.Type == discordgo.ApplicationCommandOptionAttachment {
				e.Options[v.Name] = a.download(ctx, i.Data.Resolved.Attachments[text(v)], mostOf(offer, v.Name))
			}
		}
	}
	e.Args = strings.Join(path, " ")
	return e
}

// onlyWords reports whether what was given goes into Args: the command offers one
// option, and it is typed.
func onlyWords(offer *chat.Offer, given []givenValue) bool {
	if offer == nil {
		return len(given) == 0 || len(given) == 1 && given[0].Type == discordgo.ApplicationCommandOptionString
	}
	if len(offer.Options) != 1 {
		return len(offer.Options) == 0 && len(given) == 0
	}
	switch offer.Options[0].Kind {
	case chat.OptionWords, chat.OptionPlace, chat.OptionDate:
		return true
	}
	return false
}
