package portable

import (
	"fmt"
	"io"
	"strings"

	"stillpoint/internal/words"
)

// markdown writes a journal as Markdown: a heading for each month and each day, the
// question as a quotation, and the words as they were written.
type markdown struct {
	to         io.Writer
	w          words.Book
	month, day string
}

func (m *markdown) begin() error {
	_, err := fmt.Fprintf(m.to, "# %s\n", m.w.Title)
	return err
}

func (m *markdown) entry(e entry) error {
	var b strings.Builder
	if month := m.w.Month(e.at); month != m.month {
		m.month, m.day = month, ""
		fmt.Fprintf(&b, "\n## %s\n", month)
	}
	if day := e.at.Format("2006-01-02"); day != m.day {
		m.day = day
		fmt.Fprintf(&b, "\n### %s\n", day)
	}
	b.WriteString("\n")
	if e.earlier != "" {
		b.WriteString("*" + m.w.YouWrote(e.earlierAt.In(e.at.Location())) + "*\n\n" + quoted(e.earlier) + "\n")
	}
	switch asked := e.Asked; {
	case asked != "":
		b.WriteString(quoted(asked))
		if e.source != "" {
			b.WriteString(">\n" + quoted("— "+e.source))
		}
		b.WriteString("\n")
	default:
		b.WriteString("*" + kindOf(m.w, e) + "*\n\n")
	}
	for _, p := range e.Parts {
		if p.Deeper && e.followUp != "" {
			b.WriteString(quoted(e.followUp) + "\n")
		}
		text := p.Text
		if !p.Deleted.IsZero() {
			text = m.w.Taken
		}
		b.WriteString(plainMarkdown(text) + "\n\n")
	}
	if who := audienceOf(m.w, e.Reply); who != "" {
		b.WriteString("*" + plainMarkdown(who) + "*\n\n")
	}
	_, err := io.WriteString(m.to, strings.TrimSuffix(b.String(), "\n"))
	return err
}

func (m *markdown) end() error { return nil }

// quoted is a text as a quotation.
func quoted(text string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(plainMarkdown(text), "\n") {
		b.WriteString(strings.TrimRight("> "+line, " ") + "\n")
	}
	return b.String()
}

// plainMarkdown keeps what somebody wrote from being read as more than words: their
// lines stay lines, and their signs signs.
func plainMarkdown(text string) string {
	lines := strings.Split(text, "\n")
	for n, line := range lines {
		line = escaper.Replace(line)
		if at := strings.IndexFunc(line, func(r rune) bool { return r != ' ' && r != '\t' }); at >= 0 {
			line = line[at:] // An indented line would be code.
			if strings.ContainsRune("#>+-=|~", rune(line[0])) {
				line = `\` + line
			}
			line = escapeNumber(line)
		} else {
			line = ""
		}
		if n+1 < len(lines) && line != "" && strings.TrimSpace(lines[n+1]) != "" {
			line += "  " // A line break, where Markdown would go on.
		}
		lines[n] = line
	}
	return strings.Join(lines, "\n")
}

var escaper = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, "&", `\&`)

// escapeNumber keeps "1." at the beginning of a line from being read as a list.
func escapeNumber(line string) string {
	n := 0
	for n < len(line) && line[n] >= '0' && line[n] <= '9' {
		n++
	}
	if n > 0 && n < len(line) && (line[n] == '.' || line[n] == ')') {
		return line[:n] + `\` + line[n:]
	}
	return line
}

// kindOf names what answers no question.
func kindOf(w words.Book, e entry) string {
	switch e.Kind {
	case "note":
		return w.Note
	case "draft":
		return w.Draft
	}
	return w.Writing
}

// audienceOf says who can read a reply beside its writer; empty for nobody.
func audienceOf(w words.Book, r Reply) string {
	switch r.Audience {
	case "shared":
		return w.Shared(r.Channel)
	case "anonymous":
		return w.Anonymous(r.Channel)
	}
	return ""
}
