package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"stillpoint/internal/adapters/discord"
	"stillpoint/internal/adapters/telegram"
	"stillpoint/internal/chat"
	"stillpoint/internal/conversation"
	"stillpoint/internal/disk"
	"stillpoint/internal/door"
	"stillpoint/internal/words"
)

// hostSettings say who may use the bot, and who hosts it.
type hostSettings struct {
	Allow string `long:"allow" env:"STILLPOINT_ALLOW" value-name:"LIST" description:"Let in these people, servers and groups alone, such as telegram:123456789,discord:987654321. Everybody, unless set."`
	Owner string `long:"owner" env:"STILLPOINT_OWNER" value-name:"LIST" description:"The accounts of whoever hosts it, such as telegram:123456789: told privately, seldom, when something needs them; they may write /host status."`
}

// lists reads both.
func (c hostSettings) lists(wrong *wrongSettings) (allow, owner door.List) {
	read := func(name, text string) door.List {
		l, err := door.Parse(text, discord.Platform, telegram.Platform)
		if err != nil {
			*wrong = append(*wrong, fmt.Sprintf("%s: %v", name, err))
		}
		return l
	}
	return read("STILLPOINT_ALLOW", c.Allow), read("STILLPOINT_OWNER", c.Owner)
}

// offers are the commands to register on a platform. Whoever hosts the bot has one more,
// where they have an account.
func offers(owner door.List, on chat.Platform) []chat.Offer {
	all := conversation.Offers(words.For(""))
	if len(owner.Of(on)) > 0 {
		all = append(all, chat.Offer{
			Name: "host", About: "For whoever hosts this bot", Hosts: true, Sub: []chat.Offer{{Name: "status", About: "How the bot is"}},
		})
	}
	return all
}

const (
	// troubleLasts is how long something must be wrong before the host is told, and
	// troubleAgain how much later they are told again.
	troubleLasts = 20 * time.Minute
	troubleAgain = 24 * time.Hour
	// littleFree is how much is free on the disk when the host is told, in bytes.
	littleFree = 512 << 20
)

// desk answers whoever hosts the bot, and tells them what needs them. What they ask here
// is neither stored nor handed on.
type desk struct {
	chat.Intake
	bot   *bot
	owner door.List

	mu    sync.Mutex
	since map[string]time.Time // when a trouble began, by its part
	told  map[string]time.Time // when the host was last told of it
}

// Handle implements chat.Intake.
func (d *desk) Handle(ctx context.Context, e chat.Event) error {
	m := e.About()
	if !m.Space.Private || !asksHost(e) || !d.owner.Holds(m.Space.Platform, m.Actor.Account) {
		return d.Intake.Handle(ctx, e)
	}
	p := d.bot.platform(m.Space.Platform)
	if p == nil {
		return nil
	}
	say := chat.Message{To: m.Space.Chat, Answer: m.Answer, Lane: chat.LaneAnswer, Seen: chat.ByActor, Blocks: []chat.Block{chat.P(d.status(ctx))}}
	go func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		defer p.paced.Answered(m.Answer)
		if _, err := p.paced.Send(ctx, say); err != nil {
			d.bot.log.Warn("answering the host failed", "platform", m.Space.Platform, "err", err)
		}
	}()
	return nil
}

// asksHost reports whether an event is /host or /host status, as a command or typed.
func asksHost(e chat.Event) bool {
	switch e := e.(type) {
	case chat.Command:
		return e.Name == "host" && (e.Args == "" || strings.EqualFold(strings.TrimSpace(e.Args), "status"))
	case chat.Text:
		asked := strings.ToLower(strings.Join(strings.Fields(e.Body), " "))
		return asked == "/host" || asked == "/host status"
	}
	return false
}

// status says how the bot is.
func (d *desk) status(ctx context.Context) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Stillpoint %s.\n", release())
	for _, p := range d.bot.parts() {
		if p.err != nil {
			fmt.Fprintf(&b, "%s: %v\n", p.name, p.err)
		} else {
			fmt.Fprintf(&b, "%s: well\n", p.name)
		}
	}
	if st, err := d.bot.store.Stats(ctx); err == nil {
		channels, own := 0, 0
		for _, s := range st.Subscriptions {
			if s.Channel {
				channels += s.N
			} else {
				own += s.N
			}
		}
		fmt.Fprintf(&b, "%s; %s, %s; the database is %s.\n", counted(st.People, "person|people"),
			counted(own, "daily question"), counted(channels, "channel"), megabytes(uint64(st.Bytes)))
	}
	s := d.bot.state()
	if !s.OnServer {
		fmt.Fprintf(&b, "%s free on its disk.\n", megabytes(s.DiskFree))
	}
	switch {
	case s.OnServer:
		b.WriteString("It is on a server: see how that is, and that it is backed up.")
	case !s.HasBackups:
		b.WriteString("No backups are made by themselves.")
	case s.Backups == 0:
		b.WriteString("No backup yet.")
	default:
		fmt.Fprintf(&b, "%s, the newest of %s UTC.", counted(s.Backups, "backup"), s.Backup.Format(time.DateTime))
	}
	return b.String()
}

// troubles are what needs the host now, by part.
func (d *desk) troubles() map[string]string {
	all := map[string]string{}
	for _, p := range d.bot.parts() {
		if p.err != nil {
			all[p.name] = p.err.Error()
		}
	}
	if space, _, err := disk.Look(filepath.Dir(d.bot.store.Path())); !d.bot.store.OnServer() && err == nil && space.Free < littleFree {
		all["disk"] = megabytes(space.Free) + " are left on the database's disk"
	}
	if err := d.bot.backedUp.Load(); err != nil && *err != nil {
		all["backup"] = "the last one failed: " + (*err).Error()
	}
	return all
}

// look tells the host of trouble that lasts: at most once a day of each part, in one
// message.
func (d *desk) look(ctx context.Context, now time.Time) {
	var lines, parts []string
	d.mu.Lock()
	all := d.troubles()
	for part := range d.since {
		if _, still := all[part]; !still {
			delete(d.since, part)
		}
	}
	for part, what := range all {
		if _, known := d.since[part]; !known {
			d.since[part] = now
		}
		if now.Sub(d.since[part]) < troubleLasts || now.Sub(d.told[part]) < troubleAgain {
			continue
		}
		lines, parts = append(lines, part+": "+what), append(parts, part)
	}
	d.mu.Unlock()
	if len(lines) == 0 || !d.tell(ctx, "Something needs you.\n"+strings.Join(lines, "\n")+"\nbot doctor says what to do.") {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, part := range parts {
		d.told[part] = now
	}
}

// tell writes to the host on every platform on which it can, and reports whether it
// could on any.
func (d *desk) tell(ctx context.Context, text string) (done bool) {
	for _, p := range d.bot.platforms {
		for _, account := range d.owner.Of(p.paced.Platform()) {
			one, cancel := context.WithTimeout(ctx, 20*time.Second)
			to, err := p.paced.Private(one, account)
			if err == nil {
				_, err = p.paced.Send(one, chat.Message{To: to, Lane: chat.LaneSummary, Blocks: []chat.Block{chat.P(text)}})
			}
			cancel()
			if err != nil {
				d.bot.log.Warn("telling the host failed", "platform", p.paced.Platform(), "err", err)
				continue
			}
			done = true
		}
	}
	return done
}

// frontDesk puts what the host asks, how much somebody may do at once, and who is let in,
// before the core.
func (b *bot) frontDesk(allow, owner door.List, contact string) {
	adapters := map[chat.Platform]chat.Adapter{}
	for _, p := range b.platforms {
		adapters[p.paced.Platform()] = p.paced
	}
	if !allow.Everyone() {
		b.intake = &door.Door{Intake: b.intake, Allowed: allow, Contact: contact, Always: conversation.AlwaysTheirs, Store: b.store, Adapters: adapters, Log: b.log}
	}
	b.intake = &door.Turnstile{Intake: b.intake, Adapters: adapters, Log: b.log}
	if !owner.Everyone() {
		b.desk = &desk{Intake: b.intake, bot: b, owner: owner, since: map[string]time.Time{}, told: map[string]time.Time{}}
		b.intake = b.desk
	}
}

// platform is one that is served; nil for another.
func (b *bot) platform(name chat.Platform) *supervised {
	for _, p := range b.platforms {
		if p.paced.Platform() == name {
			return p
		}
	}
	return nil
}
