package words

// Forget is what is said where somebody has words of theirs deleted, or all that the
// bot knows of them.
type Forget struct {
	// Ask asks what should go; Last, All and Nothing are its buttons, DayHint says how
	// a day is chosen.
	Ask, DayHint string
	Last, All    string
	Nothing      string
	// LastGoes, SpanGoes and AllGoes say what goes, before it does.
	LastGoes string
	SpanGoes func(entries int, span string) string
	AllGoes  func(entries int) string
	// DayStays says that the day still counts; SharedGoes that shared copies go along;
	// OwnStays that what they wrote in a channel themselves remains; ChatStays that
	// what is in this chat does; BackupsStay that backups keep it for a while.
	DayStays, SharedGoes, OwnStays, ChatStays, BackupsStay string
	// Yes and YesAll do it; Keep doesn't, and Kept says so.
	Yes, YesAll, Keep, Kept string
	// Gone and AllGone say that it is done; None that there is nothing of that.
	Gone          func(entries int) string
	AllGone, None string
	// Unclear says that a text names nothing that can go.
	Unclear string
}
