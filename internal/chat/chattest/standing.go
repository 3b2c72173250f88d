package chattest

import (
	"context"
	"errors"

	"stillpoint/internal/chat"
)

// whereGranted is where the platform says that permissions are granted.
const whereGranted = "Channel settings"

// whereRole is where it says that a role is made mentionable; the role follows.
const whereRole = "Server Settings → Roles → "

// whereManager is where it says that a role is let use the commands for admins.
const whereManager = "Server Settings → Integrations"

// Private implements chat.Adapter. Without Limits.OpensPrivate the chat must be
// open already.
func (p *Platform) Private(ctx context.Context, account string) (c chat.Chat, err error) {
	p.tb.Helper()
	err = p.do(ctx, OpPrivate, chat.Message{}, func() *chat.SendError {
		r := p.homeOf(account)
		if r == nil || (!r.open && !p.limits.OpensPrivate) {
			return &chat.SendError{Kind: chat.Gone, Err: errors.New("the bot can't open a chat with this account")}
		}
		r.open, c = true, r.space.Chat
		return nil
	})
	return c, err
}

// Inspect implements chat.Adapter.
func (p *Platform) Inspect(ctx context.Context, c chat.Chat, n chat.Need) (s chat.Standing, err error) {
	p.tb.Helper()
	err = p.do(ctx, OpInspect, chat.Message{To: c}, func() *chat.SendError {
		r, failed := p.channel(c)
		if failed != nil {
			return failed
		}
		s = chat.Standing{Space: r.space, Kind: r.kind, Where: whereGranted}
		if r.over != nil {
			s.Kind = chat.KindThread
			if r.over.kind == chat.KindForum {
				s.Forum = r.over.space
			}
		}
		s.Tags, s.TagNeeded = r.tags, r.tagged
		if missing := r.lacks(); missing != "" {
			s.Missing = append(s.Missing, missing)
		}
		if r.closed {
			s.Missing = append(s.Missing, "an open topic")
		}
		if r.locked {
			s.Missing = append(s.Missing, "an unlocked thread")
		}
		muted := len(s.Missing) > 0
		if n.Pin && (r.unpinned || r.over != nil && r.over.unpinned) {
			s.Missing = append(s.Missing, pinRight)
		}
		s.Mute = muted || !s.Kind.Posts()
		s.RoleGone = p.lacksRole(r, n.PingRole)
		if s.RoleMute = p.server(r.space.Parent).mute[n.PingRole]; s.RoleMute {
			s.WhereRole = whereRole + n.PingRole
		}
		if n.Manager != "" && p.roles {
			s.NoManager, s.WhereManager = p.lacksRole(r, n.Manager), whereManager
		}
		s.Open = !r.isReserved()
		return nil
	})
	return s, err
}

// Member implements chat.Adapter.
func (p *Platform) Member(ctx context.Context, c chat.Chat, account string) (m chat.Membership, err error) {
	p.tb.Helper()
	err = p.do(ctx, OpMember, chat.Message{To: c}, func() *chat.SendError {
		r, failed := p.channel(c)
		if failed != nil || p.people[account] == nil {
			return failed
		}
		server := r.space.Parent
		hidden := r.hidden[account] || (r.over != nil && r.over.hidden[account])
		m.Admin, m.Roles = p.manages(account, server), p.rolesOf(account, server)
		m.Member = m.Admin || (!p.server(server).gone[account] && !hidden)
		return nil
	})
	return m, err
}

// channel returns the room of a channel that the bot sees.
func (p *Platform) channel(c chat.Chat) (*room, *chat.SendError) {
	r := p.room(c)
	switch {
	case r == nil || r.space.Private || r.unseen || !p.hears(r):
		return nil, &chat.SendError{Kind: chat.Gone, Err: errors.New("no such channel, or the bot isn't in it")}
	case !r.movedTo.IsZero():
		return nil, &chat.SendError{Kind: chat.Moved, MovedTo: r.movedTo, Err: errors.New("the group was upgraded")}
	}
	return r, nil
}

// lacks is the permission that the bot lacks in a chat; a thread has those of its
// channel.
func (r *room) lacks() string {
	if r.missing == "" && r.over != nil {
		return r.over.lacks()
	}
	return r.missing
}

// isReserved reports whether not everybody sees a chat; a thread is seen by those who
// see its channel.
func (r *room) isReserved() bool { return r.reserved || r.over != nil && r.over.isReserved() }

// lacksRole reports whether a role that is asked for doesn't exist there.
func (p *Platform) lacksRole(r *room, role string) bool {
	return p.roles && role != "" && !p.server(r.space.Parent).roles[role]
}
