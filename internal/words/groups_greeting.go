package words

// CommunityGreeting is what is said once the bot was added to a server or group: to
// all there, or to whoever added it, in their private chat.
type CommunityGreeting struct {
	ToAll string
	ToOne func(place string) string
	// Announces tells whoever added it to a channel in which only admins write that it
	// asks nobody there, and what to do.
	Announces func(place string) string
	// Begin follows the first two.
	Begin string
	// Privately is the label of a button that leads from a page in the group to the same
	// in the private chat, at most 40 runes.
	Privately string
}
