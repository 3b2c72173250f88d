package telegram

import (
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
)

func TestContract(t *testing.T) {
	chattest.Contract(t, func(t *testing.T) chattest.Harness {
		s := telegramtest.New(t)
		return &harness{t: t, server: s, road: newRoad(t)}
	})
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
	if strings.HasSuffix(q.URL.Path, "/sendMessage") && r.broken.CompareAndSwap(true, false) {
		_ = q.Body.Close()
		return nil, errors.New("no route to host")
	}
	return r.RoundTripper.RoundTrip(q)
}

func (r *road) CloseIdleConnections() { r.RoundTripper.(*http.Transport).CloseIdleConnections() }

// harness is Telegram with its people, for the contract.
type harness struct {
	t      *testing.T
	server *telegramtest.Server
	road   *road
	log    *slog.Logger
}

func (h *harness) Open() chat.Adapter {
	a, err := New(Options{
		Token: h.server.Token(), APIURL: h.server.URL(), HTTP: &http.Client{Transport: h.road}, Log: h.log,
	})
	if err != nil {
		h.t.Fatalf("New: %v", err)
	}
	return a
}

func (h *harness) Traits() chattest.Traits {
	return chattest.Traits{Faults: true, Blocks: true, TellsBlocks: true, SideBySide: true}
}

func (h *harness) Peer(name string) chattest.Peer {
	return &peer{h.server.User(name).Opened()}
}

func (h *harness) Channel() (chattest.Place, bool) {
	g := h.server.Supergroup("walkers")
	admin, member, stranger := h.server.User("admin"), h.server.User("member"), h.server.User("stranger")
	g.MakeAdmin(admin)
	member.In(g)
	g.Promote(admin)
	account := func(u *telegramtest.User) string { return strconv.FormatInt(u.ID(), 10) }
	return chattest.Place{
		Chat: place{chat: g.ID()}.encoded(), Admin: account(admin), Member: account(member), Stranger: account(stranger),
	}, true
}

func (h *harness) Nowhere() chat.Chat { return place{chat: 4242}.encoded() }

func (h *harness) Fault(f chattest.Fault) {
	fault := telegramtest.Fault{Delay: f.Delay, Hold: f.Hold}
	switch {
	case f.Cut == chattest.CutBefore:
		h.road.broken.Store(true)
		return
	case f.Cut == chattest.CutAfter:
		fault.Cut = telegramtest.CutAfter
	case f.Refuse != nil:
		fault = telegramtest.TooMany(int(f.Refuse.Wait.Seconds()))
	}
	h.server.FaultNext(fault, "sendMessage")
}

// peer is somebody at their phone.
type peer struct{ *telegramtest.User }

func number(id chat.MessageID) int {
	n, _ := strconv.Atoi(string(id))
	return n
}

func (p *peer) Chat() chat.Chat { return place{chat: p.ChatID()}.encoded() }

func (p *peer) Account() string { return strconv.FormatInt(p.ID(), 10) }

func (p *peer) Write(text string) chat.MessageID { return messageID(int64(p.User.Write(text))) }

func (p *peer) Reply(to chat.MessageID, text string) chat.MessageID {
	return messageID(int64(p.User.Reply(number(to), text)))
}

func (p *peer) Edit(id chat.MessageID, text string) { p.User.Edit(number(id), text) }

func (p *peer) Delete(chat.MessageID) { panic("Telegram doesn't tell") }

func (p *peer) Command(name, args string) { p.User.Command(name, args) }

func (p *peer) Press(id chat.MessageID, label string) { p.PressOn(number(id), label) }

func (p *peer) Sees() []chattest.Shown {
	var all []chattest.Shown
	for _, s := range p.User.Sees() {
		shown := chattest.Shown{
			ID: messageID(int64(s.ID)), At: s.At, Text: s.Text, Labels: slices.Clone(s.Labels()),
			ReplyTo: messageID(int64(s.ReplyTo)),
		}
		if s.Photo != nil {
			shown.Picture = &chat.Picture{Name: s.Photo.Name, PNG: s.Photo.Bytes, Alt: s.Text}
		}
		if s.Document != nil {
			shown.File = &chat.File{Name: s.Document.Name, Data: s.Document.Bytes}
		}
		all = append(all, shown)
	}
	return all
}

func (p *peer) Reacted(id chat.MessageID) bool { return p.Reaction(number(id)) != "" }
