package telegramtest

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// tagKinds are the tags of the HTML mode with the entities that they make.
var tagKinds = map[string]string{
	"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
	"s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
	"tg-spoiler": "spoiler", "span": "spoiler", "tg-emoji": "custom_emoji", "tg-time": "date_time",
	"a": "text_link", "code": "code", "pre": "pre", "blockquote": "blockquote",
}

// otherOf pairs the two tags that together make a block in a language.
var otherOf = map[string]string{"pre": "code", "code": "pre"}

// tagArgument picks the attribute that means something for a tag; others are
// passed over.
func tagArgument(tag, attribute, value string) (string, bool) {
	switch tag + " " + attribute {
	case "a href", "tg-emoji emoji-id", "tg-time unix":
		return value, true
	case "code class":
		return strings.CutPrefix(value, "language-")
	case "span class":
		return strings.CutPrefix(value, "tg-")
	case "blockquote expandable":
		return "expandable", true
	}
	return "", false
}

// entity adds what a closed tag means.
func (p *htmlParser) entity(tag openTag) error {
	e := Entity{Type: tagKinds[tag.name], Offset: tag.units, Length: p.units - tag.units}
	switch tag.name {
	case "a":
		return p.link(tag, e)
	case "tg-emoji":
		if n, err := strconv.ParseInt(tag.argument, 10, 64); err != nil || n == 0 {
			return refusef("Invalid custom emoji identifier specified")
		}
	case "tg-time":
		if _, err := strconv.ParseInt(tag.argument, 10, 64); err != nil {
			return refusef("Invalid Unix time specified")
		}
	case "blockquote":
		if tag.argument != "" {
			e.Type = "expandable_blockquote"
		}
	case "pre", "code":
		e.Language = tag.argument
		i := slices.IndexFunc(p.entities, func(o Entity) bool {
			return o.Type == tagKinds[otherOf[tag.name]] && o.Offset == e.Offset && o.Length == e.Length
		})
		if i >= 0 && e.Language+p.entities[i].Language != "" { // a pre with a language is one entity
			e.Type, e.Language = "pre", e.Language+p.entities[i].Language
			p.entities[i] = e
			return nil
		}
	}
	p.entities = append(p.entities, e)
	return nil
}

// link adds a link, or a mention of a user by id; a link that leads nowhere is
// plain text.
func (p *htmlParser) link(tag openTag, e Entity) error {
	target := tag.argument
	if target == "" {
		target = p.out.String()[tag.bytes:]
	}
	if id, ok := strings.CutPrefix(target, "tg://user?id="); ok {
		if n, err := strconv.ParseInt(id, 10, 64); err == nil {
			e.Type, e.User = "text_mention", n
			p.entities = append(p.entities, e)
		}
		return nil
	}
	if !strings.Contains(target, "://") {
		target = "http://" + target
	}
	u, err := url.Parse(target)
	if err != nil || (u.Scheme != "tg" && !strings.Contains(u.Host, ".")) {
		return nil
	}
	if u.Path == "" && u.Scheme != "tg" {
		u.Path = "/"
	}
	e.URL = u.String()
	p.entities = append(p.entities, e)
	return nil
}
