package telegramtest

import (
	"cmp"
	"slices"
	"strings"
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
