package words

// Hint says how something is given: Typed where commands are typed, Fields where
// they have fields. Neither names what can't be done there.
type Hint struct{ Typed, Fields string }

// For returns the one to be said.
func (h Hint) For(fields bool) string {
	if fields {
		return h.Fields
	}
	return h.Typed
}

// CommunityHints say how what admins and members give is written.
type CommunityHints struct {
	// Setup follows what was not understood of an order.
	Setup Hint
	// NoOrder says that there is no such order, with the one that is nearest, as it
	// would be given; empty for none. Orders stands above all that there are.
	NoOrder func(word, near string) string
	Orders  string
	// OnOff says that a switch is on or off, after what was not understood.
	OnOff string
	// PauseWrong, PausePast and PauseFar refuse the end of a pause.
	PauseWrong, PausePast, PauseFar Hint
	// Role says how a role is chosen, or that there are none.
	Role Hint
	// Add says how questions are added, above a button that asks for them; Suggest
	// says it of a member's suggestion.
	Add, Suggest Hint
}
