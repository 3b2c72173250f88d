// Package summary makes the week, the month and the year of a person or a
// channel: in words, as one picture, and in block characters for a terminal. It
// is pure. Whoever calls it has gathered the facts; nothing here reads a clock,
// a file or a database, and the same input gives the same bytes.
//
//	Prefs, Settled ──► Next / Due ──► Turn ──► Worth? ──no──► Settle
//	                                             │ yes
//	Input ──► tally ──► lines, facts ──┐         ▼
//	  │                                ├──► Summary ──► Message
//	  └─────► calendar ──► Sketch ─────┘
//	                        ├──► Painter ──► PNG
//	                        └──► Blocks
//
// # When
//
// A summary belongs to a period and is keyed by it (2026-W47). It goes out on
// the evening of the period's last day unless the person moved it, or on the day after
// where that day's question comes later; never before its local hour and never after
// its window: 3 days for a week, 7 for a month, 14 for a year. Coinciding ones merge
// into the longest.
//
// # What it says
//
// A summary never shows a zero and never reproaches: how many were kept of how
// many is said from one half on, else only how many were answered. A quiet
// summary says and draws no counts at all: no run, no rest days, no misses.
//
// Numbers that would repeat each other, and those that would reproach, aren't
// said. Themes are plain nouns.
//
// # The pictures
//
// Each period has its own: a week one's own line and a mark a day, a month a
// calendar, a year a portrait; a milestone has a dot for each reflection, a
// channel its days by how many answered, and a card of one's own the line that
// somebody chose. Beside a year there are a few cards on wish: lines that were
// chosen, a theme, the first and the last answer to a question, the compass. All are laid out in points of a phone that shows them 300 points
// wide, and no text in them is smaller than 11.
//
// A day shows what became of it, from the person's first day to the latest that
// has come; days to come aren't drawn. Every state has a shape or a size of its
// own; colour only repeats it. The legend explains the marks that are there, and
// no others. The alt text is a sentence that one would say aloud, and counts no
// missed day.
//
// A sketch is the picture as data. It can hold a person's own words, so it is
// sealed where it is stored, and Sketch.For keeps them out of a channel.
//
// # Type
//
// The fonts are two cuts of Literata, in the folder type, with their licence and
// the script that made them. Text that doesn't fit is set smaller, and on a card
// of one's own on a taller card; at the smallest size it ends in an ellipsis.
// Emoji and signs that the font lacks are left out; a line with a letter, a digit
// or an accent that it lacks isn't set at all.
package summary
