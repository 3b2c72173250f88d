package community

import (
	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// rank is what somebody may do in a server or group.
type rank int

const (
	nobody  rank = iota
	manager      // what admins may, but for what is theirs alone
	admin
)

// rankOf is the rank of somebody of whom the platform tells this.
func rankOf(c reflection.Community, isAdmin bool, roles chat.Roles) rank {
	switch {
	case isAdmin:
		return admin
	case roles.Has(c.Manager):
		return manager
	}
	return nobody
}

// rank is that of whoever caused the turn, over a channel: where they are in the same
// server or group, by what the platform says at this very event; elsewhere by what it was
// asked just before. That is done in a private chat, and in a moderators' channel that
// is another group's. An admin of another server is nobody here.
func (g target) rank(t *turn.Turn) rank {
	in, asked := t.Meta.Space, nobody
	if g.sub.ID == 0 || g.sub.Person != 0 || g.sub.Chat.Platform != in.Platform {
		return nobody
	}
	if t.Prepared.MemberErr == nil {
		asked = rankOf(g.com, t.Prepared.Membership.Admin, t.Prepared.Membership.Roles)
	}
	switch {
	case g.fromOutside(in):
		return asked
	case in.Parent == "" || in.Parent != g.ch.Parent:
		return nobody
	}
	return max(asked, rankOf(g.com, t.Meta.Actor.Admin, t.Meta.Actor.Roles))
}

// fromOutside reports whether a space is one from which a channel may be looked after,
// though the platform doesn't say at an event there what somebody is in its server.
func (g target) fromOutside(in chat.Space) bool {
	return in.Private || in.Parent != g.ch.Parent && !g.com.Moderators.IsZero() && in.Chat == g.com.Moderators
}

// manages reports whether whoever caused the turn may look after the channel.
func manages(t *turn.Turn, g target) bool { return g.rank(t) >= manager }

// rankHere is the rank of whoever caused the turn in the server or group in which it is.
func rankHere(tx reflection.Tx, t *turn.Turn) (rank, error) {
	in := t.Meta.Space
	if in.Private || in.Parent == "" {
		return nobody, nil
	}
	if t.Meta.Actor.Admin {
		return admin, nil
	}
	if t.Meta.Actor.Roles == "" {
		return nobody, nil
	}
	c, err := tx.Community(in.Platform, in.Parent)
	return rankOf(c, false, t.Meta.Actor.Roles), err
}

// adminVerbs and adminOrders are what is the admins' alone: who else may look after the
// channels, who is shown what waits, and what was done.
var (
	adminVerbs  = map[string]bool{verbManagers: true, verbModerators: true, verbShowing: true, verbLog: true}
	adminOrders = map[string]bool{"managers": true, "moderators": true, "log": true}
)
