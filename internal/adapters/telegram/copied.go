package telegram

import (
	"regexp"
	"strings"
)

// copiedCommand is a command between curly quotes, as the bot tells people to give one.
var copiedCommand = regexp.MustCompile(`“(/[A-Za-z0-9_]{1,64}(?: [^“”\n]{1,300})?)”`)

// withCopied is a text with the stretches, in bytes, of the commands in it that are to
// be copied. Telegram copies what is set as code by a touch, and finds no commands and
// no mentions in it, so that it stands there as it is to be given; all else is inert,
// unless it is the bot's own. A command of the bot's own without anything after it can
// be sent by a touch, and is left to that. The text is clean.
func withCopied(s string, own, mentions bool) (text string, copied [][2]int) {
	var b strings.Builder
	rest := func(s string) {
		if !own {
			s = inert(s, mentions)
		}
		b.WriteString(s)
	}
	at := 0
	for _, m := range copiedCommand.FindAllStringSubmatchIndex(s, -1) {
		from, to := m[2], m[3]
		if own && !strings.Contains(s[from:to], " ") {
			continue
		}
		rest(s[at:from])
		start := b.Len()
		b.WriteString(s[from:to])
		copied = append(copied, [2]int{start, b.Len()})
		at = to
	}
	rest(s[at:])
	return b.String(), copied
}
