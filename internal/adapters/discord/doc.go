// Package discord is Discord as a chat.Adapter, over the REST API and the
// gateway, both version 9.
//
//	gateway ─► shard ─► link ─┐                     ┌─ a chat's queue ─┐
//	   (a session, and one    ├─► event ─► intake ──┼─ a chat's queue ─┼─► three tries ─► chat.Intake
//	    connection after the  │      │              └─ a chat's queue ─┘
//	    other)                │      └─► live interactions, each with its clocks
//	history, after a gap ─────┘
//
//	Send ─► compose ─► pieces (2000) ─┬─► message, with an enforced nonce ─┐
//	                                  └─► answer to an interaction ────────┴─► rest ─► discordgo.Session ─► sendError
//
// Every request goes by the library, discordgo: by RequestWithLockedBucket of its
// Session, with a context, without a repetition of its own, and with a bucket that
// is thrown away, because the library's waits obey no context and its buckets are
// never forgotten. Its constants, its endpoints and its sending types are used, and
// its reading types where nothing is lost by them; wire.go and outgoing.go say why
// at each that is ours.
//
// The gateway's client is our own, because the library's can block for ever when a
// server falls silent or asks to reconnect too soon, tries on after refusals that
// are final, keeps close codes and opcodes to itself, and waits under its lock.
//
// Three intents are asked for, none of them privileged: what is written in
// private chats is read, and in servers what mentions the bot. Whatever anybody
// writes can notify nobody: allowed_mentions is empty on every message, but for
// the one role that a channel's admins chose. Messages are plain text with
// Discord's own small marks for headings, quotes and sources; they read the same
// for those who have embeds switched off, and need one permission less.
package discord
