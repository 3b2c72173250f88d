package telegram

import (
	"context"
	"encoding/base64"
	"strings"

	"stillpoint/internal/chat"
)

// In a group nothing can be shown to one member alone. A button whose answer is
// for its presser only is a link there, into the private chat: Telegram opens it
// and offers Start, which sends "/start" with what the link carries. Anybody can
// make such a link and send it to anybody, so that what it carries is sealed: only
// those that the bot made itself are taken for one.
const (
	linkHost = "https://t.me/"
	// linkMark tells our payloads from others.
	linkMark = "do-"
	// maxPayload is how much Telegram passes on: letters, digits, _ and -.
	maxPayload = 64
)

// Links seals what a link carries. It adds at most sixteen bytes, and the same text
// is always sealed alike, so that an edit which changes nothing is none.
type Links interface {
	Seal(text []byte) []byte
	Open(sealed []byte) (text []byte, ok bool)
}

// isLink reports whether an action is a link into the private chat.
func isLink(a chat.Action, p place) bool {
	return p.group() && (a.Follow == chat.Private || a.Follow == chat.Opens)
}

// payload is what a link to an action carries.
func (a *Adapter) payload(ref chat.Ref) string {
	return linkMark + base64.RawURLEncoding.EncodeToString(a.options.Links.Seal([]byte(ref.String())))
}

// parsePayload takes apart what payload made. It comes back through people's
// hands; what this bot never made, or what means nothing, is not ok.
func (a *Adapter) parsePayload(s string) (chat.Ref, bool) {
	coded, ours := strings.CutPrefix(s, linkMark)
	if !ours || a.options.Links == nil {
		return chat.Ref{}, false
	}
	sealed, err := base64.RawURLEncoding.Strict().DecodeString(coded)
	if err != nil || base64.RawURLEncoding.EncodeToString(sealed) != coded {
		return chat.Ref{}, false // The decoder passes over line ends.
	}
	text, ours := a.options.Links.Open(sealed)
	if !ours {
		return chat.Ref{}, false
	}
	ref, err := chat.ParseRef(string(text))
	return ref, err == nil
}

// linkTo returns what makes the links that actions need, and names the bot in them;
// nil where none is a link. An action that wouldn't come back as it is is a defect
// of the caller's.
func (a *Adapter) linkTo(ctx context.Context, actions []chat.Action, p place) (func(chat.Ref) string, error) {
	links := false
	for _, action := range actions {
		if !isLink(action, p) {
			continue
		}
		links = true
		if a.options.Links == nil {
			return nil, rejected("a link needs something to seal it with")
		}
		carried := a.payload(action.Ref)
		if back, ok := a.parsePayload(carried); !ok || back != action.Ref || len(carried) > maxPayload {
			return nil, rejected("a link can't carry this action")
		}
	}
	if !links {
		return nil, nil
	}
	self, err := a.me(ctx)
	if err != nil {
		return nil, a.sendError(p, err)
	}
	return func(ref chat.Ref) string { return linkHost + self.Username + "?start=" + a.payload(ref) }, nil
}

// me is who the bot is; it asks, if Run hasn't yet.
func (a *Adapter) me(ctx context.Context) (*user, error) {
	if self := a.self.Load(); self != nil {
		return self, nil
	}
	var self user
	if err := a.api.decode(ctx, &self, "getMe", nil); err != nil {
		return nil, err
	}
	a.self.Store(&self)
	return &self, nil
}
