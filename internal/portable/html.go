package portable

import (
	_ "embed"
	"encoding/base64"
	"fmt"
	"html"
	"io"
	"strings"

	"stillpoint/internal/chat"
	"stillpoint/internal/words"
)

//go:embed book.css
var bookStyle string

//go:embed book.js
var bookScript string

// bookPolicy lets the page load nothing at all: what is in it is all there is.
const bookPolicy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

// book writes a journal as one page of HTML, which needs nothing but itself.
type book struct {
	to   io.Writer
	w    words.Book
	lang string
	draw Pictures

	year  int
	month string // the key of the month that is open; empty for none
	err   error
}

// say writes HTML. The first failure is kept.
func (b *book) say(format string, values ...any) {
	if b.err == nil {
		_, b.err = fmt.Fprintf(b.to, format, values...)
	}
}

func (b *book) begin() error {
	w := b.w
	esc := html.EscapeString
	b.say("<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n", esc(b.lang))
	b.say("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n")
	b.say("<meta http-equiv=\"Content-Security-Policy\" content=\"%s\">\n", esc(bookPolicy))
	b.say("<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"robots\" content=\"noindex\">\n")
	b.say("<title>%s</title>\n<style>\n%s</style>\n</head>\n<body>\n", esc(w.Title), bookStyle)
	b.say("<header>\n<h1>%s</h1>\n</header>\n", esc(w.Title))
	b.say("<div class=\"tools\" hidden data-found=\"%s\" data-none=\"%s\">", esc(w.Found), esc(w.NoneFound))
	b.say("<input type=\"search\" placeholder=\"%[1]s\" aria-label=\"%[1]s\" autocomplete=\"off\" spellcheck=\"false\">", esc(w.Search))
	b.say("<select aria-label=\"%[1]s\"><option value=\"\">%[1]s</option></select><output aria-live=\"polite\"></output></div>\n<main>\n", esc(w.Contents))
	return b.err
}

func (b *book) entry(e entry) error {
	if e.at.Year() != b.year {
		if err := b.openYear(e.at.Year()); err != nil {
			return err
		}
	}
	if month := e.at.Format("2006-01"); month != b.month {
		b.closeMonth()
		b.month = month
		b.say("<div class=\"month\">\n<h3 id=\"m%s\">%s</h3>\n", month, html.EscapeString(b.w.Month(e.at)))
	}
	b.say("<article>\n<time datetime=\"%s\">%s</time>\n", e.at.Format("2006-01-02T15:04-07:00"), html.EscapeString(b.w.Day(e.at)))
	if e.earlier != "" {
		b.say("<p class=\"kind\">%s</p>\n<blockquote>%s</blockquote>\n", html.EscapeString(b.w.YouWrote(e.earlierAt.In(e.at.Location()))), paragraphs(e.earlier))
	}
	if e.Asked != "" {
		b.say("<p class=\"asked\" dir=\"auto\">%s</p>\n", lines(e.Asked))
		if e.source != "" {
			b.say("<p class=\"source\">%s</p>\n", html.EscapeString(e.source))
		}
	} else {
		b.say("<p class=\"kind\">%s</p>\n", html.EscapeString(kindOf(b.w, e)))
	}
	for _, p := range e.Parts {
		if p.Deeper && e.followUp != "" {
			b.say("<p class=\"deeper\" dir=\"auto\">%s</p>\n", lines(e.followUp))
		}
		if !p.Deleted.IsZero() {
			b.say("<div class=\"words\"><p class=\"gone\">%s</p></div>\n", html.EscapeString(b.w.Taken))
			continue
		}
		b.say("<div class=\"words\">%s</div>\n", paragraphs(p.Text))
	}
	if who := audienceOf(b.w, e.Reply); who != "" {
		b.say("<p class=\"who\">%s</p>\n", html.EscapeString(who))
	}
	b.say("</article>\n")
	return b.err
}

// openYear begins a year, with its picture, after the one before it.
func (b *book) openYear(year int) error {
	b.closeMonth()
	if b.year != 0 {
		b.say("</section>\n")
	}
	b.year = year
	b.say("<section class=\"year\">\n<h2>%d</h2>\n", year)
	if b.draw == nil {
		return b.err
	}
	light, dark, err := b.draw(year)
	if err != nil {
		return err
	}
	if light == nil || dark == nil {
		return b.err
	}
	b.say("<figure>")
	b.picture("day", light)
	b.picture("night", dark)
	b.say("</figure>\n")
	return b.err
}

func (b *book) picture(class string, p *chat.Picture) {
	b.say("<img class=\"%s\" alt=\"%s\" src=\"data:image/png;base64,", class, html.EscapeString(p.Alt))
	if b.err != nil {
		return
	}
	to := base64.NewEncoder(base64.StdEncoding, b.to)
	if _, b.err = to.Write(p.PNG); b.err == nil {
		b.err = to.Close()
	}
	b.say("\">")
}

func (b *book) closeMonth() {
	if b.month != "" {
		b.say("</div>\n")
	}
	b.month = ""
}

func (b *book) end() error {
	b.closeMonth()
	if b.year != 0 {
		b.say("</section>\n")
	}
	b.say("</main>\n<footer>%s</footer>\n<script>\n%s</script>\n</body>\n</html>\n", html.EscapeString(b.w.Closing), bookScript)
	return b.err
}

// paragraphs are a text's, by its empty lines.
func paragraphs(text string) string {
	var b strings.Builder
	text = strings.Trim(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	for p := range strings.SplitSeq(text, "\n\n") {
		if p = strings.Trim(p, "\n"); p != "" {
			b.WriteString("<p dir=\"auto\">" + lines(p) + "</p>")
		}
	}
	return b.String()
}

// lines are a text's, each on its own.
func lines(text string) string {
	return strings.ReplaceAll(html.EscapeString(text), "\n", "<br>")
}
