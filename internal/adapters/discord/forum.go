package discord

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"stillpoint/internal/chat"
)

// postStart begins a forum's post. The library's ThreadStart and MessageSend send
// fields that this request doesn't take.
type postStart struct {
	threadStart
	Tags    []string `json:"applied_tags,omitempty"`
	Message body     `json:"message"`
}

// isForum reports whether a channel is known to be a forum. What a channel is never
// changes from or to one.
func (a *Adapter) isForum(channel string) bool {
	_, known := a.forums.get(channel)
	return known
}

// noteForum remembers that a channel is a forum, if it is.
func (a *Adapter) noteForum(c discordgo.Channel) {
	if c.Type == discordgo.ChannelTypeGuildForum {
		a.forums.put(c.ID, true)
	}
}

// openPost shows a message in a forum, as a post of its own, which has the message's id.
// Discord enforces no nonce there, so what is perhaps there is looked for first.
func (a *Adapter) openPost(ctx context.Context, forum string, m chat.Message) (chat.Sent, *chat.SendError) {
	c, err := a.channel(ctx, forum)
	if err != nil {
		return chat.Sent{}, sendError(err, nameView)
	}
	if m.Nonce != "" {
		sent, found, err := a.findPost(ctx, c, m.Nonce, time.Now().Add(-nonceWindow))
		if err != nil || found {
			return sent, unsent(err)
		}
	}
	all := bodies(m)
	if len(all) == 0 {
		return chat.Sent{}, rejected("a message without text")
	}
	start := postStart{threadStart{postTitle(m), weekLong}, tagsFor(c, m.Tag), all[0]}
	start.Message.Nonce = ""
	var post struct {
		ID string `json:"id"`
	}
	err = a.rest.do(ctx, request{
		method: http.MethodPost, url: discordgo.EndpointChannelThreads(forum),
		body: start, upload: all[0].file, bucket: "post " + forum,
	}, &post)
	if err != nil {
		failed := sendError(err, nameSend)
		if failed.Kind == chat.NotAllowed {
			a.reaches.put(forum, false) // So that its end is news.
		}
		return chat.Sent{}, failed
	}
	sent := chat.Sent{Message: chat.MessageID(post.ID), At: a.live(born(post.ID)), In: encoded(post.ID)}
	if len(all) == 1 {
		return sent, nil
	}
	_ = pause(ctx, betweenPieces)
	last, failed := a.postAll(ctx, post.ID, all[1:])
	if failed != nil && (failed.Kind == chat.Throttled || failed.Kind == chat.Unsent) {
		failed.Kind = chat.Uncertain // It was shown in part.
	}
	last.In = sent.In
	return last, failed
}

// unsent is a failure to find out what is there, before anything was shown.
func unsent(err error) *chat.SendError {
	if err == nil {
		return nil
	}
	failed := asideError(err, nameHistory)
	if failed.Kind == chat.Uncertain {
		failed.Kind = chat.Unsent
	}
	return failed
}

// postTitle is the title of a message's post: its own, or its first words.
func postTitle(m chat.Message) string {
	for _, title := range []string{m.Title, m.Text()} {
		title, _, _ = strings.Cut(strings.TrimSpace(harmless(title)), "\n")
		if visible(title) {
			return shorten(title, maxThread)
		}
	}
	return "…"
}

// tagsFor are the tags of a new post: the one that was chosen, if it is there. Where
// each post must have one, it is the first that the bot may set.
func tagsFor(forum discordgo.Channel, chosen string) []string {
	free := freeTags(forum)
	for _, t := range free {
		if t.ID == chosen {
			return []string{t.ID}
		}
	}
	if len(free) > 0 && forum.Flags&discordgo.ChannelFlagRequireTag != 0 {
		return []string{free[0].ID}
	}
	return nil
}

// freeTags are the tags that anybody may set; the others are set by those who manage
// threads.
func freeTags(forum discordgo.Channel) []discordgo.ForumTag {
	return slices.DeleteFunc(slices.Clone(forum.AvailableTags), func(t discordgo.ForumTag) bool { return t.Moderated })
}

// findPost looks among a forum's posts, from since on, for the bot's with a nonce.
func (a *Adapter) findPost(ctx context.Context, forum discordgo.Channel, nonce string, since time.Time) (chat.Sent, bool, error) {
	me := a.self.Load()
	if me == nil {
		return chat.Sent{}, false, nil
	}
	var active struct {
		Threads []discordgo.Channel `json:"threads"`
	}
	err := a.get(ctx, discordgo.EndpointGuildActiveThreads(forum.GuildID), "threads "+forum.GuildID, &active)
	if err != nil {
		return chat.Sent{}, false, err
	}
	for _, post := range active.Threads {
		if post.ParentID != forum.ID || post.OwnerID != me.User || born(post.ID).Before(since) {
			continue
		}
		sent, found, err := a.findIn(ctx, post.ID, nonce, since)
		if err != nil || found {
			sent.In = encoded(post.ID)
			return sent, found, err
		}
	}
	return chat.Sent{}, false, nil
}
