package chattest

import "stillpoint/internal/chat"

// MakeAdmin says whether the person may manage all servers and groups; false
// also takes what MakeAdminOf gave.
func (q *Person) MakeAdmin(on bool) *Person {
	q.p.mu.Lock()
	defer q.p.mu.Unlock()
	a := q.p.people[q.account]
	a.admin = on
	if !on {
		clear(a.adminOf)
	}
	return q
}

// MakeAdminOf has the person manage one server.
func (q *Person) MakeAdminOf(server string) *Person {
	q.p.mu.Lock()
	defer q.p.mu.Unlock()
	q.p.people[q.account].adminOf[server] = true
	return q
}

// GiveRole gives the person a role in a server, on a platform that has roles; TakeRole
// takes it.
func (q *Person) GiveRole(server, role string) *Person { return q.setRole(server, role, true) }

// TakeRole takes a role from the person.
func (q *Person) TakeRole(server, role string) *Person { return q.setRole(server, role, false) }

func (q *Person) setRole(server, role string, on bool) *Person {
	q.p.mu.Lock()
	defer q.p.mu.Unlock()
	if on && !q.p.server(server).roles[role] {
		q.p.tb.Fatalf("chattest: there is no role %q in %q", role, server)
	}
	q.p.people[q.account].roles[roleIn{server, role}] = on
	return q
}

// rolesOf are the roles that an account has in a server; one that was deleted is
// nobody's.
func (p *Platform) rolesOf(account, server string) chat.Roles {
	if !p.roles || p.server(server).gone[account] {
		return ""
	}
	var roles []string
	for r, has := range p.people[account].roles {
		if has && r.server == server && p.server(server).roles[r.role] {
			roles = append(roles, r.role)
		}
	}
	return chat.RolesOf(roles...)
}

// Anonymous says whether the person shows as the group itself, in the channels
// that they may manage: events of theirs there name no account, and what they
// write there isn't told.
func (q *Person) Anonymous(on bool) *Person {
	q.p.mu.Lock()
	defer q.p.mu.Unlock()
	q.p.people[q.account].anonymous = on
	return q
}

// LeaveServer has the person leave the channel's server. What they still have on
// their screen they can still press.
func (q *Person) LeaveServer(c *Channel) *Person { return q.setGone(c, true) }

// JoinServer has them join it again. Everybody is in every server at first.
func (q *Person) JoinServer(c *Channel) *Person { return q.setGone(c, false) }

func (q *Person) setGone(c *Channel, gone bool) *Person {
	q.p.mu.Lock()
	defer q.p.mu.Unlock()
	q.p.server(q.p.rooms[c.chat].space.Parent).gone[q.account] = gone
	return q
}

// hides reports whether the person is anonymous in the channel that they are in.
func (q *Person) hides() bool {
	return q.p.people[q.account].anonymous && q.p.manages(q.account, q.room().space.Parent)
}

// manages reports whether an account may manage a server.
func (p *Platform) manages(account, server string) bool {
	a := p.people[account]
	return (a.admin || a.adminOf[server]) && !p.server(server).gone[account]
}

// hears reports whether the bot is in a chat; of a thread, also in the channel
// that it hangs in.
func (p *Platform) hears(r *room) bool {
	if r.space.Private {
		return true
	}
	return r.open && !r.deleted && !p.server(r.space.Parent).away && (r.over == nil || p.hears(r.over))
}
