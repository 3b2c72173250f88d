package summary

import (
	"bytes"
	"image/png"
	"testing"
)

// BenchmarkDraw draws each sort of picture, the fullest of its sort, and reports
// the size of the PNG beside the time. The bounds are 12 ms and 60 KB for cards,
// 6 ms and 14 KB for calendars, on one core; image/png with the same picture is
// the measure that BenchmarkEncode compares with.
func BenchmarkDraw(b *testing.B) {
	p := newTestPainter(b)
	full, off := sample(b, "full-year"), sample(b, "off-the-schedule")
	long, ok := p.Sketch(Own{Locale: "en", Line: nasty["4,096 characters"]})
	if !ok {
		b.Fatal("the long line can't be set")
	}
	for _, c := range []struct {
		name   string
		sketch Sketch
	}{
		{"week", *Words(off.Week).Sketch},
		{"month", *Words(full.Month).Sketch},
		{"year", *Words(full.Year).Sketch},
		{"channel", *full.Channel.Words().Sketch},
		{"milestone", CardSketch("en", Light, 1000, off.First)},
		{"own", long},
	} {
		b.Run(c.name, func(b *testing.B) {
			size := 0
			for b.Loop() {
				drawn, err := p.Draw(c.sketch)
				if err != nil {
					b.Fatal(err)
				}
				size = len(drawn.PNG)
			}
			b.ReportMetric(float64(size), "bytes/picture")
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/1000, "ms/picture")
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

// someSamples are all made-up histories, or every fifth where tests are to be short.
func someSamples(t testing.TB) []Sample {
	t.Helper()
	all, err := Samples()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != 16 {
		t.Errorf("%d histories, want 16", len(all))
	}
	if !testing.Short() {
		return all
	}
	var some []Sample
	for i := 2; i < len(all); i += 5 {
		some = append(some, all[i])
	}
	return some
}

// sample returns a made-up history by its name.
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
	img := p.lay(*Words(sample(b, "full-year").Year).Sketch).img
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
