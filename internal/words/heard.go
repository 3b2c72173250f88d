package words

import (
	"regexp"

	"golang.org/x/text/language"
)

// meaning is one thing that a message alone can mean.
type meaning struct {
	topic   Topic
	pattern *regexp.Regexp
}

// Topic is what somebody seems to want of the bot.
type Topic string

// The topics. They stand in buttons.
const (
	TopicStop    Topic = "stop"
	TopicHelp    Topic = "help"
	TopicSkip    Topic = "skip"
	TopicPrivacy Topic = "privacy"
	TopicWhen    Topic = "when"
	TopicWrote   Topic = "wrote"
)

// meanings are what messages alone can mean in each locale, the first that fits
// first. They are matched with a text in small letters, without punctuation at its
// end.
var meanings = map[language.Tag][]meaning{language.English: enMeanings}

// Means returns what a text, as turn.Alone gives it, means to the bot; "" for
// everything that is just words.
func (w *Words) Means(alone string) Topic {
	for _, m := range meanings[w.Tag] {
		if m.pattern.MatchString(alone) {
			return m.topic
		}
	}
	return ""
}

// whole compiles a pattern that a whole message must fit.
func whole(pattern string) *regexp.Regexp { return regexp.MustCompile(`^(?:` + pattern + `)$`) }
