package prompts

import (
	"fmt"
	"io/fs"
	"path"
)

// Report is what a check found. Pack holds what could be read, also where there
// are problems.
type Report struct {
	Dir      string // the pack's folder within what was checked
	Pack     *Pack
	Problems []Problem
	Warnings []Problem // what a good pack would not have, and the bot can do with
	Measures []Measure

	Questions []Pair // the pairs of questions most alike in words, closest first
	FollowUps []Pair // the same of follow-ups
	Meanings  []Pair // the pairs of prompts most alike in meaning, as far as words tell

	// Unguarded are the ids of essays without fingerprints, of which the check
	// can't tell whether a sentence was taken.
	Unguarded []string
}

// shownPairs is how many of the closest pairs a Report names.
const shownPairs = 5

// Check reads every pack in fsys, which holds a folder for each or is one itself,
// and checks it. The error says that there is nothing to check.
func Check(fsys fs.FS, rules Rules) ([]Report, error) {
	dirs, err := packDirs(fsys)
	if err != nil {
		return nil, fmt.Errorf("list the packs: %w", err)
	}
	if len(dirs) == 0 {
		return nil, fmt.Errorf("there is no pack here: no %s, and no folder with one", packFile)
	}
	reports := make([]Report, 0, len(dirs))
	owner := make(map[string]string, len(dirs))
	for _, dir := range dirs {
		report := checkPack(fsys, dir, rules)
		file := path.Join(dir, packFile)
		if id := report.Pack.ID; id != "" {
			if other, taken := owner[id]; taken {
				report.Problems = append(report.Problems, Problem{File: file, Text: fmt.Sprintf("the id %q is taken by %s", id, other)})
			}
			owner[id] = file
		}
		reports = append(reports, report)
	}
	return reports, nil
}

func checkPack(fsys fs.FS, dir string, rules Rules) Report {
	d := load(fsys, dir)
	report := Report{Dir: dir, Pack: &d.Pack}
	file := path.Join(dir, packFile)
	taken, unguarded := d.checkTaken(fsys, dir, rules)
	report.Unguarded = unguarded
	d.checkWording(rules)
	report.Questions = d.checkPairs("question", func(p Prompt) string { return p.Question })
	report.FollowUps = d.checkPairs("follow-up", func(p Prompt) string { return p.FollowUp })
	d.checkSpread(file, rules)
	soft := &draft{Pack: d.Pack, at: d.at}
	soft.checkStyle()
	report.Meanings = soft.checkMeanings()
	if len(d.Prompts) >= sharesFrom || rules.Strict {
		m := d.measure(rules)
		m.essays(taken, len(unguarded))
		report.Measures = m.list
		for _, text := range m.fails {
			soft.complain(file, "%s", text)
		}
	}
	if rules.Strict {
		d.problems = append(d.problems, soft.problems...)
	} else {
		sortProblems(soft.problems)
		report.Warnings = soft.problems
	}
	sortProblems(d.problems)
	report.Problems = d.problems
	return report
}

// note adds a complaint about one prompt, at one of its lines.
func (d *draft) note(file string, line int, id, text string) {
	d.problems = append(d.problems, Problem{File: file, Line: line, Text: id + ": " + text})
}

// checkWording looks at every question and follow-up by itself.
func (d *draft) checkWording(rules Rules) {
	for _, p := range d.Prompts {
		at := d.at[p.ID]
		faults, deeper := faultsOfQuestion(p), []string(nil)
		if p.FirstWeeks && p.About == Beside {
			d.note(at.file, at.start, p.ID, "it is for the first weeks, and stands beside the subject")
		}
		if p.FollowUp != "" {
			deeper = faultsOfFollowUp(p)
		}
		if rules.Plain {
			faults = append(faults, faultsOfVoice("the question", p.Question)...)
			deeper = append(deeper, faultsOfVoice("the follow-up", p.FollowUp)...)
		}
		for _, text := range faults {
			d.note(at.file, at.question, p.ID, text)
		}
		for _, text := range deeper {
			d.note(at.file, at.followUp, p.ID, text)
		}
	}
	for _, s := range d.Series {
		for _, p := range s.Evenings {
			faults := faultsOfQuestion(p)
			if rules.Plain {
				faults = append(faults, faultsOfVoice("the question", p.Question)...)
			}
			for _, text := range faults {
				d.note(d.at[p.ID].file, d.at[p.ID].question, p.ID, text)
			}
		}
	}
}

// checkStyle looks for what a native speaker would trip over.
func (d *draft) checkStyle() {
	for _, p := range d.Prompts {
		at := d.at[p.ID]
		for _, text := range faultsOfStyle("the question", p.Question) {
			d.note(at.file, at.question, p.ID, text)
		}
		for _, text := range faultsOfStyle("the follow-up", p.FollowUp) {
			d.note(at.file, at.followUp, p.ID, text)
		}
	}
	for _, s := range d.Series {
		for _, p := range s.Evenings {
			for _, text := range faultsOfStyle("the evening", p.Question) {
				d.note(d.at[p.ID].file, d.at[p.ID].question, p.ID, text)
			}
		}
	}
}

// checkMeanings complains of prompts that are too much alike in meaning and returns
// the closest pairs.
func (d *draft) checkMeanings() []Pair {
	found := meanings(d.Prompts)
	for _, pair := range found {
		if pair.Similarity <= MeaningBound {
			break
		}
		at, other := d.at[pair.B], d.at[pair.A]
		d.note(at.file, at.start, pair.B, fmt.Sprintf("it may mean the same as %s (%s:%d): likeness %.2f, bound %.2f",
			pair.A, other.file, other.start, pair.Similarity, MeaningBound))
	}
	return found[:min(shownPairs, len(found))]
}

// checkTaken looks for sentences taken from the essays, in prompts and in the lines
// about sections and in series. It returns how many texts have one, and the essays
// that have no fingerprints.
func (d *draft) checkTaken(fsys fs.FS, dir string, rules Rules) (found int, unguarded []string) {
	runs := make(map[string]bool)
	for _, e := range d.Essays {
		file := path.Join(dir, e.ID+runSuffix)
		if _, err := fs.Stat(fsys, file); err != nil {
			unguarded = append(unguarded, e.ID)
			if rules.Plain {
				d.complain(file, "is missing; without it no sentence taken from the essay is found")
			}
			continue
		}
		d.problems = append(d.problems, readRuns(fsys, file, runs)...)
	}
	look := func(file string, line int, whose, what, text string) {
		if run := taken(text, runs); run != "" {
			found++
			d.note(file, line, whose, fmt.Sprintf("%s has %d words in a row from an essay (%q)", what, runWords, run))
		}
	}
	for _, e := range d.Essays {
		for _, s := range e.Sections {
			look(path.Join(dir, packFile), 0, s.ID, "the line about the section", s.About)
		}
	}
	for _, p := range d.Prompts {
		at := d.at[p.ID]
		look(at.file, at.question, p.ID, "the question", p.Question)
		look(at.file, at.followUp, p.ID, "the follow-up", p.FollowUp)
	}
	for _, s := range d.Series {
		look(path.Join(dir, seriesFile), 0, s.ID, "the opening", s.Opening)
		for _, p := range s.Evenings {
			look(d.at[p.ID].file, d.at[p.ID].question, p.ID, "the evening", p.Question)
		}
	}
	return found, unguarded
}

// checkPairs complains of pairs that are too much alike and returns the closest.
func (d *draft) checkPairs(what string, pick func(Prompt) string) []Pair {
	found := pairs(d.Prompts, pick)
	for _, pair := range found {
		if pair.Similarity <= SimilarityBound {
			break
		}
		at, other := d.at[pair.B], d.at[pair.A]
		d.note(at.file, at.start, pair.B, fmt.Sprintf("its %s is much like that of %s (%s:%d): similarity %.2f, bound %.2f",
			what, pair.A, other.file, other.start, pair.Similarity, SimilarityBound))
	}
	return found[:min(shownPairs, len(found))]
}

// checkSpread looks at the pack as a whole.
func (d *draft) checkSpread(file string, rules Rules) {
	count := d.Count()
	total := len(d.Prompts)
	if rules.Prompts > 0 && total != rules.Prompts {
		d.complain(file, "the pack has %d prompts, and must have %d", total, rules.Prompts)
	}
	for _, id := range d.Order {
		if n := count.Sections[id]; n < rules.PerSection {
			d.complain(file, "section %q has too few prompts: %d of at least %d", id, n, rules.PerSection)
		}
	}
	if rules.AllForms {
		for _, f := range Forms() {
			if count.Forms[f] == 0 {
				d.complain(file, "no prompt has the form %q", f)
			}
		}
	}
	if total < sharesFrom {
		return
	}
	share := func(n int) float64 { return float64(n) / float64(total) }
	for _, f := range Forms() {
		if share(count.Forms[f]) > maxFormShare {
			d.complain(file, "the form %q makes up %d of %d, more than a third", f, count.Forms[f], total)
		}
	}
	for _, depth := range Depths() {
		if s := share(count.Depths[depth]); s < minDepthShare || s > maxDepthShare {
			d.complain(file, "the depth %q makes up %d of %d; it must be between %.0f and %.0f in a hundred",
				depth, count.Depths[depth], total, 100*minDepthShare, 100*maxDepthShare)
		}
	}
	if share(count.Tags[employedTag]) > maxEmployedShare {
		d.complain(file, "%d of %d prompts only fit somebody with an employer (tag %q)", count.Tags[employedTag], total, employedTag)
	}
}
