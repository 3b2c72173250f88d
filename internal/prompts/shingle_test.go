package prompts

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestSimilarity(t *testing.T) {
	tests := []struct {
		name, a, b string
		low, high  float64
	}{
		{"the same", "What do you carry?", "what do you CARRY", 1, 1},
		{"nothing in common", "What do you carry?", "Name three doors.", 0, 0},
		{"the same words in another order", "you carry what", "what carry you", 0, 0},
		{"one word changed in twelve", "Which key on your ring weighs the most for you these days?",
			"Which key on your ring weighs the least for you these days?", 0.6, 0.8},
		{"a shared opening", `Finish the sentence: "I would stay, if somebody asked me to …"`,
			`Finish the sentence: "My mornings began to change when …"`, 0.05, 0.3},
		{"apostrophes of two kinds", "I don't know why", "I don’t know why", 1, 1},
		{"nothing at all", "", "?!", 0, 0},
		{"single words", "Why?", "why", 1, 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := similarity(shingles(test.a), shingles(test.b))
			if got < test.low || got > test.high {
				t.Errorf("similarity is %.2f, want %.2f to %.2f", got, test.low, test.high)
			}
		})
	}
}

func TestSimilarityProperties(t *testing.T) {
	words := rapid.StringMatching(`([a-d] ){0,12}`)
	rapid.Check(t, func(t *rapid.T) {
		a, b := shingles(words.Draw(t, "a")), shingles(words.Draw(t, "b"))
		s := similarity(a, b)
		if s < 0 || s > 1 || math.Abs(s-similarity(b, a)) > 0 {
			t.Fatalf("similarity is %v one way and %v the other", s, similarity(b, a))
		}
		if len(a) > 0 && similarity(a, a) != 1 {
			t.Fatalf("a text is not like itself: %v", similarity(a, a))
		}
	})
}

func TestPairsNamesTheClosestFirst(t *testing.T) {
	list := []Prompt{
		{ID: "a", Question: "What do you carry up the stairs?"},
		{ID: "b", Question: "Name three doors."},
		{ID: "c", Question: "What do you carry up the hill?"},
		{ID: "d", Question: "What do you carry?"},
	}
	found := pairs(list, func(p Prompt) string { return p.Question })
	if len(found) != 3 || found[0].A != "a" || found[0].B != "c" || found[0].Similarity <= found[1].Similarity {
		t.Errorf("pairs are %v", found)
	}
}
