package terminal

import (
	"io"
	"time"
)

// leave ends the page on a line of its own.
func (p *page) leave() {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.editor != nil:
		p.editor.close()
	case p.prompted:
		_, _ = io.WriteString(p.out, "\n")
		p.prompted = false
	}
}

// resized is called when the terminal has another size. A picture that was the last
// thing shown is shown again, if it looks different now.
func (p *page) resized() {
	p.mu.Lock()
	defer p.mu.Unlock()
	was := p.style.width
	p.editor.resized()
	if p.fit(); p.drawn == "" || p.style.width == was {
		return
	}
	before := p.style
	before.width = was
	if again := p.drawing(p.drawn); again != (&page{style: before}).drawing(p.drawn) {
		drawn := p.drawn
		_ = p.print("\n" + again)
		p.drawn = drawn
	}
}

// fit takes over the terminal's width.
func (p *page) fit() {
	if p.editor == nil {
		return
	}
	if columns, _ := p.editor.device.Size(); columns > 0 {
		p.style.width = columns
	}
}

// day shows a line where a message comes on another day than the one before it.
func (p *page) day(at time.Time) string {
	date := time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, time.UTC)
	was := p.date
	p.date = date
	if was.IsZero() || was.Equal(date) {
		return ""
	}
	p.talking = false
	return p.lines("", p.style.dim, "· "+at.Format("Monday 2 January 2006")+" ·")
}
