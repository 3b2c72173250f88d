package telegram

import (
	"context"
	"strconv"

	"stillpoint/internal/chat"
)

// Edit implements chat.Adapter. Buttons that the message no longer has are taken
// away. Where the message is gone, what somebody waits for is sent anew; an edit
// in chat.LaneEdit, for which nobody waits, is not.
func (a *Adapter) Edit(ctx context.Context, id chat.MessageID, m chat.Message) (failed error) {
	defer a.recovered(&failed)
	p, err := placeOf(m.To)
	if err != nil {
		return &chat.SendError{Kind: chat.Rejected, Err: err}
	}
	number, err := messageNumber(id)
	if err != nil {
		return &chat.SendError{Kind: chat.Rejected, Err: err}
	}
	link, err := a.linkTo(ctx, m.Actions, p)
	if err != nil {
		return err
	}
	buttons := keyboard(m.Actions, p, link)
	if m.Picture != nil {
		return a.editCaption(ctx, p, number, m, buttons)
	}
	all := texts(m.Blocks, p)
	if len(all) == 0 {
		return rejected("a message without text")
	}
	edit := all[0].params
	edit["chat_id"], edit["message_id"] = strconv.FormatInt(p.chat, 10), number
	edit["reply_markup"] = buttons
	if len(all) > 1 {
		edit["reply_markup"] = keyboard(nil, p, nil) // They stand under the last piece.
	}
	_, err = a.api.call(ctx, "editMessageText", edit)
	switch {
	case err == nil, told(err, saysNotModified):
	case told(err, saysNoTextToEdit):
		return a.editCaption(ctx, p, number, m, buttons)
	case told(err, saysNothingToEdit, saysCantEdit) && m.Lane != chat.LaneEdit:
		m.Seen = chat.ByAll
		_, err = a.Send(ctx, m)
		return err
	default:
		return a.sendError(p, err)
	}
	if len(all) == 1 {
		return nil
	}
	_ = pause(ctx, chatPause(p))
	_, err = a.showAll(ctx, p, requests(m, p, link)[1:])
	return err
}

// editCaption changes what stands below a picture, which itself stays. A caption
// that is too long ends early.
func (a *Adapter) editCaption(ctx context.Context, p place, number string, m chat.Message, buttons string) error {
	blocks := m.Blocks
	if m.Picture != nil {
		blocks = captioned(m)
	}
	caption := ""
	if all := compose(blocks, p.group()).pieces(maxCaption); len(all) > 0 {
		caption = all[0]
	}
	_, err := a.api.call(ctx, "editMessageCaption", params{
		"chat_id": strconv.FormatInt(p.chat, 10), "message_id": number,
		"caption": caption, "parse_mode": "HTML", "reply_markup": buttons,
	})
	if err != nil && !told(err, saysNotModified) {
		return a.sendError(p, err)
	}
	return nil
}

// Delete implements chat.Adapter. Of a message that was shown as several it
// takes the one with this id.
func (a *Adapter) Delete(ctx context.Context, c chat.Chat, id chat.MessageID) error {
	return a.onMessage(ctx, c, id, "deleteMessage", nil, saysDeleted)
}

// keptSign is the reaction to words that were kept, a hand that writes: one of those
// that Telegram lets bots use.
const keptSign = "✍"

// React implements chat.Adapter. A message that its author has deleted needs no
// sign any more.
func (a *Adapter) React(ctx context.Context, c chat.Chat, id chat.MessageID, r chat.Reaction) error {
	signs := []map[string]string{}
	if r == chat.Kept {
		signs = append(signs, map[string]string{"type": "emoji", "emoji": keptSign})
	}
	return a.onMessage(ctx, c, id, "setMessageReaction", params{"reaction": encode(signs)}, saysNoReactTo, saysNotModified)
}

// onMessage makes a request about one message; the descriptions are as good as
// success.
func (a *Adapter) onMessage(ctx context.Context, c chat.Chat, id chat.MessageID, method string, more params, fine ...string) (failed error) {
	defer a.recovered(&failed)
	p, err := placeOf(c)
	if err != nil {
		return &chat.SendError{Kind: chat.Rejected, Err: err}
	}
	number, err := messageNumber(id)
	if err != nil {
		return &chat.SendError{Kind: chat.Rejected, Err: err}
	}
	all := params{"chat_id": strconv.FormatInt(p.chat, 10), "message_id": number}
	for k, v := range more {
		all[k] = v
	}
	if _, err := a.api.call(ctx, method, all); err != nil && !told(err, fine...) {
		return a.sendError(p, err)
	}
	return nil
}
