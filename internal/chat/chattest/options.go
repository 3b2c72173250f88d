package chattest

import (
	"time"

	"stillpoint/internal/chat"
)

// Option sets how a platform behaves.
type Option func(*settings)

// LikeTelegram makes a platform without history, nonces, forms, threads and
// notice of deletions; its timestamps are whole seconds, and what waits is kept a
// day. A button in a channel whose answer only its presser may see is a link into
// the private chat.
func LikeTelegram() Option {
	return func(s *settings) {
		*s = settings{
			name: "memory",
			limits: chat.Limits{
				Edits: true, Deletions: true, Reactions: true, Pictures: true, Pins: true, PinsHear: true,
				Keeps: 24 * time.Hour, MaxActions: 12, MaxFile: 50 << 20,
			},
			wholeSeconds: true, tellsBlocks: true, pressesWait: true,
			maxRunes: 4096, width: 8,
		}
	}
}

// LikeDiscord makes a platform with history, enforced nonces, forms, ephemeral
// answers, roles and notice of deletions. Presses and commands are lost while the
// bot is away, and blocks aren't told.
func LikeDiscord() Option {
	return func(s *settings) {
		*s = settings{
			name: "memory",
			limits: chat.Limits{
				Forms: true, Threads: true, Ephemeral: true,
				Edits: true, Deletions: true, Reactions: true, Pictures: true, Pins: true,
				TellsDeletions: true, History: true,
				OpensPrivate: true, NonceWindow: 2 * time.Minute, MaxActions: 25, MaxFile: 10 << 20,
			},
			writesFirst: true, roles: true, maxRunes: 2000, width: 8,
		}
	}
}

// Named names the platform, for tests with several.
func Named(n chat.Platform) Option { return func(s *settings) { s.name = n } }

// WithLimits changes the limits that the options before it have set.
func WithLimits(change func(*chat.Limits)) Option {
	return func(s *settings) { change(&s.limits) }
}

// WholeSeconds says whether timestamps are truncated to the second.
func WholeSeconds(on bool) Option { return func(s *settings) { s.wholeSeconds = on } }

// Width is how many chats are handled side by side.
func Width(n int) Option { return func(s *settings) { s.width = max(n, 1) } }
