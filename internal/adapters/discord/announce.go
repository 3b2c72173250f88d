package discord

import (
	"context"
	"net/http"

	"github.com/bwmarrin/discordgo"

	"stillpoint/internal/chat"
)

// Announce implements chat.Adapter. A channel takes ten in an hour, whoever's they
// are.
func (a *Adapter) Announce(ctx context.Context, c chat.Chat, id chat.MessageID) (err error) {
	defer a.contain(chat.Uncertain, &err)
	channel, failed := channelOf(c)
	if failed != nil {
		return failed
	}
	message, failed := messageOf(id)
	if failed != nil {
		return failed
	}
	err = a.rest.do(ctx, request{
		method: http.MethodPost, url: discordgo.EndpointChannelMessageCrosspost(channel, message),
		bucket: "announce " + channel,
	}, nil)
	switch {
	case err == nil, says(err, discordgo.ErrCodeMessageAlreadyCrossposted):
		return nil
	case says(err, discordgo.ErrCodeUnknownMessage, discordgo.ErrCodeCannotExecuteActionOnThisChannelType):
		return &chat.SendError{Kind: chat.Rejected, Err: err}
	}
	return asideError(err, nameSend)
}
