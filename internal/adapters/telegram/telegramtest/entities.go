package telegramtest

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Entity is a stretch of a text with a meaning of its own. Offset and Length
// count UTF-16 code units of the plain text.
type Entity struct {
	Type   string
	Offset int
	Length int
	// URL is a text_link's; Language a pre's; User a text_mention's.
	URL      string
	Language string
	User     int64
}

// Covers returns the part of the plain text that the entity stands for.
func (e Entity) Covers(text string) string {
	units := utf16.Encode([]rune(text))
	return string(utf16.Decode(units[e.Offset : e.Offset+e.Length]))
}

// length16 is the length of a text in UTF-16 code units.
func length16(s string) int {
	n := 0
	for _, r := range s {
		n += width16(r)
	}
	return n
}

func width16(r rune) int {
	if r > 0xffff {
		return 2
	}
	return 1
}

// trim takes white space off both ends, as Telegram does with every text, and
// moves the entities with it.
func trim(text string, entities []Entity) (string, []Entity) {
	left := strings.TrimLeftFunc(text, unicode.IsSpace)
	cut := length16(text) - length16(left)
	trimmed := strings.TrimRightFunc(left, unicode.IsSpace)
	end := length16(trimmed)
	var kept []Entity
	for _, e := range entities {
		from, to := max(e.Offset-cut, 0), min(e.Offset+e.Length-cut, end)
		if to > from {
			e.Offset, e.Length = from, to-from
			kept = append(kept, e)
		}
	}
	return trimmed, kept
}

// found are the stretches that Telegram finds by itself, in people's messages
// and in the bot's.
var found = []struct {
	kind    string
	pattern *regexp.Regexp
}{
	{"bot_command", regexp.MustCompile(`(?:^|[\s(])(/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)(?:[^A-Za-z0-9_@/]|$)`)},
	{"mention", regexp.MustCompile(`(?:^|[^A-Za-z0-9_@/])(@[A-Za-z][A-Za-z0-9_]{3,31})(?:[^A-Za-z0-9_]|$)`)},
	{"url", regexp.MustCompile(`(?:^|[\s(])(https?://[^\s<>"]+[^\s<>".,;:!?)])`)},
	{"hashtag", regexp.MustCompile(`(?:^|\s)(#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*)`)},
}

// detect adds the entities that Telegram finds in a text beside those given.
func detect(text string, given []Entity) []Entity {
	all := slices.Clone(given)
	taken := func(from, to int) bool {
		return slices.ContainsFunc(all, func(e Entity) bool {
			exclusive := e.Type != "bold" && e.Type != "italic" && e.Type != "underline" &&
				e.Type != "strikethrough" && e.Type != "spoiler" && !strings.HasSuffix(e.Type, "blockquote")
			return exclusive && from < e.Offset+e.Length && e.Offset < to
		})
	}
	for _, f := range found {
		for at := 0; at < len(text); {
			m := f.pattern.FindStringSubmatchIndex(text[at:])
			if m == nil {
				break
			}
			from, to := at+m[2], at+m[3]
			offset, length := length16(text[:from]), length16(text[from:to])
			if !taken(offset, offset+length) {
				all = append(all, Entity{Type: f.kind, Offset: offset, Length: length})
			}
			at = to
		}
	}
	sortEntities(all)
	return all
}

// sortEntities puts entities in the official order: by offset, the longer first.
func sortEntities(all []Entity) {
	slices.SortStableFunc(all, func(a, b Entity) int {
		return cmp.Or(cmp.Compare(a.Offset, b.Offset), cmp.Compare(b.Length, a.Length))
	})
}

// entitiesOf reads entities that a request gave as data, checked already.
func entitiesOf(list []any, text string) ([]Entity, *apiError) {
	var all []Entity
	for _, item := range list {
		v := item.(map[string]any)
		e := Entity{Type: str(v["type"]), Offset: int(num(v["offset"])), Length: int(num(v["length"]))}
		e.URL, e.Language = str(v["url"]), str(v["language"])
		if e.Offset < 0 || e.Length <= 0 || e.Offset+e.Length > length16(text) {
			return nil, bad("ENTITY_BOUNDS_INVALID")
		}
		all = append(all, e)
	}
	return all, nil
}

// entitiesJSON shows entities as the API does.
func (s *Server) entitiesJSON(all []Entity) []object {
	var list []object
	for _, e := range all {
		o := object{"type": e.Type, "offset": e.Offset, "length": e.Length}
		if e.URL != "" {
			o["url"] = e.URL
		}
		if e.Language != "" {
			o["language"] = e.Language
		}
		if a := s.accounts[e.User]; a != nil {
			o["user"] = a.json()
		}
		list = append(list, o)
	}
	return list
}

// validText reports whether a text can be sent at all.
func validText(s string) bool { return utf8.ValidString(s) && !strings.ContainsRune(s, 0) }
