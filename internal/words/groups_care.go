package words

// Care holds what is said to somebody who writes that they mean to harm themselves.
type Care struct {
	// Line says where to turn, unless the host has a line of their own.
	Line string
	// Speaks reports whether somebody says so of themselves, in this language. It
	// would rather miss one who does than take anybody for one who doesn't.
	Speaks func(text string) bool
}
