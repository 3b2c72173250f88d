package prompts

import (
	"cmp"
	"math"
	"slices"

	"github.com/kljensen/snowball/english"
)

// MeaningBound is how alike two prompts may be in meaning, as far as words can tell:
// each is taken as the set of the content words of its question and follow-up,
// brought to their stems and to one word for each group of synonyms, and a word
// weighs the more the fewer prompts have it. Alike is the weight of what two have in
// common over the weight of both together. It is a sieve for a reader, not a judge:
// two prompts can mean the same in words that no table knows.
const MeaningBound = 0.5

// minCommon is how many content words two prompts share before they are compared:
// a single one is a subject, not a meaning.
const minCommon = 2

// frameWords say in which form a prompt asks, or stand for any thing or time, and so
// say nothing of what it asks about.
var frameWords = stems("recall think name list write finish complete sentence line gap fill add ending end way go " +
	"picture imagine suppose two three few first last tell say call look back note keep " +
	"something somebody someone anything anyone anybody everything everyone everybody nothing nobody thing things " +
	"time times day days moment year years ago one ones would could really still ever never without " +
	"know make made take took get got give gave come came want wanted like much many even often now today " +
	"part exactly right said told done did put thought")

// synonyms brings words of like meaning to the first of their group.
var synonyms = synonymTable(
	"quit leave leaving left resign quitting quits walked walking depart abandon drop dropped stop stopped stopping gave-up",
	"work job jobs task tasks employment career profession labour trade",
	"stay staying stayed remain persevere persevering continue hold outlast",
	"dream wish wishes ambition ambitions",
	"success successful achieve achieved achievement win winning triumph",
	"boss manager supervisor chief",
	"colleague coworker workmate",
	"money pay paid salary wage wages earn earned cash bonus",
	"price cost costs costing bill",
	"child children kid childhood",
	"parent mother father",
	"finish finishing finished unfinished complete completed",
	"begin beginning start started starting",
	"praise applause admire admired admirer congratulate congratulated nod",
	"title badge label position",
	"tired exhausted weary",
	"message messages letter email note",
	"evening night tonight",
	"free freedom",
	"friend friends pal",
	"school course class college",
	"regret sorry rue",
	"decide decision choice choose chose chosen",
	"afraid fear dread dreaded dreading",
)

// stems gives the stems of words as a set.
func stems(words string) map[string]bool {
	set := make(map[string]bool)
	for _, word := range splitWords(words) {
		set[english.Stem(word, true)] = true
	}
	return set
}

func synonymTable(groups ...string) map[string]string {
	table := make(map[string]string)
	for _, group := range groups {
		words := splitWords(group)
		for _, word := range words {
			table[english.Stem(word, true)] = words[0]
		}
	}
	return table
}

// concepts gives the content words of a text as a sorted set.
func concepts(text string) []string {
	var set []string
	for _, word := range splitWords(text) {
		stem := english.Stem(word, true)
		head, grouped := synonyms[stem]
		switch {
		case grouped:
			set = append(set, head)
		case len(word) > 2 && !english.IsStopWord(word) && !frameWords[stem]:
			set = append(set, stem)
		}
	}
	slices.Sort(set)
	return slices.Compact(set)
}

// meanings compares the prompts of a pack in meaning and returns those pairs that
// share enough to be compared, the most alike first.
func meanings(list []Prompt) []Pair {
	sets := make([][]string, len(list))
	having := make(map[string]int)
	for i, p := range list {
		sets[i] = concepts(p.Question + " " + p.FollowUp)
		for _, c := range sets[i] {
			having[c]++
		}
	}
	weight := func(set []string) (sum float64) {
		for _, c := range set {
			sum += math.Log(1 + float64(len(list))/float64(having[c]))
		}
		return sum
	}
	var found []Pair
	for i := range sets {
		for j := range i {
			common := intersection(sets[i], sets[j])
			if len(common) < minCommon {
				continue
			}
			shared := weight(common)
			found = append(found, Pair{A: list[j].ID, B: list[i].ID, Similarity: shared / (weight(sets[i]) + weight(sets[j]) - shared)})
		}
	}
	slices.SortStableFunc(found, func(a, b Pair) int { return cmp.Compare(b.Similarity, a.Similarity) })
	return found
}

// intersection gives what two sorted sets have in common.
func intersection(a, b []string) []string {
	var common []string
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch cmp.Compare(a[i], b[j]) {
		case -1:
			i++
		case 1:
			j++
		default:
			common = append(common, a[i])
			i, j = i+1, j+1
		}
	}
	return common
}
