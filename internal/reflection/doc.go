// Package reflection is what the bot knows: people, when they are asked, what
// was asked, what they answered, and the facts that streaks are counted from.
//
// Everything is reached through Tx, one transaction a step; Store opens them.
// A flow asks for the few methods of Tx that it uses.
//
//	Person ──< Identity            an account on one platform, with its key
//	Person ──< Subscription        a chat that is asked, and when
//	Subscription ──< Delivery      one prompt on one local date
//	Delivery ──< Dispatch          one sending of it: ask, later, nudge
//	Delivery ──< Reply ──< Part    what was answered, message by message
//	Person ──< Fact                append-only: asked, arrived, replied, rested, paused
//	Subscription ── Channel        a community channel: thread, role, own questions, board
//	Subscription ── Summaries      when the week, the month and the year are told
//
// Instants are UTC; dates are local dates, keyed as they were then.
package reflection
