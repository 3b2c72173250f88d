package words

import (
	"regexp"
	"slices"
	"strings"
)

var enCare = Care{
	Line:   "That sounds very heavy. I am only a program and can't help with this, but people can, right now: your local emergency number, or a line near you from findahelpline.com.",
	Speaks: enSpeaksOfHarm,
}

// harm is one way to say it: the words themselves, and what must not follow or
// precede them, because they are a figure of speech then.
type harm struct {
	says, notAfter, notBefore *regexp.Regexp
}

const (
	enMeans = `\b(?:want|wants|wanna|going|gonna|plan|planning|thinking|think|ready|tempted|about|urge|will|i'll|might|could)(?: just| only| really| even| seriously| still| always)*(?: to| of| about)? `
	enSelf  = `(?:kill|killing|hurt|hurting|harm|harming) myself\b`
)

var (
	enFigure = regexp.MustCompile(`^ (?:to (?:meet|finish|get|make|please|keep|be)|for (?:th|a |my|an |them|him|her|\w+ing\b)|with (?:work|all|over|th)|over |at |on the|running|playing|laughing|trying|if (?:i|they|he|she|we) (?:have|has) to)`)
	enNever  = regexp.MustCompile(`(?:not|never|don't|dont|didn't|wouldn't|won't)(?: \w+){0,2} ?$|\bno(?: way i)? $|\bused to $`)
	enTurns  = regexp.MustCompile(`\b(?:and|but|so|because)\b`)
	enStops  = regexp.MustCompile(`^(?:$|[.,!?;:…]| (?:tonight|today|now|right now|any ?more|so badly|so much|and|but|because|every|most|all the time|sometimes)\b)`)
)

// enHarms want what follows to end the thought (until), where the words alone are
// too common. Each holds one of a few words: a long answer is searched for these first,
// since the patterns alone would take milliseconds.
var enHarms = []struct {
	holds []string
	harm
	until *regexp.Regexp
}{
	{holds: []string{"myself"}, harm: harm{regexp.MustCompile(enMeans + enSelf), enFigure, enNever}},
	{holds: []string{"myself"}, harm: harm{regexp.MustCompile(`\b(?:i've been|i have been|i keep|i started|i'm|i am) (?:cutting|harming) myself\b`), regexp.MustCompile(`^ (?:off|out|short|some|slack|too|a |down|loose)`), enNever}},
	{holds: []string{"my life", "my own life"}, harm: harm{regexp.MustCompile(enMeans + `(?:end|ending|take|taking) my (?:own )?life\b`), regexp.MustCompile(`^ (?:back|in|into|to|more|savings|seriously|for|on|as|up|with|story|chapter|forward|and (?:turn|make|put|give))\b`), enNever}},
	{holds: []string{"die", "dead"}, harm: harm{says: regexp.MustCompile(`\bi (?:really |just |only |honestly |still )*(?:want to|wanna|wish to) (?:die|be dead)`), notBefore: enNever}, until: enStops},
	{holds: []string{"dead"}, harm: harm{says: regexp.MustCompile(`\bi wish i (?:was|were) dead`)}, until: enStops},
	{holds: []string{"dead"}, harm: harm{says: regexp.MustCompile(`\bi(?:'d| would)(?: \w+)? be better off dead`)}, until: enStops},
	{holds: []string{"want to"}, harm: harm{says: regexp.MustCompile(`\bi (?:really |just )?(?:don't|dont|do not) want to (?:live|be alive|exist)`)}, until: enStops},
	{holds: []string{"wake up"}, harm: harm{says: regexp.MustCompile(`\bi (?:really |just )?(?:don't|dont|do not) want to wake up (?:any ?more|ever again)`)}},
	{holds: []string{"no reason"}, harm: harm{says: regexp.MustCompile(`\b(?:i have|i see|there is|there's) no reason to (?:live|go on living|be alive)`)}, until: enStops},
	{holds: []string{"go on living"}, harm: harm{says: regexp.MustCompile(`\bi (?:can't|cannot|cant) go on living`)}, until: enStops},
	{holds: []string{"suicidal"}, harm: harm{regexp.MustCompile(`\b(?:i'm|i am|i feel|i've been|i have been)(?: feeling| so| really| very| quite)* suicidal\b`), nil, enNever}},
	{holds: []string{"suicide"}, harm: harm{regexp.MustCompile(`\b(?:i'm|i am|i've been|i have been|i keep|i was) (?:thinking (?:of|about)|considering|planning) (?:committing )?suicide\b`), regexp.MustCompile(`^ (?:prevention|rates?|in |as |among|statistics|hotline|squad)`), enNever}},
}

var enApostrophes = strings.NewReplacer("’", "'", "‘", "'", "ʼ", "'", "`", "'")

// enSpeaksOfHarm looks at what is said in the first person, in the present.
func enSpeaksOfHarm(text string) bool {
	for line := range strings.Lines(enApostrophes.Replace(strings.ToLower(text))) {
		if enHarmIn(strings.Join(strings.Fields(line), " ")) {
			return true
		}
	}
	return false
}

// enHarmIn looks at one line: where it ends, a thought does.
func enHarmIn(text string) bool {
	for _, h := range enHarms {
		if !slices.ContainsFunc(h.holds, func(word string) bool { return strings.Contains(text, word) }) {
			continue
		}
		for _, at := range h.says.FindAllStringIndex(text, -1) {
			before, after := text[:at[0]], text[at[1]:]
			switch {
			case h.notBefore != nil && denies(h.notBefore, before),
				h.notAfter != nil && h.notAfter.MatchString(after),
				h.until != nil && !h.until.MatchString(after):
			default:
				return true
			}
		}
	}
	return false
}

// denies reports whether what stands before denies what follows. What a new thought
// begins after doesn't: "I can not sleep and want to …".
func denies(how *regexp.Regexp, before string) bool {
	found := how.FindString(before)
	return found != "" && !enTurns.MatchString(found)
}
