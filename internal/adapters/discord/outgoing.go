package discord

import (
	"crypto/sha256"
	"encoding/base32"
	"slices"
	"strconv"

	"github.com/bwmarrin/discordgo"

	"stillpoint/internal/chat"
)

// body is a message as the API takes it. To the library's MessageSend it adds the
// nonce, and descriptions of attachments, which that lacks.
type body struct {
	discordgo.MessageSend
	Nonce        string      `json:"nonce,omitempty"`
	EnforceNonce bool        `json:"enforce_nonce,omitempty"`
	Attachments  []described `json:"attachments,omitempty"`

	file *chat.File // goes with it
}

// described is a file that goes with a message. The library's MessageAttachment
// has no description, and sends fields that can't be set.
type described struct {
	ID          string `json:"id"` // of the file among those that go along, or of one that is there
	Name        string `json:"filename"`
	Description string `json:"description,omitempty"`
}

// response answers an interaction first. Its data is one of the library's types, or
// one of those here that add attachments to them.
type response struct {
	Type discordgo.InteractionResponseType `json:"type"`
	Data any                               `json:"data,omitempty"`
}

// inResponse is the message as the first answer to an interaction has it.
func (b body) inResponse() any {
	return struct {
		discordgo.InteractionResponseData
		Attachments []described `json:"attachments,omitempty"`
	}{discordgo.InteractionResponseData{
		Content: b.Content, Components: b.Components, AllowedMentions: b.AllowedMentions, Flags: b.Flags,
		Embeds: []*discordgo.MessageEmbed{},
	}, b.Attachments}
}

// inFollowUp is the message as what follows the first answer has it.
func (b body) inFollowUp() any {
	return struct {
		discordgo.WebhookParams
		Attachments []described `json:"attachments,omitempty"`
	}{discordgo.WebhookParams{
		Content: b.Content, Components: b.Components, AllowedMentions: b.AllowedMentions, Flags: b.Flags,
	}, b.Attachments}
}

// inEdit is the message in place of another: what can't be changed is left out.
func (b body) inEdit() any {
	return struct {
		discordgo.WebhookEdit
		Attachments []described `json:"attachments,omitempty"`
	}{discordgo.WebhookEdit{
		Content: &b.Content, Components: &b.Components, AllowedMentions: nobody(),
	}, b.Attachments}
}

// nobody has a message notify nobody.
func nobody() *discordgo.MessageAllowedMentions {
	return &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}}
}

// receipt is what Discord answers when it shows a message. The library's Message
// fails as a whole on a component that it doesn't know.
type receipt struct {
	ID string  `json:"id"`
	At instant `json:"timestamp"`
}

// sent is a receipt for the core.
func (a *Adapter) sent(r receipt) chat.Sent {
	return chat.Sent{Message: chat.MessageID(r.ID), At: a.live(r.At.Time)}
}

// bodies are the messages that show a message, in their order: the role that is
// notified in the first, the picture and the buttons in the last.
func bodies(m chat.Message) []body {
	lines := compose(m.Blocks)
	if m.PingRole != "" {
		lines = append([]line{ping(m.PingRole)}, lines...)
	}
	texts := pieces(lines, maxText)
	if len(texts) == 0 && (m.Picture != nil || m.File != nil) {
		texts = []string{""}
	}
	flags := discordgo.MessageFlagsSuppressEmbeds
	if slices.ContainsFunc(m.Blocks, func(b chat.Block) bool { return b.Kind == chat.LinkedPicture }) {
		flags = 0
	}
	var all []body
	for i, text := range texts {
		all = append(all, body{
			MessageSend: discordgo.MessageSend{
				Content: text, AllowedMentions: nobody(), Components: []discordgo.MessageComponent{},
				Embeds: []*discordgo.MessageEmbed{}, StickerIDs: []string{}, Flags: flags,
			},
			Nonce: nonceOf(m.Nonce, i, len(texts)),
		})
	}
	if len(all) == 0 {
		return nil
	}
	if m.PingRole != "" {
		all[0].AllowedMentions.Roles = []string{m.PingRole}
	}
	last := &all[len(all)-1]
	last.Components = buttons(m.Actions, m.Nonce)
	last.attach(m)
	return all
}

// attach puts the message's picture to it, or its file. Without buttons to carry the
// nonce, the file's name does.
func (b *body) attach(m chat.Message) {
	var f chat.File
	about := ""
	switch {
	case m.Picture != nil:
		f, about = chat.File{Name: m.Picture.Name, Type: "image/png", Data: m.Picture.PNG}, m.Picture.Alt
	case m.File != nil:
		f = *m.File
	default:
		return
	}
	f.Name = fileName(f.Name)
	if m.Nonce != "" && len(m.Actions) == 0 {
		f.Name = fileName(m.Nonce) + "-" + f.Name
	}
	b.file = &f
	b.Attachments = []described{{ID: "0", Name: f.Name, Description: shorten(harmless(about), maxAlt)}}
}

// nonceOf is the nonce of the i-th of n messages that show one. The last, which
// has the receipt, has the nonce itself.
func nonceOf(nonce string, i, n int) string {
	if nonce == "" || i == n-1 {
		return nonce
	}
	sum := sha256.Sum256([]byte(nonce + "/" + strconv.Itoa(i)))
	return base32.StdEncoding.EncodeToString(sum[:])[:maxNonce]
}
