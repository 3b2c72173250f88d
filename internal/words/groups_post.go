package words

// Post holds what stands in a community channel for all to read, and what is said
// to whoever looks after it when posting fails.
type Post struct {
	Heading string
	// Reflect, Others and AskMe are the buttons under a post. Privately is what
	// Reflect is called where it leads into the private chat.
	Reflect, Privately, Others, AskMe string
	// Report is the button under a shared answer.
	Report string
	// Count says how many have answered, from one on; Closed says it of a
	// question after which the next has come, whose answers everyone may read.
	Count, Closed func(answered int) string
	// Ours is the source of a question that somebody in the channel's server or
	// group wrote. OursBy is given the name that they want shown with it, which
	// are their own words.
	Ours   string
	OursBy func(name string) string
	// More stands before an address that leads to more.
	More string

	// Somebody stands for the name over an answer that is shared without one.
	Somebody string
	// Longer ends an answer that is too long to be posted whole.
	Longer string
	// TakenBack stands where an answer was that can't be removed.
	TakenBack string

	// CantPost, CantThread and RoleGone tell of trouble in a channel. They are
	// given its name, which is its people's words, and the permission that is
	// missing, as the platform names it; empty where that isn't known.
	CantPost, CantThread func(channel, missing string) string
	RoleGone             func(channel string) string
	// Quiet says that the last so many questions in a channel stayed unanswered, and
	// how many were answered of those before.
	Quiet func(channel string, silent, answered, asked int) string
}
