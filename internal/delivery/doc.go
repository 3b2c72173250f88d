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
// What goes to one chat goes in its order, one at a time. What can't be planned
// or sent because of what is stored about it is set aside, and holds up nobody.
//
// Time enters by Tick. Between ticks the clock is carried on from the last one,
// so that played time works as real time does.
package delivery
