package summary

import (
	"math"
	"slices"
)

// mostEven is how many words are set evenly; of more, no line stands out anyway.
const mostEven = 60

// ragged is what the best way to set the words up to some word comes to.
type ragged struct {
	cost float64
	from int // the first word of its last line
}

// even sets words again in as many lines as before, of a width in ems, so that
// the lines are as alike as can be: the sum of the squares of what is left free
// is the least.
func even(words []word, width, space float64, lines [][]word) [][]word {
	if len(words) > mostEven || len(lines) < 2 {
		return lines
	}
	width *= slack
	// best[n][j] sets the first j words in n lines.
	best := make([][]ragged, len(lines)+1)
	for n := range best {
		best[n] = slices.Repeat([]ragged{{cost: math.Inf(1)}}, len(words)+1)
	}
	best[0][0].cost = 0
	for n := 1; n < len(best); n++ {
		for from := range words {
			if math.IsInf(best[n-1][from].cost, 1) {
				continue
			}
			used := -space
			for to := from; to < len(words); to++ {
				if used += space + words[to].width; used > width {
					break
				}
				free := width - used
				if cost := best[n-1][from].cost + free*free; cost < best[n][to+1].cost {
					best[n][to+1] = ragged{cost, from}
				}
				if words[to].ends {
					break
				}
			}
		}
	}
	if math.IsInf(best[len(lines)][len(words)].cost, 1) {
		return lines
	}
	out := make([][]word, len(lines))
	for n, to := len(lines), len(words); n > 0; n-- {
		from := best[n][to].from
		out[n-1] = words[from:to]
		to = from
	}
	return out
}
