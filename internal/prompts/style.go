package prompts

import (
	"fmt"
	"regexp"
	"strings"
)

// recalled finds a gerund after Recall, and what follows it in the sentence.
var recalled = regexp.MustCompile(`(?i)\b(?:recall|remember) (?:\w+ )?\w+ing\b([^.!?]*)`)

// thenPast finds a clause in the past tense that is joined on. After a gerund it
// breaks the sentence: "Recall trying one last time, and it worked."
var thenPast = regexp.MustCompile(`(?i),? and (?:then )?(?:I|you|he|she|it|we|they|that|this|somebody|someone|nobody|everybody|everyone|people) ` +
	`(?:hardly |never |only |still )?(?:\w+ed|was|were|had|did|said|went|came|got|took|gave|left|found|made|knew|thought|told|felt|kept|saw)\b`)

// stiff are phrases of textbooks that nobody says aloud, with what people say.
var stiff = map[string]string{
	"at present":      "now",
	"in these days":   "these days",
	"in which place":  "where",
	"in which matter": "about what",
	"the dearest":     "the most expensive, or the best loved",
}

// faultsOfStyle names what a native speaker would trip over in a text.
func faultsOfStyle(what, text string) []string {
	var faults []string
	for _, rest := range recalled.FindAllStringSubmatch(text, -1) {
		if found := thenPast.FindString(rest[1]); found != "" {
			faults = append(faults, fmt.Sprintf("%s goes from -ing to a past tense (%q); say %q",
				what, strings.TrimLeft(found, ", "), "Recall a time when …"))
		}
	}
	spoken := " " + strings.Join(splitWords(text), " ") + " "
	for _, phrase := range sortedKeys(stiff) {
		if strings.Contains(spoken, " "+phrase+" ") {
			faults = append(faults, fmt.Sprintf("%s says %q; people say %q", what, phrase, stiff[phrase]))
		}
	}
	return faults
}
