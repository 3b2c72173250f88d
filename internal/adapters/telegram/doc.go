// Package telegram is Telegram as a chat.Adapter, over the Bot API.
//
//	getUpdates ─┐                 ┌─ chat ─► three tries ─┐
//	            ├─► intake: known ┼─ chat ─► three tries ─┼─► chat.Intake
//	webhook ────┘        ▲        └─ chat ─► three tries ─┘
//	                     └── the offset moves past what is done ◄┘
//
//	Send ─► compose (styles) ─► split (4096) ─► HTML, buttons ─► api ─► sendError
//
// In a group nothing can be shown to one member alone, so a button whose answer is
// for its presser is a link there, into the private chat, and comes back from it as
// Pressed, with Link set: t.me/<bot>?start=<sealed action> ─► "/start <…>" ─► Pressed.
// What this bot hasn't sealed itself is no link of its, and only what was typed.
//
// An update is confirmed once the core has taken in its event, so that a crash
// loses none; the event id is the update_id, by which the core knows an update
// that comes again. Chats are handled side by side, and a slow one keeps no other
// waiting. One limit remains: Telegram hands over a hundred updates at most from
// the first unconfirmed one on. When one chat has blocked its event for twenty
// seconds and all hundred are used up, the updates of that chat are confirmed
// while they still wait here; they are handled in order, but a crash in between
// would lose them. While the core's store can't be used nothing is confirmed.
//
// The client library dates from 2021: it makes the requests and reads the
// answers, and what is newer goes through its MakeRequest.
package telegram
