package discord

import (
	"context"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"stillpoint/internal/chat"
)

// command is a command as it is registered with Discord.
type command struct {
	Type        int       `json:"type,omitempty"`
	Name        string    `json:"name"`
	Description string    `json:"description"`
	Options     []option  `json:"options,omitempty"`
	Permissions *string   `json:"default_member_permissions"`
	Contexts    []int     `json:"contexts"`
	Installs    []int     `json:"integration_types"`
	NSFW        bool      `json:"nsfw,omitempty"`
	Localized   localized `json:"name_localizations,omitempty"`
}

// localized are names in other languages, of which ours have none.
type localized map[string]string

type option struct {
	Type         int      `json:"type"`
	Name         string   `json:"name"`
	Description  string   `json:"description"`
	Required     bool     `json:"required,omitempty"`
	Autocomplete bool     `json:"autocomplete,omitempty"`
	Choices      []choice `json:"choices,omitempty"`
	ChannelTypes []int    `json:"channel_types,omitempty"`
	Options      []option `json:"options,omitempty"`
}

const (
	typeSlash = 1
	inServers = 0 // a context, and a kind of install
	toAccount = 1 // a kind of install

	manageGuild = "32" // permManageGuild, as Discord writes it
)

// askableChannels are the kinds of channels that an option takes: those with text,
// and threads.
var askableChannels = []int{0, 5, channelPublicThread, channelPrivateThread}

// commands are the offers as Discord registers them. What is offered in private
// chats is offered in servers too, for the member's eyes only, and goes with
// whoever adds the app to their account.
func commands(offers []chat.Offer) []command {
	all := make([]command, 0, len(offers))
	for _, o := range offers {
		c := command{
			Type: typeSlash, Name: o.Name, Description: shorten(o.About, maxAbout), Options: options(o),
			Contexts: []int{inServers}, Installs: []int{inServers},
		}
		if o.Private {
			c.Contexts, c.Installs = []int{inServers, contextPrivate}, []int{inServers, toAccount}
		}
		if o.Admins && !o.Private && !o.Channels {
			p := manageGuild
			c.Permissions = &p
		}
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b command) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// options are what may follow a command: commands below it, or values.
func options(o chat.Offer) []option {
	var all []option
	for _, s := range o.Sub {
		below := option{Type: optionCommand, Name: s.Name, Description: shorten(s.About, maxAbout), Options: options(s)}
		if len(s.Sub) > 0 {
			below.Type = optionGroup
		}
		all = append(all, below)
	}
	for _, v := range o.Options {
		value := option{Type: optionString, Name: v.Name, Description: shorten(v.About, maxAbout), Required: v.Required}
		switch v.Kind {
		case chat.OptionWords:
		case chat.OptionPlace, chat.OptionDate:
			value.Autocomplete = true
		case chat.OptionChoice:
			value.Choices = choicesOf(v.Choices)
		case chat.OptionChannel:
			value.Type, value.ChannelTypes = optionChannel, askableChannels
		case chat.OptionRole:
			value.Type = optionRole
		case chat.OptionFile:
			value.Type = optionFile
		}
		all = append(all, value)
	}
	return all
}

// sameCommands reports whether what is registered is what is offered, whatever its
// order.
func sameCommands(registered, offers []command) bool {
	registered = slices.Clone(registered)
	slices.SortFunc(registered, func(a, b command) int { return strings.Compare(a.Name, b.Name) })
	if len(registered) != len(offers) {
		return false
	}
	for i := range offers {
		if !reflect.DeepEqual(normal(registered[i]), normal(offers[i])) {
			return false
		}
	}
	return true
}

// normal is a command in the one form in which it can be compared.
func normal(c command) command {
	c.Contexts, c.Installs = sorted(c.Contexts), sorted(c.Installs)
	c.Options = normalOptions(c.Options)
	if len(c.Localized) == 0 {
		c.Localized = nil
	}
	if c.Type == 0 {
		c.Type = typeSlash
	}
	return c
}

func normalOptions(all []option) []option {
	if len(all) == 0 {
		return nil
	}
	all = slices.Clone(all)
	for i := range all {
		all[i].Options = normalOptions(all[i].Options)
		all[i].ChannelTypes = sorted(all[i].ChannelTypes)
		if len(all[i].Choices) == 0 {
			all[i].Choices = nil
		}
	}
	return all
}

func sorted(all []int) []int {
	if len(all) == 0 {
		return nil
	}
	return slices.Sorted(slices.Values(all))
}

// registered asks for the commands that Discord knows of this bot.
func (a *Adapter) registered(ctx context.Context, application string) (all []command, err error) {
	err = a.get(ctx, discordgo.EndpointApplicationGlobalCommands(application), "commands", &all)
	return all, err
}

// register has Discord know the commands that are offered. Those that it knows
// already aren't written again. It goes on until that is done, or is refused.
func (a *Adapter) register(ctx context.Context) {
	me := a.self.Load()
	if me == nil || len(a.options.Offers) == 0 {
		return
	}
	ours := commands(a.options.Offers)
	t := trouble{adapter: a}
	for {
		known, err := a.registered(ctx, me.Application)
		if err == nil && sameCommands(known, ours) {
			return
		}
		if err == nil {
			err = a.rest.do(ctx, request{
				method: http.MethodPut, url: discordgo.EndpointApplicationGlobalCommands(me.Application), body: ours, bucket: "commands",
			}, nil)
		}
		if err == nil {
			a.log.Info("the commands are registered", "commands", len(ours))
			return
		}
		switch sendError(err, "").Kind {
		case chat.Unsent, chat.Uncertain, chat.Throttled:
		default:
			a.log.Error("the commands were not registered", "err", err)
			return
		}
		if t.wait(ctx, err) != nil {
			return
		}
	}
}
