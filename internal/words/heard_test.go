package words

import "testing"

// TestMeans: what somebody wants of their work isn't taken for what they want of the
// bot.
func TestMeans(t *testing.T) {
	for text, want := range map[string]Topic{
		"i want to quit": "", "i want to stop": "", "i want to stop it": "", "i want to pause": "",
		"i want to stop the questions": TopicStop, "i want to unsubscribe": TopicStop, "how do i quit": TopicStop, "stop": TopicStop,
		"when is the next question": TopicWhen, "who can read this": TopicPrivacy, "how private is this": TopicPrivacy, "how safe are my answers": TopicPrivacy, "what did i write yesterday": TopicWrote,
	} {
		if got := english.Means(text); got != want {
			t.Errorf("%q means %q, want %q", text, got, want)
		}
	}
}
