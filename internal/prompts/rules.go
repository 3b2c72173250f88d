package prompts

import (
	"fmt"
	"regexp"
	"strings"
)

// Rules are the bounds that a pack is checked against beyond what any pack must
// hold to. The zero value asks for nothing more.
type Rules struct {
	Prompts    int  // how many prompts there must be; 0 for any number
	PerSection int  // how many prompts each section must have at least
	NamingWork int  // how many prompts must name work
	AllForms   bool // every form must occur
	Plain      bool // no jargon; a subject; prompts for the first weeks; fingerprints of every essay

	// Strict makes a problem of what is out of the house's bounds as a whole, or reads
	// unlike English; without it that is a warning.
	Strict bool
}

// BuiltIn are the rules for the packs that Stillpoint is built with: a question for
// every day of a leap year.
func BuiltIn() Rules {
	return Rules{Prompts: 366, PerSection: 20, NamingWork: 60, AllForms: true, Plain: true, Strict: true}
}

// Operators are the rules for anybody's packs: at least one prompt a section.
func Operators() Rules { return Rules{PerSection: 1} }

// Shares are judged from this many prompts on; below it a pack is too small for
// them to say anything.
const sharesFrom = 24

const (
	maxFormShare     = 1.0 / 3 // of any one form
	minDepthShare    = 0.10    // of each depth
	maxDepthShare    = 0.60    // of any one depth
	maxEmployedShare = 0.03    // of prompts that only fit somebody with an employer
)

// employedTag marks the prompts that only fit somebody with an employer.
const employedTag = "employed"

// yesNo are the words that open a question which yes or no would answer.
var yesNo = wordSet("am are is was were do does did have has had can could will would shall should may might must")

// jargon are words that the house leaves to others.
var jargon = wordSet("journey mindful mindfulness unlock toxic authentic authenticity empower empowering " +
	"hustle mindset manifest selfcare trauma burnout synergy leverage boundaries resilience " +
	"passion potential fulfilled fulfilling fulfillment")

// second finds a second question joined to the first.
var second = regexp.MustCompile(`(?i)\b(and|or|but)\s+(what|why|how|who|whom|whose|where|when|which)\b`)

// whoOrWhat is one question, though it looks like two.
var whoOrWhat = regexp.MustCompile(`(?i)\bwhom?,? or what\b`)

// sentenceEnd ends the sentence before a question.
var sentenceEnd = regexp.MustCompile(`[.!?:…]["”')]*\s+`)

func wordSet(words string) map[string]bool {
	set := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// faultsOfQuestion names what is wrong with the wording of a question.
func faultsOfQuestion(p Prompt) []string {
	var faults []string
	marks := strings.Count(p.Question, "?")
	switch {
	case marks > 1:
		faults = append(faults, fmt.Sprintf("the question asks %d things; one is enough", marks))
	case marks == 1 && !strings.HasSuffix(p.Question, "?") && p.Form.asks():
		faults = append(faults, "the question goes on after its question mark")
	case marks == 0 && p.Form.asks():
		faults = append(faults, fmt.Sprintf("a prompt of the form %q asks something, and ends in a question mark", p.Form))
	case !endsWell(p.Question):
		faults = append(faults, "the question has no end: a full stop, a question mark or a closing quote")
	}
	return append(faults, faultsOfAsking("the question", p.Question)...)
}

// faultsOfFollowUp names what is wrong with the wording of a follow-up. It is shown
// after the reply, by itself, so it must be a whole sentence.
func faultsOfFollowUp(p Prompt) []string {
	var faults []string
	if marks := strings.Count(p.FollowUp, "?"); marks > 1 {
		faults = append(faults, fmt.Sprintf("the follow-up asks %d things; one is enough", marks))
	}
	if !endsWell(p.FollowUp) {
		faults = append(faults, "the follow-up has no end: a full stop or a question mark")
	}
	if first := strings.SplitN(p.FollowUp, " ", 2)[0]; first != "" && strings.ToLower(first) == first {
		faults = append(faults, "the follow-up doesn't stand by itself: it begins in lower case")
	}
	if words := splitWords(p.FollowUp); len(words) > 0 && len(words) < 3 {
		faults = append(faults, "the follow-up doesn't stand by itself: it has too few words")
	}
	if s := similarity(shingles(p.Question), shingles(p.FollowUp)); s > SimilarityBound {
		faults = append(faults, fmt.Sprintf("the follow-up repeats the question (similarity %.2f, bound %.2f)", s, SimilarityBound))
	}
	return append(faults, faultsOfAsking("the follow-up", p.FollowUp)...)
}

// faultsOfAsking looks at the sentence that ends in the question mark.
func faultsOfAsking(what, text string) []string {
	end := strings.LastIndex(text, "?")
	if end < 0 {
		return nil
	}
	asking := text[:end]
	if cuts := sentenceEnd.FindAllStringIndex(asking, -1); len(cuts) > 0 {
		asking = asking[cuts[len(cuts)-1][1]:]
	}
	var faults []string
	if words := splitWords(asking); len(words) > 0 && yesNo[words[0]] {
		faults = append(faults, what+" can be answered with yes or no")
	}
	if found := second.FindString(whoOrWhat.ReplaceAllString(asking, "who")); found != "" {
		faults = append(faults, fmt.Sprintf("%s asks a second thing (%q)", what, found))
	}
	return faults
}

// endsWell says whether a text ends as a sentence does.
func endsWell(text string) bool {
	return strings.HasSuffix(strings.TrimRight(text, `"”’')`), ".") ||
		strings.HasSuffix(strings.TrimRight(text, `"”’')`), "?") ||
		strings.HasSuffix(strings.TrimRight(text, `"”’')`), "!") ||
		strings.HasSuffix(text, `…"`) || strings.HasSuffix(text, "…”")
}

// faultsOfVoice names the words that the house leaves to others.
func faultsOfVoice(what, text string) []string {
	var faults []string
	for _, word := range splitWords(text) {
		if jargon[word] {
			faults = append(faults, fmt.Sprintf("%s says %q; say it in plainer words", what, word))
		}
	}
	return faults
}
