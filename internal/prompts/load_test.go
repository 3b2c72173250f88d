package prompts

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func TestLoadReadsAPack(t *testing.T) {
	d := load(smallPack(), "garden")
	if len(d.problems) > 0 {
		t.Fatalf("problems: %v", lines(d.problems))
	}
	wantEssays := []Essay{{
		ID: "spade", Title: "The spade by the door", Author: "A. Gardener",
		Published: "1984", Link: "https://example.org/spade",
		Sections: []Section{
			{ID: "digging", Name: "Digging", About: "What lies under the lawn."},
			{ID: "waiting", Name: "Waiting"},
		},
	}}
	if diff := cmp.Diff(wantEssays, d.Essays); diff != "" {
		t.Errorf("essays (-want +got):\n%s", diff)
	}
	wantPrompts := []Prompt{
		{ID: "april", Essay: "spade", Section: "waiting", Form: Question, Depth: Deep,
			Question: "What are you too early for?", FollowUp: "Who is waiting beside you?"},
		{ID: "first-bed", Essay: "spade", Section: "digging", Form: Scene, Depth: Light, Tags: []string{"home"},
			Question: "Recall the first thing you ever planted. What came of it?", FollowUp: "Who watered it when you were away?"},
		{ID: "stones", Essay: "spade", Section: "digging", Form: Sentence, Depth: Medium,
			Question: `Finish the sentence: "The stone I keep digging up is …"`, FollowUp: "What would a wall of such stones keep out?"},
	}
	if diff := cmp.Diff(wantPrompts, d.Prompts); diff != "" {
		t.Errorf("prompts in reading order (-want +got):\n%s", diff)
	}
	if p, ok := d.Prompt("stones"); !ok || p.Section != "digging" {
		t.Errorf("looking up a prompt gives %v, %v", p, ok)
	}
	if _, ok := d.Prompt("gravel"); ok {
		t.Error("a prompt that is not there was found")
	}
	if e, ok := d.Essay("spade"); !ok || e.Source() != "“The spade by the door” by A. Gardener" {
		t.Errorf("looking up an essay gives %q, %v", e.Source(), ok)
	}
}

func TestLoadReadsWhatAPromptIsAbout(t *testing.T) {
	fsys := replaced(t, smallPack(), "garden/pack.yaml", "name: The garden", "name: The garden\nsubject: [soil, seed]")
	fsys = replaced(t, fsys, "garden/digging.yaml", "id: first-bed", "id: first-bed\n  about: seed\n  first-weeks: true\n  names-work: true\n  tender: false")
	fsys = replaced(t, fsys, "garden/digging.yaml", "id: stones", "id: stones\n  about: beside")
	fsys = replaced(t, fsys, "garden/waiting.yaml", "id: april", "id: april\n  about: soil\n  tender: true")
	d := load(fsys, "garden")
	if len(d.problems) > 0 {
		t.Fatalf("problems: %v", lines(d.problems))
	}
	for id, want := range map[string]Prompt{
		"first-bed": {About: "seed", FirstWeeks: true, NamesWork: true},
		"stones":    {About: Beside},
		"april":     {About: "soil", Tender: true},
	} {
		p, _ := d.Prompt(id)
		got := Prompt{About: p.About, FirstWeeks: p.FirstWeeks, NamesWork: p.NamesWork, Tender: p.Tender}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", id, diff)
		}
		if p.OnSubject() != (id != "stones") {
			t.Errorf("%s is on the subject: %v", id, p.OnSubject())
		}
	}
}

func TestASectionIsLabelledByItsTheme(t *testing.T) {
	d := load(replaced(t, smallPack(), "garden/pack.yaml", "        name: Waiting", "        name: On Waiting and Its Uses\n        theme: waiting"), "garden")
	labels := make(map[string]string)
	for _, id := range d.Order {
		section, _, _ := d.Section(id)
		labels[id] = section.Label()
	}
	if diff := cmp.Diff(map[string]string{"waiting": "waiting", "digging": "Digging"}, labels); diff != "" {
		t.Errorf("labels (-want +got):\n%s", diff)
	}
}

func TestAnEssayIsCreditedShortAndInFull(t *testing.T) {
	e := Essay{Title: "The spade", Whole: "The spade by the door", Author: "A. Gardener", Publication: "Plots",
		Published: "May 1984", Link: "https://example.org/spade"}
	if got, want := e.Source(), "“The spade” by A. Gardener"; got != want {
		t.Errorf("under a question it is %s, want %s", got, want)
	}
	if got, want := e.Reference(), "“The spade by the door” by A. Gardener, Plots, May 1984, https://example.org/spade"; got != want {
		t.Errorf("in full it is %s, want %s", got, want)
	}
	if got, want := (Essay{Title: "The spade"}).Reference(), "“The spade”"; got != want {
		t.Errorf("with nothing else known it is %s, want %s", got, want)
	}
}

func TestLoadNamesEveryFaultWithItsLine(t *testing.T) {
	long := strings.Repeat("long ", 60) + "end?"
	pack, digging, waiting := "garden/pack.yaml", "garden/digging.yaml", "garden/waiting.yaml"
	tests := []struct {
		name, file, old, new, place, text string
	}{
		{"no YAML", waiting, "- id: april", "- id: [april", waiting + ":2", "no YAML"},
		{"a colon in plain text", waiting, "What are you", "Spring: what are you", waiting + ":4", "goes in quotes"},
		{"an unknown key", waiting, "depth:", "deepness:", waiting + ":3", `unknown key "deepness": a prompt has id, form`},
		{"a missing key", waiting, "  depth: deep\n", "", waiting + ":1", `"depth" is missing`},
		{"a key given twice", waiting, "  depth: deep\n", "  depth: deep\n  depth: light\n", waiting + ":4", `"depth" already`},
		{"no such form", digging, "form: scene", "form: riddle", digging + ":2", `no form "riddle"; the forms are question, sentence`},
		{"no such depth", digging, "depth: light", "depth: abysmal", digging + ":3", `no depth "abysmal"`},
		{"a tag that is not listed", digging, "[home]", "[hope]", digging + ":4", `don't include "hope"`},
		{"a tag given twice", digging, "[home]", "[home, home]", digging + ":4", "given twice"},
		{"tags that are no list", digging, "tags: [home]", "tags: home", digging + ":4", "must be a list"},
		{"a question that is too long", waiting, "What are you too early for?", long, waiting + ":4", "304 characters, more than 240"},
		{"a follow-up that is empty", waiting, "Who is waiting beside you?", "", waiting + ":5", "is empty"},
		{"a follow-up that is a list", waiting, "Who is waiting beside you?", "[who, what]", waiting + ":5", "plain text"},
		{"an id with spaces", waiting, "id: april", "id: First of April", waiting + ":1", "lower-case letters"},
		{"an id that is taken", waiting, "id: april", "id: stones", digging + ":9", "taken already (garden/waiting.yaml:1)"},
		{"ids that share a key", digging, "id: stones", "id: " + collision, digging + ":9", "can't be told from"},
		{"a prompt that is no mapping", waiting, "- id: april", "- april\n- id: april", waiting + ":1", "must be written as keys and values"},
		{"a file that is no list", waiting, "- id", "  id", waiting + ":1", "must be a list"},
		{"an anchor", waiting, "Who is waiting beside you?", "&who Who is it?", waiting + ":5", "plain text"},
		{"a file's second document", waiting, "- id: april", "- id: may\n---\n- id: april", waiting + ":3", "second document"},
		{"an unknown key of a pack", pack, "name: The garden", "title: The garden", pack + ":2", `unknown key "title"`},
		{"a pack without a name", pack, "name: The garden\n", "", pack + ":1", `"name" is missing`},
		{"a link that is none", pack, "https://example.org/spade", "example.org", pack + ":9", "must begin with https://"},
		{"an unknown key of an essay", pack, "published", "year", pack + ":8", `unknown key "year": an essay has`},
		{"a theme that fits no button", pack, "        name: Waiting", "        name: Waiting\n        theme: waiting for something that may never come", pack + ":16", "more than 32"},
		{"a section without a name", pack, "        name: Waiting\n", "", pack + ":14", `"name" is missing`},
		{"a section that is there twice", pack, "id: waiting", "id: digging", pack + ":5", "there twice"},
		{"an order with an unknown section", pack, "[waiting, digging]", "[waiting, digging, dozing]", pack + ":16", `names section "dozing"`},
		{"an order that leaves one out", pack, "[waiting, digging]", "[waiting]", pack + ":16", `leaves out section "digging"`},
		{"about what the subject hasn't", pack, "name: The garden", "name: The garden\nsubject: [soil]", digging + ":1", `"about" is missing`},
		{"about, without a subject", waiting, "depth: deep", "depth: deep\n  about: soil", waiting + ":4", `names no "subject", so nothing can be about "soil"`},
		{"beside as a word of the subject", pack, "name: The garden", "name: The garden\nsubject: [soil, beside]", pack + ":3", "no word of it"},
		{"an id that is retired", pack, "name: The garden", "name: The garden\nretired: [march, april]", waiting + ":1", `the id "april" is retired`},
		{"a flag that is neither", waiting, "depth: deep", "depth: deep\n  tender: perhaps", waiting + ":4", `"tender" is true or false, not "perhaps"`},
		{"tender in the first weeks", waiting, "depth: deep", "depth: deep\n  tender: true\n  first-weeks: true", waiting + ":5", "never comes in the first weeks"},
		{"a section with the name of another file", pack, "id: waiting", "id: series", pack + ":5", "has another file of that name"},
		{"an order with one twice", pack, "[waiting, digging]", "[waiting, digging, waiting]", pack + ":16", "twice"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := load(replaced(t, smallPack(), test.file, test.old, test.new), "garden")
			wantLine(t, d.problems, test.place, test.text)
		})
	}
}

// collision is an id that has the same key as "first-bed".
var collision = findCollision("first-bed")

// findCollision looks for an id with the same key. FNV-1a is a chain of steps that
// can each be undone, so a meeting in the middle finds one fast.
func findCollision(id string) string {
	const prime, inverse = 16777619, 899433627
	letters := "abcdefghijklmnopqrstuvwxyz"
	words := func(yield func(string)) {
		for _, a := range letters {
			for _, b := range letters {
				for _, c := range letters {
					for _, d := range letters {
						yield(string([]rune{a, b, c, d}))
					}
				}
			}
		}
	}
	heads := make(map[uint32]string)
	words(func(word string) { heads[fnv(word)] = word })
	found := ""
	words(func(word string) {
		hash := fnv(id)
		for i := len(word) - 1; i >= 0; i-- {
			hash = hash*inverse ^ uint32(word[i])
		}
		if head, ok := heads[hash]; ok && found == "" {
			found = head + word
		}
	})
	return found
}

func TestLoadFindsFilesThatBelongNowhere(t *testing.T) {
	fsys := smallPack()
	fsys["garden/weeding.yaml"] = &fstest.MapFile{Data: []byte("[]")}
	fsys["garden/raking.yml"] = &fstest.MapFile{Data: []byte("[]")}
	delete(fsys, "garden/waiting.yaml")
	d := load(fsys, "garden")
	wantLine(t, d.problems, "garden/weeding.yaml", "belongs to no section")
	wantLine(t, d.problems, "garden/raking.yml", "must end in .yaml")
	wantLine(t, d.problems, "garden/waiting.yaml", "can't be read")
}

func TestLoadRefusesWhatWouldHurt(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"brackets without end", strings.Repeat("[\n", 10_000), "nested too deep"},
		{"a line without end", strings.Repeat("- ", 10_000), "20000 bytes in one line"},
		{"a file too large", strings.Repeat("# a comment\n", 100_000), "has 1200000 bytes, more than"},
		{"nothing", "", "is empty"},
		{"a comment", "# nothing yet\n", "is empty"},
		{"bytes", "\x00\xff\xfe\x01", "must be a list"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			fsys := smallPack()
			fsys["garden/waiting.yaml"] = &fstest.MapFile{Data: []byte(test.text)}
			d := load(fsys, "garden")
			if text := strings.Join(lines(d.problems), "\n"); !strings.HasPrefix(text, "garden/waiting.yaml") || !strings.Contains(text, test.want) {
				t.Errorf("problems are %q, want %q", text, test.want)
			}
			if len(d.Prompts) != 2 {
				t.Errorf("%d prompts were read from the other section, want 2", len(d.Prompts))
			}
		})
	}
}

func TestALongPackGathersAllItsFaults(t *testing.T) {
	var text strings.Builder
	for i := range 40 {
		fmt.Fprintf(&text, "- id: p%d\n  form: no\n  depth: no\n  question: ''\n", i)
	}
	fsys := smallPack()
	fsys["garden/waiting.yaml"] = &fstest.MapFile{Data: []byte(text.String())}
	if got := len(load(fsys, "garden").problems); got != 160 {
		t.Errorf("%d problems, want four for each of 40 prompts", got)
	}
}

func FuzzLoad(f *testing.F) {
	small := smallPack()
	f.Add(string(small["garden/pack.yaml"].Data), string(small["garden/digging.yaml"].Data))
	f.Add("id: x\nname: y\nessays: [{id: a, title: b, sections: [{id: digging, name: d}]}]", "- id: a\n  question: >-\n    a\n\n    b?\n")
	f.Add("- a\n- b", "a: b")
	f.Add(string(small["garden/pack.yaml"].Data), goodSeries)
	f.Add("? a\n: b", "&a [*a, *a]")
	f.Add("<<: {a: b}\nid: !!str x", "- - - |\n  a\n- {id: no, form: ~, depth: 1.5}")
	f.Fuzz(func(t *testing.T, pack, section string) {
		fsys := fstest.MapFS{
			"pack.yaml":    {Data: []byte(pack)},
			"digging.yaml": {Data: []byte(section)},
			"series.yaml":  {Data: []byte(section)},
		}
		reports, err := Check(fsys, Operators())
		if err != nil {
			t.Fatalf("a pack is there: %v", err)
		}
		for _, p := range reports[0].Problems {
			if p.File == "" || p.Text == "" || p.Line < 0 {
				t.Errorf("a problem without its place or its text: %+v", p)
			}
		}
		var s State
		for range 3 {
			p, ok := reports[0].Pack.Choose(1, s)
			if !ok {
				break
			}
			s.Ask(p)
		}
	})
}
