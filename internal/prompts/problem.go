package prompts

import (
	"cmp"
	"fmt"
	"slices"
)

// Problem is one complaint about a pack. File is a path inside the folder that
// was read; Line counts from 1, and 0 means the file as a whole.
type Problem struct {
	File string
	Line int
	Text string
}

func (p Problem) String() string {
	if p.Line == 0 {
		return fmt.Sprintf("%s: %s", p.File, p.Text)
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Text)
}

// sortProblems puts complaints in the order in which a person works through them.
func sortProblems(problems []Problem) {
	slices.SortStableFunc(problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
}
