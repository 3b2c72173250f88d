// Package pace wraps an adapter so that the bot never sends faster than its
// platform allows, and sends what is urgent first.
//
//	          answer ─┐
//	Send    question ─┤   a turn: the first lane, then the longest waiting,    ┌──────────┐
//	Edit ──► summary ─┼─► whose chat and group are free ─────────────────────► │ adapter  │
//	Delete      edit ─┘   one every 1/rate seconds, overall                    └──────────┘
//	React                          ▲                                                │
//	                               └── Throttled: chat, or all, blocked as told ◄───┘
//
// Where the platform has no limit for what answers an event (Rate.AnswersFree),
// such a message has no turn at all.
//
// A chat that must wait holds up nobody else. An answer never waits behind a
// broadcast: it waits for one turn.
//
// The limits hold in every sliding window as the platform's clock sees it, not
// only on average. A token bucket lets one more than the rate into some windows,
// and a request that was slow on its way comes close to the ones after it; so
// each turn takes one of as many slots as the window allows, and a slot is free
// again one window after its request can have arrived at the latest. That costs
// from half a hundredth to two hundredths of the rate, by how much the way varies.
package pace
