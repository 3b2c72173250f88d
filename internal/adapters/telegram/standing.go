package telegram

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"stillpoint/internal/chat"
)

// The permissions that the bot needs in a group, as Telegram's apps name them,
// and where those are granted.
const (
	sendTexts  = "Send text messages"
	sendPhotos = "Send photos"
	openTopic  = "an open topic"

	inPermissions = "Group settings → Permissions"
	inExceptions  = "Group settings → Permissions → Exceptions"
	inTopicMenu   = "Topic menu → Reopen topic"
)

// Private implements chat.Adapter. A private chat has its account's id; whether
// it was ever opened shows when something is sent.
func (a *Adapter) Private(_ context.Context, account string) (_ chat.Chat, failed error) {
	defer a.recovered(&failed)
	id, err := strconv.ParseInt(account, 10, 64)
	if err != nil || id <= 0 {
		return chat.Chat{}, &chat.SendError{Kind: chat.Gone, Err: errAccount}
	}
	return place{chat: id}.encoded(), nil
}

var (
	errAccount = errors.New("this is no account of Telegram's")
	errNoGroup = errors.New("this is no group")
)

// Thread implements chat.Adapter. A bot can't open a thread under a message.
func (a *Adapter) Thread(context.Context, chat.Chat, chat.MessageID, string) (chat.Chat, error) {
	return chat.Chat{}, rejected("Telegram has no threads under messages")
}

// Announce implements chat.Adapter. A group has nobody who follows it from outside.
func (a *Adapter) Announce(context.Context, chat.Chat, chat.MessageID) error {
	return rejected("nobody follows a Telegram group from outside")
}

// Inspect implements chat.Adapter. Roles and threads are nothing to need here.
func (a *Adapter) Inspect(ctx context.Context, c chat.Chat, n chat.Need) (_ chat.Standing, failed error) {
	defer a.recovered(&failed)
	p, err := groupPlace(c)
	if err != nil {
		return chat.Standing{}, err
	}
	key := lookupKey{method: "inspect", chat: p.chat, account: c.ID}
	if n.Pin {
		key.method = "inspect for pins"
	}
	return lookup(ctx, &a.lookups, key, func(ctx context.Context) (chat.Standing, error) { return a.standing(ctx, p, n) })
}

// standing asks how the bot stands in a group, or in a topic of it.
func (a *Adapter) standing(ctx context.Context, p place, n chat.Need) (chat.Standing, error) {
	at := params{"chat_id": strconv.FormatInt(p.chat, 10)}
	var group groupInfo
	if err := a.api.decode(ctx, &group, "getChat", at); err != nil {
		return chat.Standing{}, a.sendError(p, err)
	}
	self, err := a.me(ctx)
	if err != nil {
		return chat.Standing{}, a.sendError(p, err)
	}
	at["user_id"] = strconv.FormatInt(self.ID, 10)
	var us member
	if err := a.api.decode(ctx, &us, "getChatMember", at); err != nil {
		return chat.Standing{}, a.sendError(p, err)
	}
	if !us.in() {
		return chat.Standing{}, &chat.SendError{Kind: chat.Gone, Err: errors.New("the bot isn't in the group")}
	}
	// Every member of a group reads all its topics.
	s := chat.Standing{Space: a.space(group.chatInfo, p.topic), Where: inPermissions, Open: true}
	if us.Status == "restricted" {
		s.Where = inExceptions
	}
	s.Missing = group.lacks(us)
	s.Mute = slices.Contains(s.Missing, sendTexts)
	muted := len(s.Missing) > 0
	if n.Pin && !us.pins() {
		s.Missing = append(s.Missing, pinMessages)
		if s.Where = inAdmins; muted {
			s.Where = inPermissions + ", " + inAdmins
		}
	}
	if muted || p.topic == 0 {
		return s, nil
	}
	closed, err := a.topicClosed(ctx, p, us)
	if err != nil {
		return chat.Standing{}, err
	}
	if closed {
		s.Mute, s.Missing, s.Where = true, []string{openTopic}, inTopicMenu
	}
	return s, nil
}

// lacks are the permissions that a member of the group doesn't have. What is
// forbidden to everybody is forbidden to those under restrictions too; admins
// stand above it.
func (g groupInfo) lacks(m member) []string {
	if m.admin() {
		return nil
	}
	texts, photos := g.Permissions.texts(), g.Permissions.photos()
	if m.Status == "restricted" {
		texts, photos = texts && m.CanSend, photos && m.CanSendPhotos
	}
	var all []string
	if !texts {
		all = append(all, sendTexts)
	}
	if !photos {
		all = append(all, sendPhotos)
	}
	return all
}

// topicClosed asks whether the bot may write in a topic. Nothing tells that
// straight: an action that is shown there and leaves no trace finds out whether
// there is such a topic, and what was heard or refused lately, whether it is
// closed.
func (a *Adapter) topicClosed(ctx context.Context, p place, us member) (bool, error) {
	err := a.showTyping(ctx, p)
	switch {
	case told(err, saysTopicClosed):
		return true, nil
	case told(err, saysNoThread, saysTopicDeleted):
		return false, &chat.SendError{Kind: chat.Gone, Err: err}
	case err != nil:
		return false, a.sendError(p, err)
	}
	return a.topics.closed(p) && !us.managesTopics(), nil
}

// Member implements chat.Adapter. Somebody of whom the group has never heard is
// no member.
func (a *Adapter) Member(ctx context.Context, c chat.Chat, account string) (_ chat.Membership, failed error) {
	defer a.recovered(&failed)
	p, err := groupPlace(c)
	if err != nil {
		return chat.Membership{}, err
	}
	if id, err := strconv.ParseInt(account, 10, 64); err != nil || id <= 0 {
		return chat.Membership{}, nil
	}
	key := lookupKey{method: "getChatMember", chat: p.chat, account: account}
	return lookup(ctx, &a.lookups, key, func(ctx context.Context) (chat.Membership, error) { return a.membership(ctx, p, account) })
}

// membership asks what an account is in a group.
func (a *Adapter) membership(ctx context.Context, p place, account string) (chat.Membership, error) {
	var m member
	err := a.api.decode(ctx, &m, "getChatMember", params{"chat_id": strconv.FormatInt(p.chat, 10), "user_id": account})
	switch {
	case told(err, saysNoMember, saysNoUser, saysNotThere):
		return chat.Membership{}, nil
	case err != nil:
		return chat.Membership{}, a.sendError(p, err)
	}
	return chat.Membership{Member: m.in(), Admin: m.admin()}, nil
}

// groupPlace decodes a community channel.
func groupPlace(c chat.Chat) (place, error) {
	p, err := placeOf(c)
	if err != nil {
		return place{}, &chat.SendError{Kind: chat.Rejected, Err: err}
	}
	if !p.group() {
		return place{}, &chat.SendError{Kind: chat.Gone, Err: errNoGroup}
	}
	return p, nil
}
