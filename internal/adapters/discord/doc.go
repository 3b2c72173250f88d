// Package discord is Discord as a chat.Adapter, over the REST API and the
// gateway, both version 9.
//
//	gateway ─► shard ─► link ─┐                     ┌─ chat ─► three tries ─┐
//	   (a session, and one    ├─► event ─► intake ──┼─ chat ─► three tries ─┼─► chat.Intake
//	    connection after the  │      │              └─ chat ─► three tries ─┘
//	    other)                │      └─► pending interactions: a clock of 1 s each
//	history, after a gap ─────┘
//
//	Send ─► compose ─► pieces (2000) ─┬─► message, with an enforced nonce ─┐
//	                                  └─► answer to an interaction ────────┴─► rest ─► sendError
//
// The library, discordgo, gives the gateway's vocabulary: its packets, the
// session's description, the intents. Its own session isn't used, because it can
// block for ever when a server falls silent or asks to reconnect too soon, tries
// on after refusals that are final, keeps close codes to itself, and waits under
// its lock. Its requests aren't either: their waits obey no context, their
// buckets are never forgotten, and they repeat what must not be repeated.
//
// Three intents are asked for, none of them privileged: what is written in
// private chats is read, and in servers what mentions the bot. Whatever anybody
// writes can notify nobody: allowed_mentions is empty on every message, but for
// the one role that a channel's admins chose. Messages are plain text with
// Discord's own small marks for headings, quotes and sources; they read the same
// for those who have embeds switched off, and need one permission less.
package discord
