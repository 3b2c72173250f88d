package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"sync"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"stillpoint/internal/chat"
)

// answers are the official descriptions that we know, in lower case, with what
// they mean for a message. A description that contains one means it; the first
// counts. What isn't here is a request of our own making.
var answers = []struct {
	says string
	kind chat.SendKind
}{
	{"not enough rights", chat.NotAllowed},
	{"have no rights to send", chat.NotAllowed},
	{"need administrator rights", chat.NotAllowed},
	{"chat_write_forbidden", chat.NotAllowed},
	{"chat_restricted", chat.NotAllowed},
	{"chat_admin_required", chat.NotAllowed},
	{"chat_send_", chat.NotAllowed}, // CHAT_SEND_PLAIN_FORBIDDEN, CHAT_SEND_PHOTOS_FORBIDDEN
	{saysTopicClosed, chat.NotAllowed},
	{saysTopicDeleted, chat.NotAllowed},
	{saysNoThread, chat.NotAllowed},
	{"reaction_invalid", chat.NotAllowed},
	{"reactions_too_many", chat.NotAllowed},
	{"message can't be deleted", chat.NotAllowed}, // older than 48 hours

	{"chat not found", chat.Gone},
	{"user not found", chat.Gone},
	{"peer_id_invalid", chat.Gone},
	{"user_is_blocked", chat.Gone},
	{"group chat was deactivated", chat.Gone},
	{"bot is not a member", chat.Gone},
	{"bot was kicked", chat.Gone},
}

// What else an answer can say, in lower case.
const (
	saysNotModified   = "message is not modified"
	saysNothingToEdit = "message to edit not found"
	saysCantEdit      = "message can't be edited"
	saysNoTextToEdit  = "there is no text in the message to edit"
	saysDeleted       = "message to delete not found"
	saysNoReactTo     = "message to react not found"
	saysNoReplyTo     = "message to be replied not found"
	saysOldReplyTo    = "replied message not found"
	saysOldQuery      = "query is too old"
	saysQueryInvalid  = "query id is invalid"
	saysWebhookActive = "webhook is active"
	saysTopicClosed   = "topic_closed"
	saysTopicDeleted  = "topic_deleted"
	saysNoThread      = "message thread not found"
	saysNoMember      = "member not found"
	saysNoUser        = "user not found"
	saysNotThere      = "participant_id_invalid"
)

// told reports whether the API answered with one of these descriptions.
func told(err error, descriptions ...string) bool {
	e, ok := errors.AsType[*tgbotapi.Error](err)
	if !ok {
		return false
	}
	said := strings.ToLower(e.Message)
	for _, d := range descriptions {
		if strings.Contains(said, d) {
			return true
		}
	}
	return false
}

// codeOf returns the error code that the API answered with; 0 if it didn't.
func codeOf(err error) int {
	if e, ok := errors.AsType[*tgbotapi.Error](err); ok {
		return e.Code
	}
	return 0
}

// sendError says what a failed request to a place means.
func (a *Adapter) sendError(p place, err error) *chat.SendError {
	failed := &chat.SendError{Kind: chat.Unsent, Err: err}
	if e, ok := errors.AsType[*tgbotapi.Error](err); ok {
		a.refusal(failed, p, e)
		return failed
	}
	c, ok := errors.AsType[*callError](err)
	switch {
	case !ok:
	case c.Status == http.StatusTooManyRequests: // a proxy's page, in front of the API
		failed.Kind, failed.Wait = chat.Throttled, pageWait
		failed.Scope = a.floods.note(failed.Wait)
	case c.Written:
		failed.Kind = chat.Uncertain
		if _, page := errors.AsType[*json.SyntaxError](c.Err); page {
			failed.Err = errPage
		}
	case errors.Is(err, context.DeadlineExceeded):
		failed.Err = errNoRoute
	}
	return failed
}

// pageWait is how long to wait after a 429 that says nothing.
const pageWait = 5 * time.Second

var (
	errPage    = errors.New("a page instead of an answer")
	errNoRoute = errors.New("no route in time")
)

// refusal says what the API's own answer means.
func (a *Adapter) refusal(failed *chat.SendError, p place, e *tgbotapi.Error) {
	switch {
	case e.MigrateToChatID != 0:
		failed.Kind = chat.Moved
		failed.MovedTo = place{chat: e.MigrateToChatID, topic: p.topic}.encoded()
		return
	case e.Code == http.StatusTooManyRequests:
		failed.Kind = chat.Throttled
		failed.Wait = max(time.Duration(e.RetryAfter)*time.Second, time.Second)
		failed.Scope = a.floods.note(failed.Wait)
		return
	case e.Code >= 500, e.Code == http.StatusUnauthorized, e.Code == http.StatusNotFound:
		failed.Kind = chat.Unsent // The server's trouble, or the token's, and not the message's.
		return
	}
	said := strings.ToLower(e.Message)
	for _, known := range answers {
		if strings.Contains(said, known.says) {
			failed.Kind = known.kind
			failed.Missing = missing(e.Message)
			if known.says == saysTopicClosed {
				a.topics.note(p, true)
				failed.Missing = openTopic
			}
			return
		}
	}
	failed.Kind = chat.Rejected
	if e.Code == http.StatusForbidden { // blocked, deactivated, never started, and what may be added
		failed.Kind = chat.Gone
	}
}

// missing returns the permission that a description names, such as "Send text
// messages" of "not enough rights to send text messages to the chat".
func missing(description string) string {
	if _, right, ok := strings.Cut(description, "not enough rights to "); ok {
		right, _, _ = strings.Cut(right, " to the chat")
		return strings.ToUpper(right[:min(1, len(right))]) + right[min(1, len(right)):]
	}
	return ""
}

// rejected is a failure of the caller's making, that needs no request.
func rejected(why string) *chat.SendError {
	return &chat.SendError{Kind: chat.Rejected, Err: errors.New(why)}
}

// floods remembers until when a 429 holds somewhere.
type floods struct {
	mu    sync.Mutex
	until time.Time
}

// note remembers a 429. The scope that it returns is unknown: Telegram doesn't
// say how far one reaches.
func (f *floods) note(wait time.Duration) chat.Scope {
	f.mu.Lock()
	defer f.mu.Unlock()
	if until := time.Now().Add(wait); until.After(f.until) {
		f.until = until
	}
	return chat.ScopeUnknown
}

// any reports whether a 429 still holds anywhere.
func (f *floods) any() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return time.Now().Before(f.until)
}
