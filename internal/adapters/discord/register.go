package discord

import (
	"cmp"
	"context"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"stillpoint/internal/chat"
)

// askableChannels are the kinds of channels that an option takes: those in which
// the bot can post.
var askableChannels = func() (all []discordgo.ChannelType) {
	for t, kind := range kinds {
		if kind.Posts() {
			all = append(all, t)
		}
	}
	slices.Sort(all)
	return all
}()

// commands are the offers as Discord registers them. What is offered in private
// chats is offered in servers too, for the member's eyes only, and goes with
// whoever adds the app to their account.
func commands(offers []chat.Offer) []*discordgo.ApplicationCommand {
	all := make([]*discordgo.ApplicationCommand, 0, len(offers))
	for _, o := range offers {
		c := &discordgo.ApplicationCommand{
			Type: discordgo.ChatApplicationCommand, Name: o.Name, Description: shorten(o.About, maxAbout), Options: options(o),
			Contexts:         &[]discordgo.InteractionContextType{discordgo.InteractionContextGuild},
			IntegrationTypes: &[]discordgo.ApplicationIntegrationType{discordgo.ApplicationIntegrationGuildInstall},
		}
		if o.Private {
			*c.Contexts = append(*c.Contexts, discordgo.InteractionContextBotDM)
			*c.IntegrationTypes = append(*c.IntegrationTypes, discordgo.ApplicationIntegrationUserInstall)
		}
		if o.Hosts { // Discord has no command for one account; whoever isn't the host is told so.
			*c.Contexts = []discordgo.InteractionContextType{discordgo.InteractionContextBotDM}
			*c.IntegrationTypes = append(*c.IntegrationTypes, discordgo.ApplicationIntegrationUserInstall)
		}
		if o.Admins && !o.Private && !o.Channels {
			c.DefaultMemberPermissions = new(int64(discordgo.PermissionManageGuild))
		}
		all = append(all, c)
	}
	slices.SortFunc(all, byName)
	return all
}

func byName(a, b *discordgo.ApplicationCommand) int { return strings.Compare(a.Name, b.Name) }

// options are what may follow a command: commands below it, or values.
func options(o chat.Offer) []*discordgo.ApplicationCommandOption {
	all := []*discordgo.ApplicationCommandOption{}
	for _, s := range o.Sub {
		below := option(discordgo.ApplicationCommandOptionSubCommand, s.Name, s.About)
		below.Options = options(s)
		if len(s.Sub) > 0 {
			below.Type = discordgo.ApplicationCommandOptionSubCommandGroup
		}
		all = append(all, below)
	}
	for _, v := range o.Options {
		value := option(discordgo.ApplicationCommandOptionString, v.Name, v.About)
		value.Required = v.Required
		switch v.Kind {
		case chat.OptionWords:
		case chat.OptionPlace, chat.OptionDate:
			value.Autocomplete = true
		case chat.OptionChoice:
			value.Choices = choicesOf(v.Choices)
		case chat.OptionChannel:
			value.Type, value.ChannelTypes = discordgo.ApplicationCommandOptionChannel, askableChannels
		case chat.OptionRole:
			value.Type = discordgo.ApplicationCommandOptionRole
		case chat.OptionFile:
			value.Type = discordgo.ApplicationCommandOptionAttachment
		}
		all = append(all, value)
	}
	return all
}

func option(kind discordgo.ApplicationCommandOptionType, name, about string) *discordgo.ApplicationCommandOption {
	return &discordgo.ApplicationCommandOption{Type: kind, Name: name, Description: shorten(about, maxAbout)}
}

// sameCommands reports whether what is registered is what is offered, whatever its
// order.
func sameCommands(registered, offers []*discordgo.ApplicationCommand) bool {
	registered = slices.Clone(registered)
	slices.SortFunc(registered, byName)
	return slices.EqualFunc(registered, offers, func(a, b *discordgo.ApplicationCommand) bool {
		return reflect.DeepEqual(normal(a), normal(b))
	})
}

// normal is what we say of a command, in the one form in which it can be compared.
func normal(c *discordgo.ApplicationCommand) discordgo.ApplicationCommand {
	n := discordgo.ApplicationCommand{
		Type: c.Type, Name: c.Name, Description: c.Description, DefaultMemberPermissions: c.DefaultMemberPermissions,
		Contexts: sorted(c.Contexts), IntegrationTypes: sorted(c.IntegrationTypes), Options: normalOptions(c.Options),
	}
	if n.Type == 0 {
		n.Type = discordgo.ChatApplicationCommand
	}
	if c.NameLocalizations != nil && len(*c.NameLocalizations) > 0 {
		n.NameLocalizations = c.NameLocalizations
	}
	return n
}

func normalOptions(all []*discordgo.ApplicationCommandOption) []*discordgo.ApplicationCommandOption {
	var normal []*discordgo.ApplicationCommandOption
	for _, o := range all {
		n := *o
		n.Options, n.ChannelTypes = normalOptions(o.Options), *sorted(&o.ChannelTypes)
		if len(n.Choices) == 0 {
			n.Choices = nil
		}
		normal = append(normal, &n)
	}
	return normal
}

// sorted are values in their order; never nil.
func sorted[T cmp.Ordered](all *[]T) *[]T {
	if all == nil || len(*all) == 0 {
		return new([]T)
	}
	in := slices.Sorted(slices.Values(*all))
	return &in
}

// registered asks for the commands that Discord knows of this bot.
func (a *Adapter) registered(ctx context.Context, application string) (all []*discordgo.ApplicationCommand, err error) {
	err = a.get(ctx, discordgo.EndpointApplicationGlobalCommands(application), "commands", &all)
	return all, err
}

// registerAgain is the time until commands that Discord refused are offered again.
const registerAgain = time.Hour

// register has Discord know the commands that are offered. Those that it knows
// already aren't written again. It goes on until that is done.
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
			err = t.wait(ctx, err)
		default:
			a.log.Error("the commands were not registered; it is tried again later", "in", registerAgain, "err", worded(err))
			err = pause(ctx, registerAgain)
		}
		if err != nil {
			return
		}
	}
}
