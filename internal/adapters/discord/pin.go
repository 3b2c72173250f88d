package discord

import (
	"context"
	"net/http"

	"github.com/bwmarrin/discordgo"

	"stillpoint/internal/chat"
)

// permissionPin lets a member pin messages. The library, v0.29.0, doesn't know it: it
// was a part of Manage Messages once.
const permissionPin = 1 << 51

// Pin implements chat.Adapter. The library's endpoint for it is the one that Discord
// has deprecated. Nobody is notified; Discord adds a line that says what was pinned.
func (a *Adapter) Pin(ctx context.Context, c chat.Chat, id chat.MessageID, pinned bool) (err error) {
	defer a.contain(chat.Uncertain, &err)
	channel, failed := channelOf(c)
	if failed != nil {
		return failed
	}
	message, failed := messageOf(id)
	if failed != nil {
		return failed
	}
	method := http.MethodPut
	if !pinned {
		method = http.MethodDelete
	}
	err = a.rest.do(ctx, request{
		method: method, url: discordgo.EndpointChannelMessages(channel) + "/pins/" + message, bucket: "pin " + channel,
	}, nil)
	switch {
	case err == nil, !pinned && says(err, discordgo.ErrCodeUnknownMessage):
		return nil
	case says(err, discordgo.ErrCodeMaximumPinsReached):
		return &chat.SendError{Kind: chat.NotAllowed, Missing: namePinRoom, Err: err}
	case says(err, discordgo.ErrCodeUnknownMessage, discordgo.ErrCodeCannotExecuteActionOnThisChannelType):
		return &chat.SendError{Kind: chat.Rejected, Err: err}
	}
	return asideError(err, namePin)
}
