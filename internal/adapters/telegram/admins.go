package telegram

import (
	"context"
	"strconv"
	"sync"
	"time"
)

// adminsFor is how long a group's list of admins is taken for true. Presses
// under a popular post come many at a time.
const adminsFor = 10 * time.Second

// admins knows who may manage which group, as Telegram said a moment ago.
type admins struct {
	lookups *lookups
	mu      sync.Mutex
	lists   map[int64]adminList
}

type adminList struct {
	at  time.Time
	all map[int64]member
}

// has reports whether an account is among a group's admins.
func (l *admins) has(ctx context.Context, api *api, group, account int64) bool {
	_, is := l.of(ctx, api, group)[account]
	return is
}

// anonymous reports whether one of a group's admins doesn't show.
func (l *admins) anonymous(ctx context.Context, api *api, group int64) bool {
	for _, m := range l.of(ctx, api, group) {
		if m.Anonymous {
			return true
		}
	}
	return false
}

// of returns a group's admins by their accounts; none if Telegram doesn't say.
func (l *admins) of(ctx context.Context, api *api, group int64) map[int64]member {
	if all, known := l.known(group); known {
		return all
	}
	key := lookupKey{method: "getChatAdministrators", chat: group}
	members, err := lookup(ctx, l.lookups, key, func(ctx context.Context) (all []member, err error) {
		err = api.decode(ctx, &all, key.method, params{"chat_id": strconv.FormatInt(group, 10)})
		return all, err
	})
	if err != nil {
		return nil
	}
	all := map[int64]member{}
	for _, m := range members {
		if m.User != nil && m.admin() {
			all[m.User.ID] = m
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.lists == nil {
		l.lists = map[int64]adminList{}
	}
	l.lists[group] = adminList{time.Now(), all}
	return all
}

// known returns a group's list that is still good, and forgets those that aren't.
func (l *admins) known(group int64) (map[int64]member, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for id, list := range l.lists {
		if time.Since(list.at) > adminsFor {
			delete(l.lists, id)
		}
	}
	list, ok := l.lists[group]
	return list.all, ok
}
