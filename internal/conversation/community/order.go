package community

import (
	"strings"
	"unicode"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/daily"
	"stillpoint/internal/reflection"
)

// order is what a /community command asks for, typed or given in fields.
type order struct {
	do   string // the command below, such as "questions add"; empty for none
	rest string // what follows it, as typed
	// fields says that the platform has fields, so that what follows is in them; a file
	// and another channel can be given beside what is typed.
	fields bool

	channel           string // a chat's id; empty for the one in which it is given
	zone, hour, weeks string // as typed: a place, a time of day, days of the week
	role, title       string // the role to notify, and the heading, at setup
	thread            string // one of threadNames; empty for no change
	number, question  string
	when              string  // a date, as typed
	file              *string // the text of a file that came along; nil for none
}

// parseOrder takes a command apart. What is in it is trusted in nothing.
func parseOrder(e chat.Command) order {
	o := order{rest: e.Args}
	word, rest := firstWord(o.rest)
	o.do, o.rest = strings.ToLower(word), rest
	if o.do == "questions" {
		word, rest := firstWord(o.rest)
		o.do, o.rest = strings.TrimSpace(o.do+" "+strings.ToLower(word)), rest
	}
	if text, ok := e.Options["file"]; ok {
		o.file = &text
	}
	for name, value := range e.Options {
		if name != "file" && name != "channel" {
			o.fields = true
		}
		value = strings.TrimSpace(value)
		switch name {
		case "channel":
			o.channel = value
		case "zone":
			o.zone = value
		case "time":
			o.hour = value
		case "days":
			o.weeks = value
		case "role":
			o.role = value
		case "thread", "mode":
			o.thread = value
		case "title":
			o.title = value
		case "sharing", "numbers", "posts", "off", "heading", "pinned":
			o.rest = value
		case "number":
			o.number = value
		case "question":
			o.question = value
		case "date":
			o.when = value
		}
	}
	if o.do == "thread" && o.thread == "" {
		o.thread = strings.ToLower(strings.TrimSpace(o.rest))
	}
	if o.do == "questions edit" && !o.fields {
		o.number, o.question = firstWord(o.rest)
	}
	return o
}

// firstWord cuts a text after its first word.
func firstWord(s string) (word, rest string) {
	s = strings.TrimSpace(s)
	if i := strings.IndexFunc(s, unicode.IsSpace); i >= 0 {
		return s[:i], strings.TrimSpace(s[i:])
	}
	return s, ""
}

// needs adds what the order would have the bot do to what it does already.
func (o order) needs(n chat.Need) chat.Need {
	if o.role != "" {
		n.PingRole = o.role
	}
	if o.do == "pin" {
		n.Pin = strings.EqualFold(strings.TrimSpace(o.rest), argOn)
	}
	if mode, ok := threadMode(o.thread); ok {
		n.Threads = mode != reflection.NoThread
	}
	return n
}

// threadNames are the thread modes as they are written.
var threadNames = [...]string{
	reflection.NoThread: "off", reflection.ThreadClosed: "closed", reflection.ThreadLive: "live",
}

func threadMode(name string) (reflection.ThreadMode, bool) {
	for mode, n := range threadNames {
		if n == name {
			return reflection.ThreadMode(mode), true
		}
	}
	return 0, false
}

// quoted cuts a word that somebody typed so that it can be said back.
func quoted(word string) string {
	word = daily.Clean(word)
	if r := []rune(word); len(r) > 32 {
		return string(r[:32]) + "…"
	}
	return word
}
