// Package door lets in whom the host allows. It stands before the core: for everybody
// else an event goes no further than here, and nothing of it is stored.
package door

import (
	"fmt"
	"slices"
	"strings"

	"stillpoint/internal/chat"
)

// List is the people, servers and groups that may use the bot, by platform. The zero
// List lets everybody in.
type List struct{ ids map[chat.Platform][]string }

// Parse reads a list such as "telegram:123, discord:456". Platforms are those that there
// are.
func Parse(text string, platforms ...chat.Platform) (List, error) {
	l := List{}
	for entry := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ',' || r == ' ' || r == '\n' || r == '\t' }) {
		name, id, both := strings.Cut(entry, ":")
		p := chat.Platform(strings.ToLower(name))
		if !both || !slices.Contains(platforms, p) || !number(id) {
			return List{}, fmt.Errorf("%q is no platform with an id, such as telegram:123456789", entry)
		}
		if l.ids == nil {
			l.ids = map[chat.Platform][]string{}
		}
		l.ids[p] = append(l.ids[p], id)
	}
	return l, nil
}

// number reports whether an id is one of either platform: digits, with a minus before a
// group's.
func number(id string) bool {
	digits := strings.TrimPrefix(id, "-")
	return digits != "" && len(digits) <= 20 && strings.Trim(digits, "0123456789") == ""
}

// Everyone reports whether everybody is let in.
func (l List) Everyone() bool { return l.ids == nil }

// Holds reports whether one of the ids is on the list.
func (l List) Holds(p chat.Platform, ids ...string) bool {
	return slices.ContainsFunc(ids, func(id string) bool { return id != "" && slices.Contains(l.ids[p], id) })
}

// Of returns the ids of a platform.
func (l List) Of(p chat.Platform) []string { return l.ids[p] }
