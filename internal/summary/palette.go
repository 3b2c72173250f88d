package summary

import "image/color"

// Theme is the ground that a picture is drawn for.
type Theme int

// The themes. Either is opaque, so it looks the same on whatever background the
// app has; the person's choice is about the eyes, not about the app.
const (
	Light Theme = iota
	Dark
)

// ThemeOf is the theme of somebody whose pictures are to be dark, or not.
func ThemeOf(dark bool) Theme {
	if dark {
		return Dark
	}
	return Light
}

// paint is one of the colours of a picture. Each has three strengths in the
// palette, so that edges are smooth: together with the paper that makes the 16
// colours that a PNG packs into four bits.
type paint int

// The paints.
const (
	ink     paint = iota // text
	quiet                // lesser text, and the marks that ask for no attention
	keeping              // kept and open
	resting              // rested
	needle               // the compass
	paints               // how many there are
)

// strengths is how many shades of each paint there are, from faint to full.
const strengths = 3

// paper is the palette's index of the background.
const paper = 0

// shade returns the palette's index of a paint at a strength of 1 to 3; 0 is
// the paper.
func (p paint) shade(strength int) uint8 {
	if strength == 0 {
		return paper
	}
	return uint8(1 + int(p)*strengths + strength - 1)
}

// tones are a theme's full colours.
type tones struct {
	paper  color.RGBA
	paints [paints]color.RGBA
}

// themes are the colours: every mark has at least 3:1 against the paper, every
// text 4.5:1.
var themes = [...]tones{
	Light: {
		paper: rgb(0xfb, 0xfa, 0xf6),
		paints: [paints]color.RGBA{
			ink:     rgb(0x2a, 0x2c, 0x30),
			quiet:   rgb(0x6f, 0x6c, 0x66),
			keeping: rgb(0x2f, 0x75, 0x66),
			resting: rgb(0xb0, 0x6c, 0x1c),
			needle:  rgb(0x7a, 0x55, 0xa8),
		},
	},
	Dark: {
		paper: rgb(0x1d, 0x20, 0x25),
		paints: [paints]color.RGBA{
			ink:     rgb(0xec, 0xe9, 0xe2),
			quiet:   rgb(0x9a, 0x99, 0x96),
			keeping: rgb(0x6c, 0xc2, 0xa8),
			resting: rgb(0xe3, 0xad, 0x57),
			needle:  rgb(0xba, 0x9b, 0xe6),
		},
	},
}

func rgb(r, g, b uint8) color.RGBA { return color.RGBA{r, g, b, 0xff} }

// palette returns the 16 colours of a theme; an unknown one is light.
func (t Theme) palette() color.Palette {
	if t != Dark {
		t = Light
	}
	tones := themes[t]
	out := make(color.Palette, 1+int(paints)*strengths)
	out[paper] = tones.paper
	for p := range paints {
		for s := 1; s <= strengths; s++ {
			out[p.shade(s)] = mix(tones.paper, tones.paints[p], s)
		}
	}
	return out
}

// mix lays a colour over the paper at a strength.
func mix(under, over color.RGBA, strength int) color.RGBA {
	channel := func(u, o uint8) uint8 {
		return uint8((int(u)*(strengths-strength) + int(o)*strength + strengths/2) / strengths)
	}
	return rgb(channel(under.R, over.R), channel(under.G, over.G), channel(under.B, over.B))
}
