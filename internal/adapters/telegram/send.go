package telegram

import (
	"context"
	"strconv"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"stillpoint/internal/chat"
)

// noPreview keeps links from being previewed.
var noPreview = encode(map[string]any{"is_disabled": true})

// preview is what Telegram shows of the links in a message: nothing, but for a picture
// that belongs to it.
func preview(blocks []chat.Block) string {
	for _, b := range blocks {
		if _, address, ok := b.Link(); ok && b.Kind == chat.LinkedPicture {
			return encode(map[string]any{"url": address, "prefer_large_media": true})
		}
	}
	return noPreview
}

// outgoing is one request that shows a message.
type outgoing struct {
	method string
	params params
	files  []tgbotapi.RequestFile
}

// receipt is what Telegram answers when it shows a message.
type receipt struct {
	ID   int64 `json:"message_id"`
	Date int64 `json:"date"`
}

func (r receipt) sent() chat.Sent { return chat.Sent{Message: messageID(r.ID), At: unix(r.Date)} }

// Send implements chat.Adapter. A message that is too long for one is shown as
// several; the receipt is for the last, which has the buttons.
func (a *Adapter) Send(ctx context.Context, m chat.Message) (_ chat.Sent, failed error) {
	defer a.recovered(&failed)
	p, err := placeOf(m.To)
	switch {
	case err != nil:
		return chat.Sent{}, &chat.SendError{Kind: chat.Rejected, Err: err}
	case m.Form != nil:
		return chat.Sent{}, rejected("Telegram has no forms")
	case m.Seen == chat.AsAlert && m.Answer != "":
		return chat.Sent{}, a.alert(ctx, p, m)
	case m.Seen == chat.ByActor && p.group():
		return chat.Sent{}, rejected("in a group everybody would see it")
	case m.ReplyTo != "":
		if _, err := messageNumber(m.ReplyTo); err != nil {
			return chat.Sent{}, &chat.SendError{Kind: chat.Rejected, Err: err}
		}
	}
	link, err := a.linkTo(ctx, m.Actions, p)
	if err != nil {
		return chat.Sent{}, err
	}
	return a.showAll(ctx, p, requests(m, p, link))
}

// requests are what shows a message, in order. A picture's caption is the text
// with the description below it; what is too long for that follows the picture.
// Links begin with link.
func requests(m chat.Message, p place, link func(chat.Ref) string) []outgoing {
	var all []outgoing
	switch {
	case m.Picture != nil:
		caption := captioned(m)
		whole := compose(caption, p.group())
		if units(whole.text) <= maxCaption {
			all = append(all, photo(m.Picture, whole.html(0, len(whole.text))))
		} else {
			alt := compose(caption[len(caption)-1:], p.group()).pieces(maxCaption)
			all = append(all, photo(m.Picture, strings.Join(alt[:min(1, len(alt))], "")))
			all = append(all, texts(m.Blocks, p)...)
		}
	case m.File != nil:
		whole := compose(m.Blocks, p.group())
		if units(whole.text) <= maxCaption {
			all = append(all, saved(m.File, whole.html(0, len(whole.text))))
		} else {
			all = append([]outgoing{saved(m.File, "")}, texts(m.Blocks, p)...)
		}
	default:
		all = texts(m.Blocks, p)
	}
	for i := range all {
		all[i].params["chat_id"] = strconv.FormatInt(p.chat, 10)
		if p.topic != 0 {
			all[i].params["message_thread_id"] = strconv.FormatInt(p.topic, 10)
		}
	}
	if len(all) == 0 {
		return nil
	}
	if m.ReplyTo != "" {
		// Its message may have been deleted since.
		n, _ := strconv.ParseInt(string(m.ReplyTo), 10, 64)
		all[0].params["reply_parameters"] = encode(map[string]any{"message_id": n, "allow_sending_without_reply": true})
	}
	switch last := all[len(all)-1].params; {
	case len(m.Actions) > 0:
		last["reply_markup"] = keyboard(m.Actions, p, link)
	case m.Placeholder != "":
		last["reply_markup"] = forceReply(m.Placeholder, m.ReplyTo != "" && p.group())
	}
	return all
}

// captioned are a message's blocks with its picture's description after them.
func captioned(m chat.Message) []chat.Block {
	return append(append([]chat.Block(nil), m.Blocks...), chat.Block{Kind: chat.Source, Text: m.Picture.Alt})
}

func texts(blocks []chat.Block, p place) []outgoing {
	var all []outgoing
	for _, html := range compose(blocks, p.group()).pieces(maxText) {
		all = append(all, outgoing{method: "sendMessage", params: params{
			"text": html, "parse_mode": "HTML", "link_preview_options": noPreview,
		}})
	}
	if len(all) > 0 {
		all[len(all)-1].params["link_preview_options"] = preview(blocks)
	}
	return all
}

func photo(pic *chat.Picture, caption string) outgoing {
	return upload("sendPhoto", "photo", pic.Name, pic.PNG, caption)
}

func saved(f *chat.File, caption string) outgoing {
	return upload("sendDocument", "document", f.Name, f.Data, caption)
}

func upload(method, field, name string, data []byte, caption string) outgoing {
	o := outgoing{
		method: method, params: params{},
		files: []tgbotapi.RequestFile{{Name: field, Data: tgbotapi.FileBytes{Name: name, Bytes: data}}},
	}
	if caption != "" {
		o.params["caption"], o.params["parse_mode"] = caption, "HTML"
	}
	return o
}

// throttledPiece is how long a message that is shown in part waits for the
// platform's leave to show the rest.
const throttledPiece = 30 * time.Second

// showAll makes the requests one after the other, no faster than one chat or
// group may be written to. Once the first is shown, a failure that would
// otherwise have the whole sent again is Uncertain: it was shown in part.
func (a *Adapter) showAll(ctx context.Context, p place, all []outgoing) (chat.Sent, error) {
	if len(all) == 0 {
		return chat.Sent{}, rejected("a message without text")
	}
	var sent chat.Sent
	for i, o := range all {
		if i > 0 {
			_ = pause(ctx, chatPause(p)) // If it ends early, the request says so.
		}
		r, failed := a.show(ctx, p, o)
		if i > 0 && failed != nil && failed.Kind == chat.Throttled && failed.Wait <= throttledPiece {
			_ = pause(ctx, failed.Wait)
			r, failed = a.show(ctx, p, o)
		}
		if failed != nil {
			if i > 0 && (failed.Kind == chat.Throttled || failed.Kind == chat.Unsent) {
				failed.Kind = chat.Uncertain
			}
			return chat.Sent{}, failed
		}
		sent = r.sent()
	}
	return sent, nil
}

// chatPause is the time between two messages in one place.
func chatPause(p place) time.Duration {
	if p.group() {
		return time.Minute / groupPerMin
	}
	return time.Second / chatPerSecond
}

// show makes one request. A message that it replies to, and that an older server
// misses, is let go of.
func (a *Adapter) show(ctx context.Context, p place, o outgoing) (receipt, *chat.SendError) {
	var r receipt
	err := a.api.decode(ctx, &r, o.method, o.params, o.files...)
	if told(err, saysNoReplyTo, saysOldReplyTo) && o.params["reply_parameters"] != "" {
		delete(o.params, "reply_parameters")
		err = a.api.decode(ctx, &r, o.method, o.params, o.files...)
	}
	if err != nil {
		return receipt{}, a.sendError(p, err)
	}
	a.topics.note(p, false)
	a.clock.mendDate(&r.Date, time.Now(), true)
	return r, nil
}

// pause waits; it reports how ctx ended if that came first.
func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
