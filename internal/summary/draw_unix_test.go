//go:build unix

package summary

import (
	"strings"
	"syscall"
	"testing"
	"time"
)

// pace is how many messages a second a platform lets a bot send.
const pace = 30

// processorTime is how long the process has been running on a processor.
func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkDraw draws each sort of picture, the fullest of its sort, and reports
// the size of the PNG beside the time. The bounds are 12 ms and 60 KB for a week's
// card, 6 ms and 14 KB for calendars, on one core: run it with -cpu 1. What counts is
// the processor's time, since a machine that does other things besides takes longer.
// The ratio is that of drawing for as many people a second as a platform lets a bot
// write to: below 1 it is the platform's pace that bounds how long a Sunday takes.
// image/png with the same picture is the measure that BenchmarkEncode compares with.
func BenchmarkDraw(b *testing.B) {
	p := newTestPainter(b)
	full, off := sample(b, "full-year"), sample(b, "off-the-schedule")
	longest := off.Week
	longest.Line = strings.Repeat("Donaudampfschiff left. ", 6)
	long, ok := p.Sketch(Own{Locale: "en", Line: nasty["4,096 characters"]})
	if !ok {
		b.Fatal("the long line can't be set")
	}
	for _, c := range []struct {
		name   string
		sketch Sketch
	}{
		{"week", *Words(off.Week).Sketch},
		{"long week", *Words(longest).Sketch},
		{"month", *Words(full.Month).Sketch},
		{"year", *Words(full.Year).Sketch},
		{"channel", *full.Channel.Words().Sketch},
		{"milestone", CardSketch("en", Light, 1000, off.First)},
		{"own", long},
	} {
		b.Run(c.name, func(b *testing.B) {
			size, drawn, began := 0, 0, processorTime(b)
			for b.Loop() {
				drawn++
				picture, err := p.Draw(c.sketch)
				if err != nil {
					b.Fatal(err)
				}
				size = len(picture.PNG)
			}
			b.ReportMetric(float64(size), "bytes/picture")
			each := (processorTime(b) - began) / time.Duration(drawn)
			b.ReportMetric(float64(each.Microseconds())/1000, "cpu-ms/picture")
			b.ReportMetric(each.Seconds()*pace, "ratio")
		})
	}
}
