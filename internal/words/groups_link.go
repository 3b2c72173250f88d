package words

// Link holds joining two accounts, and parting them.
type Link struct {
	// Code says a code, with what to do with it; Beware what it gives away.
	Code   func(code string) string
	Beware string
	// Private is said in a channel, Burnt where a code was typed there.
	Private, Burnt string
	// Sure asks whoever typed a right code, whose other account is in an app, whether to
	// join; Join and DontJoin are its buttons.
	Sure                      func(app string) string
	Join, DontJoin, NotJoined string
	// Wrong is said of a code that isn't one, TooMany after too many of those.
	Wrong, TooMany string
	// SameApp, Same and Several refuse to join: two accounts of one app, one account
	// with itself, and one that others are joined to.
	SameApp, Same, Several string
	// Joined says that it is done; JoinedTo the same in the other app.
	Joined   string
	JoinedTo func(app string) string
	// Where asks in which app the questions come; Here, There and Both are the answers,
	// and IsHere to IsBoth what was set.
	Where                   string
	Here, There, Both       string
	IsHere, IsThere, IsBoth string
	// Elsewhere is said where a question that was asked for goes to the other app.
	Elsewhere string
	// Alone is said where nothing is joined. Part asks whether to part; Parted says it.
	Alone, Part, Parted, PartedFrom string
	PartYes                         string
	// App is the name of a platform as people know it.
	App func(platform string) string
}
