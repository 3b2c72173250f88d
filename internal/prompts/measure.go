package prompts

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// The bounds of a pack as a whole, judged from sharesFrom prompts on.
const (
	minSubjectShare = 0.75 // of all prompts, those on the pack's subject
	minSectionShare = 0.60 // of each section's
	maxTenderShare  = 0.10 // of all prompts, those marked as tender
	maxLeadInShare  = 0.02 // of any one lead-in, and of any one worn phrase
	maxOpeningShare = 0.15 // of any one first word

	// minFirstWeeks is how many prompts of each depth are marked for the first weeks,
	// if any are: enough for two people side by side who swap.
	minFirstWeeks = 2 * leadIn
)

// leadInWords is how many words at the start of a question are its lead-in.
const leadInWords = 3

// wornPhrases are ways of asking that the house has worn out once.
var wornPhrases = []string{"ten years", "paid or not"}

// Measure is one figure of a pack beside the bound it is held to. Bound is empty
// where nothing is asked of the figure.
type Measure struct {
	Name  string
	Value string
	Bound string
	Holds bool
}

// measures gathers the figures of a pack and what fails them.
type measures struct {
	pack  *Pack
	count Counts
	list  []Measure
	fails []string
}

// measure takes the figures that say whether the pack keeps to its subject and varies
// its ways of asking. Each that is out of bounds gives a line in fails.
func (p *Pack) measure(rules Rules) measures {
	m := measures{pack: p, count: p.Count()}
	m.subject(rules)
	m.marks(rules)
	m.wording()
	return m
}

// hold adds a figure with its bound.
func (m *measures) hold(name, value, bound string, holds bool) {
	m.list = append(m.list, Measure{Name: name, Value: value, Bound: bound, Holds: holds})
	if !holds {
		m.fails = append(m.fails, fmt.Sprintf("%s: %s; the bound is %s", name, value, bound))
	}
}

// tell adds a figure that nothing is asked of.
func (m *measures) tell(name, value string) {
	m.list = append(m.list, Measure{Name: name, Value: value, Holds: true})
}

func (m *measures) share(n int) float64 { return float64(n) / float64(len(m.pack.Prompts)) }

func (m *measures) of(n int) string {
	return fmt.Sprintf("%d of %d (%.0f %%)", n, len(m.pack.Prompts), 100*m.share(n))
}

// subject looks at how much of the pack, and of each section, is on the subject.
func (m *measures) subject(rules Rules) {
	if len(m.pack.Subject) == 0 {
		if rules.Plain {
			m.hold("subject", "none is named", "one named in "+packFile, false)
		}
		return
	}
	on := 0
	for _, n := range m.count.OnSubject {
		on += n
	}
	m.hold("on the subject", m.of(on), fmt.Sprintf("at least %.0f %%", 100*minSubjectShare), m.share(on) >= minSubjectShare)
	for _, id := range m.pack.Order {
		n, all := m.count.OnSubject[id], m.count.Sections[id]
		if all > 0 && float64(n)/float64(all) < minSectionShare {
			m.hold("section "+id+" on the subject", fmt.Sprintf("%d of %d", n, all), fmt.Sprintf("at least %.0f %%", 100*minSectionShare), false)
		}
	}
	var words []string
	for _, word := range append(slices.Clone(m.pack.Subject), Beside) {
		words = append(words, fmt.Sprintf("%s %d", word, m.count.About[word]))
	}
	m.tell("about", strings.Join(words, ", "))
}

// essays says how far the essays are kept out, which is a problem by itself where one
// is not, and how many series the pack has.
func (m *measures) essays(found, unguarded int) {
	m.tell("from the essays", fmt.Sprintf("%d texts with %d words in a row, by the fingerprints of %d of %d",
		found, runWords, len(m.pack.Essays)-unguarded, len(m.pack.Essays)))
	if n := len(m.pack.Series); n > 0 {
		m.tell("series", fmt.Sprintf("%d, of %d evenings each", n, SeriesEvenings))
	}
}

// marks looks at the prompts that name work, are tender, or are for the first weeks.
func (m *measures) marks(rules Rules) {
	if rules.NamingWork > 0 || m.count.NamingWork > 0 {
		m.hold("naming work", m.of(m.count.NamingWork), fmt.Sprintf("at least %d", rules.NamingWork), m.count.NamingWork >= rules.NamingWork)
	}
	m.hold("tender", m.of(m.count.Tender), fmt.Sprintf("at most %.0f %%", 100*maxTenderShare), m.share(m.count.Tender) <= maxTenderShare)
	if !m.pack.guided {
		if rules.Plain {
			m.hold("for the first weeks", "none are marked", "some of each depth", false)
		}
		return
	}
	var depths []string
	enough := true
	for _, d := range Depths() {
		n := m.count.FirstWeeks[d]
		depths = append(depths, fmt.Sprintf("%s %d", d, n))
		enough = enough && n >= minFirstWeeks
	}
	m.hold("for the first weeks", strings.Join(depths, ", "), fmt.Sprintf("at least %d of each", minFirstWeeks), enough)
}

// wording looks at how questions open and at the phrases that have been worn out.
func (m *measures) wording() {
	limit := max(2, int(maxLeadInShare*float64(len(m.pack.Prompts))))
	bound := fmt.Sprintf("at most %d each (%.0f %%)", limit, 100*maxLeadInShare)
	openings, leadIns := make(map[string]int), make(map[string]int)
	phrases := make(map[string]int)
	for _, p := range m.pack.Prompts {
		words := splitWords(p.Question)
		if len(words) == 0 {
			continue
		}
		openings[words[0]]++
		leadIns[strings.Join(words[:min(leadInWords, len(words))], " ")]++
		for _, phrase := range wornPhrases {
			if strings.Contains(strings.Join(words, " "), phrase) {
				phrases[phrase]++
			}
		}
	}
	top, most := commonest(openings)
	m.hold("first words", top, fmt.Sprintf("at most %.0f %% each", 100*maxOpeningShare), m.share(most) <= maxOpeningShare)
	top, most = commonest(leadIns)
	m.hold("lead-ins", top, bound, most <= limit)
	if len(phrases) > 0 {
		top, most = commonest(phrases)
		m.hold("worn phrases", top, bound, most <= limit)
	}
}

// shownCommonest is how many of the commonest a measure names.
const shownCommonest = 4

// commonest names the most frequent of the counted, and how often the first occurs.
func commonest(counts map[string]int) (names string, most int) {
	keys := sortedKeys(counts)
	slices.SortStableFunc(keys, func(a, b string) int { return cmp.Compare(counts[b], counts[a]) })
	var parts []string
	for _, key := range keys[:min(shownCommonest, len(keys))] {
		parts = append(parts, fmt.Sprintf("%s %d", key, counts[key]))
		most = max(most, counts[key])
	}
	return strings.Join(parts, ", "), most
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
