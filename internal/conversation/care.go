package conversation

import (
	"sync"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

const (
	// careEvery is how long after a care line there is no other for the same person.
	careEvery = 24 * time.Hour
	// careKnown bounds how many people are remembered.
	careKnown = 1000
)

// care remembers who was told lately where to turn. It is in memory alone: nothing
// about a person is stored, and the worst that a restart does is to say it again.
type care struct {
	line string // the host's own; empty for that of the vocabulary

	mu   sync.Mutex
	told map[reflection.PersonID]toldCare
}

// toldCare is when it was said, and in answer to which event: a turn may be run again.
type toldCare struct {
	at    time.Time
	event string
}

// Care sets what is said to somebody who writes that they mean to harm themselves,
// in the place of the default, and before a series. It is called before the core is
// run.
func (c *Core) Care(line string) { c.care.line, c.series.Care = line, line }

// sayCare tells somebody who writes that they mean to harm themselves where to turn:
// once in a while, and to them alone.
func (c *Core) sayCare(t *turn.Turn, e chat.Event) {
	text := said(e)
	if text == "" || t.Person.ID == 0 || !t.Words.Care.Speaks(text) || !c.care.mayTell(t.Person.ID, t.Meta) {
		return
	}
	line := c.care.line
	if line == "" {
		line = t.Words.Care.Line
	}
	m := chat.Message{Blocks: []chat.Block{chat.P(line)}}
	switch _, wrote := e.(chat.Text); {
	case t.Meta.Space.Private, t.Limits.Ephemeral && !wrote:
		t.Show(m, 0)
	case !t.Home.IsZero():
		t.ShowHome(m, 0)
	}
}

// said is what somebody wrote, wherever they wrote it.
func said(e chat.Event) string {
	switch e := e.(type) {
	case chat.Text:
		return e.Body
	case chat.Edited:
		return e.Body
	case chat.Command:
		return e.Args
	case chat.Submitted:
		all := ""
		for _, text := range e.Fields {
			all += text + "\n"
		}
		return all
	}
	return ""
}

// mayTell reports whether it is time to say it, and remembers that it is said.
func (c *care) mayTell(p reflection.PersonID, m chat.Meta) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	last, known := c.told[p]
	if known && last.event != m.ID && m.At.Sub(last.at) < careEvery {
		return false
	}
	if len(c.told) >= careKnown && !known {
		for other, was := range c.told {
			if m.At.Sub(was.at) >= careEvery {
				delete(c.told, other)
			}
		}
		for other := range c.told {
			if len(c.told) < careKnown {
				break
			}
			delete(c.told, other)
		}
	}
	if c.told == nil {
		c.told = map[reflection.PersonID]toldCare{}
	}
	c.told[p] = toldCare{m.At, m.ID}
	return true
}
