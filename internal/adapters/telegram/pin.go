package telegram

import (
	"context"
	"errors"

	"stillpoint/internal/chat"
)

// The right to pin messages, as Telegram's apps name it, and where it is granted: a
// bot needs it as an administrator.
const (
	pinMessages = "Pin messages"
	inAdmins    = "Group settings → Administrators"
)

// Pin implements chat.Adapter. What is unpinned is named: else it would be the latest,
// which may be somebody else's.
func (a *Adapter) Pin(ctx context.Context, c chat.Chat, id chat.MessageID, pinned bool) error {
	var err error
	if pinned {
		err = a.onMessage(ctx, c, id, "pinChatMessage", params{"disable_notification": "true"}, saysPinnedSo)
	} else {
		err = a.onMessage(ctx, c, id, "unpinChatMessage", nil, saysNothingToUnpin, saysNoMessage, saysPinnedSo)
	}
	if failed, ok := errors.AsType[*chat.SendError](err); ok && failed.Kind == chat.NotAllowed {
		failed.Missing = pinMessages
	}
	return err
}

// What is said of pins, in lower case.
const (
	saysPinnedSo       = "chat_not_modified"
	saysNothingToUnpin = "message to unpin not found"
	saysNoMessage      = "message_id_invalid"
)

// pins reports whether the member may pin messages, as far as that is told of a bot.
func (m member) pins() bool {
	return m.Status == "creator" || m.Status == "administrator" && m.CanPin
}
