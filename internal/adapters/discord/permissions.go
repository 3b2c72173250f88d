package discord

// Permission is a permission that the bot asks for when it is invited, as
// Discord names it, and what it is for.
type Permission struct {
	Bit  uint64
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
	nameMention       = "Mention @everyone, @here, and All Roles"
)

// The permissions that the bot knows.
const (
	permReact         = 1 << 6
	permAdministrator = 1 << 3
	permManageGuild   = 1 << 5
	permView          = 1 << 10
	permSend          = 1 << 11
	permAttach        = 1 << 15
	permHistory       = 1 << 16
	permMention       = 1 << 17
	permThreads       = 1 << 35
	permSendInThreads = 1 << 38
)

// Permissions are what the bot asks for when it is invited: no more than it uses.
var Permissions = []Permission{
	{permView, nameView, "to see the channel it asks in"},
	{permSend, nameSend, "to post the question"},
	{permThreads, nameThreads, "to open the thread in which shared answers appear"},
	{permSendInThreads, nameSendInThreads, "to post shared answers there"},
	{permAttach, nameAttach, "to show a summary's picture"},
	{permHistory, nameHistory, "to reply to a message, and to find out whether a question arrived"},
	{permReact, nameReact, "to show that an answer was kept"},
}

// permissionsAsked are the bits of Permissions.
func permissionsAsked() uint64 {
	var all uint64
	for _, p := range Permissions {
		all |= p.Bit
	}
	return all
}

// everyPermission is what an owner or an administrator has.
const everyPermission = ^uint64(0)

// inGuild are a member's permissions in a server as a whole: those of everyone,
// whose role has the server's own id, and of the member's roles.
func inGuild(g *guildInfo, m *memberInfo) uint64 {
	if m.User.ID == g.Owner {
		return everyPermission
	}
	var all uint64
	for _, r := range g.Roles {
		if r.ID == g.ID || m.has(r.ID) {
			all |= uint64(r.Permissions)
		}
	}
	if all&permAdministrator != 0 {
		return everyPermission
	}
	return all
}

// inChannel are a member's permissions in a channel: those in its server, and
// then what the channel takes and gives to everyone, to roles, and to the member.
func inChannel(g *guildInfo, m *memberInfo, overwrites []overwrite) uint64 {
	all := inGuild(g, m)
	if all == everyPermission {
		return all
	}
	var deny, allow uint64
	for _, o := range overwrites {
		switch {
		case o.ID == g.ID:
			all = all&^uint64(o.Deny) | uint64(o.Allow)
		case m.has(o.ID):
			deny, allow = deny|uint64(o.Deny), allow|uint64(o.Allow)
		}
	}
	all = all&^deny | allow
	for _, o := range overwrites {
		if o.ID == m.User.ID {
			all = all&^uint64(o.Deny) | uint64(o.Allow)
		}
	}
	return all
}
