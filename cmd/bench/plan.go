package main

import (
	"fmt"
	"regexp"
)

// benchmark is a measurement by a benchmark.
func benchmark(name, folder, pattern, times string, more ...string) measurement {
	return measurement{name: name, folder: folder, args: append([]string{"-test.v", "-test.run=^$", "-test.bench=^Benchmark" + pattern + "$", "-test.benchtime=" + times, "-test.timeout=6h"}, more...)}
}

// counted is a measurement by a test that logs what it counted.
func counted(name, folder, pattern, figures string) measurement {
	return measurement{name: name, folder: folder, args: []string{"-test.v", "-test.run=^(" + pattern + ")$", "-test.timeout=1h"}, figures: regexp.MustCompile(figures)}
}

// measurements are all there are. The day has so many subscriptions.
func measurements(people int) []measurement {
	return []measurement{
		benchmark("replies", "internal/conversation", "Replies", "1x"),
		benchmark("idle tick", "internal/delivery", "IdleTick", "1000x"),
		benchmark("planning", "internal/delivery", "Planning", "3x"),
		benchmark("pictures", "internal/summary", "Draw", "20x", "-test.cpu=1"),
		benchmark("broadcast", "cmd/bot", "Broadcast", "2x"),
		benchmark("start", "cmd/bot", "Start", "1x"),
		benchmark("answers", "internal/conversation", "Answers", "1x"),
		benchmark("10,000 due", "internal/conversation", "Due$/^10000", "1x"),
		benchmark("100,000 due", "internal/conversation", "Due$/^100000", "1x"),
		benchmark("cron", "internal/delivery", "Cron", "1x"),
		benchmark("day", "internal/delivery", "Day", "1x", fmt.Sprint("-day.people=", people)),
		counted("flood", "cmd/bot", "TestAFlood|TestOnePlatformHangs", `answered after (?P<p50>\S+) at the median, (?P<p99>\S+) at the 99th`),
		counted("pace", "cmd/bot", "TestTelegramRush", `(?P<share>[\d.]+) % of the rate, at most (?P<busiest>\d+) in a second`),
		counted("takeover", "cmd/bot", "TestInstancesOnServer", `killed: another serves after (?P<after>\S+)`),
	}
}

// line is a line of the table: a figure, what it is compared with, and its bound.
type line struct {
	what string
	// from is whose figures they are; measured, baseline and ratio are their units. Where
	// ratio is empty the figure itself is held to the bound. Shown is the unit to write,
	// where it isn't the beginning of measured's.
	from, measured, baseline, ratio string
	shown                           string
	bound                           float64
	atLeast                         bool // the bound is the least
	none                            bool // there is no bound
}

var lines = []line{
	{what: "replies, 64 people writing; no history", from: "replies: Replies/no_history", measured: "replies/s", baseline: "bare/s", ratio: "ratio", bound: 0.5, atLeast: true},
	{what: "the same; a year's", from: "replies: Replies/a_year", measured: "replies/s", baseline: "bare/s", ratio: "ratio", bound: 0.5, atLeast: true},
	{what: "the same; three years'", from: "replies: Replies/three_years", measured: "replies/s", baseline: "bare/s", ratio: "ratio", bound: 0.5, atLeast: true},
	{what: "the same; ten years'", from: "replies: Replies/ten_years", measured: "replies/s", baseline: "bare/s", ratio: "ratio", bound: 0.5, atLeast: true},
	{what: "replies against bare commits, by the processor's time; no history", from: "replies: Replies/no_history", measured: "cpu-µs/replies", baseline: "cpu-µs/bare", ratio: "cpu-ratio", none: true},
	{what: "the same; ten years'", from: "replies: Replies/ten_years", measured: "cpu-µs/replies", baseline: "cpu-µs/bare", ratio: "cpu-ratio", none: true},
	{what: "replies against their own statements by hand; no history", from: "replies: Replies/no_history", measured: "replies/s", baseline: "byhand/s", ratio: "byhand-ratio", none: true},
	{what: "the same; ten years'", from: "replies: Replies/ten_years", measured: "replies/s", baseline: "byhand/s", ratio: "byhand-ratio", none: true},
	{what: "the same by the processor's time; no history", from: "replies: Replies/no_history", measured: "cpu-µs/replies", baseline: "cpu-µs/byhand", ratio: "cpu-byhand-ratio", none: true},
	{what: "the same; ten years'", from: "replies: Replies/ten_years", measured: "cpu-µs/replies", baseline: "cpu-µs/byhand", ratio: "cpu-byhand-ratio", none: true},
	{what: "a reply: statements, the first message", from: "replies: Replies/ten_years", measured: "statements/first", bound: 20},
	{what: "a reply: statements, a further one", from: "replies: Replies/ten_years", measured: "statements/further", bound: 20},
	{what: "a reply: writing transactions", from: "replies: Replies/ten_years", measured: "writing/first", bound: 2},
	{what: "an acknowledgement, another sends 500 messages or the other platform hangs; p99, in played time", from: "flood", measured: "p99", shown: "s", bound: 1},
	{what: "a tick with nothing due, 1,000,000 subscriptions vs. 1,000", from: "idle tick: IdleTick", measured: "µs/1M", baseline: "µs/1k", ratio: "ratio", bound: 2},
	{what: "planning a due delivery vs. bare statements", from: "planning: Planning", measured: "µs/delivery", baseline: "µs/bare", ratio: "ratio", bound: 3},
	{what: "the same vs. all the rows it writes, by hand", from: "planning: Planning", measured: "µs/delivery", baseline: "µs/byhand", ratio: "byhand-ratio", none: true},
	{what: "10,000 due at once, pace off, loopback, vs. the client library", from: "broadcast: Broadcast", measured: "questions/s", baseline: "bare/s", ratio: "ratio", bound: 0.7, atLeast: true},
	{what: "pace on, at the server: share of the permitted rate", from: "pace", measured: "share", shown: "%", bound: 97, atLeast: true},
	{what: "the same: most in a second", from: "pace", measured: "busiest", shown: "", bound: 30},
	{what: "an acknowledgement while 10,000 go out; p99", from: "10,000 due: Due/10000", measured: "p99-ms/acknowledged", shown: "ms", bound: 1000},
	{what: "resident memory 60 s after start, idle", from: "start: Start/0", measured: "MB/resident", shown: "MB", bound: 32},
	{what: "resident memory 60 s after start, 1,000,000 subscriptions", from: "start: Start/1000000", measured: "MB/resident", shown: "MB", bound: 64},
	{what: "start to ready, 1,000,000 subscriptions", from: "start: Start/1000000", measured: "s/ready", shown: "s", bound: 0.5},
	{what: "a calendar: time, one core", from: "pictures: Draw/month", measured: "cpu-ms/picture", shown: "ms", bound: 6},
	{what: "a calendar: size", from: "pictures: Draw/month", measured: "bytes/picture", shown: "bytes", bound: 14 << 10},
	{what: "a week's card: time, one core", from: "pictures: Draw/week", measured: "cpu-ms/picture", shown: "ms", bound: 12},
	{what: "a week's card: size", from: "pictures: Draw/week", measured: "bytes/picture", shown: "bytes", bound: 60 << 10},
	{what: "take-over after kill -9, on PostgreSQL", from: "takeover", measured: "after", shown: "s", bound: 15},
	{what: "binary, stripped, no cgo", from: "start: Start/0", measured: "MB/binary", shown: "MB", bound: 30},
}
