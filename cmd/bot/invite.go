package main

import (
	"context"
	"fmt"
	"log/slog"

	"stillpoint/internal/adapters/discord"
	"stillpoint/internal/door"
)

// inviteCmd prints how somebody adds the bot to a server or group.
type inviteCmd struct{ tokenSettings }

// Run prints the link of every platform that has a token, and what it asks for.
func (c *inviteCmd) Run(ctx context.Context, s streams) error {
	wrong := s.slips
	c.checkTokens(&wrong)
	if err := wrong.orNil(); err != nil {
		return err
	}
	p, err := platformSettings{tokenSettings: c.tokenSettings}.platforms(slog.New(slog.DiscardHandler), nil, door.List{})
	if err != nil {
		return err
	}
	out := &reportWriter{out: s.out}
	if p.discord != nil {
		link, err := p.discord.Invite(ctx)
		if err != nil {
			return fmt.Errorf("discord: %w", err)
		}
		out.printf("Discord: open this as somebody who may manage the server.\n\n  %s\n\nIt asks for\n", link)
		for _, scope := range discord.Scopes {
			out.printf("  %-34s %s\n", scope.Name, scope.Why)
		}
		for _, perm := range discord.Permissions {
			out.printf("  %-34s %s\n", perm.Name, perm.Why)
		}
		out.printf("and for no privileged intent. Then give /community setup in the channel.\n")
	}
	if p.telegram != nil {
		r, err := p.telegram.Check(ctx)
		if err != nil {
			return fmt.Errorf("telegram: %w", err)
		}
		if p.discord != nil {
			out.printf("\n")
		}
		out.printf("Telegram: somebody starts it with the first link, and adds it to a group with the second.\n\n  https://t.me/%s\n  https://t.me/%s?startgroup=community\n\nIt needs no admin rights and no privacy mode switched off. Then give /community in the group.\n", r.Username, r.Username)
	}
	return out.err
}
