package words

// TakingBack holds what is said where an answer has several messages, and one or
// all of them are to be taken back.
type TakingBack struct {
	// Which introduces the messages, each with its number; N is the button for one.
	Which string
	N     func(n int) string
	// All and KeepAll are buttons; Earlier and Later lead to the messages that have
	// no room.
	All, KeepAll   string
	Earlier, Later string
	// Some says that one message's words are gone and that so many others stay.
	Some func(left int) string
	// Kept says that nothing was taken back.
	Kept string
}
