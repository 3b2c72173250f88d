package telegram

import (
	"context"
	"strconv"

	"stillpoint/internal/chat"
)

// Leave implements chat.Leaver: the bot leaves a group.
func (a *Adapter) Leave(ctx context.Context, parent string) (failed error) {
	defer a.recovered(&failed)
	p, err := placeOf(chat.Chat{Platform: Platform, ID: parent})
	if err != nil || !p.group() {
		return &chat.SendError{Kind: chat.Rejected, Err: err}
	}
	if _, err := a.api.call(ctx, "leaveChat", params{"chat_id": strconv.FormatInt(p.chat, 10)}); err != nil {
		if failure := a.sendError(p, err); failure.Kind != chat.Gone {
			return failure
		}
	}
	return nil
}
