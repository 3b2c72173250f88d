// Package words holds all that people read.
//
// Words is one locale's whole vocabulary, grouped as the flows are. A locale is
// a value of it, so a missing line is seen by the test that looks for empty
// fields, and plurals, dates and hours are whatever its functions say they are.
// For picks the locale that fits best.
//
// The voice: plain, warm, brief. What happened first, then what can be done.
// Numbers are facts, not prizes. Nobody is told to quit, or to stay.
package words
