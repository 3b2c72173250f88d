// Package streak counts: it turns what happened to a person into occasions,
// runs, rest days and totals. It is pure. The same facts give the same
// history, whatever order they come in, whenever and wherever it is counted.
//
//	facts ──► questions ──► closed by ──► excused? ──┐
//	          (one each      the next                ├──► occasions ──► walk by date ──► History
//	          delivery)      known one    kept? ─────┘    (one a date)  (rest days, run)
//	          question.go    question.go  optional.go     occasion.go   walk.go
//	                                      keep.go
//
// docs/streaks.md lists every rule with a worked history and the test that
// holds it. What follows is how the rules are read here.
//
// # Time
//
// There is one clock: the platform's timestamps. They are compared to the
// second; within one second, of two messages in one chat the lower id is the
// earlier, and anything else happened at one instant. At one instant a question
// closes first, then a reply keeps, then Not today rests. Dates are read from
// the facts and never worked out from an instant, and the zone of a fact is
// not looked at: moving house changes no day that was.
//
// # Questions
//
// A delivery with a FactAsked is a question of the person's own; a reply to any
// other delivery is one to a community channel. A question opens with the first
// sign of it in the chat (the earliest FactArrived.At) and is known from the
// earliest FactArrived.Known. In its subscription, the questions are ordered by
// when they opened; one closes when any later one is known. So a question that
// was planned, dropped or is still uncertain closes nothing and is no occasion.
//
// # Replies
//
// Of the facts about one part the latest counts, which is how a part is
// refiled. The conversation dates a refiled part at least a second before the
// question that it does not answer, so that it comes before the closing.
// A reply to an own question that was open keeps that question's date. Any
// other reply keeps the own question that was known and open at its instant;
// of several, the one that opened last.
//
// # Now
//
// Facts are believed even if they lie after now, since two clocks never agree.
// Now decides one thing: a question that closes after it is open.
package streak
