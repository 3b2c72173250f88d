package discord

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
)

func TestContract(t *testing.T) {
	chattest.Contract(t, func(t *testing.T) chattest.Harness {
		// Bots that only try each other out may connect side by side.
		s := discordtest.New(t, discordtest.WithConcurrency(16), discordtest.FailLateInteractions())
		g := s.Guild("garden")
		for _, name := range []string{"ada", "bob"} {
			g.Member(s.Person(name))
		}
		return &harness{t: t, server: s, guild: g, road: newRoad(t), last: map[chat.Chat]chat.MessageID{}}
	})
}

// offers are commands as the core offers them.
func offers() []chat.Offer {
	return []chat.Offer{
		{Name: "schedule", About: "When you are asked", Private: true, Options: []chat.Option{{Name: "when", About: "Such as 8:30 weekdays", Kind: chat.OptionWords}}},
		{Name: "streak", About: "How it goes", Private: true},
		{Name: "timezone", About: "Where you are", Private: true, Options: []chat.Option{{Name: "place", About: "A city", Kind: chat.OptionPlace}}},
		{Name: "suggest", About: "Suggest a question", Channels: true, Options: []chat.Option{{Name: "question", About: "The question", Kind: chat.OptionWords, Required: true}}},
		{Name: "community", About: "The channel's question", Admins: true, Sub: []chat.Offer{
			{Name: "setup", About: "Set it up", Options: []chat.Option{
				{Name: "channel", About: "Where", Kind: chat.OptionChannel, Required: true},
				{Name: "time", About: "When", Kind: chat.OptionWords, Required: true},
				{Name: "role", About: "Whom to notify", Kind: chat.OptionRole},
				{Name: "thread", About: "Shared answers", Kind: chat.OptionChoice, Choices: []chat.Choice{{Value: "live", Label: "At once"}, {Value: "off", Label: "Never"}}},
			}},
			{Name: "status", About: "How it stands"},
			{Name: "questions", About: "Your own questions", Sub: []chat.Offer{
				{Name: "add", About: "Add some", Options: []chat.Option{{Name: "file", About: "One a line", Kind: chat.OptionFile, Required: true}}},
				{Name: "remove", About: "Remove one", Options: []chat.Option{{Name: "number", About: "Which", Kind: chat.OptionWords, Required: true}}},
			}},
		}},
	}
}

// road is the way to the server. It can be broken before a request is written.
type road struct {
	http.RoundTripper
	broken atomic.Bool // for the next message
}

func newRoad(t *testing.T) *road {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	t.Cleanup(transport.CloseIdleConnections)
	return &road{RoundTripper: transport}
}

func (r *road) RoundTrip(q *http.Request) (*http.Response, error) {
	if q.Method == http.MethodPost && strings.HasSuffix(q.URL.Path, "/messages") && r.broken.CompareAndSwap(true, false) {
		_ = q.Body.Close()
		return nil, errors.New("no route to host")
	}
	return r.RoundTripper.RoundTrip(q)
}

func (r *road) CloseIdleConnections() { r.RoundTripper.(*http.Transport).CloseIdleConnections() }

// harness is Discord with its people, for the contract; and of the bot's own disk
// the last message of each chat, by which gaps are filled.
type harness struct {
	t      *testing.T
	server *discordtest.Server
	guild  *discordtest.Guild
	road   *road
	log    *slog.Logger

	forum, news *discordtest.Channel // made when they are asked for

	mu   sync.Mutex
	last map[chat.Chat]chat.MessageID
}

func (h *harness) Open() chat.Adapter {
	a, err := New(Options{
		Token: h.server.Token(), APIURL: h.server.URL(), HTTP: &http.Client{Transport: h.road}, Log: h.log, Offers: offers(),
	})
	if err != nil {
		h.t.Fatalf("New: %v", err)
	}
	if _, err := a.introduce(h.t.Context()); err != nil {
		h.t.Fatalf("introduce: %v", err)
	}
	a.register(h.t.Context()) // Which Run does beside everything else.
	return &withGaps{a, h}
}

// withGaps is an adapter whose intake knows the gaps, as the core's does.
type withGaps struct {
	*Adapter
	h *harness
}

func (g *withGaps) Run(ctx context.Context, in chat.Intake) error {
	return g.Adapter.Run(ctx, &gapIntake{in, g.h})
}

type gapIntake struct {
	chat.Intake
	h *harness
}

func (g *gapIntake) Handle(ctx context.Context, e chat.Event) error {
	err := g.Intake.Handle(ctx, e)
	if t, ok := e.(chat.Text); ok && err == nil {
		g.h.mu.Lock()
		defer g.h.mu.Unlock()
		g.h.last[t.Space.Chat] = t.Message
	}
	return err
}

func (g *gapIntake) Gaps(context.Context, chat.Platform) (gaps []chat.Gap, err error) {
	g.h.mu.Lock()
	defer g.h.mu.Unlock()
	for c, m := range g.h.last {
		gaps = append(gaps, chat.Gap{Chat: c, After: m})
	}
	return gaps, nil
}

func (h *harness) Traits() chattest.Traits {
	return chattest.Traits{Faults: true, Blocks: true, SideBySide: true}
}

func (h *harness) Peer(name string) chattest.Peer {
	p := h.server.Person(name)
	h.mu.Lock()
	defer h.mu.Unlock()
	c := encoded(p.ChannelID())
	if h.last[c] == "" {
		h.last[c] = chat.MessageID(p.ChannelID()) // Nothing there is older than the chat.
	}
	return &peer{p}
}

func (h *harness) Channel() (chattest.Place, bool) {
	admin, member := h.server.Person("carla"), h.server.Person("dora")
	h.guild.Member(admin, "MANAGE_GUILD")
	h.guild.Member(member)
	if h.forum == nil {
		h.forum, h.news = h.guild.ChannelOf("GUILD_FORUM", "forum"), h.guild.ChannelOf("GUILD_ANNOUNCEMENT", "news")
		h.forum.Tag("daily", false)
		h.forum.NeedTags(true)
	}
	bearer, keepers := h.server.Person("edith"), h.guild.Role("keepers")
	h.guild.Member(bearer)
	keepers.Give(bearer)
	h.guild.Channel("reflections").Allow("PIN_MESSAGES")
	return chattest.Place{
		Bearer: bearer.ID(), Role: keepers.ID(),
		Chat: encoded(h.guild.Channel("reflections").ID()), Admin: admin.ID(), Member: member.ID(),
		Stranger: h.server.Person("eve").ID(), Forum: encoded(h.forum.ID()), News: encoded(h.news.ID()),
	}, true
}

func (h *harness) Nowhere() chat.Chat { return encoded("4242424242424242") }

const sending = "POST /channels/{channel_id}/messages"

func (h *harness) Fault(f chattest.Fault) {
	fault := discordtest.Fault{Delay: f.Delay, Hold: f.Hold}
	switch {
	case f.Cut == chattest.CutBefore:
		h.road.broken.Store(true)
		return
	case f.Cut == chattest.CutAfter:
		fault.Cut = discordtest.CutAfter
	case f.Refuse != nil:
		fault = discordtest.TooMany(f.Refuse.Wait.Seconds())
	}
	h.server.FaultNext(fault, sending)
}

// peer is somebody at their phone.
type peer struct{ *discordtest.Person }

func (p *peer) Chat() chat.Chat { return encoded(p.ChannelID()) }

func (p *peer) Account() string { return p.ID() }

func (p *peer) Write(text string) chat.MessageID { return chat.MessageID(p.Person.Write(text)) }

func (p *peer) Reply(to chat.MessageID, text string) chat.MessageID {
	return chat.MessageID(p.Person.Reply(string(to), text))
}

func (p *peer) Edit(id chat.MessageID, text string) { p.Person.Edit(string(id), text) }

func (p *peer) Delete(id chat.MessageID) { p.Person.Delete(string(id)) }

func (p *peer) Command(name, args string) {
	options := map[string]any{}
	for _, o := range offers() {
		if o.Name == name && len(o.Options) == 1 && args != "" {
			options[o.Options[0].Name] = args
		}
	}
	p.Person.Command(name, options)
}

func (p *peer) Press(id chat.MessageID, label string) { p.Person.Press(string(id), label) }

func (p *peer) Sees() []chattest.Shown {
	var all []chattest.Shown
	for _, s := range p.Person.Sees() {
		shown := chattest.Shown{
			ID: chat.MessageID(s.ID), At: s.At, Text: plain(s.Content), Labels: slices.Clone(s.Labels()),
			ReplyTo: chat.MessageID(s.ReplyTo),
		}
		for _, f := range s.Files {
			if f.Type == "image/png" {
				shown.Picture = &chat.Picture{Name: f.Name, PNG: f.Bytes, Alt: f.Description}
			} else {
				shown.File = &chat.File{Name: f.Name, Data: f.Bytes}
			}
		}
		all = append(all, shown)
	}
	return all
}

func (p *peer) Reacted(id chat.MessageID) bool { return len(p.Message(string(id)).Reactions) > 0 }
