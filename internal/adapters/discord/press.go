package discord

import (
	"context"
	"time"

	"github.com/bwmarrin/discordgo"

	"stillpoint/internal/chat"
)

// interacted makes an arrival of an interaction, whose clock runs from now on.
func (a *Adapter) interacted(i interactionInfo) *arrival {
	by, me := i.by(), a.self.Load()
	if by == nil || me == nil || by.Bot || !isID(by.ID) || !isID(i.ID) || !isID(i.Where) || i.Token == "" {
		return nil
	}
	ix := &interaction{
		id: i.ID, token: i.Token, app: me.Application, kind: i.Type, private: i.private(), follow: chat.Private,
		held: newSemaphore(), came: time.Now(),
	}
	if i.Message != nil && isID(i.Message.ID) {
		ix.under, ix.underOnly = i.Message.ID, i.Message.Flags&discordgo.MessageFlagsEphemeral != 0
	}
	if ix.private {
		a.privates.know(by.ID, i.Where)
	}
	var ref chat.Ref
	switch i.Type {
	case discordgo.InteractionMessageComponent:
		ref, ix.follow, _ = parseCustomID(i.Data.CustomID)
	case discordgo.InteractionModalSubmit:
		ref, _, _ = parseCustomID(i.Data.CustomID)
	case discordgo.InteractionApplicationCommand:
	default:
		return nil
	}
	meta := i.meta(by)
	meta.At = a.live(meta.At)
	meta.Answer = ix.handle()
	return &arrival{
		queue: i.Where, private: ix.private, at: meta.At, ix: ix,
		event: func(ctx context.Context) chat.Event {
			switch i.Type {
			case discordgo.InteractionMessageComponent:
				return chat.Pressed{Meta: meta, Message: chat.MessageID(ix.under), Action: ref}
			case discordgo.InteractionModalSubmit:
				return chat.Submitted{Meta: meta, Action: ref, Fields: fields(i.Data.Components)}
			}
			return a.commanded(ctx, meta, &i)
		},
	}
}

// meta is what the event of an interaction carries.
func (i *interactionInfo) meta(by *discordgo.User) chat.Meta {
	m := chat.Meta{
		ID:    i.ID,
		Space: chat.Space{Chat: encoded(i.Where), Private: i.private(), Parent: i.Guild},
		Actor: chat.Actor{Account: by.ID, Name: by.DisplayName(), Locale: i.Locale},
		At:    born(i.ID),
	}
	if i.Channel != nil && i.Guild != "" {
		m.Space.Title = i.Channel.Name
	}
	if i.Member != nil {
		if i.Member.Nick != "" {
			m.Actor.Name = i.Member.Nick
		}
		m.Actor.Roles = chat.RolesOf(i.Member.Roles...)
		m.Actor.Admin = i.Member.Permissions&(discordgo.PermissionAdministrator|discordgo.PermissionManageGuild) != 0
	}
	return m
}

// fields collects what was typed into a form, by the field's id, however the
// fields lie in rows and labels.
func fields(all []typed) map[string]string {
	found := map[string]string{}
	var look func([]typed)
	look = func(all []typed) {
		for _, t := range all {
			if t.CustomID != "" {
				found[t.CustomID] = t.Value
			}
			look(t.Components)
			if t.Component != nil {
				look([]typed{*t.Component})
			}
		}
	}
	look(all)
	return found
}
