package main

import (
	"fmt"
	"html"
	"strings"
)

// The measures of a conversation as a picture, in its own units.
const (
	svgMargin = 24
	svgLine   = 21
	svgWidth  = 760
	svgSize   = 14
)

// conversationSVG draws what a terminal shows: what is typed lights up after what
// was said before it. The picture is light or dark as its reader has it, and
// stands still for those who want that.
func conversationSVG(said string) string {
	lines := strings.Split(said, "\n")
	height := 2*svgMargin + svgLine*len(lines)
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="A conversation with Stillpoint in a terminal">`+"\n", svgWidth, height)
	b.WriteString(`<style>
rect{fill:#fbfaf6}text{font:` + fmt.Sprint(svgSize) + `px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#2a2c30;white-space:pre}
.typed{fill:#2f7566;font-weight:600}.button{fill:#6f6c66}
g{animation:come .5s both}@keyframes come{from{opacity:.3}}
@media(prefers-reduced-motion:reduce){g{animation:none}}
@media(prefers-color-scheme:dark){rect{fill:#1d2025}text{fill:#ece9e2}.typed{fill:#6cc2a8}.button{fill:#9a9996}}
</style>
`)
	fmt.Fprintf(&b, `<rect width="%d" height="%d" rx="10"/>`+"\n", svgWidth, height)
	turn, open := 0, false
	for i, line := range lines {
		kind := ""
		switch {
		case strings.HasPrefix(line, "> "):
			kind = ` class="typed"`
		case strings.HasPrefix(strings.TrimSpace(line), "["):
			kind = ` class="button"`
		}
		if !open || strings.HasPrefix(line, "> ") || i > 0 && strings.HasPrefix(lines[i-1], "> ") {
			if open {
				b.WriteString("</g>\n")
			}
			fmt.Fprintf(&b, `<g style="animation-delay:%.1fs">`+"\n", 0.4*float64(turn))
			turn, open = turn+1, true
		}
		if line == "" {
			continue
		}
		y := svgMargin + svgLine*(i+1) - svgLine/3
		fmt.Fprintf(&b, `<text x="%d" y="%d"%s xml:space="preserve">%s</text>`+"\n", svgMargin, y, kind, html.EscapeString(line))
	}
	if open {
		b.WriteString("</g>\n")
	}
	b.WriteString("</svg>\n")
	return b.String()
}
