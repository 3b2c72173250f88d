package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"stillpoint/internal/chat"
)

// callError is a request that failed. It never holds a token, nor anything that
// somebody wrote.
type callError struct {
	Err error
	// Written says that the whole request had been written before it failed, so
	// that it may have been carried out.
	Written bool
	// Status is the status of the HTTP answer; 0 if none came.
	Status int
	// Code is the API's own code; 0 if the answer has none.
	Code int
	// Answered says that the answer is the API's own, and no page of a proxy's.
	Answered bool
	// Wait is how long to wait after a 429, and Everything whether everything
	// must.
	Wait       time.Duration
	Everything bool
}

// Error implements error.
func (e *callError) Error() string { return e.Err.Error() }

// Unwrap returns the cause.
func (e *callError) Unwrap() error { return e.Err }

var (
	errHeldBack = errors.New("held back by a limit that is known")
	errPage     = errors.New("a page instead of an answer")
	errNoRoute  = errors.New("no route in time")
)

// refusal reads an answer that isn't a success.
func refusal(a *answer, body []byte) *callError {
	e := &callError{Err: errPage, Written: true, Status: a.status}
	// The library's APIErrorMessage and TooManyRequests lack most of these.
	var told struct {
		Code       *int    `json:"code"`
		Message    *string `json:"message"`
		RetryAfter float64 `json:"retry_after"`
		Global     bool    `json:"global"`
		Errors     any     `json:"errors"`
	}
	if err := json.Unmarshal(body, &told); err == nil && told.Message != nil {
		e.Answered = true
		if told.Code != nil {
			e.Code = *told.Code
		}
		e.Err = fmt.Errorf("%s (%d, code %d)%s", official(*told.Message), e.Status, e.Code, places(told.Errors))
	}
	if e.Status != http.StatusTooManyRequests {
		return e
	}
	if e.Wait = fromSeconds(told.RetryAfter); e.Wait == 0 { // The header's is rounded up.
		e.Wait = seconds(a.header.Get("Retry-After"))
	}
	e.Everything = told.Global || !e.Answered || a.header.Get("X-RateLimit-Scope") == "global"
	if e.Wait <= 0 {
		e.Wait = pageWait
	}
	return e
}

// official is an official message without what it may quote.
func official(s string) string {
	s, _, _ = strings.Cut(s, `"`)
	if r := []rune(strings.ToValidUTF8(s, "")); len(r) > 120 {
		s = string(r[:120])
	}
	return strings.TrimSpace(s)
}

// places names the fields that were refused, with the API's code for each; never
// what was in them.
func places(v any) string {
	var all []string
	var look func(path string, v any)
	look = func(path string, v any) {
		fields, _ := v.(map[string]any)
		for _, name := range slices.Sorted(maps.Keys(fields)) {
			if name != "_errors" {
				look(strings.TrimPrefix(path+"."+name, "."), fields[name])
				continue
			}
			faults, _ := fields[name].([]any)
			for _, f := range faults {
				fault, _ := f.(map[string]any)
				code, _ := fault["code"].(string)
				all = append(all, path+" "+code)
			}
		}
	}
	look("", v)
	if len(all) == 0 {
		return ""
	}
	return ": " + strings.Join(all[:min(len(all), 5)], ", ")
}

// Codes for which the library, v0.29.0, has no name.
const (
	codeNoMutualGuilds = 50278
	codeTagNeeded      = 40067
)

// answers is what the API's codes mean for a message. A code that isn't here is
// judged by the answer's status.
var answers = map[int]chat.SendKind{
	discordgo.ErrCodeCannotSendMessagesToThisUser: chat.Gone,
	codeNoMutualGuilds:                            chat.Gone,
	discordgo.ErrCodeUnknownChannel:               chat.Gone,
	discordgo.ErrCodeUnknownGuild:                 chat.Gone,
	discordgo.ErrCodeUnknownUser:                  chat.Gone,

	discordgo.ErrCodeMissingAccess:      chat.NotAllowed,
	discordgo.ErrCodeMissingPermissions: chat.NotAllowed,
	codeTagNeeded:                       chat.NotAllowed,
	// A channel that takes no messages, such as a forum.
	discordgo.ErrCodeCannotSendMessagesInVoiceChannel:     chat.NotAllowed,
	discordgo.ErrCodeCannotExecuteActionOnThisChannelType: chat.NotAllowed,

	discordgo.ErrCodePerformedOperationOnArchivedThread:               chat.NotAllowed,
	discordgo.ErrCodeThreadIsLocked:                                   chat.NotAllowed,
	discordgo.ErrCodeCannotReplyWithoutPermissionToReadMessageHistory: chat.NotAllowed,
	discordgo.ErrCodeReactionBlocked:                                  chat.NotAllowed,
	discordgo.ErrCodeTooManyReactions:                                 chat.NotAllowed,

	discordgo.ErrCodeUnknownInteraction:                    chat.Expired,
	discordgo.ErrCodeInteractionHasAlreadyBeenAcknowledged: chat.Expired,
	discordgo.ErrCodeInvalidWebhookTokenProvided:           chat.Expired,
	discordgo.ErrCodeUnknownWebhook:                        chat.Expired,

	discordgo.ErrCodeThisActionCannotBePerformedDueToSlowmodeRateLimit:                chat.Throttled,
	discordgo.ErrCodeMessageCannotBeEditedDueToAnnouncementRateLimits:                 chat.Throttled,
	discordgo.ErrCodeChannelHasHitWriteRateLimit:                                      chat.Throttled,
	discordgo.ErrCodeTheWriteActionYouArePerformingOnTheServerHasHitTheWriteRateLimit: chat.Throttled,
	discordgo.ErrCodeOpeningDirectMessagesTooFast:                                     chat.Throttled,
	discordgo.ErrCodeMaximumNumberOfEditsToMessagesOlderThanOneHourReached:            chat.Throttled,

	discordgo.ErrCodeAPIResourceIsCurrentlyOverloaded: chat.Unsent,
}

// codeOf returns the API's code of a failed request; 0 if there is none.
func codeOf(err error) int {
	if e, ok := errors.AsType[*callError](err); ok {
		return e.Code
	}
	return 0
}

// says reports whether the API answered with one of these codes.
func says(err error, codes ...int) bool {
	code := codeOf(err)
	return code != 0 && slices.Contains(codes, code)
}

// sendError says what a failed request means. Needs is the permission that such
// a request takes, as Discord names it. A limit is everything's, or that of such
// requests alone.
func sendError(err error, needs string) *chat.SendError {
	failed := &chat.SendError{Kind: chat.Unsent, Err: err}
	e, ok := errors.AsType[*callError](err)
	if !ok {
		return failed
	}
	kind, known := answers[e.Code]
	switch {
	case e.Status == http.StatusTooManyRequests || known && kind == chat.Throttled:
		failed.Kind, failed.Wait = chat.Throttled, max(e.Wait, time.Second)
		if e.Code == discordgo.ErrCodeMessageCannotBeEditedDueToAnnouncementRateLimits && e.Wait == 0 {
			failed.Wait = announcementEdits
		}
		failed.Scope = chat.ScopeRoute
		if e.Everything {
			failed.Scope = chat.ScopeAll
		}
	case e.Answered && known:
		failed.Kind = kind
		if kind == chat.NotAllowed {
			failed.Missing = missing(e.Code, needs)
		}
	case e.Answered && (e.Status >= 500 || e.Status == http.StatusUnauthorized):
		// The server's trouble, or the token's, and not the message's.
	case e.Answered && e.Status == http.StatusForbidden:
		failed.Kind = chat.NotAllowed
	case e.Answered && e.Status >= 400:
		failed.Kind = chat.Rejected
	case e.Written:
		failed.Kind = chat.Uncertain
	case errors.Is(err, context.DeadlineExceeded):
		failed.Err = errNoRoute
	}
	return failed
}

// announcementEdits is how long to wait where Discord says that a message that was
// published has been edited too often, but not for how long: it takes three in an
// hour.
const announcementEdits = 20 * time.Minute

// asideError says what a failed request means that shows no message, such as an
// edit, a reaction or a thread. A refusal of which Discord names no permission says
// nothing about the chat: it is Rejected, for this very thing.
func asideError(err error, needs string) *chat.SendError {
	failed := sendError(err, needs)
	if failed.Kind == chat.NotAllowed && !slices.Contains(ofTheChat, codeOf(err)) {
		failed.Kind, failed.Missing = chat.Rejected, ""
	}
	return failed
}

// ofTheChat are the codes of a refusal that hold for more than the request.
var ofTheChat = []int{
	discordgo.ErrCodeMissingAccess, discordgo.ErrCodeMissingPermissions,
	discordgo.ErrCodePerformedOperationOnArchivedThread, discordgo.ErrCodeThreadIsLocked,
}

// missing names the permission that a refusal is about, where it can be known.
func missing(code int, needs string) string {
	switch code {
	case discordgo.ErrCodeMissingAccess:
		return nameView
	case discordgo.ErrCodeMissingPermissions:
		return needs
	case discordgo.ErrCodeCannotReplyWithoutPermissionToReadMessageHistory:
		return nameHistory
	case discordgo.ErrCodeReactionBlocked:
		return nameReact
	case codeTagNeeded:
		return nameTag
	}
	return ""
}

// rejected is a failure of the caller's making, that needs no request.
func rejected(why string) *chat.SendError {
	return &chat.SendError{Kind: chat.Rejected, Err: errors.New(why)}
}

// expired is an answer that comes too late.
func expired(why string) *chat.SendError {
	return &chat.SendError{Kind: chat.Expired, Err: errors.New(why)}
}
