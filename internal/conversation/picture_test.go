package conversation_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
)

// cardAlt describes every card of one's own.
const cardAlt = "The picture is a card with your line on it."

// wantCard fails unless the newest message is a card with these buttons.
func (r *rig) wantCard(p *chattest.Person, labels ...string) {
	r.t.Helper()
	r.settle()
	last := p.Last()
	if last.Text != english.Card.Here || alt(last) != cardAlt || !slices.Equal(last.Labels, labels) {
		r.t.Errorf("it shows %q with %q, and a picture of %q\n%s", last.Text, last.Labels, alt(last), p.Transcript())
	}
}

// TestPictureOfALine: under a summary, the lines of the period are offered; the one
// that is chosen becomes a card, with the question on wish.
func TestPictureOfALine(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.says(p, "Sunday evening used to start at noon. No. I never told anybody what the badge in the drawer means to me.")
		if slices.Contains(p.Last().Labels, english.Card.Make) {
			t.Error("the acknowledgement is crowded")
		}
		r.types(p, "summary", "")
		r.presses(p, "Make a picture")
		last := p.Last()
		if last.Text != "Which line should be on it?" || len(last.Labels) != 2 || last.Picture != nil {
			t.Fatalf("it offers %q under %q\n%s", last.Labels, last.Text, p.Transcript())
		}
		for _, ref := range last.Refs {
			if s := ref.String(); strings.Contains(s, "unday") || strings.Contains(s, "badge") || len(s) > chat.MaxRef {
				t.Errorf("a button carries %q", s)
			}
		}
		if !slices.Contains(last.Labels, "I never told anybody what the badge in…") {
			t.Errorf("labels %q", last.Labels)
		}
		offered := last.ID
		r.presses(p, "Sunday evening used to start at noon.")
		r.wantCard(p, "With the question")
		bare := string(p.Last().Picture.PNG)
		r.presses(p, "With the question")
		r.wantCard(p, "Without it")
		if string(p.Last().Picture.PNG) == bare {
			t.Error("the question isn't on the card")
		}
		r.presses(p, "Without it")
		r.wantCard(p, "With the question")
		if string(p.Last().Picture.PNG) != bare {
			t.Error("the card isn't what it was")
		}
		r.pressesOn(p, offered, "I never told anybody what the badge in…")
		r.wantCard(p, "With the question")
		if string(p.Last().Picture.PNG) == bare {
			t.Error("it is the card of the other line")
		}
		r.unlogged("Sunday evening", "badge")
	})
}

// TestPictureUnderAnAnswer: what the person wrote last has the button; with one line
// the card comes at once, and without one there is no button.
func TestPictureUnderAnAnswer(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		for _, c := range []struct{ wrote, labels string }{
			{"I keep the key to an office that is gone.", "Make a picture"},
			{"Why would I?", ""},
			{"תמיד ידעתי שאצא מכאן ביום ראשון.", ""},
			{"I want to kill myself.", ""},
		} {
			r.says(p, c.wrote)
			r.nextQuestion(p)
			r.forges(p, chat.Ref{Verb: "last"})
			if last := p.Last(); !strings.Contains(last.Text, c.wrote) || strings.Join(last.Labels, "|") != c.labels {
				t.Fatalf("%q %q, want %q\n%s", last.Text, last.Labels, c.labels, p.Transcript())
			}
			if c.labels != "" {
				r.presses(p, c.labels)
				r.wantCard(p, "With the question")
			}
		}
		r.types(p, "write", "The quiet after the meeting was the best of it.")
		r.forges(p, chat.Ref{Verb: "last"})
		r.presses(p, "Make a picture")
		r.wantCard(p) // Free writing answers no question.
	})
}

// TestPicturePages: at most eight lines are offered at once, the one that the summary
// quotes first, and all can be reached.
func TestPicturePages(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		var wrote []string
		for _, what := range []string{"badge", "key", "desk", "chair", "plant", "mug", "lamp", "door", "lift", "car"} {
			wrote = append(wrote, "There was a "+what+" that was mine.")
		}
		r.says(p, strings.Join(wrote, " ")+" "+wrote[0])
		r.types(p, "summary", "")
		_, quoted, _ := strings.Cut(p.Last().Text, "A line of yours: “")
		r.presses(p, "Make a picture")
		first := p.Last().Labels
		if len(first) != 9 || first[8] != "More lines" || !strings.HasPrefix(quoted, first[0]+"”") {
			t.Fatalf("it offers %q, and %q is quoted", first, quoted)
		}
		r.presses(p, "More lines")
		rest := p.Last().Labels
		if len(rest) != 3 || rest[2] != "From the start" {
			t.Fatalf("then it offers %q\n%s", rest, p.Transcript())
		}
		all := append(slices.Clone(first[:8]), rest[:2]...)
		slices.Sort(all)
		slices.Sort(wrote)
		if !slices.Equal(all, wrote) {
			t.Errorf("it offers %q", all)
		}
		r.presses(p, "From the start")
		if got := p.Last().Labels; !slices.Equal(got, first) {
			t.Errorf("at the start again: %q", got)
		}
	})
}

// TestPictureInCharacters: where no pictures are shown, the card is a quotation.
func TestPictureInCharacters(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		d := r.openDelivery(p.Chat())
		r.says(p, "I keep the key to an office that is gone.")
		r.types(p, "summary", "")
		r.presses(p, "Make a picture")
		quote := chat.Block{Kind: chat.Quote, Text: "I keep the key to an office that is gone."}
		last := p.Last()
		if last.Picture != nil || len(last.Blocks) != 2 || last.Blocks[1] != quote {
			r.t.Errorf("it shows %+v", last.Blocks)
		}
		r.presses(p, "With the question")
		last = p.Last()
		if last.Picture != nil || len(last.Blocks) != 3 || strings.ReplaceAll(last.Blocks[1].Text, "’", "'") != d.Prompt.Question || last.Blocks[2] != quote {
			r.t.Errorf("with the question it shows %+v", last.Blocks)
		}
	}, chattest.WithLimits(func(l *chat.Limits) { l.Pictures = false }))
}

// TestPictureOfNastyTexts: whatever is written, labels are whole characters of a fit
// length, and a card comes of each line that is offered.
func TestPictureOfNastyTexts(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		p := r.begin("ada", "Berlin", "21:00")
		r.says(p, strings.Join([]string{
			"It was a Donaudampfschifffahrtsgesel👩‍👩‍👧‍👦 for all of us.",
			"It was " + strings.Repeat("Donaudampfschiff", 6) + " all the way.",
			strings.Repeat("e\u0301", 50) + " is what I said.",
			"left \u202eright\u202c left right left right",
			"He said שלום to me and then he left.",
			"🎉🎉🎉",
			"See https://example.org for what I mean.",
			"Я держу пропуск в ящике и не знаю почему.",
			strings.Repeat("It is later than I thought and lighter ", 9),
		}, "\n"))
		r.types(p, "summary", "")
		r.presses(p, "Make a picture")
		offered := p.Last()
		if len(offered.Labels) != 4 {
			t.Fatalf("it offers %q", offered.Labels)
		}
		if !slices.Contains(offered.Labels, "It was a Donaudampfschifffahrtsgesel…") {
			t.Errorf("a family is cut: %q", offered.Labels)
		}
		for i, label := range offered.Labels {
			if !utf8.ValidString(label) || utf8.RuneCountInString(label) > 40 || strings.HasSuffix(label, "\u200d…") || strings.HasSuffix(label, "e…") {
				t.Errorf("a label %q", label)
			}
			r.forges(p, offered.Refs[i])
			r.wantCard(p, "With the question")
		}
	})
}
