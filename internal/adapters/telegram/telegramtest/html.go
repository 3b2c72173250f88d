package telegramtest

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// ParseHTML parses a text in the Bot API's HTML mode. It returns the plain text
// and its entities, or an error in the official words. Offsets in errors count
// bytes.
func ParseHTML(source string) (string, []Entity, error) {
	p := htmlParser{source: source}
	if err := p.parse(); err != nil {
		return "", nil, err
	}
	text := p.out.String()
	if !utf8.ValidString(text) {
		return "", nil, refusef("Text contains invalid Unicode characters after decoding HTML entities, " +
			"check for unmatched surrogate code units")
	}
	for i, e := range p.entities {
		if e.Type == "code" {
			p.entities[i].Language = ""
		}
	}
	sortEntities(p.entities)
	return text, p.entities, nil
}

// htmlError is what is wrong with a text, in the official words.
type htmlError string

func (e htmlError) Error() string { return string(e) }

func refusef(format string, args ...any) error { return htmlError(fmt.Sprintf(format, args...)) }

// htmlParser goes through its source once.
type htmlParser struct {
	source   string
	at       int
	out      strings.Builder
	units    int // UTF-16 code units in out
	open     []openTag
	entities []Entity
}

type openTag struct {
	name, argument string
	units, bytes   int // where its content begins in out
}

func (p *htmlParser) parse() error {
	for p.at < len(p.source) {
		var err error
		switch {
		case strings.HasPrefix(p.source[p.at:], "</"):
			err = p.endTag()
		case p.source[p.at] == '<':
			err = p.startTag()
		default:
			p.character()
		}
		if err != nil {
			return err
		}
	}
	if n := len(p.open); n > 0 {
		return refusef("Can't find end tag corresponding to start tag %q", p.open[n-1].name)
	}
	return nil
}

// character copies one character, or what a character reference stands for.
func (p *htmlParser) character() {
	if r, size := reference(p.source[p.at:]); size > 0 {
		p.write(r)
		p.at += size
		return
	}
	r, size := utf8.DecodeRuneInString(p.source[p.at:])
	p.write(r)
	p.at += size
}

func (p *htmlParser) write(r rune) {
	if 0xd800 <= r && r <= 0xdfff { // half a pair, which is found to be invalid at the end
		p.out.WriteByte(0xff)
	} else {
		p.out.WriteRune(r)
	}
	p.units += width16(r)
}

// reference decodes a character reference at the start of s: &lt; &gt; &amp;
// &quot; and numeric ones, the semicolon being optional. Any other has size 0
// and is text.
func reference(s string) (r rune, size int) {
	if !strings.HasPrefix(s, "&") {
		return 0, 0
	}
	end := 1
	if strings.HasPrefix(s, "&#") {
		base, from := 10, 2
		if strings.HasPrefix(s, "&#x") {
			base, from = 16, 3
		}
		end = from
		for end < len(s) && isDigit(s[end], base) {
			end++
		}
		n, err := strconv.ParseUint(s[from:end], base, 32)
		if err != nil || n == 0 || n >= 0x10ffff || end >= 10 {
			return 0, 0
		}
		r = rune(n)
	} else {
		for end < len(s) && isLetter(s[end]) {
			end++
		}
		switch s[1:end] {
		case "lt":
			r = '<'
		case "gt":
			r = '>'
		case "amp":
			r = '&'
		case "quot":
			r = '"'
		default:
			return 0, 0
		}
	}
	if end < len(s) && s[end] == ';' {
		end++
	}
	return r, end
}

func (p *htmlParser) startTag() error {
	begin := p.at
	p.at++
	name := strings.ToLower(p.until(func(c byte) bool { return isSpace(c) || c == '>' }))
	if p.at == len(p.source) {
		return refusef("Unclosed start tag at byte offset %d", begin)
	}
	if tagKinds[name] == "" {
		return refusef("Unsupported start tag %q at byte offset %d", name, begin)
	}
	argument := ""
	for {
		p.skipSpace()
		if p.at == len(p.source) {
			return refusef("Unclosed start tag %q at byte offset %d", name, begin)
		}
		if p.source[p.at] == '>' {
			p.at++
			break
		}
		attribute, value, err := p.attribute(name, begin)
		if err != nil {
			return err
		}
		if a, ok := tagArgument(name, attribute, value); ok {
			argument = a
		}
	}
	if name == "span" && argument != "spoiler" {
		return refusef("Tag \"span\" must have class \"tg-spoiler\" at byte offset %d", begin)
	}
	p.open = append(p.open, openTag{name: name, argument: argument, units: p.units, bytes: p.out.Len()})
	return nil
}

// attribute reads name=value, or the name alone.
func (p *htmlParser) attribute(tag string, begin int) (name, value string, err error) {
	name = p.until(func(c byte) bool { return isSpace(c) || strings.IndexByte(`=>/"'`, c) >= 0 })
	if name == "" {
		return "", "", refusef("Empty attribute name in the tag %q at byte offset %d", tag, begin)
	}
	p.skipSpace()
	if p.at == len(p.source) {
		return "", "", refusef("Unclosed start tag %q at byte offset %d", tag, begin)
	}
	if p.source[p.at] != '=' {
		return name, "", nil
	}
	p.at++
	p.skipSpace()
	if p.at == len(p.source) {
		return "", "", refusef("Unclosed start tag %q at byte offset %d", tag, begin)
	}
	quote := p.source[p.at]
	if quote != '"' && quote != '\'' {
		from := p.at
		value = strings.ToLower(p.until(func(c byte) bool {
			return !isLetter(c) && !isDigit(c, 10) && c != '.' && c != '-'
		}))
		if p.at < len(p.source) && !isSpace(p.source[p.at]) && p.source[p.at] != '>' {
			return "", "", refusef("Unexpected end of name token at byte offset %d", from)
		}
		return name, value, nil
	}
	p.at++
	var b strings.Builder
	for p.at < len(p.source) && p.source[p.at] != quote {
		if r, size := reference(p.source[p.at:]); size > 0 {
			b.WriteRune(r)
			p.at += size
			continue
		}
		b.WriteByte(p.source[p.at])
		p.at++
	}
	if p.at == len(p.source) {
		return "", "", refusef("Unclosed start tag at byte offset %d", begin)
	}
	p.at++
	return name, b.String(), nil
}

func (p *htmlParser) endTag() error {
	begin := p.at
	if len(p.open) == 0 {
		return refusef("Unexpected end tag at byte offset %d", begin)
	}
	p.at += 2
	name := strings.ToLower(p.until(func(c byte) bool { return isSpace(c) || c == '>' }))
	p.skipSpace()
	if p.at == len(p.source) || p.source[p.at] != '>' {
		return refusef("Unclosed end tag at byte offset %d", begin)
	}
	p.at++
	tag := p.open[len(p.open)-1]
	if name != "" && name != tag.name {
		return refusef("Unmatched end tag at byte offset %d, expected \"</%s>\", found \"</%s>\"", begin, tag.name, name)
	}
	p.open = p.open[:len(p.open)-1]
	if p.units > tag.units {
		return p.entity(tag)
	}
	return nil
}

func (p *htmlParser) until(stop func(byte) bool) string {
	from := p.at
	for p.at < len(p.source) && !stop(p.source[p.at]) {
		p.at++
	}
	return p.source[from:p.at]
}

func (p *htmlParser) skipSpace() {
	p.until(func(c byte) bool { return !isSpace(c) })
}

func isSpace(c byte) bool  { return strings.IndexByte(" \t\r\n\x00\v", c) >= 0 }
func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func isDigit(c byte, base int) bool {
	return '0' <= c && c <= '9' || base == 16 && 'a' <= c|0x20 && c|0x20 <= 'f'
}
