package terminal

import (
	"context"
	"errors"

	"stillpoint/internal/chat"
)

// Private implements chat.Adapter. Everybody whom :as can speak as has a chat.
func (t *Terminal) Private(ctx context.Context, account string) (chat.Chat, error) {
	c := chat.Chat{Platform: Platform, ID: account}
	if err := t.check(ctx, c); err != nil {
		return chat.Chat{}, err
	}
	if c == channelChat {
		return chat.Chat{}, &chat.SendError{Kind: chat.Gone, Err: errNobody}
	}
	return c, nil
}

// Inspect implements chat.Adapter. In the one channel nothing is ever missing.
func (t *Terminal) Inspect(ctx context.Context, c chat.Chat, _ chat.Need) (chat.Standing, error) {
	if err := t.checkChannel(ctx, c); err != nil {
		return chat.Standing{}, err
	}
	return chat.Standing{Space: channelSpace, Open: true}, nil
}

// Member implements chat.Adapter. Everybody is in the channel, and one is its
// admin.
func (t *Terminal) Member(ctx context.Context, c chat.Chat, account string) (chat.Membership, error) {
	if err := t.checkChannel(ctx, c); err != nil {
		return chat.Membership{}, err
	}
	return chat.Membership{Member: validName(account), Admin: account == defaultName}, nil
}

// Thread implements chat.Adapter. Lines have no threads.
func (t *Terminal) Thread(context.Context, chat.Chat, chat.MessageID, string) (chat.Chat, error) {
	return chat.Chat{}, &chat.SendError{Kind: chat.Rejected, Err: errors.New("the terminal has no threads")}
}

// Announce implements chat.Adapter. Nobody follows the one channel from outside.
func (t *Terminal) Announce(context.Context, chat.Chat, chat.MessageID) error {
	return &chat.SendError{Kind: chat.Rejected, Err: errors.New("nobody follows the terminal's channel")}
}

// Pin implements chat.Adapter. There is nothing to pin to.
func (t *Terminal) Pin(context.Context, chat.Chat, chat.MessageID, bool) error {
	return &chat.SendError{Kind: chat.Rejected, Err: errors.New("nothing can be pinned in the terminal")}
}

var (
	errNobody    = errors.New("there is nobody of that name")
	errNoChannel = errors.New("there is no such channel")
)

// checkChannel says why a question about a channel can't be answered.
func (t *Terminal) checkChannel(ctx context.Context, c chat.Chat) error {
	if err := t.check(ctx, c); err != nil {
		return err
	}
	if c != channelChat {
		return &chat.SendError{Kind: chat.Gone, Err: errNoChannel}
	}
	return nil
}

// Probe implements chat.Adapter. What can be shown in a chat is shown there at once.
func (t *Terminal) Probe(ctx context.Context, c chat.Chat) error { return t.check(ctx, c) }

// Answered implements chat.Adapter. A press in the terminal leaves nothing to end.
func (t *Terminal) Answered(string) {}
