package discord

import (
	"regexp"
	"strings"
)

// readMarkdown is a model of how Discord's clients read a message: what a person
// sees of it, and the marks that they made something of. It errs on the side of
// seeing a mark.
func readMarkdown(content string) (text string, marks []string) {
	var out strings.Builder
	for i, l := range strings.Split(content, "\n") {
		if i > 0 {
			out.WriteByte('\n')
		}
		for {
			if m := lineMark.FindString(l); m != "" {
				marks = append(marks, strings.TrimSpace(m))
				l = l[len(m):]
				if m == "> " || m == "-# " {
					continue
				}
			}
			break
		}
		inline(l, &out, &marks)
	}
	return out.String(), marks
}

var (
	lineMark = regexp.MustCompile(`^(>>> |> |-# |\s*#{1,3} |\s*[-*+] |\s*\d+\. )`)
	escaped  = regexp.MustCompile(`^\\[^0-9A-Za-z\s]`)
	// Everything else that a client makes something of, opened and closed.
	inlineMarks = []*regexp.Regexp{
		regexp.MustCompile("^(`+)[\\s\\S]*?[^`]?`"),
		regexp.MustCompile(`^\[[^\]]*\]\([^)]*\)`),
		regexp.MustCompile(`^<(@[!&]?|#|a?:\w+:|t:|/|id:|https?:|\+|mailto:)[^>\s]*[^>]*>`),
		regexp.MustCompile(`^@(everyone|here)`),
		regexp.MustCompile(`^https?://\S+`),
		regexp.MustCompile(`^discord(app)?\.(gg|com)/\S+`),
	}
	styles = []struct {
		mark string
		body *regexp.Regexp
	}{
		{"**", regexp.MustCompile(`^\*\*((?:\\[\s\S]|[^\\])+?)\*\*`)},
		{"__", regexp.MustCompile(`^__((?:\\[\s\S]|[^\\])+?)__`)},
		{"~~", regexp.MustCompile(`^~~((?:\\[\s\S]|[^\\])+?)~~`)},
		{"||", regexp.MustCompile(`^\|\|((?:\\[\s\S]|[^\\])+?)\|\|`)},
		{"*", regexp.MustCompile(`^\*((?:\\[\s\S]|[^\s*\\])(?:\\[\s\S]|[^*\\])*?)\*`)},
		{"_", regexp.MustCompile(`^_((?:\\[\s\S]|[^_\\])+?)_`)},
	}
)

func inline(s string, out *strings.Builder, marks *[]string) {
next:
	for s != "" {
		if m := escaped.FindString(s); m != "" {
			r := []rune(s)[1]
			out.WriteRune(r)
			s = s[1+len(string(r)):]
			continue
		}
		for _, style := range styles {
			if m := style.body.FindStringSubmatch(s); m != nil {
				*marks = append(*marks, style.mark)
				inline(m[1], out, marks)
				s = s[len(m[0]):]
				continue next
			}
		}
		for _, mark := range inlineMarks {
			if m := mark.FindString(s); m != "" {
				*marks = append(*marks, m)
				out.WriteString(m)
				s = s[len(m):]
				continue next
			}
		}
		r := []rune(s)[0]
		out.WriteRune(r)
		s = s[len(string(r)):]
	}
}

// plain is what a person reads.
func plain(content string) string {
	text, _ := readMarkdown(content)
	return text
}
