// Package discordtest is a server that behaves as Discord does, with the people
// and guilds behind it.
//
//	Person, Guild ──do──► places ──events──► sessions ──gateway──► bot
//	     ▲                  ▲  ▲
//	     │                  │  └── interactions, with their deadlines
//	     └───────sees───────┴── routes ◄── faults ◄── checks ◄── REST ◄── bot
//
// A Server outlives the bot: private chats and channels stay while it is away,
// and a session can be resumed for some minutes. It listens on the loopback, or
// in memory, so that a month can pass under testing/synctest; all its waiting is
// on channels and timers.
//
// It is strict. Every request is checked against the official description
// (testdata/discord-v10.json: names, types, what is required, values, limits)
// and against the limits that the description omits. Every message must carry
// allowed_mentions with an empty parse. A request that Discord would refuse for
// its form fails the test and is answered with the official error; what fails
// names the route and the field, and never a value. What the world does (a
// person who blocks the bot, a missing permission, an interaction that waited
// too long) is answered with the official error and fails nothing.
//
// Ids are snowflakes that carry their time, as Discord's do, and Discord began
// in 2015. A testing/synctest bubble begins in 2000: a server made in one
// before 2015 first lets the time pass until 2026.
package discordtest
