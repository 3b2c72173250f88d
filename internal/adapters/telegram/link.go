package telegram

import (
	"context"
	"encoding/base64"
	"strings"

	"stillpoint/internal/chat"
)

// In a group nothing can be shown to one member alone. A button whose answer is
// for its presser only is a link there, into the private chat: Telegram opens it
// and offers Start, which sends "/start" with what the link carries.
const (
	linkHost = "https://t.me/"
	// linkMark tells our payloads from others. With the longest ref behind it a
	// payload has 57 of the 64 letters, digits, _ and - that there may be.
	linkMark = "do-"
)

// isLink reports whether an action is a link into the private chat.
func isLink(a chat.Action, p place) bool {
	return p.group() && (a.Follow == chat.Private || a.Follow == chat.Opens)
}

// payload is what a link to an action carries.
func payload(ref chat.Ref) string {
	return linkMark + base64.RawURLEncoding.EncodeToString([]byte(ref.String()))
}

// parsePayload takes apart what payload made. It comes back through people's
// hands; what is no payload of ours, or means nothing, is not ok.
func parsePayload(s string) (chat.Ref, bool) {
	coded, ours := strings.CutPrefix(s, linkMark)
	if !ours {
		return chat.Ref{}, false
	}
	text, err := base64.RawURLEncoding.Strict().DecodeString(coded)
	if err != nil {
		return chat.Ref{}, false
	}
	ref, err := chat.ParseRef(string(text))
	return ref, err == nil && payload(ref) == s
}

// linkTo returns the beginning of the links that actions need, which names the
// bot; empty where none is a link. An action that wouldn't come back as it is
// is a defect of the caller's.
func (a *Adapter) linkTo(ctx context.Context, actions []chat.Action, p place) (string, error) {
	links := false
	for _, action := range actions {
		if !isLink(action, p) {
			continue
		}
		links = true
		if back, ok := parsePayload(payload(action.Ref)); !ok || back != action.Ref {
			return "", rejected("a link can't carry this action")
		}
	}
	if !links {
		return "", nil
	}
	self, err := a.me(ctx)
	if err != nil {
		return "", a.sendError(p, err)
	}
	return linkHost + self.Username + "?start=", nil
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
