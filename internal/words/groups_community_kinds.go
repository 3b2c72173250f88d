package words

// CommunityKinds says what a channel offers by its kind: posts of a forum's with
// their tags, and messages that are published to those who follow.
type CommunityKinds struct {
	// Forum says at setup how a forum is asked, ForumThread of one with a thread mode.
	Forum, ForumThread string
	// TagIs and NoTag say how its posts are tagged, TagNeeded that each must be and
	// how it is as long as none was chosen; a tag is its admins' word.
	TagIs, TagNeeded func(tag string) string
	NoTag            string
	TagWhich         string
	NoTags           string // there are none to choose from, or it is no forum

	// AnnounceOffer says at setup that posts can be published, AnnounceIs and
	// AnnounceOff whether they are, NoNews that nobody follows such a channel.
	AnnounceOffer, AnnounceIs, AnnounceOff string
	NoNews                                 string

	// HeadingIs and HeadingUsual say what stands above the questions; AskHeading asks for
	// it. Title and Field are a form's, at most 45 runes.
	HeadingIs                 func(heading string) string
	HeadingUsual, HeadingLong string
	AskHeading, Title, Field  string
	// ListedTitled is a line of the list of a server's channels, with the heading.
	ListedTitled               func(channel, heading, state string) string
	ChangeHeading, AnotherHour string

	// Labels of buttons, at most 40 runes.
	Tag, WithoutTag, Announce, DontAnnounce string
}
