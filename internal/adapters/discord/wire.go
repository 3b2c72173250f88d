package discord

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"
)

// The part of Discord's objects that the bot reads. The library's own types fail
// on components that they don't know, and then lack the words beside them.

// Kinds of channels.
const (
	channelPrivate       = 1
	channelAnnouncements = 10 // threads
	channelPublicThread  = 11
	channelPrivateThread = 12
)

// Kinds of messages that hold somebody's words; all others are notices.
const (
	messageDefault = 0
	messageReply   = 19
)

// Flags of a message.
const (
	flagNoEmbeds = 1 << 2
	flagPrivate  = 1 << 6 // for one member's eyes
	flagVoice    = 1 << 13
)

type account struct {
	ID         string `json:"id"`
	Username   string `json:"username"`
	GlobalName string `json:"global_name"`
	Bot        bool   `json:"bot"`
	System     bool   `json:"system"`
}

// name is what the account calls itself.
func (u account) name() string {
	if u.GlobalName != "" {
		return u.GlobalName
	}
	return u.Username
}

type messageInfo struct {
	ID         string     `json:"id"`
	Type       int        `json:"type"`
	Channel    string     `json:"channel_id"`
	Guild      string     `json:"guild_id"`
	Author     *account   `json:"author"`
	Member     memberInfo `json:"member"`
	Content    string     `json:"content"`
	Nonce      nonce      `json:"nonce"`
	At         time.Time  `json:"timestamp"`
	EditedAt   *time.Time `json:"edited_timestamp"`
	Flags      int        `json:"flags"`
	Webhook    string     `json:"webhook_id"`
	Mentions   []mention  `json:"mentions"`
	Components []parts    `json:"components"`

	Attachments []struct {
		Type string `json:"content_type"`
		Name string `json:"filename"`
	} `json:"attachments"`
	Stickers []struct {
		ID string `json:"id"`
	} `json:"sticker_items"`
	Reference *struct {
		Type    int    `json:"type"` // 1 is a forwarded message
		Message string `json:"message_id"`
		Channel string `json:"channel_id"`
	} `json:"message_reference"`
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

// parts is a component with what is in it, of whatever kind.
type parts struct {
	CustomID   string  `json:"custom_id"`
	Components []parts `json:"components"`
}

type mention struct {
	account
	Member *memberInfo `json:"member"`
}

// bits is a set of bits, which comes as a decimal string.
type bits uint64

// UnmarshalJSON implements json.Unmarshaler.
func (p *bits) UnmarshalJSON(b []byte) error {
	s := string(b)
	if len(s) > 1 && s[0] == '"' {
		s = s[1 : len(s)-1]
	}
	n, err := strconv.ParseUint(s, 10, 64)
	if err == nil {
		*p = bits(n)
	}
	return nil
}

type memberInfo struct {
	User        account  `json:"user"`
	Nick        string   `json:"nick"`
	Roles       []string `json:"roles"`
	Permissions *bits    `json:"permissions"` // in an interaction: in its channel
}

func (m *memberInfo) has(role string) bool { return slices.Contains(m.Roles, role) }

type roleInfo struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	Permissions bits   `json:"permissions"`
	Mentionable bool   `json:"mentionable"`
}

type guildInfo struct {
	ID          string     `json:"id"`
	Name        string     `json:"name"`
	Owner       string     `json:"owner_id"`
	Roles       []roleInfo `json:"roles"`
	Unavailable bool       `json:"unavailable"`
}

type overwrite struct {
	ID    string `json:"id"` // of a role or a member
	Allow bits   `json:"allow"`
	Deny  bits   `json:"deny"`
}

type channelInfo struct {
	ID         string      `json:"id"`
	Type       int         `json:"type"`
	Guild      string      `json:"guild_id"`
	Parent     string      `json:"parent_id"` // of a thread: its channel
	Name       string      `json:"name"`
	Overwrites []overwrite `json:"permission_overwrites"`
	Recipients []account   `json:"recipients"`
	Thread     *struct {
		Archived bool `json:"archived"`
		Locked   bool `json:"locked"`
	} `json:"thread_metadata"`
}

func (c *channelInfo) thread() bool {
	return c.Type == channelAnnouncements || c.Type == channelPublicThread || c.Type == channelPrivateThread
}

// Kinds of interactions.
const (
	interactionCommand  = 2
	interactionPress    = 3
	interactionComplete = 4
	interactionForm     = 5
)

// contextPrivate is the context of an interaction in the bot's own private chat.
const contextPrivate = 1

type interactionInfo struct {
	ID      string       `json:"id"`
	Type    int          `json:"type"`
	Token   string       `json:"token"`
	Guild   string       `json:"guild_id"`
	Where   string       `json:"channel_id"`
	Channel *channelInfo `json:"channel"`
	Member  *memberInfo  `json:"member"`
	User    *account     `json:"user"`
	Locale  string       `json:"locale"`
	Context *int         `json:"context"`
	Message *struct {
		ID    string `json:"id"`
		Flags int    `json:"flags"`
	} `json:"message"`
	Data struct {
		Name       string       `json:"name"`
		CustomID   string       `json:"custom_id"`
		Values     []string     `json:"values"`
		Options    []givenValue `json:"options"`
		Components []typed      `json:"components"`
		Resolved   struct {
			Attachments map[string]attached `json:"attachments"`
		} `json:"resolved"`
	} `json:"data"`
}

// by is who interacted; nil if Discord doesn't say.
func (i *interactionInfo) by() *account {
	if i.Member != nil && i.Member.User.ID != "" {
		return &i.Member.User
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
		return *i.Context == contextPrivate
	}
	return i.Channel != nil && i.Channel.Type == channelPrivate
}

// givenValue is an option that was filled in, or a command below a command with
// its own.
type givenValue struct {
	Name    string          `json:"name"`
	Type    int             `json:"type"`
	Value   json.RawMessage `json:"value"`
	Focused bool            `json:"focused"`
	Options []givenValue    `json:"options"`
}

// text is the value as a string.
func (v givenValue) text() string {
	var s string
	if json.Unmarshal(v.Value, &s) == nil {
		return s
	}
	return string(v.Value)
}

// typed is a field of a form, or a row or label with fields in it.
type typed struct {
	CustomID   string  `json:"custom_id"`
	Value      string  `json:"value"`
	Components []typed `json:"components"`
	Component  *typed  `json:"component"`
}

type attached struct {
	URL  string `json:"url"`
	Size int64  `json:"size"`
}
