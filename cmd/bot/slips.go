package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// nearly is how many letters may be wrong in a name that still is taken for a slip.
const nearly = 2

// injected are names that an orchestrator makes up for a service called stillpoint.
var injected = regexp.MustCompile(`^STILLPOINT_(SERVICE|PORT)(_|$)`)

// slips are the variables of an environment that look like settings and aren't: a
// line each, with the nearest name and without the value, which may be a token.
// Every STILLPOINT_ name is meant for us. Others are others' own, unless they are
// near a name of ours.
func slips(environ, names []string) wrongSettings {
	set := map[string]bool{}
	for _, e := range environ {
		name, _, _ := strings.Cut(e, "=")
		set[name] = true
	}
	var wrong wrongSettings
	for name := range set {
		if slices.Contains(names, name) {
			continue
		}
		nearest, distance := nearestName(name, names)
		ours := strings.HasPrefix(name, "STILLPOINT_") && !injected.MatchString(name)
		switch {
		case distance <= nearly:
		case !set[nearest] && longer(name, nearest):
		case ours && distance > len(name)/3:
			wrong = append(wrong, fmt.Sprintf("%s is no setting; bot run --help lists all there are", name))
			continue
		case !ours:
			continue
		}
		wrong = append(wrong, fmt.Sprintf("%s is no setting; did you mean %s?", name, nearest))
	}
	slices.Sort(wrong)
	return wrong
}

// nearestName finds the name that takes the fewest changes to become another. Words
// that are missing or too many are a small change.
func nearestName(name string, names []string) (nearest string, distance int) {
	distance = -1
	for _, n := range names {
		d := changes(name, n)
		if longer(name, n) || longer(n, name) {
			d = min(d, nearly+1)
		}
		if distance < 0 || d < distance {
			nearest, distance = n, d
		}
	}
	return nearest, distance
}

// longer reports whether a name has all the words of another, in order, and more:
// TELEGRAM_BOT_TOKEN of TELEGRAM_TOKEN.
func longer(name, of string) bool {
	words := strings.Split(of, "_")
	for word := range strings.SplitSeq(name, "_") {
		if len(words) > 0 && word == words[0] {
			words = words[1:]
		}
	}
	return len(words) == 0
}

// changes is how many letters must be added, dropped or replaced to make one name
// of the other.
func changes(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replaced := diagonal
			if a[i] != b[j] {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
