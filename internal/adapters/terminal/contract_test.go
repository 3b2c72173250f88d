package terminal

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
)

func TestContract(t *testing.T) {
	chattest.Contract(t, func(t *testing.T) chattest.Harness {
		k, out := newKeyboard(), &paper{}
		t.Cleanup(func() { _ = k.Close() })
		term := newTerminal(k, out, &steering{}, style{width: maxWidth})
		term.SaveIn(t.TempDir())
		return &harness{keyboard: k, paper: out, terminal: term}
	})
}

// harness is somebody at the keyboard who speaks as whoever is asked for.
type harness struct {
	keyboard *keyboard
	paper    *paper
	terminal *Terminal
	who      string
}

// Open returns the same terminal each time: the input can't be opened again.
func (h *harness) Open() chat.Adapter { return h.terminal }

func (h *harness) Traits() chattest.Traits { return chattest.Traits{} }

func (h *harness) Peer(name string) chattest.Peer { return &peer{h, name} }

func (h *harness) Channel() (chattest.Place, bool) {
	return chattest.Place{Chat: channelChat, Admin: defaultName, Member: "ada"}, true
}

func (h *harness) Nowhere() chat.Chat { return private("no one") }

func (h *harness) Fault(chattest.Fault) { panic("the terminal has no faults to make") }

// peer is one of those who are spoken as.
type peer struct {
	*harness
	name string
}

func (p *peer) Chat() chat.Chat { return private(p.name) }

func (p *peer) Account() string { return p.name }

func (p *peer) typed(line string) chat.MessageID {
	if p.who != p.name {
		p.who = p.name
		p.keyboard.line(":as " + p.name)
	}
	p.keyboard.line(line)
	return ""
}

func (p *peer) Write(text string) chat.MessageID { return p.typed(text) }

func (p *peer) Reply(to chat.MessageID, text string) chat.MessageID {
	p.terminal.mu.Lock()
	number := slices.Index(p.terminal.room(p.Chat()).questions, to) + 1
	p.terminal.mu.Unlock()
	return p.typed(":reply " + strconv.Itoa(number) + " " + text)
}

func (p *peer) Edit(_ chat.MessageID, text string) { p.typed(":edit " + text) }

func (p *peer) Delete(chat.MessageID) { p.typed(":delete") }

func (p *peer) Command(name, args string) { p.typed(strings.TrimSpace("/" + name + " " + args)) }

func (p *peer) Press(id chat.MessageID, label string) {
	for _, s := range p.Sees() {
		if s.ID == id {
			p.typed(strconv.Itoa(slices.Index(s.Labels, label) + 1))
		}
	}
}

func (p *peer) Block()   { panic("nobody can block a terminal") }
func (p *peer) Unblock() { panic("nobody can block a terminal") }

// Sees goes by what the terminal holds for shown, and reads on the page that it
// was: a line that isn't there is read as missing.
func (p *peer) Sees() []chattest.Shown {
	page := words(p.paper.String())
	p.terminal.mu.Lock()
	defer p.terminal.mu.Unlock()
	var all []chattest.Shown
	for id, s := range p.terminal.room(p.Chat()).texts {
		seen := chattest.Shown{ID: id, Text: s.text}
		for l := range strings.SplitSeq(s.text, "\n") {
			if !strings.Contains(page, words(l)) {
				seen.Text = "missing: " + l
			}
		}
		for i, a := range s.actions {
			if strings.Contains(page, "["+strconv.Itoa(i+1)+"] "+a.Label) {
				seen.Labels = append(seen.Labels, a.Label)
			}
		}
		if _, alt, ok := strings.Cut(page, "[picture] "); ok {
			seen.Picture = &chat.Picture{Alt: alt}
		}
		if s.saved != "" {
			data, _ := os.ReadFile(s.saved)
			seen.File = &chat.File{Name: filepath.Base(s.saved), Data: data}
		}
		all = append(all, seen)
	}
	slices.SortFunc(all, func(a, b chattest.Shown) int { return a.ID.Compare(b.ID) })
	return all
}

func (p *peer) Reacted(chat.MessageID) bool {
	page := p.paper.String()
	return strings.LastIndex(page, "  ✓\n") > strings.LastIndex(page, "(✓ taken back)")
}

// words is a text without its line breaks and margins.
func words(s string) string { return strings.Join(strings.Fields(s), " ") }
