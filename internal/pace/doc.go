// Package pace wraps an adapter so that the bot never sends faster than its
// platform allows, sends what is urgent first, and obeys every 429.
//
// Each request waits in a queue of its own kind: the messages of one chat (or of
// one group, with all its topics), its edits, its reactions, and so on. A retry
// joins the queue it came from. Limits belong to what shares them:
//
//	                          overall   chat's second,   others     a 429
//	                          rate      group's minute   per chat   told
//	message, an answer          –             yes           –        yes
//	message, any other         yes            yes           –        yes
//	edit, find, thread,
//	  announcement, pin        yes             –           yes       yes
//	  edit of an answer         –              –           yes       yes
//	deletion, reaction          –              –           yes       yes
//	probe                      yes             –           yes       yes
//	form, alert, answer for
//	  one member's eyes         –              –            –        yes
//	sent by a handle, where
//	  Rate.HandlesFree          –              –            –        yes
//
// An answer therefore never waits behind a broadcast. Among those that wait for
// the overall rate, the lower chat.Lane goes first, then the one that came first.
// A chat that must wait, or whose request hangs, holds up nobody else; of one
// queue at most a hundred requests wait, and further ones are turned away.
//
// The limits hold in every sliding window as the platform's clock sees it, not
// only on average. A token bucket lets one more than the rate into some windows,
// and a request with a slow transit comes close to those after it. So each
// request takes one of as many slots as the window allows, and a slot is free
// again one window after its request can have arrived at the latest. That costs
// from half a hundredth to two hundredths of the rate, by how much transit varies.
package pace
