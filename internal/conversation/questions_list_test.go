package conversation_test

import "testing"

// TestOwnQuestionsAreListed: “list” is no question.
func TestOwnQuestionsAreListed(t *testing.T) {
	onTelegram(t, func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.types(p, "questions", "add Which desk is still yours?")
		r.types(p, "questions", "list")
		r.wantLast(p, "1. Which desk is still yours?")
		if got := r.ownOf(p); len(got) != 1 {
			t.Errorf("own questions: %q", got)
		}
	})
}
