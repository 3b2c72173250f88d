// Package moderation shows what waits for moderators in their channel: suggestions,
// reports, and answers that wait to be shared without a name.
//
//	something waits ──► Begin: a matter, and its one dispatch
//	                                     │
//	      ┌──────────────────────────────┤ at the next full ten minutes, a little later
//	      ▼                              │ or earlier than others of them
//	   Showing.Decide: how does it stand?│
//	      │  open, and not shown as it is: send or edit
//	      │  open, and shown: look again ┘
//	      └─ settled: edit, to say what became of it, and nobody's words
//	                  ▲
//	a moderator ──► Settle, at once
//
// Whoever wrote or reported something isn't named, and can't be told by the minute at
// which it is shown, nor by what is shown before it: everything shows at one of a few
// instants, in an order that is drawn. What authors do shows at such an instant too;
// what moderators do, at once.
//
// The message is composed when it is sent. A settled one holds nobody's words, so that
// what somebody takes back or has forgotten isn't left there; an open one is looked at
// again and again until it is settled, or until it has been shown for a month.
package moderation
