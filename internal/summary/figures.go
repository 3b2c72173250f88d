package summary

// Told says which of a week's counts name nobody: People and Replies from three people
// on; and how many of them came back, unless that, or those who didn't, are one or two.
func (c Channel) Told() (counts, cameBack bool) {
	counts = c.Worth()
	return counts, counts && namesNobody(c.CameBack) && namesNobody(c.People-c.CameBack)
}

// namesNobody reports whether a count is of none, or of enough.
func namesNobody(n int) bool { return n == 0 || n >= leastPeople }
