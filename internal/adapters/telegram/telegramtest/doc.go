// Package telegramtest is a server that behaves as the Telegram Bot API does,
// with the people and groups behind it.
//
//	User, Group ──do──► chats ──updates──► queue ──getUpdates, webhook──► bot
//	     ▲                ▲
//	     └─────sees───────┴── methods ◄── faults ◄── checks ◄── HTTP ◄── bot
//
// A Server outlives the bot: it keeps what waits, as Telegram does, while the
// bot is away. It listens on the loopback, or in memory, so that a month can
// pass under testing/synctest; all its waiting is on channels and timers.
//
// It is strict. Every request is checked against the official description
// (testdata/botapi-10.1.json: names, types, what is required) and against the
// limits that the description gives in prose. A request of the bot's making
// that Telegram would refuse, or would quietly put right, fails the test and is
// answered with the official error; what fails names the method and the field,
// and never a value. What the world does (a blocked bot, a deleted message, a
// closed topic) is answered with the official error and fails nothing.
package telegramtest
