package discord

import (
	"context"
	"errors"
	"net/http"

	"github.com/bwmarrin/discordgo"

	"stillpoint/internal/chat"
)

// Leave implements chat.Leaver: the bot leaves a server.
func (a *Adapter) Leave(ctx context.Context, parent string) (err error) {
	defer a.contain(chat.Rejected, &err)
	if !isID(parent) {
		return &chat.SendError{Kind: chat.Rejected, Err: errors.New("no server's id")}
	}
	err = a.rest.do(ctx, request{method: http.MethodDelete, url: discordgo.EndpointUserGuild("@me", parent), bucket: "leave"}, nil)
	if err != nil && !says(err, discordgo.ErrCodeUnknownGuild) {
		return asideError(err, "")
	}
	return nil
}
