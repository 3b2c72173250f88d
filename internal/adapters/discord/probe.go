package discord

import (
	"context"
	"net/http"

	"github.com/bwmarrin/discordgo"

	"stillpoint/internal/chat"
)

// Probe implements chat.Adapter: for some seconds the bot is seen typing, which
// takes the same permission as a message there, and leaves nothing behind.
func (a *Adapter) Probe(ctx context.Context, c chat.Chat) (err error) {
	defer a.contain(chat.Unsent, &err)
	channel, failed := channelOf(c)
	if failed != nil {
		return failed
	}
	err = a.rest.do(ctx, request{
		method: http.MethodPost, url: discordgo.EndpointChannelTyping(channel), bucket: "typing " + channel,
	}, nil)
	if err == nil {
		return nil
	}
	return sendError(err, nameSend) // It says what a message would meet, but for the limit, which is its own.
}
