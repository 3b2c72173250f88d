package prompts

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/goccy/go-yaml/ast"
)

// seriesFile names the file that holds a pack's series, if it has any.
const seriesFile = "series.yaml"

// SeriesEvenings is how many evenings every series has.
const SeriesEvenings = 4

// maxSeriesID leaves room behind a series' id for the number of an evening.
const maxSeriesID = maxIDBytes - 2

// Series is four evenings on one theme, for somebody who is in the middle of it.
// Each evening is the same subject again from nearer. Choose never gives one; a
// person asks for it.
type Series struct {
	ID      string
	Name    string
	Opening string // what is said before the first evening

	// Evenings are prompts without a follow-up, an essay or a section. Their ids
	// are the series' with the number of the evening: staying-1, staying-2.
	Evenings []Prompt
}

// SeriesByID finds a series of the pack.
func (p *Pack) SeriesByID(id string) (Series, bool) {
	for _, s := range p.Series {
		if s.ID == id {
			return s, true
		}
	}
	return Series{}, false
}

// readSeries reads the pack's series. A pack without the file has none.
func (d *draft) readSeries(fsys fs.FS, file string) {
	if _, err := fs.Stat(fsys, file); errors.Is(err, fs.ErrNotExist) {
		return
	}
	r := &reader{file: file}
	defer func() { d.problems = append(d.problems, r.problems...) }()
	root := r.open(fsys)
	if root == nil {
		return
	}
	for _, node := range r.items(root, "the file of series") {
		if s, ok := d.oneSeries(r, node); ok {
			d.Series = append(d.Series, s)
		}
	}
}

// oneSeries reads one series. It is false if what is missing leaves nothing to keep.
func (d *draft) oneSeries(r *reader, node ast.Node) (Series, bool) {
	f := r.fields(node, "a series", "id", "name", "opening", "evenings")
	if f == nil {
		return Series{}, false
	}
	start := lineOf(node)
	s := Series{ID: r.id(f, start), Name: r.text(f, "name", true, start), Opening: r.words(f, "opening", start)}
	r.bound(s.Name, "name", maxLabelRunes, f["name"].line)
	if len(s.ID) > maxSeriesID {
		r.complain(f["id"].line, "the id %q of a series has more than %d characters", s.ID, maxSeriesID)
		return Series{}, false
	}
	if _, taken := d.SeriesByID(s.ID); taken {
		r.complain(start, "the series %q is there twice", s.ID)
		return Series{}, false
	}
	evenings, ok := f["evenings"]
	if !ok {
		r.complain(start, "%q is missing", "evenings")
		return Series{}, false
	}
	nodes := r.items(evenings.value, `"evenings"`)
	if len(nodes) != SeriesEvenings {
		r.complain(evenings.line, "a series has %d evenings, not %d", SeriesEvenings, len(nodes))
	}
	for i, item := range nodes {
		line := lineOf(item)
		evening := Prompt{
			ID: fmt.Sprintf("%s-%d", s.ID, i+1), Form: Letter, Depth: Deep,
			Question: r.words(map[string]field{"evening": {line: line, value: item}}, "evening", line),
		}
		if before, taken := d.at[evening.ID]; taken {
			r.complain(line, "the evening's id %q is that of a prompt (%s:%d)", evening.ID, before.file, before.start)
		}
		d.at[evening.ID] = place{file: r.file, start: line, question: line}
		s.Evenings = append(s.Evenings, evening)
	}
	return s, s.ID != ""
}
