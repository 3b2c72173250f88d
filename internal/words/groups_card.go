package words

// Card holds what is said where a picture is made of a person's own words.
type Card struct {
	// Make is the button that begins it.
	Make string
	// Which introduces the lines, each of which is a button; More leads to the next
	// of them, Start back to the first.
	Which, More, Start string
	// Here introduces the card.
	Here string
	// WithQuestion and WithoutQuestion are buttons under a card.
	WithQuestion, WithoutQuestion string
	// Year is the button that begins the cards of a year. Which is asked there by
	// Choose, which is given how many lines are chosen, of at most how many; Draw makes
	// the cards, Anew forgets what was chosen, and These introduces the cards.
	Year              string
	Choose            func(chosen, most int) string
	Draw, Anew, These string
	// None says that there is no line to make a card of, Changed that the words of
	// the line were changed since it was offered.
	None, Changed string
}
