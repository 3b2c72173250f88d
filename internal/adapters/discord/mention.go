package discord

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"
)

// mentions reports whether a message names an account, or replies to it aloud.
func (m *messageInfo) mentions(account string) bool {
	return slices.ContainsFunc(m.Mentions, func(n mention) bool { return n.ID == account })
}

// marks are the codes that a client shows as names: of accounts, roles, channels,
// and custom emoji.
var marks = regexp.MustCompile(`<(@[!&]?|#)([0-9]{5,20})>|<a?(:[A-Za-z0-9_]{2,32}:)[0-9]{5,20}>`)

// namesWithin is how long looking up the names in one message may take.
const namesWithin = 3 * time.Second

// readable is what a person sees of a message's text: without the mention of the
// bot in a server, and with names in place of codes. A code that nobody can
// resolve stays as it is.
func (a *Adapter) readable(ctx context.Context, m *messageInfo, me string) string {
	s := strings.ToValidUTF8(m.Content, "\uFFFD")
	if !strings.Contains(s, "<") {
		return strings.TrimSpace(s)
	}
	if m.Guild != "" {
		for _, code := range []string{"<@" + me + ">", "<@!" + me + ">"} {
			s = strings.ReplaceAll(s, code+" ", "")
			s = strings.ReplaceAll(s, code, "")
		}
	}
	ctx, cancel := context.WithTimeout(ctx, namesWithin)
	defer cancel()
	s = marks.ReplaceAllStringFunc(s, func(code string) string {
		p := marks.FindStringSubmatch(code)
		if p[3] != "" {
			return p[3]
		}
		if name := a.named(ctx, m, p[1], p[2]); name != "" {
			return p[1][:1] + name
		}
		return code
	})
	return strings.TrimSpace(s)
}

// named is the name of what a code stands for; empty if nobody can say.
func (a *Adapter) named(ctx context.Context, m *messageInfo, sign, id string) string {
	if sign == "@" || sign == "@!" {
		for _, n := range m.Mentions {
			if n.ID == id && n.Member != nil && n.Member.Nick != "" {
				return n.Member.Nick
			} else if n.ID == id {
				return n.DisplayName()
			}
		}
		return ""
	}
	if m.Guild == "" {
		return ""
	}
	if name, ok := a.names.get(id); ok {
		return name
	}
	name := ""
	if sign == "#" {
		c, err := a.channel(ctx, id)
		if err != nil || c.GuildID != m.Guild {
			return ""
		}
		name = c.Name
	} else {
		var g guildInfo
		if a.get(ctx, discordgo.EndpointGuild(m.Guild), "guild "+m.Guild, &g) != nil {
			return ""
		}
		for _, r := range g.Roles {
			if r.ID == id {
				name = r.Name
			}
		}
	}
	if name != "" {
		a.names.put(id, name)
	}
	return name
}
