package terminal

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"
	"time"

	"stillpoint/internal/chat"
)

const (
	// margin stands before every line of the bot's, so that what a person typed
	// is told from it in a copied transcript.
	margin = "  "
	// maxEcho is how much of a line is repeated, in runes.
	maxEcho = 1000
)

// page is what is shown, a message at a time.
type page struct {
	style  style
	editor *editor // nil where lines aren't edited

	mu       sync.Mutex
	out      io.Writer
	to       speaker   // whose turn it is
	prompted bool      // the prompt stands at the end of the page
	talking  bool      // a message of the bot's was the last thing shown
	date     time.Time // the local day of the last message
	drawn    string    // the picture in the last message, as it came
}

// speaker is whose turn it is at the keyboard.
type speaker struct {
	chat  string // the chat's id
	label string // what the prompt says; empty for oneself in private
}

func (s speaker) prompt() string { return strings.TrimSpace(s.label+"> ") + " " }

// turnTo says who is at the keyboard from now on, and where.
func (p *page) turnTo(s speaker) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.to = s
}

// prompt asks for the next line, and returns what stands before it: on a terminal
// that is shown now, or by the editor; in a pipe the line is repeated when it has
// come.
func (p *page) prompt() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.style.tty && p.editor == nil {
		_, _ = io.WriteString(p.out, p.to.prompt()) // What follows will tell if nobody can read it.
		p.prompted = true
	}
	return p.to.prompt()
}

// echo repeats what was typed, in a pipe.
func (p *page) echo(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.style.tty {
		p.prompted, p.talking = false, false
		return
	}
	if r := []rune(text); len(r) > maxEcho {
		text = string(r[:maxEcho]) + " …"
	}
	_ = p.print(strings.TrimRight(p.to.prompt()+visible(text), " ") + "\n")
}

// note is a word of the terminal's own.
func (p *page) note(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	_ = p.print(p.lines("", p.style.dim, "("+text+")"))
}

// plain shows lines as they stand.
func (p *page) plain(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	_ = p.print(margin + strings.ReplaceAll(text, "\n", "\n"+margin) + "\n")
}

// message shows a message of the bot's, of an instant by the clock that is played.
func (p *page) message(m chat.Message, s *shown, at time.Time) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.fit()
	day := p.day(at)
	if m.Seen == chat.AsAlert {
		return p.print(day + p.lines(p.addressee(m.To), p.style.dim, "! "+m.Text()))
	}
	gap := ""
	if p.talking {
		gap = "\n" // so that two messages aren't read as one
	}
	err := p.print(day + gap + p.body(m, s, "") + p.row(s))
	p.talking = true
	for _, b := range m.Blocks {
		if b.Kind == chat.Drawing {
			p.drawn = b.Text
		}
	}
	return err
}

// edit shows what changed of a message.
func (p *page) edit(m chat.Message, s *shown, text, buttons bool) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	var b strings.Builder
	if text {
		b.WriteString(p.body(m, s, "› "))
	}
	if buttons {
		b.WriteString(p.row(s))
	}
	err := p.print(b.String())
	p.talking = p.talking || text || buttons
	return err
}

// gone shows that a message was deleted.
func (p *page) gone(c chat.Chat, s *shown) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	start, _, _ := strings.Cut(s.text, "\n")
	if r := []rune(start); len(r) > 30 {
		start = string(r[:30]) + "…"
	}
	return p.print(p.lines(p.addressee(c), p.style.dim, "(gone: "+start+")"))
}

// reaction shows the bot's sign.
func (p *page) reaction(c chat.Chat, r chat.Reaction) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	sign := "✓"
	if r == chat.NoReaction {
		sign = "(✓ taken back)"
	}
	return p.print(p.lines(p.addressee(c), p.style.dim, sign))
}

// addressee names the chat that something is shown in, if it is another than
// the one that the person at the keyboard is in.
func (p *page) addressee(c chat.Chat) string {
	if c.ID == p.to.chat {
		return ""
	}
	return "(" + c.ID + ") "
}

// body lays a message's blocks out, the first one behind a sign.
func (p *page) body(m chat.Message, s *shown, sign string) string {
	var b strings.Builder
	prefix := p.addressee(m.To)
	if s.readers != "" && m.To.ID == channelID {
		prefix += onlyFor(s.readers)
	}
	prefix += sign
	for _, block := range m.Blocks {
		text := block.Text
		switch block.Kind {
		case chat.Heading:
			b.WriteString(p.lines(prefix, p.style.bold, text))
		case chat.Paragraph, chat.Item, chat.Link, chat.LinkedPicture:
			b.WriteString(p.lines(prefix, plainText, text))
		case chat.Quote:
			b.WriteString(p.lines(prefix+"| ", plainText, text))
		case chat.Source:
			if s.question > 0 {
				text += " · #" + strconv.Itoa(s.question)
			}
			b.WriteString(p.lines(prefix, p.style.dim, text))
		case chat.Drawing:
			b.WriteString(p.drawing(text))
		}
		prefix = strings.Repeat(" ", columnsOf(p.addressee(m.To)+sign))
	}
	if m.Picture != nil {
		b.WriteString(p.lines(prefix, p.style.dim, "[picture] "+m.Picture.Alt))
	}
	if s.saved != "" {
		b.WriteString(p.lines(prefix, p.style.dim, "[file] "+s.saved))
	}
	return b.String()
}

// row lays a message's buttons out; a button is never broken over two lines.
func (p *page) row(s *shown) string {
	if len(s.actions) == 0 {
		return ""
	}
	var b strings.Builder
	used := 0
	for i, a := range s.actions {
		button := fmt.Sprintf("[%d] %s", i+1, visible(a.Label))
		n := columnsOf(button)
		switch {
		case used == 0:
			b.WriteString(margin)
		case used+2+n > p.style.textWidth()-len(margin):
			b.WriteString("\n" + margin)
			used = 0
		default:
			b.WriteString("  ")
			used += 2
		}
		b.WriteString(p.style.button(button))
		used += n
	}
	return b.String() + "\n"
}

// lines wraps a text and puts the prefix before its first line, and as much
// space before the others; a quote keeps its bar.
func (p *page) lines(prefix string, look func(string) string, text string) string {
	hang := strings.Repeat(" ", columnsOf(prefix))
	if bar, ok := strings.CutSuffix(prefix, "| "); ok {
		hang = strings.Repeat(" ", columnsOf(bar)) + "| "
	}
	var b strings.Builder
	for _, l := range wrap(visible(text), p.style.textWidth()-len(margin)-columnsOf(prefix)) {
		b.WriteString(strings.TrimRight(margin+prefix+look(l), " ") + "\n")
		prefix = hang
	}
	return b.String()
}

// print writes at once; on a terminal without an editor it takes the prompt's place
// and sets it again below.
func (p *page) print(s string) error {
	if s == "" {
		return nil
	}
	p.talking, p.drawn = false, ""
	if p.prompted {
		instead := "\r\x1b[K"
		if p.style.plain {
			instead = "\n"
		}
		s = instead + s + p.to.prompt()
	}
	_, err := io.WriteString(p.out, s)
	return err
}

// onlyFor says who sees a message that nobody else in the channel does.
func onlyFor(who string) string {
	if who == defaultName {
		return "(only you see this) "
	}
	return "(only " + who + " sees this) "
}
