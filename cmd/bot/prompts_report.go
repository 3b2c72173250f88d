package main

import (
	"slices"

	"stillpoint/internal/prompts"
)

// report prints one pack's check.
func (w *reportWriter) report(r prompts.Report) {
	for _, problem := range r.Problems {
		w.printf("%s\n", problem)
	}
	for _, warning := range r.Warnings {
		w.printf("warning: %s\n", warning)
	}
	if len(r.Pack.Prompts) == 0 {
		return
	}
	w.printf("\n%s (%s): %s from %s\n\n", r.Pack.Name, r.Pack.ID, counted(len(r.Pack.Prompts), "prompt"), counted(len(r.Pack.Essays), "essay"))
	w.table(r.Pack)
	w.measures(r.Measures)
	question := func(p prompts.Prompt) string { return p.Question }
	w.pairs("questions in words", prompts.SimilarityBound, r.Pack, r.Questions, question)
	w.pairs("follow-ups in words", prompts.SimilarityBound, r.Pack, r.FollowUps, func(p prompts.Prompt) string { return p.FollowUp })
	w.pairs("in meaning, as far as words tell", prompts.MeaningBound, r.Pack, r.Meanings, question)
	for _, id := range r.Unguarded {
		w.printf("\nThe essay %q has no fingerprints (%s.runs), so sentences taken from it go unseen.\n", id, id)
	}
}

// measures prints a pack's figures beside the bounds they are held to.
func (w *reportWriter) measures(list []prompts.Measure) {
	width := 0
	for _, m := range list {
		width = max(width, len(m.Name))
	}
	for i, m := range list {
		if i == 0 {
			w.printf("\n")
		}
		w.printf("%-*s  %s", width, m.Name, m.Value)
		switch {
		case m.Bound != "" && m.Holds:
			w.printf("; bound: %s", m.Bound)
		case m.Bound != "":
			w.printf("; OUT OF BOUNDS: %s", m.Bound)
		}
		w.printf("\n")
	}
}

// table prints how a pack's prompts are spread: sections down, forms, depths and
// marks across.
func (w *reportWriter) table(pack *prompts.Pack) {
	cells := make(map[string]int)
	width := len("section")
	for _, p := range pack.Prompts {
		width = max(width, len(p.Section))
		for _, row := range []string{p.Section, "all"} {
			cells[row]++
			cells[row+" "+p.Form.String()]++
			cells[row+" "+p.Depth.String()]++
			for mark, has := range map[string]bool{"subject": p.OnSubject(), "work": p.NamesWork, "tender": p.Tender, "first": p.FirstWeeks} {
				if has {
					cells[row+" "+mark]++
				}
			}
		}
	}
	w.printf("%-*s  all |", width, "section")
	for _, f := range prompts.Forms() {
		w.printf(" %*s", cellWidth, f)
	}
	w.printf(" |")
	for _, d := range prompts.Depths() {
		w.printf(" %*s", cellWidth, d)
	}
	w.printf(" |")
	for _, mark := range tableMarks {
		w.printf(" %*s", cellWidth, mark)
	}
	for _, row := range append(slices.Clone(pack.Order), "all") {
		w.printf("\n%-*s  %3d |", width, row, cells[row])
		for _, f := range prompts.Forms() {
			w.printf(" %*d", cellWidth, cells[row+" "+f.String()])
		}
		w.printf(" |")
		for _, d := range prompts.Depths() {
			w.printf(" %*d", cellWidth, cells[row+" "+d.String()])
		}
		w.printf(" |")
		for _, mark := range tableMarks {
			w.printf(" %*d", cellWidth, cells[row+" "+mark])
		}
	}
	w.printf("\n")
}

// tableMarks are the columns for what a prompt is marked as: on the subject, naming
// work, tender, for the first weeks.
var tableMarks = []string{"subject", "work", "tender", "first"}

// cellWidth is that of the longest name of a form.
const cellWidth = len("question")

// pairs prints the closest pairs with the texts that are compared.
func (w *reportWriter) pairs(what string, bound float64, pack *prompts.Pack, pairs []prompts.Pair, text func(prompts.Prompt) string) {
	if len(pairs) == 0 {
		return
	}
	w.printf("\nclosest %s (bound %.2f)\n", what, bound)
	for _, pair := range pairs {
		a, _ := pack.Prompt(pair.A)
		b, _ := pack.Prompt(pair.B)
		w.printf("  %.2f  %s: %s\n        %s: %s\n", pair.Similarity, a.ID, text(a), b.ID, text(b))
	}
}
