package words

// Keeping is what is said of how long words are kept.
type Keeping struct {
	// Open is the button on the settings page, Is the line there; Ask asks for how long.
	Open string
	Is   func(months int) string
	Ask  string
	// Span names a time of some months, 0 for good; it is a button's label.
	Span func(months int) string
	// Goes says what goes by a choice, before it is made; Yes makes it, and No doesn't.
	Goes    func(months, entries int) string
	Yes, No string
	// Set says what was chosen.
	Set func(months int) string
	// Announce tells somebody who never came back when all goes; AnnounceStay what
	// keeps it.
	Announce     func(months int, date string) string
	AnnounceStay string
}
