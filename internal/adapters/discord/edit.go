package discord

import (
	"context"
	"net/http"

	"github.com/bwmarrin/discordgo"

	"stillpoint/internal/chat"
)

// Edit implements chat.Adapter. Buttons that the message no longer has are taken
// away. Where the message is gone, what somebody waits for is sent anew; an edit
// in chat.LaneEdit, for which nobody waits, is not. An edit that answers a press
// goes by that press's interaction, which alone reaches a message for one
// member's eyes.
func (a *Adapter) Edit(ctx context.Context, id chat.MessageID, m chat.Message) (err error) {
	defer a.contain(chat.Uncertain, &err)
	channel, failed := channelOf(m.To)
	if failed != nil {
		return failed
	}
	message, failed := messageOf(id)
	if failed != nil {
		return failed
	}
	m.PingRole = "" // It was notified when the message came.
	all := bodies(m)
	if len(all) == 0 {
		return rejected("a message without text")
	}
	if len(all) > 1 {
		all[0].Components = []discordgo.MessageComponent{} // They stand under the last piece.
	}
	if m.Answer != "" {
		return orNil(a.editInAnswer(ctx, channel, message, m, all))
	}
	err = a.editThere(ctx, channel, message, all[0])
	return orNil(a.afterEdit(ctx, channel, m, all, err))
}

// editThere changes an ordinary message.
func (a *Adapter) editThere(ctx context.Context, channel, message string, b body) error {
	return a.rest.do(ctx, request{
		method: http.MethodPatch, url: discordgo.EndpointChannelMessage(channel, message),
		body: b.inEdit(), upload: b.file, bucket: "edit " + channel,
	}, nil)
}

// afterEdit sends what didn't fit into an edited message, or, where that is gone,
// the whole anew.
func (a *Adapter) afterEdit(ctx context.Context, channel string, m chat.Message, all []body, err error) *chat.SendError {
	switch {
	case says(err, discordgo.ErrCodeUnknownMessage) && m.Lane != chat.LaneEdit:
		m.Seen, m.Answer = chat.ByAll, ""
		_, failed := a.post(ctx, channel, m)
		return failed
	case err != nil:
		return asideError(err, nameSend)
	case len(all) == 1:
		return nil
	}
	_ = pause(ctx, betweenPieces)
	_, failed := a.postAll(ctx, channel, all[1:])
	return failed
}

// editInAnswer changes a message in answer to an interaction.
func (a *Adapter) editInAnswer(ctx context.Context, channel, message string, m chat.Message, all []body) *chat.SendError {
	ix, ok := a.pending.find(m.Answer)
	if !ok {
		return rejected("this is no interaction of Discord's")
	}
	if err := ix.held.acquire(ctx); err != nil {
		return &chat.SendError{Kind: chat.Unsent, Err: err}
	}
	defer ix.held.release()
	a.reconsider(ctx, ix)
	only := message == ix.under && ix.underOnly
	var err error
	switch {
	case ix.over():
		err = &callError{Err: errOver, Answered: true, Code: discordgo.ErrCodeUnknownInteraction}
	case message == ix.under && ix.state == fresh:
		err = a.editPressed(ctx, ix, all[0])
	case message == ix.under && ix.state == waiting:
		err = a.editOriginal(ctx, ix, all[0])
	case only:
		// What was perhaps acknowledged before a restart can still be tried.
		err = a.editOriginal(ctx, ix, all[0])
	default:
		err = a.editThere(ctx, channel, message, all[0])
		if says(err, discordgo.ErrCodeUnknownMessage) { // Perhaps one that followed, for one member's eyes.
			q := ix.about(http.MethodPatch, message, all[0].inEdit())
			q.upload = all[0].file
			err = a.rest.do(ctx, q, nil)
		}
	}
	gone := says(err, discordgo.ErrCodeUnknownInteraction, discordgo.ErrCodeInteractionHasAlreadyBeenAcknowledged, discordgo.ErrCodeInvalidWebhookTokenProvided, discordgo.ErrCodeUnknownWebhook)
	if gone && !only {
		err = a.editThere(ctx, channel, message, all[0])
	}
	if only && says(err, discordgo.ErrCodeUnknownMessage) {
		return &chat.SendError{Kind: chat.Expired, Err: err} // Its reader has dismissed it.
	}
	if only && err == nil && len(all) > 1 {
		_, failed := inTurn(ctx, all[1:], func(_ int, b body) (chat.Sent, *chat.SendError) {
			b.Flags, b.Nonce = b.Flags|discordgo.MessageFlagsEphemeral, ""
			return a.change(ctx, ix.further(b), b)
		})
		return failed
	}
	return a.afterEdit(ctx, channel, m, all, err)
}

var errOver = expired("the interaction is over").Err

// editPressed changes the message that a press stands under, as its callback.
func (a *Adapter) editPressed(ctx context.Context, ix *interaction, b body) error {
	q := ix.callback(response{discordgo.InteractionResponseUpdateMessage, b.inEdit()})
	q.upload = b.file
	err := a.rest.do(ctx, q, nil)
	if err == nil {
		ix.state = waiting
		return nil
	}
	if sendError(err, "").Kind != chat.Unsent {
		ix.state = waiting // Perhaps it was taken; an edit can be repeated without harm.
	}
	if sendError(err, "").Kind == chat.Uncertain {
		return a.editOriginal(ctx, ix, b)
	}
	return err
}

// editOriginal changes it later.
func (a *Adapter) editOriginal(ctx context.Context, ix *interaction, b body) error {
	q := ix.original(http.MethodPatch, b.inEdit())
	q.upload = b.file
	return a.rest.do(ctx, q, nil)
}

// Delete implements chat.Adapter. Of a message that was shown as several it
// takes the one with this id.
func (a *Adapter) Delete(ctx context.Context, c chat.Chat, id chat.MessageID) error {
	return a.onMessage(ctx, c, id, http.MethodDelete, discordgo.EndpointChannelMessage, "delete", nameSend)
}

// keptSign is the reaction to words that were kept, as it stands in a path.
const keptSign = "%E2%9C%8D%EF%B8%8F" // ✍️, a hand that writes

// React implements chat.Adapter. A message that its author has deleted needs no
// sign any more.
func (a *Adapter) React(ctx context.Context, c chat.Chat, id chat.MessageID, r chat.Reaction) error {
	method := http.MethodDelete
	if r == chat.Kept {
		method = http.MethodPut
	}
	sign := func(channel, message string) string {
		return discordgo.EndpointMessageReaction(channel, message, keptSign, "@me")
	}
	return a.onMessage(ctx, c, id, method, sign, "react", nameReact)
}

// onMessage makes a request about one message. That the message is gone is as
// good as success.
func (a *Adapter) onMessage(ctx context.Context, c chat.Chat, id chat.MessageID, method string, endpoint func(channel, message string) string, bucket, needs string) (err error) {
	defer a.contain(chat.Rejected, &err)
	channel, failed := channelOf(c)
	if failed != nil {
		return failed
	}
	message, failed := messageOf(id)
	if failed != nil {
		return failed
	}
	err = a.rest.do(ctx, request{
		method: method, url: endpoint(channel, message), bucket: bucket + " " + channel,
	}, nil)
	if err != nil && !says(err, discordgo.ErrCodeUnknownMessage, discordgo.ErrCodeUnknownEmoji) {
		return asideError(err, needs)
	}
	return nil
}
