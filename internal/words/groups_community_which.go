package words

// CommunityWhich holds what is said of the list of a server's or group's channels.
// Where an argument is called channel, it is the channel's title: its admins' words.
type CommunityWhich struct {
	// Ask stands below the list where one of it is to be chosen.
	Ask string
	// Over answers a choice that comes too late, or for the second time; TooMuch refuses
	// to keep what came with a command until one is made.
	Over, TooMuch string
	// Lost says that a channel isn't there any more, as far as the bot sees.
	Lost func(channel string) string
	// OffList says that a channel was taken off the list; TakeOff is the button.
	OffList func(channel string) string
	TakeOff string
}
