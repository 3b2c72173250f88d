// Package community holds what the admins of a server or group do: setting a
// channel up, looking after it, its own questions, its members' suggestions, and
// what was reported. Whoever does something is checked at every step: the platform
// must say, at this very event, that they may manage the server or group that it
// is about.
//
//	/community ──► which channel? ──► may they? ──► one flow a file
//	                                     ▲
//	press, form, text ──► ref ──► channel┘
//
// A channel is set up in three steps at most: the command, a zone, and, for those
// who want another than 09:00 every day, an hour. Until a zone is known it is a
// draft: a channel that is off, with a rule without a zone.
//
// What only admins should see is shown to one alone: to them only in the channel
// where the platform can do that, and else in their private chat, to which a
// button leads; there the platform is asked about them before the turn.
package community
