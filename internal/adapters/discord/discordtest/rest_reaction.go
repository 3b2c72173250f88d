package discordtest

import (
	"slices"
	"unicode/utf8"
)

// reactTo returns the message and the emoji of a reaction.
func (s *Server) reactTo(c *call) (*message, string, *apiError) {
	p, failed := s.sighted(c.id("channel_id"), "READ_MESSAGE_HISTORY")
	if failed != nil {
		return nil, "", failed
	}
	m, failed := p.message(c.id("message_id"))
	if failed != nil {
		return nil, "", failed
	}
	emoji := c.vars["emoji_name"]
	if r, _ := utf8.DecodeRuneInString(emoji); r < 0x203c || utf8.RuneCountInString(emoji) > 10 {
		return nil, "", errEmoji.ours("emoji_name: is no emoji")
	}
	if p.archived {
		return nil, "", errArchived
	}
	return m, emoji, nil
}

func (s *Server) addReaction(c *call) (any, *apiError) {
	m, emoji, failed := s.reactTo(c)
	if failed != nil || slices.Contains(m.reactions, emoji) {
		return nil, failed
	}
	if m.place.kind == kindPrivate && m.place.owner.blocked {
		return nil, &apiError{status: 403, code: 90001, message: "Reaction was blocked"}
	}
	if failed := s.may(m.place, "ADD_REACTIONS"); failed != nil {
		return nil, failed
	}
	m.reactions = append(m.reactions, emoji)
	s.tellReaction("MESSAGE_REACTION_ADD", m, emoji)
	return nil, nil
}

func (s *Server) removeReaction(c *call) (any, *apiError) {
	m, emoji, failed := s.reactTo(c)
	if failed != nil || !slices.Contains(m.reactions, emoji) {
		return nil, failed
	}
	m.reactions = slices.DeleteFunc(m.reactions, func(e string) bool { return e == emoji })
	s.tellReaction("MESSAGE_REACTION_REMOVE", m, emoji)
	return nil, nil
}

// tellReaction dispatches one of the bot's own reactions, to whoever asked for such.
func (s *Server) tellReaction(event string, m *message, emoji string) {
	data := object{
		"user_id": s.bot.id, "channel_id": m.place.id, "message_id": m.id, "message_author_id": m.author.id,
		"emoji": object{"id": nil, "name": emoji}, "burst": false, "type": 0,
	}
	intent := intentPrivateReactions
	if m.place.guild != nil {
		intent, data["guild_id"] = intentGuildReactions, m.place.guild.id
	}
	s.dispatch(event, intent, m.place.guild, data)
}
