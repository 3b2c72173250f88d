package prompts

import (
	"fmt"
	"testing"
)

// BenchmarkChoose bounds what planning pays for a prompt: ten thousand people may
// be due in one minute, so 15 µs for one of them is 0.15 s for all.
func BenchmarkChoose(b *testing.B) {
	pack := builtin()
	for _, asked := range []int{0, 14, 180, 360} {
		var s State
		for range asked {
			s.Ask(mustChoose(b, pack, 7, s))
		}
		b.Run(fmt.Sprintf("asked=%d", asked), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				pack.Choose(7, s)
			}
		})
	}
}

// BenchmarkOpen is what the built-in packs add to a start.
func BenchmarkOpen(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := Open(builtinFS(), ""); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkStateRoundTrip(b *testing.B) {
	var s State
	for _, p := range builtin().Prompts[:300] {
		s.Ask(p)
	}
	b.ReportAllocs()
	for b.Loop() {
		blob, _ := s.MarshalBinary()
		var back State
		if err := back.UnmarshalBinary(blob); err != nil {
			b.Fatal(err)
		}
	}
}
