package summary

import (
	"fmt"
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// setting is a text as it stands in a box: its size in pixels and its lines.
type setting struct {
	size  int // an index into the sizes that it was set from
	lines []string
}

// measure knows how wide texts are at any size. Many may use it at once.
type measure struct {
	mu   sync.Mutex
	face font.Face
}

// measuredAt is the size at which widths are taken; others follow from it, since
// nothing is hinted.
const measuredAt = 512

func newMeasure(f *sfnt.Font) (*measure, error) {
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: measuredAt, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		return nil, fmt.Errorf("open the font to measure with: %w", err)
	}
	return &measure{face: face}, nil
}

// word is a piece of a line that is not broken, with its width in ems; a break
// after it ends the line.
type word struct {
	text  string
	width float64
	ends  bool
}

// set finds the largest of some sizes, the largest first, at which a text fits
// into a box of pixels. The room from one line to the next is leading times the
// size. At the last of them words that are wider than the box are broken between
// two characters, and a text that is still too long ends in an ellipsis after
// the last word there is room for.
func (m *measure) set(text string, width, height float64, sizes []float64, leading float64) setting {
	m.mu.Lock()
	defer m.mu.Unlock()
	words := m.words(text)
	for i, size := range sizes {
		room := int(height / (size * leading))
		lines := wrap(words, width/size, m.space())
		if lines != nil && len(lines) <= room {
			return setting{i, spelt(even(words, width/size, m.space(), lines))}
		}
	}
	last := len(sizes) - 1
	size := sizes[last]
	lines := spelt(wrap(m.broken(words, width/size), width/size, m.space()))
	if room := max(int(height/(size*leading)), 1); len(lines) > room {
		lines = lines[:room]
		lines[room-1] = m.ended(lines[room-1], width/size)
	}
	return setting{last, lines}
}

// slack is the share of a line's width that is left free, because glyphs are put
// on whole pixels and measured on none.
const slack = 0.99

// wrap fills lines of a width in ems, one word after another; nil if a word is
// wider than a line.
func wrap(words []word, width, space float64) [][]word {
	width *= slack
	var lines [][]word
	var line []word
	used := 0.0
	for _, w := range words {
		if w.width > width {
			return nil
		}
		if len(line) > 0 && used+space+w.width > width {
			lines = append(lines, line)
			line, used = nil, 0
		}
		if len(line) > 0 {
			used += space
		}
		line = append(line, w)
		used += w.width
		if w.ends {
			lines = append(lines, line)
			line, used = nil, 0
		}
	}
	if len(line) > 0 {
		lines = append(lines, line)
	}
	return lines
}

// words cuts a text at its spaces and line breaks.
func (m *measure) words(text string) []word {
	var out []word
	for line := range strings.Lines(text) {
		fields := strings.Fields(line)
		for i, f := range fields {
			out = append(out, word{f, m.ems(f), i == len(fields)-1})
		}
	}
	return out
}

// broken breaks the words that are wider than a line, between characters.
func (m *measure) broken(words []word, width float64) []word {
	width *= slack
	var out []word
	for _, w := range words {
		for w.width > width {
			first := m.most(w.text, width)
			out = append(out, word{first, m.ems(first), true})
			w.text = w.text[len(first):]
			w.width = m.ems(w.text)
		}
		if w.text != "" {
			out = append(out, w)
		}
	}
	return out
}

// most returns as many characters from the beginning of a text as fit a width,
// at least one.
func (m *measure) most(text string, width float64) string {
	end, used := 0, 0.0
	for end < len(text) {
		sign := firstSign(text[end:])
		used += m.ems(sign)
		if used > width && end > 0 {
			break
		}
		end += len(sign)
	}
	return text[:end]
}

// ended puts an ellipsis after the last word of a line that leaves room for it,
// or within the line's only word.
func (m *measure) ended(line string, width float64) string {
	const dots = "…"
	width *= slack
	for {
		bare := strings.TrimRight(line, " ,;:.–—-")
		if m.ems(bare+dots) <= width {
			return bare + dots
		}
		at := strings.LastIndexByte(bare, ' ')
		if at < 0 {
			return m.most(bare, width-m.ems(dots)) + dots
		}
		line = bare[:at]
	}
}

// ems is how wide a text is, in ems.
func (m *measure) ems(s string) float64 {
	var pen fixed.Int26_6
	before := rune(-1)
	for _, r := range s {
		if before >= 0 {
			pen += m.face.Kern(before, r)
		}
		advance, _ := m.face.GlyphAdvance(r)
		pen += advance
		before = r
	}
	return float64(pen) / 64 / measuredAt
}

func (m *measure) space() float64 { return m.ems(" ") }

// spelt writes lines of words out.
func spelt(lines [][]word) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		texts := make([]string, len(line))
		for n, w := range line {
			texts[n] = w.text
		}
		out[i] = strings.Join(texts, " ")
	}
	return out
}
