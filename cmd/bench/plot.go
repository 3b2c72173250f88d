package main

import (
	"fmt"
	"html"
	"math"
	"strings"
)

// plot is a drawing of series against one axis of time, or of sizes.
type plot struct {
	file, title, x, y string
	logarithmic       bool // both axes
	lines             []drawn
}

// drawn is one line of a plot.
type drawn struct {
	name   string
	points []point
}

// The drawing's size, and the room around what is drawn.
const (
	width, height             = 720, 360
	left, right, top, bottom  = 70, 20, 40, 70
	innerWidth, innerHeight   = width - left - right, height - top - bottom
	ticks                     = 5
	styleOfText, styleOfFaint = `fill="currentColor" font-family="sans-serif" font-size="12"`, `stroke="currentColor" stroke-opacity="0.15"`
)

// dashes tell the lines apart without colour.
var dashes = []string{"", "6 4", "2 3", "10 3 2 3"}

// svg draws the plot. It has no colours of its own but the reader's, so that it can be
// read on a light page and on a dark one.
func (p plot) svg() string {
	x, y := p.axis(func(q point) float64 { return q.x }), p.axis(func(q point) float64 { return q.y })
	if !p.logarithmic {
		y.from = 0
	}
	var s strings.Builder
	fmt.Fprintf(&s, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" style="color:#777"><title>%s</title>`+"\n", width, height, html.EscapeString(p.title))
	fmt.Fprintf(&s, `<text x="%d" y="20" %s>%s</text>`+"\n", left, styleOfText, html.EscapeString(p.title))
	for i := range ticks + 1 {
		share := float64(i) / ticks
		across, up := left+share*innerWidth, top+(1-share)*innerHeight
		fmt.Fprintf(&s, `<path d="M%d %.1fH%d" %s/><text x="%d" y="%.1f" text-anchor="end" %s>%s</text>`+"\n",
			left, up, width-right, styleOfFaint, left-8, up+4, styleOfText, rounded(y.at(share)))
		fmt.Fprintf(&s, `<text x="%.1f" y="%d" text-anchor="middle" %s>%s</text>`+"\n", across, height-bottom+18, styleOfText, rounded(x.at(share)))
	}
	fmt.Fprintf(&s, `<text x="%d" y="%d" text-anchor="end" %s>%s</text><text x="%d" y="34" %s>%s</text>`+"\n",
		width-right, height-bottom+34, styleOfText, p.x, left, styleOfText, p.y)
	for i, l := range p.lines {
		dash := dashes[i%len(dashes)]
		fmt.Fprintf(&s, `<polyline fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="%s" points="`, dash)
		for _, q := range l.points {
			fmt.Fprintf(&s, "%.1f,%.1f ", left+x.share(q.x)*innerWidth, top+(1-y.share(q.y))*innerHeight)
		}
		s.WriteString(`"/>` + "\n")
		at := left + i*innerWidth/max(1, len(p.lines))
		fmt.Fprintf(&s, `<path d="M%d %dh28" stroke="currentColor" stroke-width="1.5" stroke-dasharray="%s"/><text x="%d" y="%d" %s>%s</text>`+"\n",
			at, height-12, dash, at+34, height-8, styleOfText, l.name)
	}
	s.WriteString("</svg>\n")
	return s.String()
}

// axis is what an axis goes over.
type axis struct {
	from, to    float64
	logarithmic bool
}

// axis is the one that holds all points.
func (p plot) axis(of func(point) float64) axis {
	a := axis{math.Inf(1), math.Inf(-1), p.logarithmic}
	for _, l := range p.lines {
		for _, q := range l.points {
			a.from, a.to = min(a.from, of(q)), max(a.to, of(q))
		}
	}
	if a.from >= a.to {
		a.to = a.from + 1
	}
	return a
}

// share is where on the axis a value stands, from 0 to 1.
func (a axis) share(v float64) float64 {
	if a.logarithmic {
		return math.Log(v/a.from) / math.Log(a.to/a.from)
	}
	return (v - a.from) / (a.to - a.from)
}

// at is the value that stands at a share of the axis.
func (a axis) at(share float64) float64 {
	if a.logarithmic {
		return a.from * math.Pow(a.to/a.from, share)
	}
	return a.from + share*(a.to-a.from)
}
