package telegramtest

// Block keeps the bot from writing to the person.
func (u *User) Block() {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	if !u.home().blocked {
		u.home().blocked = true
		u.tellBlock("member", "kicked")
	}
}

// Unblock lets it write again.
func (u *User) Unblock() {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	if u.home().blocked {
		u.home().blocked = false
		u.tellBlock("kicked", "member")
	}
}

// DeleteAccount takes the person off the platform. The bot learns of it when it
// writes to them.
func (u *User) DeleteAccount() {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	u.account.deleted = true
	for _, r := range u.s.rooms {
		delete(r.members, u.account.id)
	}
}

// home is the private chat.
func (u *User) home() *room { return u.s.rooms[u.account.id] }

func (u *User) tellBlock(old, current string) {
	u.s.changed(u.home(), u.account, member{status: old}, member{status: current})
}

// MakeAdmin gives somebody the admin's rights.
func (g *Group) MakeAdmin(u *User) *Group { return g.standing(u, "administrator", false) }

// MakeAnonymousAdmin gives somebody the admin's rights, and has them hidden
// behind the group: what they write Anonymously is the group's.
func (g *Group) MakeAnonymousAdmin(u *User) *Group { return g.standing(u, "administrator", true) }

// MakeCreator makes somebody the group's owner.
func (g *Group) MakeCreator(u *User) *Group { return g.standing(u, "creator", false) }

// MakeMember takes the admin's rights from somebody.
func (g *Group) MakeMember(u *User) *Group { return g.standing(u, "member", false) }

// standing changes what somebody is in the group. A bot that is an admin is
// told, if it has asked for chat_member by name.
func (g *Group) standing(u *User, status string, anonymous bool) *Group {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	old := *g.room.member(u.account)
	m := g.room.enter(u.account)
	m.status, m.anonymous = status, anonymous
	if g.room.bot.admin() {
		g.s.push("chat_member", object{
			"chat": g.room.json(), "from": u.account.json(), "date": now().Unix(),
			"old_chat_member": old.json(), "new_chat_member": m.json(),
		})
	}
	return g
}

// Add brings the bot into the group.
func (g *Group) Add(by *User) {
	g.bot(by, member{status: "member"})
	g.service(by, object{"new_chat_members": []object{g.s.accounts[botID].json()}})
}

// Remove takes it out.
func (g *Group) Remove(by *User) { g.bot(by, member{status: "kicked"}) }

// Restrict keeps it from writing.
func (g *Group) Restrict(by *User) { g.bot(by, member{status: "restricted", muted: true}) }

// Allow lets it write again.
func (g *Group) Allow(by *User) { g.bot(by, member{status: "member"}) }

// Forbid takes rights from all members, by their official names such as
// can_send_photos. Nobody is told.
func (g *Group) Forbid(rights ...string) *Group { return g.permit(true, rights) }

// Permit gives them back.
func (g *Group) Permit(rights ...string) *Group { return g.permit(false, rights) }

func (g *Group) permit(forbid bool, rights []string) *Group {
	g.s.tb.Helper()
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	for _, right := range rights {
		if !contains(memberRights, right) {
			g.s.tb.Fatalf("telegramtest: members have no right %q", right)
		}
		g.room.forbids[right] = forbid
	}
	return g
}

// Promote makes it an admin, who hears everything.
func (g *Group) Promote(by *User) { g.bot(by, member{status: "administrator"}) }

func (g *Group) bot(by *User, current member) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	old := g.room.bot
	g.room.bot = current
	g.s.changed(g.room, by.account, old, current)
}
