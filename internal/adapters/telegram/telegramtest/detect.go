package telegramtest

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// detect adds the entities that Telegram finds in a text beside those given. Of
// two that overlap the earlier counts, so that there are no mentions and commands
// inside of addresses.
func detect(text string, given []Entity) []Entity {
	runes := []rune(text)
	var found []Entity
	add := func(kind string, from, to int) {
		found = append(found, Entity{
			Type: kind, Offset: length16(string(runes[:from])), Length: length16(string(runes[from:to])),
		})
	}
	for i := range runes {
		switch runes[i] {
		case '@':
			if to := mentionAt(runes, i); to > 0 {
				add("mention", i, to)
			}
		case '/':
			if to := commandAt(runes, i); to > 0 {
				add("bot_command", i, to)
			}
		}
	}
	for _, a := range addressesIn(runes) {
		add(a.kind, a.from, a.to)
	}
	for _, m := range hashtag.FindAllStringSubmatchIndex(text, -1) {
		found = append(found, Entity{Type: "hashtag", Offset: length16(text[:m[2]]), Length: length16(text[m[2]:m[3]])})
	}
	sortEntities(found)
	all := slices.Clone(given)
	for _, e := range found {
		if !slices.ContainsFunc(all, func(g Entity) bool {
			return exclusive(g) && e.Offset < g.Offset+g.Length && g.Offset < e.Offset+e.Length
		}) {
			all = append(all, e)
		}
	}
	sortEntities(all)
	return all
}

var hashtag = regexp.MustCompile(`(?:^|\s)(#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*)`)

// exclusive reports whether nothing that is found can stand in the entity.
func exclusive(e Entity) bool {
	switch e.Type {
	case "bold", "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote":
		return false
	}
	return true
}

// mentionAt returns where the mention ends that begins with the @ at i; 0 if none
// does. Short names are those of Telegram's own bots.
func mentionAt(s []rune, i int) int {
	to := wordEnd(s, i+1)
	name := strings.ToLower(string(s[i+1 : to]))
	short := len(name) < 4 && name != "gif" && name != "vid" && name != "pic"
	if inWord(s, i-1) || inWord(s, to) || short || len(name) > 32 {
		return 0
	}
	return to
}

// commandAt returns where the command ends that begins with the slash at i; 0 if
// none does.
func commandAt(s []rune, i int) int {
	beside := func(i int) bool { return inWord(s, i) || (0 <= i && i < len(s) && strings.ContainsRune("/<>", s[i])) }
	to := wordEnd(s, i+1)
	if n := to - i - 1; beside(i-1) || n < 1 || n > 64 {
		return 0
	}
	if to < len(s) && s[to] == '@' {
		from := to + 1
		to = wordEnd(s, from)
		if n := to - from; n < 3 || n > 32 {
			return 0
		}
	}
	if beside(to) {
		return 0
	}
	return to
}

// wordEnd returns where the letters, digits and underscores that a name may have
// end.
func wordEnd(s []rune, from int) int {
	for from < len(s) && s[from] < 0x80 && (isDigit(byte(s[from]), 10) || isLetter(byte(s[from])) || s[from] == '_') {
		from++
	}
	return from
}

// inWord reports whether there is a character at i that words are made of, of any
// script.
func inWord(s []rune, i int) bool {
	return 0 <= i && i < len(s) && (unicode.IsLetter(s[i]) || unicode.IsNumber(s[i]) || s[i] == '_')
}
