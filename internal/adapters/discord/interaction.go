package discord

import (
	"container/list"
	"context"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"

	"stillpoint/internal/chat"
)

const (
	// deferAfter is how long the core has before an interaction is acknowledged
	// without an answer. Discord waits for three seconds, with the way there.
	deferAfter = time.Second
	// formAfter is that time where a form is to open, which can't be deferred.
	formAfter = 2500 * time.Millisecond
	// ackWithin is how long an acknowledgement may take.
	ackWithin = 2 * time.Second
	// tokenLife is how long an interaction can be answered: fifteen minutes, less
	// some for the way.
	tokenLife = 15*time.Minute - 15*time.Second
)

// state is how far an interaction has been answered.
type state int

const (
	fresh    state = iota // not acknowledged
	waiting               // acknowledged; what it stands under may yet be changed by it
	thinking              // acknowledged; a message says that an answer comes
	answered              // answered: what more there is follows
)

// interaction is something that a member did and that must be acknowledged. Its
// handle, which goes to the core, holds all that can be known after a restart.
type interaction struct {
	id, token string
	kind      discordgo.InteractionType
	follow    chat.Follow
	private   bool   // it happened in the bot's private chat
	under     string // the message that it stands under; empty for none
	underOnly bool   // that one is for one member's eyes
	app       string // the application

	came time.Time // when it came, by our clock; zero if that was before a restart

	held     semaphore // by whoever answers it
	state    state
	only     bool // while thinking: for one member's eyes
	unsure   bool // it is from before a restart: nobody knows whether it was acknowledged
	timer    *time.Timer
	finished atomic.Bool
	listed   *list.Element // among those that are live
}

// handle is the interaction for the core: opaque, and enough to answer it later.
func (ix *interaction) handle() string {
	flag := func(b bool) string {
		if b {
			return "1"
		}
		return "0"
	}
	return strings.Join([]string{
		ix.id, ix.app, number(int(ix.kind)), follows[ix.follow : ix.follow+1], flag(ix.private), ix.under, flag(ix.underOnly), ix.token,
	}, "|")
}

// parseHandle decodes what handle encoded.
func parseHandle(s string) (*interaction, bool) {
	p := strings.SplitN(s, "|", 8)
	if len(p) != 8 || !isID(p[0]) || !isID(p[1]) || len(p[2]) != 1 || !strings.Contains("235", p[2]) || len(p[3]) != 1 || p[7] == "" || strings.ContainsAny(p[7], "/?#%") {
		return nil, false
	}
	f := strings.Index(follows, p[3])
	if f < 0 || (p[5] != "" && !isID(p[5])) {
		return nil, false
	}
	return &interaction{
		id: p[0], app: p[1], kind: discordgo.InteractionType(p[2][0] - '0'), follow: chat.Follow(f), private: p[4] == "1",
		under: p[5], underOnly: p[6] == "1", token: p[7],
		held: newSemaphore(), state: answered, unsure: true,
	}, true
}

// deferAnswer acknowledges an interaction whose answer isn't there yet.
func (a *Adapter) deferAnswer(ctx context.Context, ix *interaction) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), ackWithin)
	defer cancel()
	if ix.held.acquire(ctx) != nil {
		return // An answer is on its way.
	}
	defer ix.held.release()
	if ix.state != fresh || ix.finished.Load() {
		return
	}
	switch {
	case ix.follow == chat.Opens:
		a.tooSlow(ctx, ix)
	case ix.follow == chat.Update && ix.under != "":
		a.acknowledge(ctx, ix, discordgo.InteractionResponseDeferredMessageUpdate, false)
	default:
		only := ix.follow == chat.Alert || ix.follow != chat.Public && !ix.private
		a.acknowledge(ctx, ix, discordgo.InteractionResponseDeferredChannelMessageWithSource, only)
	}
}

// acknowledge says that an answer comes, for one member's eyes or for all.
func (a *Adapter) acknowledge(ctx context.Context, ix *interaction, kind discordgo.InteractionResponseType, only bool) {
	r := discordgo.InteractionResponse{Type: kind}
	if kind == discordgo.InteractionResponseDeferredChannelMessageWithSource && only {
		r.Data = &discordgo.InteractionResponseData{Flags: discordgo.MessageFlagsEphemeral}
	}
	err := a.rest.do(ctx, ix.callback(r), nil)
	ix.state, ix.only = answered, only
	switch {
	case err != nil:
		a.log.Warn("an interaction was not acknowledged", "err", worded(err))
	case kind == discordgo.InteractionResponseDeferredMessageUpdate:
		ix.state = waiting
	default:
		ix.state = thinking
	}
}

// tooSlow says kindly that a form can't open any more.
func (a *Adapter) tooSlow(ctx context.Context, ix *interaction) {
	err := a.rest.do(ctx, ix.callback(discordgo.InteractionResponse{
		Type: discordgo.InteractionResponseChannelMessageWithSource,
		Data: &discordgo.InteractionResponseData{
			Content: escape(a.options.TooSlow), AllowedMentions: nobody(),
			Flags: discordgo.MessageFlagsEphemeral | discordgo.MessageFlagsSuppressEmbeds,
		},
	}), nil)
	if err != nil {
		a.log.Warn("an interaction was not acknowledged", "err", worded(err))
	}
	ix.state = answered
}

// callback is the first answer to an interaction. It must be made within three
// seconds, and once.
func (ix *interaction) callback(answer any) request {
	return request{
		method: http.MethodPost, url: discordgo.EndpointInteractionResponse(ix.id, ix.token),
		body: answer, byToken: true,
	}
}

// original is a request about the first answer, or, once a press is
// acknowledged, about the message that it stands under.
func (ix *interaction) original(method string, b any) request {
	return ix.about(method, "@original", b)
}

// about is a request about a message that answers the interaction.
func (ix *interaction) about(method, message string, b any) request {
	return request{
		method: method, url: discordgo.EndpointFollowupMessageActions(ix.app, ix.token, message),
		body: b, byToken: true, bucket: "webhook " + ix.id,
	}
}

// further is a request for a message that follows the first answer.
func (ix *interaction) further(b body) request {
	return request{
		method: http.MethodPost, url: discordgo.EndpointFollowupMessage(ix.app, ix.token),
		query: url.Values{"wait": {"true"}}, body: b.inFollowUp(), byToken: true, bucket: "webhook " + ix.id,
	}
}

// over reports whether its token doesn't hold any more.
func (ix *interaction) over() bool { return time.Since(ix.began()) > tokenLife }

// began is when its clock began to run. What is known of one from before a restart
// is Discord's own instant, with which our clock agrees, it is hoped.
func (ix *interaction) began() time.Time {
	if ix.came.IsZero() {
		return born(ix.id)
	}
	return ix.came
}
