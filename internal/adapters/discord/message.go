package discord

import (
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"stillpoint/internal/chat"
)

// sortByID orders messages as they were written, the oldest first.
func sortByID(all []messageInfo) {
	slices.SortFunc(all, func(a, b messageInfo) int { return chat.MessageID(a.ID).Compare(chat.MessageID(b.ID)) })
}

// carries reports whether a message of the bot's has this nonce.
func (m *messageInfo) carries(nonce string) bool {
	if string(m.Nonce) == nonce {
		return true
	}
	for _, f := range m.Attachments {
		if strings.HasPrefix(f.Filename, fileName(nonce)+"-") {
			return true
		}
	}
	return slices.ContainsFunc(m.Components, func(p parts) bool { return p.carries(nonce) })
}

func (p parts) carries(nonce string) bool {
	if _, _, n := parseCustomID(p.CustomID); n == nonce {
		return true
	}
	return slices.ContainsFunc(p.Components, func(q parts) bool { return q.carries(nonce) })
}

// person reports whether a message holds a human being's words: those of bots,
// of webhooks and of Discord itself are none.
func (m *messageInfo) person() bool {
	return m.Author != nil && isID(m.Author.ID) && !m.Author.Bot && !m.Author.System &&
		m.Webhook == "" && (m.Type == discordgo.MessageTypeDefault || m.Type == discordgo.MessageTypeReply)
}

// medium says what a message consisted of, besides words.
func (m *messageInfo) medium() chat.Medium {
	switch {
	case m.Flags&discordgo.MessageFlagsIsVoiceMessage != 0:
		return chat.Voice
	case len(m.Stickers) > 0:
		return chat.Sticker
	case len(m.Attachments) > 0 && strings.HasPrefix(m.Attachments[0].ContentType, "image/"):
		return chat.Image
	case len(m.Attachments) > 0 && strings.HasPrefix(m.Attachments[0].ContentType, "audio/"):
		return chat.Voice
	}
	return chat.OtherMedium
}

// replyTo is the message that this one answers, or empty. What is forwarded
// answers nothing.
func (m *messageInfo) replyTo() chat.MessageID {
	if m.Type != discordgo.MessageTypeReply || m.Reference == nil || m.Reference.Type != 0 || !isID(m.Reference.MessageID) {
		return ""
	}
	return chat.MessageID(m.Reference.MessageID)
}
