package discord

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/bwmarrin/discordgo"

	"stillpoint/internal/chat"
)

// fileHosts are where Discord keeps what members attach.
var fileHosts = []string{"cdn.discordapp.com", "media.discordapp.net"}

// fileWithin is how long fetching a file may take.
const fileWithin = 10 * time.Second

// download fetches a text file that a member attached. One that is too long, that
// is no text, or that lies elsewhere than Discord's files do, is empty.
func (a *Adapter) download(ctx context.Context, f discordgo.MessageAttachment, most int) string {
	if f.Size > most || !a.discords(f.URL) {
		return ""
	}
	ctx, cancel := context.WithTimeout(ctx, fileWithin)
	defer cancel()
	q, err := http.NewRequestWithContext(ctx, http.MethodGet, f.URL, nil)
	if err != nil {
		return ""
	}
	q.Header.Set("User-Agent", a.agent)
	answer, err := a.rest.client.Do(q)
	if err != nil {
		a.log.Warn("a file was not fetched", "err", a.rest.clean(err))
		return ""
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(answer.Body, int64(most)+1))
	if answer.StatusCode != http.StatusOK || err != nil {
		a.log.Warn("a file was not fetched", "status", answer.StatusCode)
		return ""
	}
	if len(body) > most {
		return ""
	}
	return chat.FileText(body)
}

// discords reports whether an address is one of Discord's files, or lies on the
// host that stands for Discord's API.
func (a *Adapter) discords(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.User != nil {
		return false
	}
	if base, err := url.Parse(a.options.APIURL); err == nil && base.Host == u.Host && base.Scheme == u.Scheme {
		return true
	}
	for _, h := range fileHosts {
		if u.Scheme == "https" && u.Host == h {
			return true
		}
	}
	return false
}

// mostOf is how much of a file an option of a command takes.
func mostOf(offer *chat.Offer, option string) int {
	if offer != nil {
		for _, o := range offer.Options {
			if o.Name == option {
				return o.MaxBytes()
			}
		}
	}
	return chat.MaxFile
}
