package discord

import (
	"context"
	"net/http"
	"time"

	"github.com/bwmarrin/discordgo"

	"stillpoint/internal/chat"
)

// privates are the private channels that are known, and the pace at which others
// are opened: bots that open many in quick succession are blocked.
type privates struct {
	channels *lru[string] // by account
	accounts *lru[string] // by channel
	opening  *pacer
}

func newPrivates() privates {
	return privates{
		channels: newLRU[string](privatesKept), accounts: newLRU[string](privatesKept),
		opening: &pacer{every: time.Second, burst: 5},
	}
}

func (p privates) know(account, channel string) {
	p.channels.put(account, channel)
	p.accounts.put(channel, account)
}

// Private implements chat.Adapter.
func (a *Adapter) Private(ctx context.Context, account string) (_ chat.Chat, err error) {
	defer a.contain(chat.Unsent, &err)
	if !isID(account) {
		return chat.Chat{}, rejected("this is no account of Discord's")
	}
	if channel, ok := a.privates.channels.get(account); ok {
		return encoded(channel), nil
	}
	if err := a.privates.opening.await(ctx); err != nil {
		return chat.Chat{}, &chat.SendError{Kind: chat.Unsent, Err: err}
	}
	if channel, ok := a.privates.channels.get(account); ok {
		return encoded(channel), nil // Opened while this one waited.
	}
	var c discordgo.Channel
	err = a.rest.do(ctx, request{
		method: http.MethodPost, url: discordgo.EndpointUserChannels("@me"),
		body: map[string]string{"recipient_id": account}, bucket: "open",
	}, &c)
	switch {
	case err != nil:
		failed := sendError(err, "")
		if says(err, discordgo.ErrCodeMissingAccess) {
			failed.Kind = chat.Gone
		}
		return chat.Chat{}, failed
	case !isID(c.ID):
		return chat.Chat{}, &chat.SendError{Kind: chat.Unsent, Err: errUnreadable}
	}
	a.privates.know(account, c.ID)
	return encoded(c.ID), nil
}

// accountIn returns whose private chat a channel is; empty if nobody can say.
func (a *Adapter) accountIn(ctx context.Context, channel string) string {
	if account, ok := a.privates.accounts.get(channel); ok {
		return account
	}
	c, err := a.channel(ctx, channel)
	if err != nil || c.Type != discordgo.ChannelTypeDM || len(c.Recipients) != 1 {
		return ""
	}
	a.privates.know(c.Recipients[0].ID, channel)
	return c.Recipients[0].ID
}
