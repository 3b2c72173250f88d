package reflection

// Taste is what a person, or a channel's admins, chose among the questions. The zero
// value takes them all as they come.
type Taste struct {
	// Themes and Essays are the ids of a pack's sections and essays to choose from;
	// with neither, all are.
	Themes, Essays []string
	// Light lets only the lighter questions be asked. Only channels have it.
	Light bool
	// Spared keeps tender questions away, and Share says how many of the questions
	// are the person's own. Only persons have them.
	Spared bool
	Share  Share
}

// Share says how many of a person's questions are their own.
type Share int

// The shares.
const (
	ShareNone Share = iota
	ShareSome       // one in four
	ShareHalf       // every other one
)
