// Package summary makes the week, the month and the year of a person or a
// channel: in words, as one picture, and in block characters for a terminal. It
// is pure. Whoever calls it has gathered the facts; nothing here reads a clock,
// a file or a database, and the same input gives the same bytes.
//
//	Prefs, Settled ──► Next / Due ──► Turn ──► Worth? ──no──► Settle
//	                                             │ yes
//	Input ──► tally ──► lines ─────────┐         ▼
//	  │                                ├──► Summary ──► Message
//	  └─────► calendar ──► Painter ────┘
//	              ├──────► alt text
//	              └──────► Blocks
//
// # When
//
// A summary belongs to a period and is keyed by it (2026-W47). It goes out on
// the evening of the period's last day unless the person moved it, never before
// its local hour and never after its window: 3 days for a week, 7 for a month,
// 14 for a year. Coinciding ones merge into the longest.
//
// # What it says
//
// A summary never shows a zero and never reproaches: how many were kept of how
// many is said from one half on, else only how many were answered. A quiet
// summary says and draws no counts at all: no run, no rest days, no misses.
//
// # The picture
//
// The picture and the blocks show the twelve whole months that end with the
// period, so a year's summary shows that year and a week's in January still
// shows what came before. Every state of a day has a shape of its own; colour
// only repeats it.
package summary
