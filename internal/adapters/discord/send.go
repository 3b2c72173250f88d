package discord

import (
	"context"
	"net/http"
	"net/url"
	"runtime/debug"
	"time"

	"github.com/bwmarrin/discordgo"

	"stillpoint/internal/chat"
)

const (
	// betweenPieces is the time between two messages in one channel.
	betweenPieces = time.Second / chatPerSecond
	// throttledPiece is how long a message that is shown in part waits for
	// Discord's leave to show the rest.
	throttledPiece = 30 * time.Second
)

// Send implements chat.Adapter. A message that is too long for one is shown as
// several; the receipt is for the last, which has the buttons.
func (a *Adapter) Send(ctx context.Context, m chat.Message) (sent chat.Sent, err error) {
	defer a.contain(chat.Uncertain, &err)
	channel, failed := channelOf(m.To)
	switch {
	case failed != nil:
		return chat.Sent{}, failed
	case len(m.Nonce) > maxNonce:
		return chat.Sent{}, rejected("a nonce that is too long")
	case m.PingRole != "" && !isID(m.PingRole):
		return chat.Sent{}, rejected("this is no role of Discord's")
	case m.ReplyTo != "" && !isID(string(m.ReplyTo)):
		return chat.Sent{}, &chat.SendError{Kind: chat.Rejected, Err: errMessageID}
	case m.Answer != "":
		sent, failed = a.answer(ctx, m)
		return sent, orNil(failed)
	case m.Form != nil, m.Seen == chat.AsAlert:
		return chat.Sent{}, rejected("a form or a notice that answers nothing")
	}
	sent, failed = a.post(ctx, channel, m)
	return sent, orNil(failed)
}

// contain makes an error of a panic while something was asked of Discord. For a
// message it is Uncertain, since the message may have been shown by then.
func (a *Adapter) contain(kind chat.SendKind, err *error) {
	if recover() != nil {
		a.log.Error("panic", "stack", string(debug.Stack()))
		*err = &chat.SendError{Kind: kind, Err: errPanic}
	}
}

// orNil is the failure as an error that is nil if there is none.
func orNil(failed *chat.SendError) error {
	if failed == nil {
		return nil
	}
	return failed
}

// post shows a message in a channel, as an ordinary one; in a forum, which takes
// none, as a post. That a channel is one is learnt from the first refusal.
func (a *Adapter) post(ctx context.Context, channel string, m chat.Message) (chat.Sent, *chat.SendError) {
	if a.isForum(channel) {
		return a.openPost(ctx, channel, m)
	}
	all := bodies(m)
	if len(all) > 0 && m.ReplyTo != "" {
		all[0].Reference = repliesTo(m.ReplyTo)
	}
	sent, failed := a.postAll(ctx, channel, all)
	if failed != nil && says(failed.Err, discordgo.ErrCodeCannotSendMessagesInVoiceChannel) {
		if c, err := a.channel(ctx, channel); err == nil && a.isForum(c.ID) {
			return a.openPost(ctx, channel, m)
		}
	}
	return sent, failed
}

// repliesTo makes a message a reply to one that may have been deleted since.
func repliesTo(m chat.MessageID) *discordgo.MessageReference {
	return &discordgo.MessageReference{MessageID: string(m), FailIfNotExists: new(false)}
}

// postAll shows messages one after the other, no faster than one channel may be
// written to. Once the first is shown, a failure that would otherwise have the
// whole sent again is Uncertain: it was shown in part. The nonces keep what was
// shown from being shown twice.
func (a *Adapter) postAll(ctx context.Context, channel string, all []body) (chat.Sent, *chat.SendError) {
	return inTurn(ctx, all, func(_ int, b body) (chat.Sent, *chat.SendError) {
		b.EnforceNonce = b.Nonce != ""
		var r receipt
		err := a.rest.do(ctx, request{
			method: http.MethodPost, url: discordgo.EndpointChannelMessages(channel),
			body: b, upload: b.file, bucket: "messages " + channel,
		}, &r)
		if err != nil {
			needs := nameSend
			if b.file != nil {
				needs = nameAttach
			}
			failed := sendError(err, needs)
			if failed.Kind == chat.NotAllowed {
				a.reaches.put(channel, false) // So that its end is news.
			}
			return chat.Sent{}, failed
		}
		return a.sent(r), nil
	})
}

// inTurn shows each body by show, in order, with a pause between them.
func inTurn(ctx context.Context, all []body, show func(int, body) (chat.Sent, *chat.SendError)) (chat.Sent, *chat.SendError) {
	if len(all) == 0 {
		return chat.Sent{}, rejected("a message without text")
	}
	var sent chat.Sent
	for i, b := range all {
		if i > 0 {
			_ = pause(ctx, betweenPieces) // If it ends early, the request says so.
		}
		s, failed := show(i, b)
		if i > 0 && failed != nil && failed.Kind == chat.Throttled && failed.Wait <= throttledPiece {
			_ = pause(ctx, failed.Wait)
			s, failed = show(i, b)
		}
		if failed != nil {
			if i > 0 && (failed.Kind == chat.Throttled || failed.Kind == chat.Unsent) {
				failed.Kind = chat.Uncertain
			}
			return chat.Sent{}, failed
		}
		sent = s
	}
	return sent, nil
}

// findPages is how many pages of a hundred messages Find looks through.
const findPages = 10

// Find implements chat.Adapter. A message of the bot's carries its nonce in its
// buttons, or else in its picture's name, since Discord forgets the one that it
// enforced.
func (a *Adapter) Find(ctx context.Context, c chat.Chat, nonce string, since time.Time) (_ chat.Sent, _ bool, err error) {
	defer a.contain(chat.Unsent, &err)
	channel, failed := channelOf(c)
	if failed != nil {
		return chat.Sent{}, false, failed
	}
	if nonce == "" {
		return chat.Sent{}, false, nil
	}
	at, err := a.channel(ctx, channel)
	if err != nil {
		return chat.Sent{}, false, asideError(err, nameView)
	}
	var sent chat.Sent
	var found bool
	if at.Type == discordgo.ChannelTypeGuildForum {
		sent, found, err = a.findPost(ctx, at, nonce, since)
	} else {
		sent, found, err = a.findIn(ctx, channel, nonce, since)
	}
	if err != nil {
		return chat.Sent{}, false, asideError(err, nameHistory)
	}
	return sent, found, nil
}

// findIn looks in a channel's own messages.
func (a *Adapter) findIn(ctx context.Context, channel, nonce string, since time.Time) (chat.Sent, bool, error) {
	me := a.self.Load()
	if me == nil {
		return chat.Sent{}, false, nil
	}
	after := before(since)
	for range findPages {
		page, err := a.history(ctx, channel, after)
		if err != nil {
			return chat.Sent{}, false, err
		}
		for _, m := range page {
			if m.Author != nil && m.Author.ID == me.User && m.carries(nonce) {
				return chat.Sent{Message: chat.MessageID(m.ID), At: a.past(m.At.Time)}, true, nil
			}
			after = m.ID
		}
		if len(page) < historyPage {
			break
		}
	}
	return chat.Sent{}, false, nil
}

// historyPage is how many messages one page of a history has.
const historyPage = 100

// history returns the first hundred messages in a channel after an id, oldest
// first.
func (a *Adapter) history(ctx context.Context, channel, after string) ([]messageInfo, error) {
	var page []messageInfo
	err := a.rest.do(ctx, request{
		method: http.MethodGet, url: discordgo.EndpointChannelMessages(channel),
		query: url.Values{"after": {after}, "limit": {number(historyPage)}}, bucket: "history " + channel,
	}, &page)
	if err != nil {
		return nil, err
	}
	sortByID(page)
	return page, nil
}
