package summary

import (
	"bytes"
	"image/png"
	"testing"
)

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
