// Package outbox sends what was enqueued: once, in its order, and at the pace of
// its platform. Everything that the bot sends goes through here, answers as well
// as questions; nothing is sent anywhere else.
//
//	Update(fn) ── fn enqueues dispatches ──► commit ──► the senders are woken
//	                                            │
//	one sender a platform:                      ▼
//	    handed over ◄── enqueued as in flight already (answers, to a chat in which
//	        │           nothing else waits or is in flight)
//	    claim ────────► Tx.ClaimDispatches finds and marks in one statement; the
//	        │           kind decides: send, wait, or let go
//	        ▼
//	    attempt ──────► Kind.Make, outside any transaction (pace stands in front
//	        │           of the adapter)
//	        ▼
//	    resolve ──────► sent, or the action of the kind's Rules for the failure
//
// The outbox knows kinds of dispatches by the small interface Kind, and no
// purposes. Which action follows which failure is data, given with the kind.
//
// # Ownership
//
// A dispatch in flight has an owner, which is this process, and a lease, which is
// renewed while the attempt lasts. A dispatch that is marked as being sent, though
// its lease has ended or its owner is dead, was interrupted: perhaps it was shown.
//
// # Perhaps shown
//
// What was perhaps shown is repeated where the platform's nonce makes a repetition
// harmless; later it is looked for in the chat's history. Where a platform offers
// neither, it is sent once more and never twice more, and that one repetition is
// spent only after the platform has carried out another request since, of anybody's
// or a probe of the sender's own. Until then the dispatch waits, to the end of its
// window; giving up is logged.
//
// # Order
//
// To one chat one dispatch is in flight at a time, and answers go before anything
// else that waits for it. What can't be decided on because of what is stored about
// it is set aside, and holds up nobody.
//
// Functions given to Update may be run more than once, as reflection.Store says.
package outbox
