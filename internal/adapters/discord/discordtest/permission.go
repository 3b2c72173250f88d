package discordtest

import (
	"strconv"
	"strings"
)

// permissions are bits, by their official names.
var permissions = map[string]uint64{
	"MANAGE_CHANNELS":          1 << 4,
	"ADMINISTRATOR":            1 << 3,
	"MANAGE_GUILD":             1 << 5,
	"ADD_REACTIONS":            1 << 6,
	"VIEW_CHANNEL":             1 << 10,
	"SEND_MESSAGES":            1 << 11,
	"MANAGE_MESSAGES":          1 << 13,
	"EMBED_LINKS":              1 << 14,
	"ATTACH_FILES":             1 << 15,
	"READ_MESSAGE_HISTORY":     1 << 16,
	"MENTION_EVERYONE":         1 << 17,
	"CONNECT":                  1 << 20,
	"MANAGE_ROLES":             1 << 28,
	"USE_APPLICATION_COMMANDS": 1 << 31,
	"MANAGE_THREADS":           1 << 34,
	"CREATE_PUBLIC_THREADS":    1 << 35,
	"CREATE_PRIVATE_THREADS":   1 << 36,
	"SEND_MESSAGES_IN_THREADS": 1 << 38,
	"PIN_MESSAGES":             1 << 51,
}

const allPermissions = 1<<53 - 1

// Permissions returns the bits of permissions by their official names; a name
// that there isn't is 0.
func Permissions(names ...string) uint64 {
	var all uint64
	for _, name := range names {
		all |= permissions[name]
	}
	return all
}

// bits is Permissions, and ends the test on a name that there isn't.
func (s *Server) bits(names []string) uint64 {
	s.tb.Helper()
	for _, name := range names {
		if permissions[name] == 0 {
			s.tb.Fatalf("discordtest: there is no permission %q", name)
		}
	}
	return Permissions(names...)
}

// everyone is what every member may in a new guild.
var everyone = Permissions("ADD_REACTIONS", "VIEW_CHANNEL", "SEND_MESSAGES", "EMBED_LINKS", "ATTACH_FILES",
	"READ_MESSAGE_HISTORY", "USE_APPLICATION_COMMANDS", "CREATE_PUBLIC_THREADS", "SEND_MESSAGES_IN_THREADS", "CONNECT")

// overwrite changes what a role or a member may in one channel.
type overwrite struct {
	member      bool
	allow, deny uint64
}

func permissionString(bits uint64) string { return strconv.FormatUint(bits, 10) }

// permissions is what an account may in a guild, whatever the channel.
func (g *guild) permissions(a *account) uint64 {
	m := g.members[a.id]
	if m == nil {
		return 0
	}
	bits := g.roles[0].permissions // everyone's
	for _, r := range g.roles {
		if m.has(r) {
			bits |= r.permissions
		}
	}
	if bits&permissions["ADMINISTRATOR"] != 0 || a == g.owner {
		return allPermissions
	}
	return bits
}

// permissions is what an account may in a channel: the guild's, changed by the
// overwrites for everyone, then for its roles, then for itself. A thread has its
// parent's.
func (p *place) permissions(a *account) uint64 {
	if p.guild == nil {
		return allPermissions
	}
	if p.parent != nil {
		return p.parent.permissions(a)
	}
	bits := p.guild.permissions(a)
	if bits == allPermissions || bits == 0 {
		return bits
	}
	apply := func(o overwrite) { bits = bits&^o.deny | o.allow }
	apply(p.overwrites[p.guild.id])
	var roles overwrite
	for _, r := range p.guild.roles[1:] {
		if o := p.overwrites[r.id]; p.guild.members[a.id].has(r) {
			roles.allow |= o.allow
			roles.deny |= o.deny
		}
	}
	apply(roles)
	apply(p.overwrites[a.id])
	if (p.kind == kindVoice || p.kind == kindStage) && bits&permissions["CONNECT"] == 0 {
		bits &= permissions["VIEW_CHANNEL"] // Without it nothing else is allowed there.
	}
	return bits
}

// may checks that the bot has permissions in a place: without sight of it the
// answer is Missing Access, else Missing Permissions.
func (s *Server) may(p *place, names ...string) *apiError {
	have := p.permissions(s.bot)
	if have&permissions["VIEW_CHANNEL"] == 0 {
		return errAccess
	}
	if need := Permissions(names...); have&need != need {
		return errPermissions
	}
	return nil
}

// missing names what an account lacks in a place, for a test that ends.
func missing(p *place, a *account, names ...string) string {
	var all []string
	for _, name := range names {
		if p.permissions(a)&permissions[name] == 0 {
			all = append(all, name)
		}
	}
	return strings.Join(all, ", ")
}
