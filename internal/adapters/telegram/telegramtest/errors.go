package telegramtest

import (
	"encoding/json"
	"net/http"
	"strconv"
)

// apiError is an answer that isn't ok, in the official words.
type apiError struct {
	code        int
	description string
	retryAfter  int   // seconds, of a 429
	migrateTo   int64 // the supergroup that the group has become
	// fault says, in names alone, what the bot did wrong; empty if the request
	// was a good one and the world is to blame.
	fault string
}

// ours marks an error as the bot's making.
func (e *apiError) ours(field, fault string) *apiError {
	e.fault = field + ": " + fault
	return e
}

func bad(description string) *apiError {
	return &apiError{code: http.StatusBadRequest, description: "Bad Request: " + description}
}

func forbidden(description string) *apiError {
	return &apiError{code: http.StatusForbidden, description: "Forbidden: " + description}
}

func conflict(description string) *apiError {
	return &apiError{code: http.StatusConflict, description: "Conflict: " + description}
}

func tooMany(seconds int) *apiError {
	return &apiError{
		code:        http.StatusTooManyRequests,
		description: "Too Many Requests: retry after " + strconv.Itoa(seconds),
		retryAfter:  seconds,
	}
}

func migrated(to int64) *apiError {
	e := bad("group chat was upgraded to a supergroup chat")
	e.migrateTo = to
	return e
}

const (
	notModified = "message is not modified: specified new message content and reply markup are exactly " +
		"the same as a current content and reply markup of the message"
	queryTooOld   = "query is too old and response timeout expired or query ID is invalid"
	otherPoller   = "terminated by other getUpdates request; make sure that only one bot instance is running"
	webhookActive = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
	webhookSet    = "terminated by setWebhook request"
)

// body is the answer as it is sent.
func (e *apiError) body() []byte {
	answer := object{"ok": false, "error_code": e.code, "description": e.description}
	parameters := object{}
	if e.retryAfter > 0 {
		parameters["retry_after"] = e.retryAfter
	}
	if e.migrateTo != 0 {
		parameters["migrate_to_chat_id"] = e.migrateTo
	}
	if len(parameters) > 0 {
		answer["parameters"] = parameters
	}
	return encode(answer)
}

// object is a JSON object in the making.
type object map[string]any

// encode turns what the server itself has built into JSON.
func encode(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic("telegramtest: " + err.Error())
	}
	return b
}
