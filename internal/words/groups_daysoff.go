package words

// DaysOff holds what is said of single days, and spans of them, on which somebody
// isn't asked. A span is told by When.Span.
type DaysOff struct {
	// Open is the button that leads to the page.
	Open string
	// Are lists the spans, None says that there are none, Ask how to name some.
	Are       func(spans []string) string
	None, Ask string
	// Set takes what was taken off, at least one, and whether a single span is one day.
	Set func(spans []string, one bool) string
	// TakeBack is a button's label, TakenBack says that it was done.
	TakeBack, TakenBack func(span string) string
	// Full says that no more can be kept, Wrong that none were understood, Past that
	// they have passed.
	Full, Wrong, Past string
}
