package discordtest

import (
	"net/http"
	"strings"
)

// apiError is an answer that refuses.
type apiError struct {
	status  int
	code    int
	message string
	errors  object  // of an invalid form
	fault   string  // what is wrong by our strict reading, which fails the test
	wait    float64 // seconds, of a 429
	scope   string  // of a 429: user, global or shared
}

// The official errors that the simulator knows.
var (
	errUnauthorized   = &apiError{status: 401, message: "401: Unauthorized"}
	errNoRoute404     = &apiError{status: 404, message: "404: Not Found"}
	errMethod         = &apiError{status: 405, message: "405: Method Not Allowed"}
	errChannel        = &apiError{status: 404, code: 10003, message: "Unknown Channel"}
	errGuild          = &apiError{status: 404, code: 10004, message: "Unknown Guild"}
	errMember         = &apiError{status: 404, code: 10007, message: "Unknown Member"}
	errMessage        = &apiError{status: 404, code: 10008, message: "Unknown Message"}
	errUser           = &apiError{status: 404, code: 10013, message: "Unknown User"}
	errEmoji          = &apiError{status: 400, code: 10014, message: "Unknown Emoji"}
	errWebhook        = &apiError{status: 404, code: 10015, message: "Unknown Webhook"}
	errInteraction    = &apiError{status: 404, code: 10062, message: "Unknown interaction"}
	errCommand        = &apiError{status: 404, code: 10063, message: "Unknown application command"}
	errSystem         = &apiError{status: 403, code: 50021, message: "Cannot execute action on a system message"}
	errPins           = &apiError{status: 400, code: 30003, message: "Maximum number of pinned messages reached (250)"}
	errOldEdits       = &apiError{status: 429, code: 30046, message: "Maximum number of edits to messages older than 1 hour reached. Try again later.", wait: 60, scope: "shared"}
	errAnnounced      = &apiError{status: 403, code: 20022, message: "This message cannot be edited due to announcement rate limits."}
	errNoText         = &apiError{status: 400, code: 50008, message: "Cannot send messages in a non-text channel"}
	errChannelType    = &apiError{status: 400, code: 50024, message: "Cannot execute action on this channel type"}
	errTagNeeded      = &apiError{status: 400, code: 40067, message: "A tag is required to create a forum post in this channel"}
	errTag            = &apiError{status: 404, code: 10087, message: "Unknown Tag"}
	errCrossposted    = &apiError{status: 400, code: 40033, message: "This message has already been crossposted."}
	errAcknowledged   = &apiError{status: 400, code: 40060, message: "Interaction has already been acknowledged."}
	errAccess         = &apiError{status: 403, code: 50001, message: "Missing Access"}
	errDMType         = &apiError{status: 403, code: 50003, message: "Cannot execute action on a DM channel"}
	errNotAuthor      = &apiError{status: 403, code: 50005, message: "Cannot edit a message authored by another user"}
	errEmpty          = &apiError{status: 400, code: 50006, message: "Cannot send an empty message", fault: "is an empty message"}
	errCannotSend     = &apiError{status: 403, code: 50007, message: "Cannot send messages to this user"}
	errPermissions    = &apiError{status: 403, code: 50013, message: "Missing Permissions"}
	errWebhookToken   = &apiError{status: 401, code: 50027, message: "Invalid Webhook Token"}
	errSelfDM         = &apiError{status: 400, code: 50007, message: "Cannot send messages to this user", fault: "is the bot's own id"}
	errArchived       = &apiError{status: 400, code: 50083, message: "Thread is archived"}
	errNoMutual       = &apiError{status: 403, code: 50278, message: "Cannot send messages to this user due to having no mutual guilds"}
	errReplyHistory   = &apiError{status: 400, code: 160002, message: "Cannot reply without permission to read message history"}
	errThreadExists   = &apiError{status: 400, code: 160004, message: "A thread has already been created for this message"}
	errThreadLocked   = &apiError{status: 400, code: 160005, message: "Thread is locked"}
	errBigRequest     = &apiError{status: 413, code: 40005, message: "Request entity too large", fault: "has files of more than 10 MiB"}
	errMalformedBody  = &apiError{status: 400, code: 50109, message: "The request body contains invalid JSON.", fault: "is no JSON"}
	errFormType       = &apiError{status: 400, message: "400: Bad Request", fault: "has a content type that is not taken"}
	errOpeningTooFast = "You are opening direct messages too fast."
)

// ours has the test fail: the fault is the bot's own.
func (e *apiError) ours(fault string) *apiError {
	c := *e
	c.fault = fault
	return &c
}

// words are Discord's for the codes of an invalid form.
var words = map[string]string{
	required:   "This field is required",
	badLength:  "Must be of another length.",
	tooLong:    "Must be shorter in length.",
	notChoice:  "Value must be one of the values allowed.",
	badType:    "Value of another type was expected.",
	notInteger: "Value is not formed as expected.",
	outOfRange: "Value is out of range.",
	unknown:    "This field is unknown.",
}

// invalid is the answer to a form that isn't as it must be.
func invalid(m *mismatch) *apiError {
	message := words[m.code]
	if message == "" {
		message = "Invalid."
	}
	at := object{"_errors": []any{object{"code": m.code, "message": message}}}
	steps := strings.Split(m.path, ".")
	for i := len(steps) - 1; i >= 0 && m.path != ""; i-- {
		at = object{steps[i]: at}
	}
	return &apiError{status: http.StatusBadRequest, code: 50035, message: "Invalid Form Body", errors: at, fault: m.String()}
}

// body is the answer as JSON.
func (e *apiError) body() object {
	b := object{"message": e.message, "code": e.code}
	if e.errors != nil {
		b["errors"] = e.errors
	}
	if e.status == http.StatusTooManyRequests {
		b["retry_after"], b["global"] = e.wait, e.scope == "global"
	}
	return b
}
