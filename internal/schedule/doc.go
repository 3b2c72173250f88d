// Package schedule knows when: the pure rule that turns "21:00 on weekdays in
// Europe/Berlin" into instants, what people type when they mean a time, some
// weekdays, a pause or a place, which zone a shared location is in, and a thin
// shell on robfig/cron that fires every minute.
//
//	what people type or share   the rule                   the shell
//
//	"8:30 weekdays" ─ParseSchedule─┐
//	"munich" ────────HearZone──────┤
//	48.1, 11.6 ──────PlacesNear────┼─> Rule ─Next─> Occurrence{Date, At}
//	"2 weeks" ───────ParseBreaks───┘      └─Latest─> (catch-up)
//
//	cron, each minute ─Ticker─> func(ctx, now) asks what is due
//
// # The rule
//
// The occurrence of the local date D at HH:MM is the first instant at which
// the local clock reads D HH:MM or later. It follows that
//
//   - where the clock is put forward over HH:MM, the occurrence is the end of
//     the gap, even if the clock then reads the next date;
//   - where the clock is put back over HH:MM, the occurrence is the first of
//     the two;
//   - a date is skipped only where the zone skips all of it, as Apia skipped
//     2011-12-30.
//
// The key of an occurrence is D, wherever the person is. People's times never
// become cron specs: a spec that lies inside a clock change is lost in spring
// and runs twice in autumn.
//
// # Places
//
// HearZone takes what somebody says about where they are, or what their clock
// reads, and is sure of a place only where no other of its name, weighed by how
// many live there, has another clock for the coming year; else it returns the
// few that are likely. No word is left out to find something. FindPlaces, for a
// text that is still being typed, goes by the beginning of a name. The tables
// lie in places and are made by gen, a module of its own.
//
// # Words
//
// Dates and times of day are local; instants are UTC. The parsers are pure
// and bounded: text of any length costs no more than its first few hundred
// bytes. Their errors never repeat what was typed in their Error text; a word
// that was not understood is a field of [UnknownWord].
package schedule
