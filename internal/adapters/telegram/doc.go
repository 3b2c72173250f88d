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
// the press that it is: t.me/<bot>?start=<action> ─► "/start <action>" ─► Pressed.
//
// Updates are confirmed only once they are done with, so that a crash loses
// none; the event id is the update_id, by which the core knows one that comes
// again. The client library dates from 2021: it makes the requests and reads
// the answers, and what is newer goes through its MakeRequest.
package telegram
