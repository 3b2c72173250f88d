package words

// Compass holds the five places from stay to go.
type Compass struct {
	// Offer is said once; What says what it is and asks for a word.
	Offer, What string
	// Set and Is say what it points at; IsOff that it is off.
	Set, Is func(named string) string
	IsOff   string
	TooLong string
	// Ask stands over the places under a question.
	Ask func(named string) string
	// Tapped says which place was taken down.
	Tapped func(place string) string
	// Old is said of a press under an older question.
	Old string

	// Places are the buttons, from stay to go; Begin, Another and Off are others.
	Places              [5]string
	Begin, Another, Off string
}
