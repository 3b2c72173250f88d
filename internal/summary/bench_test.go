package summary

import (
	"bytes"
	"image/png"
	"testing"
)

// BenchmarkYear draws the fullest picture there is, a year with a compass line.
// It reports the size of the PNG beside the time; the bounds are 5 ms and 10 KB.
func BenchmarkYear(b *testing.B) {
	p := newTestPainter(b)
	for _, name := range []string{"ordinary-week", "full-year"} {
		in := *sample(b, name).Person
		b.Run(name, func(b *testing.B) {
			size := 0
			for b.Loop() {
				png, err := p.Year(in)
				if err != nil {
					b.Fatal(err)
				}
				size = len(png)
			}
			b.ReportMetric(float64(size), "bytes/picture")
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/picture")
		})
	}
}

func newTestPainter(t testing.TB) *Painter {
	t.Helper()
	p, err := NewPainter()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// sample returns a made-up summary by its name.
func sample(t testing.TB, name string) Sample {
	t.Helper()
	all, err := Samples()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		if s.Name == name {
			return s
		}
	}
	t.Fatalf("there is no sample %q", name)
	return Sample{}
}

// BenchmarkEncode compares our PNG with the standard library's of the same
// picture.
func BenchmarkEncode(b *testing.B) {
	p := newTestPainter(b)
	in := *sample(b, "full-year").Person
	img := p.year(in.calendar(), Light, in.words().Summary)
	b.Run("ours", func(b *testing.B) {
		for b.Loop() {
			if _, err := p.png.encode(img); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("image/png", func(b *testing.B) {
		var out bytes.Buffer
		for b.Loop() {
			out.Reset()
			if err := png.Encode(&out, img); err != nil {
				b.Fatal(err)
			}
		}
	})
}
