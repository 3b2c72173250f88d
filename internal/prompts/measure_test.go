package prompts

import (
	"fmt"
	"strings"
	"testing"
)

// goodPack is a pack that holds every bound that Operators and BuiltIn share.
func goodPack() *Pack {
	p := packOf(120, 4)
	p.Subject = []string{"sea", "land"}
	for i := range p.Prompts {
		p.Prompts[i].About = p.Subject[i%2]
		p.Prompts[i].NamesWork = i%2 == 0
		p.Prompts[i].FirstWeeks = true
		p.Prompts[i].Question = fmt.Sprintf("W%d of%d is%d it?", i%10, i, i)
	}
	p.index()
	return p
}

// TestMeasuresNameWhatIsOutOfBounds breaks one bound at a time.
func TestMeasuresNameWhatIsOutOfBounds(t *testing.T) {
	if fails := goodPack().measure(BuiltIn()).fails; len(fails) > 0 {
		t.Fatalf("a good pack fails: %v", fails)
	}
	every := func(n int, change func(*Prompt)) func(*Pack) {
		return func(p *Pack) {
			for i := range p.Prompts {
				if i%n == 0 {
					change(&p.Prompts[i])
				}
			}
		}
	}
	tests := []struct {
		name   string
		change func(*Pack)
		want   string
	}{
		{"beside the subject", every(3, func(p *Prompt) { p.About = Beside }), "on the subject: 80 of 120 (67 %); the bound is at least 75 %"},
		{"one section beside it", func(p *Pack) {
			for i := range p.Prompts {
				if p.Prompts[i].Section == "section-3" && i%8 != 3 {
					p.Prompts[i].About = Beside
				}
			}
		}, "section section-3 on the subject: 15 of 30; the bound is at least 60 %"},
		{"no subject", func(p *Pack) { p.Subject = nil }, "subject: none is named"},
		{"little work", every(3, func(p *Prompt) { p.NamesWork = false }), "naming work: 40 of 120 (33 %); the bound is at least 60"},
		{"many tender", every(9, func(p *Prompt) { p.Tender = true }), "tender: 14 of 120 (12 %); the bound is at most 10 %"},
		{"few deep ones for the first weeks", func(p *Pack) {
			for i := range p.Prompts {
				p.Prompts[i].FirstWeeks = p.Prompts[i].Depth != Deep || i < 60
			}
		}, "for the first weeks: light 40, medium 40, deep 20; the bound is at least 28 of each"},
		{"none for the first weeks", every(1, func(p *Prompt) { p.FirstWeeks = false }), "for the first weeks: none are marked"},
		{"one first word", every(5, func(p *Prompt) { p.Question = "What " + p.Question }), "first words: what 24"},
		{"one lead-in", every(40, func(p *Prompt) { p.Question = "Here we go " + p.Question }), "lead-ins: here we go 3"},
		{"a worn phrase", every(40, func(p *Prompt) { p.Question = strings.ToUpper(p.ID) + " ten years on?" }), "worn phrases: ten years 3"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := goodPack()
			test.change(p)
			p.index()
			m := p.measure(BuiltIn())
			if len(m.fails) != 1 || !strings.HasPrefix(m.fails[0], test.want) {
				t.Errorf("fails are %q, want one: %q", m.fails, test.want)
			}
		})
	}
}

// TestBoundsOfTheWholeAreWarningsForOthers: what fails the built-in pack is a warning
// in anybody else's, and is not judged where there are few prompts.
func TestBoundsOfTheWholeAreWarningsForOthers(t *testing.T) {
	fsys := replaced(t, smallPack(), "garden/waiting.yaml", "What are you too early for?", "Recall waiting for it, and it came. What was it?")
	reports, err := Check(fsys, Operators())
	if err != nil {
		t.Fatal(err)
	}
	report := reports[0]
	if len(report.Problems) > 0 || len(report.Measures) > 0 {
		t.Errorf("problems %v, measures %v", lines(report.Problems), report.Measures)
	}
	wantLine(t, report.Warnings, "garden/waiting.yaml:4", `from -ing to a past tense ("and it came")`)
	if reports, _ = Check(fsys, BuiltIn()); len(reports[0].Warnings) > 0 {
		t.Errorf("warnings for the built-in: %v", lines(reports[0].Warnings))
	}
	wantLine(t, reports[0].Problems, "garden/waiting.yaml:4", "past tense")
	wantLine(t, reports[0].Problems, "garden/pack.yaml", "none is named")
}

func TestStyle(t *testing.T) {
	tests := []struct {
		text string
		want int
	}{
		{"Recall trying one last time, and it worked. What was it like?", 1},
		{"Recall saying something true of you alone, and somebody said the same. Where was that?", 1},
		{"Recall dreading what she would say, and then they hardly minded. What did they say?", 1},
		{"Recall walking out, or nearly, and going back in. What was the first thing you did?", 0},
		{"Recall a day when you tried once more, and it worked. What was it like?", 0},
		{"Recall leaving a party at the right moment. And you knew how?", 0},
		{"What do you carry at present?", 1},
		{"In which place do you sit, at present?", 2},
		{"What presents itself?", 0},
	}
	for _, test := range tests {
		if got := faultsOfStyle("it", test.text); len(got) != test.want {
			t.Errorf("%q: %d faults, want %d: %v", test.text, len(got), test.want, got)
		}
	}
}

func TestMeaningSeesThroughOtherWords(t *testing.T) {
	list := []Prompt{
		{ID: "a", Question: "Which job did you quit, though your boss begged you?", FollowUp: "What salary would have kept you?"},
		{ID: "b", Question: "Recall leaving your work with your manager begging. What was it?", FollowUp: "Which wage might have kept you there?"},
		{ID: "c", Question: "Which song do you hum on the bus?", FollowUp: "Who taught you the tune?"},
		{ID: "d", Question: "Which bus do you miss?", FollowUp: "Who waits?"},
	}
	found := meanings(list)
	if len(found) != 1 || found[0].A != "a" || found[0].B != "b" || found[0].Similarity <= MeaningBound {
		t.Fatalf("alike are %+v, want a and b alone, above %.2f", found, MeaningBound)
	}
	if got := similarity(shingles(list[0].Question), shingles(list[1].Question)); got > 0.1 {
		t.Errorf("in words they are alike by %.2f; the test wants two that are not", got)
	}
}
