package discordtest

import "strings"

// account is somebody's, or the bot's.
type account struct {
	id      snowflake
	name    string
	locale  string
	bot     bool
	private *place // the chat with the bot, once there is one

	blocked   bool // has blocked the bot, or takes no messages from it
	installed bool // has the app
	joined    bool // was a member of a guild with the bot in it
	forms     []*interaction
}

// newAccount makes one. With the lock held, or before anybody else can look.
func (s *Server) newAccount(name string) *account {
	a := &account{id: s.newID(), name: name, locale: "en-US"}
	s.accounts[a.id] = a
	return a
}

// json is the account as others see it.
func (a *account) json() object {
	return object{
		"id": a.id, "username": strings.ToLower(strings.ReplaceAll(a.name, " ", "_")), "discriminator": "0",
		"global_name": a.name, "avatar": nil, "bot": a.bot, "system": false, "public_flags": 0, "flags": 0,
		"primary_guild": nil,
	}
}

// reachable says whether the bot and the account have a way to one another: a
// guild that both are in, the app installed, or a past that no test told of.
func (s *Server) reachable(a *account) bool {
	if a.installed || !a.joined {
		return true
	}
	for _, g := range s.guilds {
		if g.members[a.id] != nil && g.members[s.bot.id] != nil {
			return true
		}
	}
	return false
}

// privateChat is the one chat of an account with the bot.
func (s *Server) privateChat(a *account) *place {
	if a.private == nil {
		a.private = s.newPlace(kindPrivate, "", nil)
		a.private.owner = a
	}
	return a.private
}
