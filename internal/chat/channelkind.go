package chat

// ChannelKind is what kind of community channel a chat is. What the bot can do
// there depends on it, whatever its permissions are.
type ChannelKind int

// The kinds of channels. KindText is one in which everybody writes, and whose
// messages can have threads, as far as Limits.Threads says; the zero value.
const (
	KindText         ChannelKind = iota
	KindAnnouncement             // few write, many follow
	KindThread                   // a thread or a forum's post
	KindVoice                    // the text beside a voice channel
	KindStage                    // the text beside a stage
	KindForum                    // posts with a title, each a thread, and no messages beside them
	KindMedia                    // posts with pictures, and no messages beside them
	KindOther                    // no place for messages, such as a category
)

// Posts reports whether the bot can post a question there at all.
func (k ChannelKind) Posts() bool { return k <= KindForum }

// Threads reports whether what is shared can stand in a thread of its question
// there: one under it, or, in a forum, the question's own post.
func (k ChannelKind) Threads() bool {
	return k == KindText || k == KindAnnouncement || k == KindForum
}

// Announces reports whether a message there can be published to those who follow.
func (k ChannelKind) Announces() bool { return k == KindAnnouncement }
