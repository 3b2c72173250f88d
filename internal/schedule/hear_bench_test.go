package schedule

import "testing"

func BenchmarkHearZone(b *testing.B) {
	for _, text := range []string{"berlin", "Springfield", "it is 19:57", "UTC+2", "xyzzyxy", "hi"} {
		b.Run(text, func(b *testing.B) {
			for b.Loop() {
				HearZone(text, "en", hearingTime, 5)
			}
		})
	}
}
