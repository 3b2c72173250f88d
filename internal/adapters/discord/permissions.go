package discord

import (
	"math"
	"slices"

	"github.com/bwmarrin/discordgo"
)

// Permission is a permission that the bot asks for when it is invited, as
// Discord names it, and what it is for.
type Permission struct {
	Bit  int64
	Name string
	Why  string
}

// The names of permissions as Discord's settings show them.
const (
	nameView          = "View Channel"
	nameSend          = "Send Messages"
	nameSendInThreads = "Send Messages in Threads"
	nameThreads       = "Create Public Threads"
	nameAttach        = "Attach Files"
	nameHistory       = "Read Message History"
	nameReact         = "Add Reactions"
	nameConnect       = "Connect"
	namePin           = "Pin Messages"
)

// namePinRoom is what the bot lacks where no more messages can be pinned.
const namePinRoom = "room for one more pinned message"

// nameTag is what the bot lacks where each post needs a tag and it may set none.
const nameTag = "a tag that isn't for moderators alone"

// Permissions are what the bot asks for when it is invited: no more than it uses.
var Permissions = []Permission{
	{discordgo.PermissionViewChannel, nameView, "to see the channel it asks in"},
	{discordgo.PermissionSendMessages, nameSend, "to post the question"},
	{discordgo.PermissionCreatePublicThreads, nameThreads, "to open the thread in which shared answers appear"},
	{discordgo.PermissionSendMessagesInThreads, nameSendInThreads, "to post shared answers there"},
	{discordgo.PermissionAttachFiles, nameAttach, "to show a summary's picture"},
	{discordgo.PermissionReadMessageHistory, nameHistory, "to reply to a message, and to find out whether a question arrived"},
	{discordgo.PermissionAddReactions, nameReact, "to show that an answer was kept"},
}

// permissionsAsked are the bits of Permissions.
func permissionsAsked() int64 {
	var all int64
	for _, p := range Permissions {
		all |= p.Bit
	}
	return all
}

// everyPermission is what an owner or an administrator has.
const everyPermission int64 = math.MaxInt64

// inGuild are a member's permissions in a server as a whole: those of everyone,
// whose role has the server's own id, and of the member's roles.
func inGuild(g *guildInfo, m *discordgo.Member) int64 {
	if m.User.ID == g.Owner {
		return everyPermission
	}
	var all int64
	for _, r := range g.Roles {
		if r.ID == g.ID || hasRole(m, r.ID) {
			all |= r.Permissions
		}
	}
	if all&discordgo.PermissionAdministrator != 0 {
		return everyPermission
	}
	return all
}

// anybody is a member without a role.
var anybody = &discordgo.Member{User: &discordgo.User{}}

// has reports whether there is such a role in the server.
func (g *guildInfo) has(role string) bool {
	return slices.ContainsFunc(g.Roles, func(r discordgo.Role) bool { return r.ID == role })
}

// inChannel are a member's permissions in a channel: those in its server, and
// then what the channel takes and gives to everyone, to roles, and to the member.
func inChannel(g *guildInfo, m *discordgo.Member, overwrites []*discordgo.PermissionOverwrite) int64 {
	all := inGuild(g, m)
	if all == everyPermission {
		return all
	}
	var deny, allow int64
	for _, o := range overwrites {
		switch {
		case o.ID == g.ID:
			all = all&^o.Deny | o.Allow
		case hasRole(m, o.ID):
			deny, allow = deny|o.Deny, allow|o.Allow
		}
	}
	all = all&^deny | allow
	for _, o := range overwrites {
		if o.ID == m.User.ID {
			all = all&^o.Deny | o.Allow
		}
	}
	return all
}
