package prompts

import (
	"strings"
	"testing"
	"testing/fstest"
)

const goodSeries = `- id: moving-the-shed
  name: Moving the shed
  opening: It can feel heavier before it feels lighter.
  evenings:
    - What is in the shed?
    - Who put it there?
    - >
      What would you
      carry first?
    - What stays behind?
`

func TestLoadReadsSeries(t *testing.T) {
	fsys := smallPack()
	fsys["garden/series.yaml"] = &fstest.MapFile{Data: []byte(goodSeries)}
	d := load(fsys, "garden")
	if len(d.problems) > 0 {
		t.Fatalf("problems: %v", lines(d.problems))
	}
	s, ok := d.SeriesByID("moving-the-shed")
	if !ok || s.Name != "Moving the shed" || s.Opening == "" || len(s.Evenings) != SeriesEvenings {
		t.Fatalf("the series is %+v, %v", s, ok)
	}
	if _, ok := d.SeriesByID("moving"); ok {
		t.Error("a series that is not there was found")
	}
	third, ok := d.Prompt("moving-the-shed-3")
	if !ok || third.Question != "What would you carry first?" || third.Form == 0 || third.FollowUp != "" {
		t.Errorf("the third evening is %+v, %v", third, ok)
	}
	for seed := range uint64(50) {
		if p := mustChoose(t, &d.Pack, seed, State{}); strings.HasPrefix(p.ID, "moving-") {
			t.Fatalf("an evening of a series was chosen as a daily question")
		}
	}
}

func TestLoadNamesTheFaultsOfSeries(t *testing.T) {
	file := "garden/series.yaml"
	tests := []struct{ name, old, new, place, text string }{
		{"three evenings", "    - Who put it there?\n", "", file + ":4", "has 4 evenings, not 3"},
		{"no evenings", "  evenings:\n", "  nights:\n", file + ":1", `"evenings" is missing`},
		{"an empty evening", "What is in the shed?", "''", file + ":5", `"evening" is empty`},
		{"no opening", "  opening: It can feel heavier before it feels lighter.\n", "", file + ":1", `"opening" is missing`},
		{"a long name", "name: Moving the shed", "name: Moving the shed and everything in it", file + ":2", "more than 32"},
		{"a long id", "id: moving-the-shed", "id: moving-the-shed-at-length", file + ":1", "more than 23 characters"},
		{"an evening with the id of a prompt", "id: moving-the-shed", "id: april", file + ":5", "is that of a prompt"},
		{"a series that is there twice", goodSeries, goodSeries + goodSeries, file + ":11", "there twice"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			fsys := replaced(t, smallPack(), "garden/waiting.yaml", "id: april", "id: april-1")
			fsys[file] = &fstest.MapFile{Data: []byte(goodSeries)}
			d := load(replaced(t, fsys, file, test.old, test.new), "garden")
			wantLine(t, d.problems, test.place, test.text)
		})
	}
}
