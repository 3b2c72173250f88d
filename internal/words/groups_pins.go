package words

// CommunityPins holds whether a channel's posts are pinned.
type CommunityPins struct {
	// Is, Not and Offer say whether they are: Is from when it was switched on, Not from
	// when it was switched off, Offer where it never was.
	Is, Not, Offer string
	// Hears says what a bot that may pin is shown, where that is more than it needs.
	Hears string
	// None says that nothing can be pinned on the platform, Forum that a forum's posts
	// aren't.
	None, Forum string
	// Cant tells whoever set the channel up what permission is missing, as the platform
	// names it, or nothing.
	Cant func(channel, missing string) string

	// Labels of buttons, at most 40 runes. Post leads to what the posts look like.
	Post, Pin, Unpin string
}
