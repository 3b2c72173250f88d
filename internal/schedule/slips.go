package schedule

// longestSlipped is the length in bytes of the longest text that is compared
// with slips; no city has a longer name.
const longestSlipped = 64

// Slips returns how many slips of the finger lie between a and b: a letter
// left out, put in, put for another, or exchanged with its neighbour (the
// optimal string alignment distance, over bytes). It gives up beyond `most`
// and returns a larger number then.
func Slips(a, b string, most int) int {
	if len(a)-len(b) > most || len(b)-len(a) > most || len(a) > longestSlipped || len(b) > longestSlipped {
		return most + 1
	}
	var rows [3][longestSlipped + 1]int
	before, last, this := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		this[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d := min(last[j]+1, this[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, before[j-2]+1)
			}
			this[j] = d
			least = min(least, d)
		}
		if least > most {
			return most + 1
		}
		before, last, this = last, this, before
	}
	return last[len(b)]
}
