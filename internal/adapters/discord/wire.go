package discord

import (
	"encoding/json"
	"slices"

	"github.com/bwmarrin/discordgo"
)

// Reading types of our own, where the library's, of v0.29.0, can't be had. Only
// what the bot reads is in them.

// messageInfo is a message. The library's Message fails on a component of a type
// that it doesn't know, and then lacks the words beside it; and it has no nonce.
type messageInfo struct {
	ID         string                 `json:"id"`
	Type       discordgo.MessageType  `json:"type"`
	Channel    string                 `json:"channel_id"`
	Guild      string                 `json:"guild_id"`
	Author     *discordgo.User        `json:"author"`
	Member     *discordgo.Member      `json:"member"`
	Content    string                 `json:"content"`
	Nonce      nonce                  `json:"nonce"`
	At         instant                `json:"timestamp"`
	EditedAt   *instant               `json:"edited_timestamp"`
	Flags      discordgo.MessageFlags `json:"flags"`
	Webhook    string                 `json:"webhook_id"`
	Mentions   []mention              `json:"mentions"`
	Components []parts                `json:"components"`

	Attachments []*discordgo.MessageAttachment `json:"attachments"`
	Stickers    []*discordgo.StickerItem       `json:"sticker_items"`
	Reference   *discordgo.MessageReference    `json:"message_reference"`

	old bool // it is out of a history
}

// nonce is a string, or a number where a client chose one.
type nonce string

// UnmarshalJSON implements json.Unmarshaler.
func (n *nonce) UnmarshalJSON(b []byte) error {
	var s string
	if json.Unmarshal(b, &s) != nil {
		s = string(b)
	}
	*n = nonce(s)
	return nil
}

// parts is a component with what is in it, of whatever kind; the library fails on
// one that it doesn't know.
type parts struct {
	CustomID   string  `json:"custom_id"`
	Components []parts `json:"components"`
}

// mention is an account that a message names, with its nickname in the server,
// which the library's Message leaves out.
type mention struct {
	discordgo.User
	Member *discordgo.Member `json:"member"`
}

// hasRole reports whether a member has a role.
func hasRole(m *discordgo.Member, role string) bool { return slices.Contains(m.Roles, role) }

// guildInfo is a server. The library's Guild holds all its channels, members,
// emoji and presences: of a big server megabytes, in which one field of another
// type than expected would lose the whole.
type guildInfo struct {
	ID          string           `json:"id"`
	Name        string           `json:"name"`
	Owner       string           `json:"owner_id"`
	Roles       []discordgo.Role `json:"roles"`
	System      string           `json:"system_channel_id"`
	Joined      instant          `json:"joined_at"` // of the bot, where the server is told of
	Unavailable bool             `json:"unavailable"`
}

// interactionInfo is an interaction. The library's fails as a whole on a form's
// field that lies in a label, and on a message under which a component of a type
// lies that it doesn't know.
type interactionInfo struct {
	ID      string                            `json:"id"`
	Type    discordgo.InteractionType         `json:"type"`
	Token   string                            `json:"token"`
	Guild   string                            `json:"guild_id"`
	Where   string                            `json:"channel_id"`
	Channel *discordgo.Channel                `json:"channel"`
	Member  *discordgo.Member                 `json:"member"`
	User    *discordgo.User                   `json:"user"`
	Locale  string                            `json:"locale"`
	Context *discordgo.InteractionContextType `json:"context"`
	Message *struct {
		ID    string                 `json:"id"`
		Flags discordgo.MessageFlags `json:"flags"`
	} `json:"message"`
	Data struct {
		Name       string       `json:"name"`
		CustomID   string       `json:"custom_id"`
		Values     []string     `json:"values"`
		Options    []givenValue `json:"options"`
		Components []typed      `json:"components"`
		Resolved   struct {
			Attachments map[string]discordgo.MessageAttachment `json:"attachments"`
		} `json:"resolved"`
	} `json:"data"`
}

// givenValue is an option that was filled in, or a command below a command with
// its own.
type givenValue = *discordgo.ApplicationCommandInteractionDataOption

// text is an option's value. All that is offered are strings and ids.
func text(v givenValue) string {
	s, _ := v.Value.(string)
	return s
}

// by is who interacted; nil if Discord doesn't say.
func (i *interactionInfo) by() *discordgo.User {
	if i.Member != nil && i.Member.User != nil && i.Member.User.ID != "" {
		return i.Member.User
	}
	return i.User
}

// private reports whether it happened in the bot's own private chat. A private
// chat of other people, in which the app is used, is none.
func (i *interactionInfo) private() bool {
	if i.Guild != "" {
		return false
	}
	if i.Context != nil {
		return *i.Context == discordgo.InteractionContextBotDM
	}
	return i.Channel != nil && i.Channel.Type == discordgo.ChannelTypeDM
}

// typed is a field of a form, or a row or label with fields in it; the library reads
// no label.
type typed struct {
	CustomID   string  `json:"custom_id"`
	Value      string  `json:"value"`
	Components []typed `json:"components"`
	Component  *typed  `json:"component"`
}
