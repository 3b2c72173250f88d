package summary

import (
	"fmt"
	"image"
	"image/color"
	"math"
)

// The bot's avatar: a still point in a ring that isn't closed. Measures are
// shares of its side; the ring's opening is in degrees, clockwise from the right.
const (
	avatarPoint     = 0.085 // the point's radius
	avatarRing      = 0.27  // the ring's radius, to the middle of its stroke
	avatarStroke    = 0.06
	avatarOpenFrom  = -70.0
	avatarOpenUntil = -20.0
)

// avatarColours are the ground and what is on it.
func avatarColours() (ground, sign color.RGBA) {
	return themes[Light].paints[keeping], themes[Light].paper
}

// Avatar draws the bot's avatar, so many pixels to the side. It fills its square:
// platforms cut it round.
func (p *Painter) Avatar(side int) ([]byte, error) {
	ground, sign := avatarColours()
	const levels = 15
	palette := color.Palette{ground}
	for i := 1; i <= levels; i++ {
		palette = append(palette, blend(ground, sign, float64(i)/levels))
	}
	img := image.NewPaletted(image.Rect(0, 0, side, side), palette)
	const fine = 4 // points in a pixel, both ways
	for y := range side {
		for x := range side {
			inside := 0
			for n := range fine * fine {
				at := func(pixel, part int) float64 {
					return (float64(pixel) + (float64(part)+0.5)/fine) / float64(side)
				}
				if onAvatar(at(x, n%fine), at(y, n/fine)) {
					inside++
				}
			}
			img.SetColorIndex(x, y, uint8((inside*levels+fine*fine/2)/(fine*fine)))
		}
	}
	return p.png.encode(img)
}

// onAvatar reports whether a point lies on the sign.
func onAvatar(x, y float64) bool {
	far := math.Hypot(x-0.5, y-0.5)
	if far <= avatarPoint {
		return true
	}
	for _, end := range []float64{avatarOpenFrom, avatarOpenUntil} {
		ex, ey := avatarEnd(end)
		if math.Hypot(x-ex, y-ey) <= avatarStroke/2 {
			return true // The ends of the ring are round.
		}
	}
	angle := math.Atan2(y-0.5, x-0.5) * 180 / math.Pi
	return math.Abs(far-avatarRing) <= avatarStroke/2 && (angle <= avatarOpenFrom || angle >= avatarOpenUntil)
}

// avatarEnd is where the ring is at an angle.
func avatarEnd(degrees float64) (x, y float64) {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	return 0.5 + avatarRing*cos, 0.5 + avatarRing*sin
}

// AvatarSVG is the avatar as a drawing of any size.
func AvatarSVG() string {
	ground, sign := avatarColours()
	x0, y0 := avatarEnd(avatarOpenUntil)
	x1, y1 := avatarEnd(avatarOpenFrom)
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" role="img" aria-label="Stillpoint">
<rect width="512" height="512" fill="%s"/>
<circle cx="256" cy="256" r="%.1f" fill="%s"/>
<path d="M%.1f %.1fA%.1f %.1f 0 1 1 %.1f %.1f" fill="none" stroke="%s" stroke-width="%.1f" stroke-linecap="round"/>
</svg>
`, web(ground), 512*avatarPoint, web(sign), 512*x0, 512*y0, 512*avatarRing, 512*avatarRing, 512*x1, 512*y1, web(sign), 512*avatarStroke)
}

// web writes a colour as pages do.
func web(c color.RGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// blend lays a share of one colour over another.
func blend(under, over color.RGBA, share float64) color.RGBA {
	channel := func(u, o uint8) uint8 { return uint8(float64(u)*(1-share) + float64(o)*share + 0.5) }
	return rgb(channel(under.R, over.R), channel(under.G, over.G), channel(under.B, over.B))
}
