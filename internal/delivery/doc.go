// Package delivery is what goes into the outbox: what is due is planned, and what
// follows from each sending is recorded.
//
//	cron, each minute ──► Tick(now)
//	                        │ planning    due subscription → prompt chosen →
//	                        │             Delivery and Dispatch (planned), one
//	                        │             transaction, unique by local date
//	                        │ summaries   due period, worth telling → Dispatch
//	                        ▼
//	                      outbox: claim, attempt ──► the kind resolves:
//	                        │ question    arrived: the one before it closes, the
//	                        │             nudge is planned
//	                        │ posts       a channel's count, thread, and closing
//	                        │ answers     removed, with their words
//	                        ▼
//	                      failures.go: what follows which failure, as a table
//
// A community channel is planned and asked like a person, with what follows its
// post:
//
//	somebody answers ──► posts.Answered ──► recount   the post's count, edited in place:
//	                                                  each minute for an hour, then each quarter
//	shares ──► posts.Publish ──► publish              in the thread, one after the other
//	takes back ──► posts.Retract ──► retract          removed from it, ahead of everything
//	the next post arrives ──► posts.Arrived           the last count; what waits for it is
//	                                                  published; silence is counted
//
// Time enters by Tick. Between ticks the clock is carried on from the last one, so
// that played time works as real time does.
package delivery
