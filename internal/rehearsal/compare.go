package rehearsal

import (
	"embed"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

//go:embed testdata/*.json
var recorded embed.FS

// Expected returns what the simulator of a platform answers to the same requests, in a
// private chat or in a channel.
func Expected(platform, where string) ([]Row, error) {
	text, err := recorded.ReadFile("testdata/" + platform + "-" + where + ".json")
	if err != nil {
		return nil, fmt.Errorf("rehearsal: %w", err)
	}
	var rows []Row
	if err := json.Unmarshal(text, &rows); err != nil {
		return nil, fmt.Errorf("rehearsal: %w", err)
	}
	return rows, nil
}

// Compared is a row beside what was expected.
type Compared struct {
	Row
	// Differs says how it differs; empty if it agrees.
	Differs []string `json:"differs,omitempty"`
}

// Compare holds what came back against what was expected. A platform may answer more than
// its simulator: what counts is what is missing, or of another kind.
func Compare(got, expected []Row) []Compared {
	byStep := map[string]Row{}
	for _, r := range expected {
		byStep[r.Step] = r
	}
	var all []Compared
	for _, r := range got {
		want, known := byStep[r.Step]
		c := Compared{Row: r}
		switch {
		case !known:
			c.Differs = append(c.Differs, "the simulator never came to this")
		default:
			c.Differs = differences(r, want)
		}
		delete(byStep, r.Step)
		all = append(all, c)
	}
	for _, r := range expected {
		if _, left := byStep[r.Step]; left {
			all = append(all, Compared{Row: Row{Step: r.Step, Outcome: "never came"}, Differs: []string{"the simulator came to " + r.Outcome}})
		}
	}
	return all
}

func differences(got, want Row) (all []string) {
	if got.Outcome != want.Outcome && !want.Open {
		all = append(all, fmt.Sprintf("it came to %q, the simulator's to %q", got.Outcome, want.Outcome))
	}
	if want.Open {
		return all
	}
	for i, w := range want.Exchanges {
		if i >= len(got.Exchanges) {
			all = append(all, fmt.Sprintf("%s wasn't asked", w.Request))
			continue
		}
		all = append(all, differ(got.Exchanges[i], w)...)
	}
	return all
}

func differ(got, want Exchange) (all []string) {
	if got.Request != want.Request {
		return []string{fmt.Sprintf("%s was asked, the simulator %s", got.Request, want.Request)}
	}
	if got.Status != want.Status {
		all = append(all, fmt.Sprintf("%s: status %d, the simulator's %d", got.Request, got.Status, want.Status))
	}
	for _, path := range slices.Sorted(maps.Keys(want.Shape)) {
		kind, there := got.Shape[path]
		switch {
		case !there && empty(got.Shape, path):
		case !there:
			all = append(all, fmt.Sprintf("%s: %s is missing", got.Request, path))
		case kind != want.Shape[path] && kind != "null" && want.Shape[path] != "null":
			all = append(all, fmt.Sprintf("%s: %s is a %s, the simulator's a %s", got.Request, path, kind, want.Shape[path]))
		}
	}
	for _, h := range want.Headers {
		if !slices.Contains(got.Headers, h) {
			all = append(all, fmt.Sprintf("%s: no header %s", got.Request, h))
		}
	}
	return all
}

// empty reports whether a path lies in a list that was empty, or in something that was
// null: then it says nothing.
func empty(shape map[string]string, path string) bool {
	for at := strings.LastIndexAny(path, ".["); at > 0; at = strings.LastIndexAny(path[:at], ".[") {
		if shape[path[:at]] == "null" {
			return true
		}
		if _, list := shape[path[:at]+"[]"]; list {
			_, filled := shape[path]
			return !filled
		}
	}
	return false
}
