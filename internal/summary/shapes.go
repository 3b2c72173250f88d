package summary

import (
	"image"
	"math"
)

// shape reports whether a point lies inside; the cell it is drawn in reaches
// from 0 to 1 both ways.
type shape func(x, y float64) bool

// shapes are the marks. They differ in outline or in size, so that they are told
// apart without their colours: squares of three sizes, a diamond, a crescent, a
// dash, a hollow square, a ring and a dot.
var shapes = [marks]shape{
	undrawn:  func(float64, float64) bool { return false },
	notAsked: bar(0.08, 0.08),
	slight:   square(0.3, 0.1),
	middling: square(0.16, 0.14),
	kept:     square(0, 0.2),
	extra:    func(x, y float64) bool { return math.Abs(x-0.5)+math.Abs(y-0.5) <= 0.5 },
	rested: func(x, y float64) bool {
		return disc(0.47, 0.52, 0.47)(x, y) && !disc(0.72, 0.34, 0.36)(x, y)
	},
	missed: bar(0.3, 0.07),
	open: func(x, y float64) bool {
		return square(0, 0.2)(x, y) && !square(0.14, 0.08)(x, y)
	},
	free: func(x, y float64) bool {
		return disc(0.5, 0.5, 0.34)(x, y) && !disc(0.5, 0.5, 0.2)(x, y)
	},
}

// bar is one so wide and so high to each side of the middle.
func bar(wide, high float64) shape {
	return func(x, y float64) bool { return math.Abs(x-0.5) <= wide && math.Abs(y-0.5) <= high }
}

func disc(cx, cy, r float64) shape {
	return func(x, y float64) bool { return math.Hypot(x-cx, y-cy) <= r }
}

// square is one with round corners of radius r, inset from the cell.
func square(inset, r float64) shape {
	return func(x, y float64) bool {
		dx := math.Max(math.Abs(x-0.5)-(0.5-inset-r), 0)
		dy := math.Max(math.Abs(y-0.5)-(0.5-inset-r), 0)
		return math.Hypot(dx, dy) <= r
	}
}

// stencil is a shape cut out in one paint: indices of the palette, row by row.
type stencil struct {
	size int
	pix  []uint8
}

// cut makes a stencil of a shape in a cell of size by size pixels, by counting
// points in each pixel. Rows come in pairs that are alike: a row that repeats
// the one above costs next to nothing in the file, and the pictures are drawn at
// twice the size at which they are seen.
func cut(s shape, size int, p paint) stencil {
	const across, down = 4, 8 // points in a pixel, and in a pair of rows
	out := stencil{size: size, pix: make([]uint8, size*size)}
	for i := range out.pix {
		inside := 0
		for n := range across * down {
			x := float64(i%size) + (float64(n%across)+0.5)/across
			y := float64(i/size&^1) + (float64(n/across)+0.5)*2/down
			if s(x/float64(size), y/float64(size)) {
				inside++
			}
		}
		out.pix[i] = p.shade((inside*strengths + across*down/2) / (across * down))
	}
	return out
}

// stamp paints a stencil with its upper left corner at x, y, paper and all. It
// must lie within the picture.
func stamp(img *image.Paletted, s stencil, x, y int) {
	for row := range s.size {
		copy(img.Pix[img.PixOffset(x, y+row):], s.pix[row*s.size:(row+1)*s.size])
	}
}

// dab is stamp for a stencil that lies over something: its paper is clear.
func dab(img *image.Paletted, s stencil, x, y int) {
	for i, index := range s.pix {
		if index != paper {
			img.Pix[img.PixOffset(x+i%s.size, y+i/s.size)] = index
		}
	}
}

// fill paints a rectangle, from x0, y0 up to x1, y1, at a strength of 1 to 3.
func fill(img *image.Paletted, x0, y0, x1, y1 int, p paint, strength int) {
	area := image.Rect(x0, y0, x1, y1).Intersect(img.Rect)
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			img.Pix[img.PixOffset(x, y)] = p.shade(strength)
		}
	}
}
