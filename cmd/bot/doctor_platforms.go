package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"sync"
	"time"

	"stillpoint/internal/adapters/discord"
	"stillpoint/internal/adapters/telegram"
	"stillpoint/internal/door"
)

const (
	// patience is how long a platform may take to answer.
	patience = 20 * time.Second
	// clockOff is how far the clock may be off before it is said.
	clockOff = 20 * time.Second
)

// platforms logs in to each platform that has a token.
func (d *doctor) platforms(ctx context.Context, c platformSettings, owner door.List) {
	var mu sync.Mutex
	off := map[string]time.Duration{}
	c.client = watchedClient(func(host string, ahead time.Duration) {
		mu.Lock()
		defer mu.Unlock()
		off[host] = ahead
	})
	defer c.client.CloseIdleConnections()
	p, err := c.platforms(slog.New(slog.DiscardHandler), nil, owner)
	if err != nil {
		return // It was said of the settings.
	}
	if p.discord != nil {
		d.discord(ctx, p.discord)
	}
	if p.telegram != nil {
		d.telegram(ctx, p.telegram, c.TelegramWebhook != "")
	}
	mu.Lock()
	defer mu.Unlock()
	for host, ahead := range off {
		switch {
		case ahead > clockOff:
			d.miss("clock", fmt.Sprintf("%s ahead of %s", ahead.Round(time.Second), host), "Have the machine set its clock by the network (NTP).")
		case ahead < -clockOff:
			d.miss("clock", fmt.Sprintf("%s behind %s", (-ahead).Round(time.Second), host), "Have the machine set its clock by the network (NTP).")
		default:
			d.fine("clock", "as "+host+" has it")
		}
	}
}

// unreached notes why a platform couldn't be asked.
func (d *doctor) unreached(part string, err error) {
	d.miss(part, err.Error(), networkRemedy(err))
}

// networkRemedy says what to do where a platform wasn't reached at all; empty if it
// was.
func networkRemedy(err error) string {
	if dns, ok := errors.AsType[*net.DNSError](err); ok {
		return fmt.Sprintf("This machine can't find %s: is it connected, and does its name server answer?", dns.Name)
	}
	if _, ok := errors.AsType[*net.OpError](err); ok || errors.Is(err, context.DeadlineExceeded) {
		return "This machine doesn't reach it: is it connected, and does a firewall or proxy let it through?"
	}
	return ""
}

// discord logs in.
func (d *doctor) discord(ctx context.Context, a *discord.Adapter) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	r, err := a.Check(ctx)
	if err != nil {
		d.unreached("discord", err)
		return
	}
	d.fine("discord", fmt.Sprintf("logged in as %s, in about %s", r.Name, counted(r.Servers, "server")))
	d.fine("discord", fmt.Sprintf("%s recommended; %d of %d sessions left today", counted(r.Shards, "shard"), r.SessionsLeft, r.SessionsTotal))
	if r.SessionsLeft == 0 {
		d.miss("discord", "no session may begin before "+time.Now().Add(r.SessionsReset).Format("15:04"), "Wait until then; what starts it again and again?")
	}
	if r.Registered {
		d.fine("discord", counted(r.Commands, "command")+" registered")
	} else {
		d.note("discord", fmt.Sprintf("%s registered, others than this version has; run writes them", counted(r.Commands, "command")), "")
	}
	if len(r.Privileged) > 0 {
		d.note("discord", strings.Join(r.Privileged, ", ")+" switched on in the developer portal", "Nothing here needs it; switch it off.")
	}
	if !r.Public {
		d.note("discord", "only its owner can add it to servers (developer portal → Bot → Public Bot)", "")
	}
}

// telegram asks about the bot.
func (d *doctor) telegram(ctx context.Context, a *telegram.Adapter, webhook bool) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	r, err := a.Check(ctx)
	if err != nil {
		d.unreached("telegram", err)
		return
	}
	d.fine("telegram", fmt.Sprintf("@%s, %s waiting", r.Username, counted(r.Waiting, "update")))
	switch {
	case r.Webhook && !webhook:
		d.note("telegram", "a webhook is set; run takes it away and polls", "")
	case webhook && !r.Webhook:
		d.note("telegram", "no webhook is set; run sets it", "")
	}
	if r.Trouble != "" {
		d.note("telegram", fmt.Sprintf("the webhook was last refused at %s: %s", r.TroubleAt.Format(time.DateTime), r.Trouble), r.Hint)
	}
	if !r.Groups {
		d.note("telegram", "it can't be added to groups (BotFather: /setjoingroups)", "")
	}
	if r.ReadsAll {
		d.note("telegram", "privacy mode is off: it is shown all that groups write, and needs none of it (BotFather: /setprivacy)", "")
	}
}
