package discord

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"github.com/bwmarrin/discordgo"

	"stillpoint/internal/chat"
)

// callbackReceipt is what Discord answers to a callback. The library doesn't read it.
type callbackReceipt struct {
	Resource struct {
		Message receipt `json:"message"`
	} `json:"resource"`
}

// answer answers an interaction. One for a private chat that can't be answered
// any more is shown there as an ordinary message.
func (a *Adapter) answer(ctx context.Context, m chat.Message) (chat.Sent, *chat.SendError) {
	ix, ok := a.pending.find(m.Answer)
	if !ok {
		return chat.Sent{}, rejected("this is no interaction of Discord's")
	}
	if err := ix.held.acquire(ctx); err != nil {
		return chat.Sent{}, &chat.SendError{Kind: chat.Unsent, Err: err}
	}
	defer ix.held.release()
	a.reconsider(ctx, ix)
	if m.Form != nil {
		return chat.Sent{}, a.open(ctx, ix, m.Form)
	}
	if ix.over() {
		return a.late(ctx, ix, m, expired("the interaction is over"))
	}
	only := m.Seen == chat.AsAlert || m.Seen == chat.ByActor && !ix.private
	all := bodies(m)
	if len(all) > 0 && m.ReplyTo != "" && !only {
		all[0].Reference = repliesTo(m.ReplyTo)
	}
	for i := range all {
		if only {
			all[i].Flags |= discordgo.MessageFlagsEphemeral
		}
		all[i].Nonce = "" // Interactions know none.
	}
	var first *chat.SendError
	sent, failed := inTurn(ctx, all, func(i int, b body) (chat.Sent, *chat.SendError) {
		s, failed := a.say(ctx, ix, b, only)
		if i == 0 {
			first = failed
		}
		return s, failed
	})
	if failed != nil && failed == first && failed.Kind == chat.Expired {
		return a.late(ctx, ix, m, failed)
	}
	if m.Seen == chat.AsAlert {
		sent.Message = ""
	}
	return sent, failed
}

// late is what becomes of an answer that comes too late: in a private chat an
// ordinary message, but for a notice, for which nobody waits any more.
func (a *Adapter) late(ctx context.Context, ix *interaction, m chat.Message, failed *chat.SendError) (chat.Sent, *chat.SendError) {
	if m.Seen == chat.AsAlert || !ix.private && m.Seen != chat.ByAll {
		return chat.Sent{}, failed
	}
	return a.post(ctx, m.To.ID, m)
}

// open opens a form, which must be the first answer.
func (a *Adapter) open(ctx context.Context, ix *interaction, f *chat.Form) *chat.SendError {
	if ix.state != fresh || ix.over() {
		return expired("a form can't follow another answer")
	}
	err := a.rest.do(ctx, ix.callback(response{discordgo.InteractionResponseModal, formOf(f)}), nil)
	if err != nil {
		failed := sendError(err, "")
		if failed.Kind != chat.Unsent {
			ix.state = answered
		}
		return failed
	}
	ix.state = answered
	return nil
}

// say shows one message in answer: by the callback if that is still to come, in
// the place of the one that says that an answer comes, or as one that follows.
func (a *Adapter) say(ctx context.Context, ix *interaction, b body, only bool) (chat.Sent, *chat.SendError) {
	if ix.state == fresh && ix.underOnly && ix.follow == chat.Update {
		// Only an acknowledgement without a message keeps the one that was pressed
		// within reach; nothing else can change it, since it is for one member.
		a.acknowledge(ctx, ix, discordgo.InteractionResponseDeferredMessageUpdate, false)
	}
	switch ix.state {
	case fresh:
		return a.sayFirst(ctx, ix, b, only)
	case thinking:
		if ix.only == only {
			ix.state = answered
			return a.change(ctx, ix.original(http.MethodPatch, b.inEdit()), b)
		}
		// What follows would take the place of the message that says that an answer
		// comes, for whoever sees that: it must be gone first.
		err := a.rest.do(ctx, ix.original(http.MethodDelete, nil), nil)
		if err != nil && !says(err, discordgo.ErrCodeUnknownMessage) {
			failed := sendError(err, nameSend)
			if failed.Kind == chat.Uncertain {
				failed.Kind = chat.Unsent // Perhaps it is gone; nothing was shown.
			}
			return chat.Sent{}, failed
		}
		ix.state = answered
	case waiting, answered:
	}
	return a.change(ctx, ix.further(b), b)
}

// sayFirst shows a message as the callback.
func (a *Adapter) sayFirst(ctx context.Context, ix *interaction, b body, only bool) (chat.Sent, *chat.SendError) {
	sent, failed := a.callBack(ctx, ix, b)
	if failed != nil && failed.Kind == chat.Expired && ix.state == answered {
		// Somebody acknowledged it already, as before a restart: what comes follows.
		a.recognise(ctx, ix)
		return a.say(ctx, ix, b, only)
	}
	return sent, failed
}

// callBack makes the first answer, a message. Whether one that was perhaps taken
// was, Discord can be asked.
func (a *Adapter) callBack(ctx context.Context, ix *interaction, data body) (chat.Sent, *chat.SendError) {
	q := ix.callback(response{discordgo.InteractionResponseChannelMessageWithSource, data.inResponse()})
	q.query, q.upload = url.Values{"with_response": {"true"}}, data.file
	var r callbackReceipt
	err := a.rest.do(ctx, q, &r)
	if err == nil {
		ix.state = answered
		return a.sent(r.Resource.Message), nil
	}
	failed := sendError(err, nameSend)
	switch {
	case says(err, discordgo.ErrCodeInteractionHasAlreadyBeenAcknowledged):
		ix.state = answered
	case failed.Kind == chat.Uncertain:
		ix.state = answered
		asked, cancel := context.WithTimeout(context.WithoutCancel(ctx), ackWithin)
		defer cancel()
		var there receipt
		err := a.rest.do(asked, ix.original(http.MethodGet, nil), &there)
		switch {
		case err == nil:
			return a.sent(there), nil
		case says(err, discordgo.ErrCodeUnknownWebhook, discordgo.ErrCodeUnknownMessage):
			ix.state, failed.Kind = fresh, chat.Unsent
		}
	}
	return chat.Sent{}, failed
}

// change makes a request that shows or changes one message of an interaction.
func (a *Adapter) change(ctx context.Context, q request, b body) (chat.Sent, *chat.SendError) {
	q.upload = b.file
	var r receipt
	if err := a.rest.do(ctx, q, &r); err != nil {
		return chat.Sent{}, sendError(err, nameSend)
	}
	return a.sent(r), nil
}

// freshFor is how long an interaction from before a restart may yet be
// unacknowledged.
const freshFor = 3 * time.Second

// reconsider finds out how far an interaction was answered that is from before a
// restart. One that is hardly old is taken for unacknowledged: the API says if it
// was.
func (a *Adapter) reconsider(ctx context.Context, ix *interaction) {
	if !ix.unsure || ix.over() {
		return
	}
	ix.unsure = false
	if time.Since(born(ix.id)) < freshFor {
		ix.state = fresh
		return
	}
	a.recognise(ctx, ix)
}

// recognise asks whether an acknowledged interaction has a message that says that
// an answer comes, and who sees it: whatever follows takes its place.
func (a *Adapter) recognise(ctx context.Context, ix *interaction) {
	var there struct {
		Flags discordgo.MessageFlags `json:"flags"`
	}
	if a.rest.do(ctx, ix.original(http.MethodGet, nil), &there) != nil {
		return
	}
	if there.Flags&discordgo.MessageFlagsLoading != 0 {
		ix.state, ix.only = thinking, there.Flags&discordgo.MessageFlagsEphemeral != 0
	}
}
