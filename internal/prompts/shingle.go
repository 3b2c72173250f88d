package prompts

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// SimilarityBound is how alike two questions, or two follow-ups, may be: the share
// of word pairs that they have in common (Jaccard similarity of two-word
// shingles). The same sentence with one word changed has about 0.8; two sentences
// that share an opening ("Finish the sentence: …") stay under 0.3.
const SimilarityBound = 0.35

// Pair is two prompts of a pack, by id, and how alike they are, from 0 to 1.
type Pair struct {
	A, B       string
	Similarity float64
}

// splitWords gives the words of a text in lower case, without punctuation. An
// apostrophe joins ("don't" is "dont"), straight or curled.
func splitWords(text string) []string {
	text = strings.NewReplacer("'", "", "’", "").Replace(strings.ToLower(text))
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// shingles gives the pairs of neighbouring words of a text, as a sorted set. A
// single word is a shingle by itself.
func shingles(text string) []string {
	words := splitWords(text)
	if len(words) == 1 {
		return words
	}
	var set []string
	for i := 1; i < len(words); i++ {
		set = append(set, words[i-1]+" "+words[i])
	}
	slices.Sort(set)
	return slices.Compact(set)
}

// similarity is the size of what two sorted sets share over the size of both
// together. Two empty sets have nothing in common.
func similarity(a, b []string) float64 {
	common := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch cmp.Compare(a[i], b[j]) {
		case -1:
			i++
		case 1:
			j++
		default:
			common++
			i++
			j++
		}
	}
	if common == 0 {
		return 0
	}
	return float64(common) / float64(len(a)+len(b)-common)
}

// pairs compares every prompt with every other by the text that pick gives, and
// returns those pairs that have anything in common, the most alike first.
func pairs(list []Prompt, pick func(Prompt) string) []Pair {
	sets := make([][]string, len(list))
	for i, p := range list {
		sets[i] = shingles(pick(p))
	}
	var found []Pair
	for i := range sets {
		for j := range i {
			if s := similarity(sets[i], sets[j]); s > 0 {
				found = append(found, Pair{A: list[j].ID, B: list[i].ID, Similarity: s})
			}
		}
	}
	slices.SortStableFunc(found, func(a, b Pair) int { return cmp.Compare(b.Similarity, a.Similarity) })
	return found
}
