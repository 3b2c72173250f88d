// Package delivery is the outbox: what is due is planned, and what is planned
// is sent once.
//
//	cron, each minute ──► Tick(now)
//	                        │ plan      due subscription → prompt chosen →
//	                        │           Delivery and Dispatch (planned), one
//	                        │           transaction, unique by local date
//	                        ▼
//	one line a platform ──► claim      dispatch → sending, committed just before
//	                        │           the write; a window of them in flight
//	                        ▼
//	               chat.Adapter.Send   (pace stands in front of it)
//	                        │
//	                        ▼
//	                      finish       sent → the question has arrived: the one
//	                                   before it closes, the nudge is planned
//	                                   failed → one switch over chat.SendKind
//
// A dispatch that is found sending after a crash is uncertain: perhaps shown.
// It is settled by the platform's nonce, by its history, or, where there is
// neither, sent once more and never again. While that isn't settled it counts
// from the first attempt that may have been shown, whatever came after it.
//
// A community channel is planned and asked like a person, with what follows its
// post:
//
//	somebody answers ──► Answered ──► recount   the post's count, edited in place: each
//	                                            minute for an hour, then each quarter
//	shares ──► Publish ──► publish              in the thread, one after the other
//	takes back ──► Retract ──► retract          removed from it, ahead of everything
//	the next post arrives ──► closing           the last count; what waits for it is
//	                                            published; silence is counted
//
// Edits and removals are made again when it isn't known whether they were made.
// Answers are settled as questions are; one that was perhaps posted and is taken
// back is looked for, and removed if it is there.
//
// What goes to one chat goes in its order, one at a time. What can't be planned
// or sent because of what is stored about it is set aside, and holds up nobody.
//
// Time enters by Tick. Between ticks the clock is carried on from the last one,
// so that played time works as real time does.
package delivery
