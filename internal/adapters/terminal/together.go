package terminal

import (
	"bufio"
	"time"
)

const (
	// pasteGap is the time within which lines are one paste: nobody types two so fast,
	// and a terminal that doesn't say where a paste ends delivers its lines at once.
	pasteGap = 50 * time.Millisecond
	// ahead is how many lines are read while another is done with.
	ahead = 1024
)

// together reads lines from a keyboard without an editor, and puts together those that
// were pasted.
type together struct {
	lines chan arrival
	next  *arrival // was read, and belongs to the next text
}

// arrival is a line and when it came.
type arrival struct {
	line
	at time.Time
}

// newTogether reads all that comes, until its end.
func newTogether(in *bufio.Reader) *together {
	g := &together{lines: make(chan arrival, ahead)}
	go func() {
		for {
			l := readLine(in)
			g.lines <- arrival{l, time.Now()}
			if l.end {
				close(g.lines)
				return
			}
		}
	}()
	return g
}

// read returns one line, or all of a paste as one.
func (g *together) read() line {
	a, ok := g.take()
	if !ok || a.end {
		return line{end: true, err: a.err}
	}
	text, last := a.line, a.at
	for {
		gap := time.NewTimer(pasteGap)
		select {
		case more, ok := <-g.lines:
			gap.Stop()
			if !ok || more.end || more.at.Sub(last) > pasteGap {
				g.next = &more
				return text
			}
			whole := text.text + "\n" + more.text
			kept := string(cut([]byte(whole)))
			text.text, text.dropped = kept, text.dropped+more.dropped+len(whole)-len(kept)
			last = more.at
		case <-gap.C:
			return text
		}
	}
}

func (g *together) take() (arrival, bool) {
	if a := g.next; a != nil {
		g.next = nil
		return *a, true
	}
	a, ok := <-g.lines
	return a, ok
}
