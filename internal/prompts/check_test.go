package prompts

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"
)

func TestTheBuiltInPackIsClean(t *testing.T) {
	reports, err := Check(builtinFS(), BuiltIn())
	if err != nil {
		t.Fatal(err)
	}
	if len(reports) != 1 || reports[0].Pack.ID != "walking-away" {
		t.Fatalf("%d packs are built in", len(reports))
	}
	report := reports[0]
	for _, line := range lines(report.Problems) {
		t.Error(line)
	}
	if got := len(report.Pack.Prompts); got != 366 {
		t.Errorf("%d prompts, want one for each day of a leap year", got)
	}
	if got := len(report.Pack.Order); got != 13 {
		t.Errorf("%d sections, want all 13 of both essays", got)
	}
	if got := len(report.Pack.Series); got < 6 || got > 8 {
		t.Errorf("%d series, want six to eight", got)
	}
	if len(report.Unguarded) > 0 {
		t.Errorf("essays without fingerprints: %v", report.Unguarded)
	}
	for _, pairs := range [][]Pair{report.Questions, report.FollowUps} {
		if len(pairs) != shownPairs || pairs[0].Similarity > SimilarityBound {
			t.Errorf("closest pairs are %v", pairs)
		}
	}
	for _, p := range report.Pack.Prompts {
		if _, _, ok := report.Pack.Section(p.Section); !ok {
			t.Errorf("%s belongs to no section", p.ID)
		}
		for _, text := range []string{p.Question, p.FollowUp} {
			if n := utf8.RuneCountInString(text); n == 0 || n > MaxRunes {
				t.Errorf("%s: %d runes", p.ID, n)
			}
		}
	}
}

func TestCheckNamesEveryFault(t *testing.T) {
	digging, waiting := "garden/digging.yaml", "garden/waiting.yaml"
	ask := "What are you too early for?"
	deeper := "Who is waiting beside you?"
	tests := []struct {
		name, old, new, place, text string
	}{
		{"two questions", ask, "What are you early for? Who else is?", waiting + ":4", "asks 2 things"},
		{"a second question joined on", ask, "What are you early for, and why do you mind?", waiting + ":4", `second thing ("and why")`},
		{"no question", ask, "You are too early for something.", waiting + ":4", "ends in a question mark"},
		{"talk after the question", ask, "What are you early for? Tell all.", waiting + ":4", "goes on after"},
		{"yes or no", ask, "Think of spring. Are you too early for it?", waiting + ":4", "yes or no"},
		{"yes or no, deeper", deeper, "Is somebody waiting beside you?", waiting + ":5", "yes or no"},
		{"two questions, deeper", deeper, "Who waits? Where do they wait?", waiting + ":5", "asks 2 things"},
		{"a follow-up without an end", deeper, "Somebody waits beside you", waiting + ":5", "has no end"},
		{"a follow-up that leans on the question", deeper, "and who is beside you?", waiting + ":5", "lower case"},
		{"a follow-up of one word", deeper, "Why?", waiting + ":5", "too few words"},
		{"a follow-up that repeats", deeper, "What are you too early for now?", waiting + ":5", "repeats the question"},
		{"a near-duplicate", ask, "Recall the first thing you ever planted. What came of that?", digging + ":1", "much like that of april (garden/waiting.yaml:1)"},
		{"a near-duplicate, deeper", deeper, "Who watered it while you were away?", digging + ":1", "its follow-up is much like"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			reports, err := Check(replaced(t, smallPack(), waiting, test.old, test.new), Operators())
			if err != nil {
				t.Fatal(err)
			}
			wantLine(t, reports[0].Problems, test.place, test.text)
		})
	}
}

func TestCheckKeepsTheFirstWeeksOnTheSubject(t *testing.T) {
	fsys := replaced(t, smallPack(), "garden/pack.yaml", "name: The garden", "name: The garden\nsubject: [soil]")
	for _, file := range []string{"garden/waiting.yaml", "garden/digging.yaml"} {
		fsys = replaced(t, fsys, file, "  form:", "  about: beside\n  first-weeks: true\n  form:")
	}
	reports, _ := Check(fsys, Operators())
	wantLine(t, reports[0].Problems, "garden/waiting.yaml:1", "april: it is for the first weeks, and stands beside the subject")
}

func TestCheckReadsSeriesToo(t *testing.T) {
	essay := "What is in the shed? We never said what would come out of it."
	fsys := smallPack()
	fsys["garden/spade.runs"] = &fstest.MapFile{Data: Fingerprint([]byte(essay))}
	fsys["garden/series.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(goodSeries, "Who put it there?", "Did you put it there?", 1))}
	reports, _ := Check(replaced(t, fsys, "garden/series.yaml", "What stays behind?", "In truth we never said what would come."), Operators())
	wantLine(t, reports[0].Problems, "garden/series.yaml:6", "moving-the-shed-2: the question can be answered with yes or no")
	wantLine(t, reports[0].Problems, "garden/series.yaml:10", `moving-the-shed-4: the evening has 6 words in a row from an essay ("we never said what would`)
}

func TestCheckOfACleanPackIsSilent(t *testing.T) {
	reports, err := Check(smallPack(), Operators())
	if err != nil {
		t.Fatal(err)
	}
	if len(reports[0].Problems) > 0 {
		t.Errorf("problems: %v", lines(reports[0].Problems))
	}
	if len(reports[0].Unguarded) != 1 || reports[0].Unguarded[0] != "spade" {
		t.Errorf("unguarded essays are %v, want the spade", reports[0].Unguarded)
	}
}

func TestCheckHoldsTheBuiltInToMore(t *testing.T) {
	fsys := replaced(t, smallPack(), "garden/waiting.yaml", "too early for", "on a journey to")
	reports, err := Check(fsys, BuiltIn())
	if err != nil {
		t.Fatal(err)
	}
	problems := reports[0].Problems
	wantLine(t, problems, "garden/pack.yaml", "has 3 prompts, and must have 366")
	wantLine(t, problems, "garden/pack.yaml", `section "waiting" has too few prompts: 1 of at least 20`)
	wantLine(t, problems, "garden/pack.yaml", `no prompt has the form "letter"`)
	wantLine(t, problems, "garden/waiting.yaml:4", `says "journey"`)
	wantLine(t, problems, "garden/spade.runs", "is missing")
}

func TestCheckJudgesShares(t *testing.T) {
	d := &draft{Pack: *packOf(48, 2), at: map[string]place{}}
	for i := range d.Prompts {
		d.Prompts[i].Form = Question
		d.Prompts[i].Depth = Deep
		if i < 4 {
			d.Prompts[i].Tags = []string{employedTag}
		}
	}
	d.checkSpread("p", Operators())
	wantLine(t, d.problems, "p", `form "question" makes up 48 of 48, more than a third`)
	wantLine(t, d.problems, "p", `depth "light" makes up 0 of 48`)
	wantLine(t, d.problems, "p", `depth "deep" makes up 48 of 48`)
	wantLine(t, d.problems, "p", "4 of 48 prompts only fit somebody with an employer")
}

func TestCheckFindsTakenSentences(t *testing.T) {
	essay := "We dig, it is said, for what we have buried ourselves. The lawn doesn't tell."
	fsys := smallPack()
	fsys["garden/spade.runs"] = &fstest.MapFile{Data: Fingerprint([]byte(essay))}
	fsys = replaced(t, fsys, "garden/waiting.yaml", "What are you too early for?", "Where do you dig for what WE HAVE buried, ourselves?")
	fsys = replaced(t, fsys, "garden/waiting.yaml", "Who is waiting beside you?", "Who said for what we have buried?")
	fsys = replaced(t, fsys, "garden/pack.yaml", "What lies under the lawn.", "Buried ourselves, the lawn doesn’t tell.")
	reports, err := Check(fsys, Operators())
	if err != nil {
		t.Fatal(err)
	}
	problems := reports[0].Problems
	wantLine(t, problems, "garden/waiting.yaml:4", `"for what we have buried ourselves"`)
	wantLine(t, problems, "garden/waiting.yaml:5", `"said for what we have buried"`)
	wantLine(t, problems, "garden/pack.yaml", `"buried ourselves the lawn doesnt tell"`)

	fsys = replaced(t, smallPack(), "garden/waiting.yaml", "What are you too early for?", "What have we buried ourselves?")
	fsys["garden/spade.runs"] = &fstest.MapFile{Data: Fingerprint([]byte(essay))}
	if reports, _ = Check(fsys, Operators()); len(reports[0].Problems) > 0 {
		t.Errorf("five words in common are too many: %v", lines(reports[0].Problems))
	}

	fsys["garden/spade.runs"] = &fstest.MapFile{Data: []byte("# ok\n0011223344\nwe dig\n")}
	reports, _ = Check(fsys, Operators())
	wantLine(t, reports[0].Problems, "garden/spade.runs:3", "no fingerprint")
}

func TestCheckReadsSeveralPacks(t *testing.T) {
	fsys := smallPack()
	for _, name := range []string{"pack.yaml", "digging.yaml", "waiting.yaml"} {
		fsys["twin/"+name] = fsys["garden/"+name]
	}
	reports, err := Check(fsys, Operators())
	if err != nil || len(reports) != 2 {
		t.Fatalf("%d packs, error %v", len(reports), err)
	}
	wantLine(t, reports[1].Problems, "twin/pack.yaml", `"garden" is taken by garden/pack.yaml`)
	if _, err := Check(fstest.MapFS{}, Operators()); err == nil {
		t.Error("an empty folder was checked")
	}
	if _, err := Check(os.DirFS(filepath.Join(t.TempDir(), "missing")), Operators()); err == nil {
		t.Error("a missing folder was checked")
	}
}

func TestFingerprintsHideTheOrder(t *testing.T) {
	text := string(Fingerprint([]byte("one two three four five six seven eight nine ten")))
	runs := strings.Fields(text[strings.Index(text, "\n"):])
	if len(runs) != 5 {
		t.Fatalf("ten words gave %d runs of six, want 5", len(runs))
	}
	for i := 1; i < len(runs); i++ {
		if runs[i-1] >= runs[i] {
			t.Errorf("%q stands before %q", runs[i-1], runs[i])
		}
	}
	if text := string(Fingerprint([]byte("too few words"))); strings.Count(text, "\n") != 1 {
		t.Errorf("a text without a run of six gave %q", text)
	}
}
