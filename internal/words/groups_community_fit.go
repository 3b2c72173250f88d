package words

// CommunityFit says what a channel can't have by its nature, or because the bot
// doesn't see it, and the way out. Where an argument is called channel, it is the
// channel's title: its admins' words.
type CommunityFit struct {
	// CantSee refuses a channel that the bot can't see.
	CantSee func(channel string) string
	// Gallery and NoMessages refuse one in which no question can stand.
	Gallery, NoMessages func(channel string) string
	// ThreadInThread and ThreadBeside refuse threads in a thread, and in what
	// belongs to a voice channel or a stage.
	ThreadInThread, ThreadBeside func(channel string) string
	// PostOrForum asks of a post in a forum which of the two is meant; InForum and
	// InPost are the answers.
	PostOrForum     func(forum string) string
	InForum, InPost string
	// NoThreads says that the threads that were chosen can't be had.
	NoThreads string
	// RoleMute says that the role can't be notified as it is set, and where that
	// is changed, in the platform's words; the role's name is in them.
	RoleMute func(where string) string
	// All names several things.
	All func(names []string) string
}
