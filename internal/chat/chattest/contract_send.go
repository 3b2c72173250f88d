package chattest

import (
	"bytes"
	"slices"
	"strings"
	"sync"
	"time"

	"stillpoint/internal/chat"
)

// sendContract is what becomes of what the bot says.
func sendContract(run func(string, func(*rig))) {
	run("a message is shown with its actions", messageIsShown)
	run("a press carries its ref", pressCarriesItsRef)
	run("an edit changes a message in place", editInPlace)
	run("a deletion twice", deleteTwice)
	run("a reaction", reaction)
	run("nothing is markup", nothingIsMarkup)
	run("a long text reads in order", longTextReadsInOrder)
	run("a picture has its description", pictureHasItsDescription)
	run("a file arrives", fileArrives)
	run("sending side by side", sendSideBySide)
	run("a nonce is shown once", nonceIsShownOnce)
	run("a message is found by its nonce", foundByNonce)
}

// question is a message as the core would send it.
func question(to chat.Chat, text string) chat.Message {
	return chat.Message{
		To: to,
		Blocks: []chat.Block{
			{Kind: chat.Heading, Text: "Today's question"},
			chat.P(text),
			{Kind: chat.Source, Text: `from "An essay" by Somebody`},
		},
		Actions: []chat.Action{
			{Label: "Another", Ref: chat.Ref{Verb: "another", ID: 12}},
			{Label: "Not today", Ref: chat.Ref{Verb: "skip", ID: 1<<62 + 7, Arg: "x-1"}},
			{Label: "Later", Ref: chat.Ref{Verb: "later", Arg: "20h30 é/#"}},
		},
		Lane: chat.LaneQuestion,
	}
}

func messageIsShown(r *rig) {
	ada := r.Peer("ada")
	sent := r.send(question(ada.Chat(), "What did you keep?"))
	if sent.Message == "" {
		r.Error("a receipt without a message")
	}
	if sent.At.Location() != time.UTC || time.Since(sent.At).Abs() > clockSlack {
		r.Errorf("sent at %v, want about now in UTC", sent.At)
	}
	s, ok := r.sees(ada, sent.Message)
	if !ok {
		r.Fatalf("message %q is not shown", sent.Message)
	}
	for _, part := range []string{"Today's question", "What did you keep?", `from "An essay" by Somebody`} {
		if !strings.Contains(s.Text, part) {
			r.Errorf("%q is missing in %q", part, s.Text)
		}
	}
	if want := []string{"Another", "Not today", "Later"}; !slices.Equal(s.Labels, want) {
		r.Errorf("actions %q, want %q", s.Labels, want)
	}
}

func pressCarriesItsRef(r *rig) {
	ada := r.Peer("ada")
	m := question(ada.Chat(), "What did you keep?")
	sent := r.send(m)
	for _, a := range m.Actions {
		ada.Press(sent.Message, a.Label)
		e := await[chat.Pressed](r)
		if e.Action != a.Ref {
			r.Errorf("%q carries %+v, want %+v", a.Label, e.Action, a.Ref)
		}
		if e.Message != "" && e.Message != sent.Message {
			r.Errorf("pressed under %q, want %q", e.Message, sent.Message)
		}
		if e.Actor.Account != ada.Account() || e.Space.Chat != ada.Chat() || e.ID == "" {
			r.Errorf("press %q by %q in %v", e.ID, e.Actor.Account, e.Space.Chat)
		}
	}
}

func editInPlace(r *rig) {
	if !r.limits.Edits {
		return
	}
	ada := r.Peer("ada")
	sent := r.send(question(ada.Chat(), "What did you keep?"))
	seen := len(ada.Sees())
	changed := question(ada.Chat(), "What did you give up?")
	changed.Actions = changed.Actions[1:2]
	for _, what := range []string{"an edit", "an edit that changes nothing"} {
		if err := r.adapter.Edit(r.Context(), sent.Message, changed); err != nil {
			r.Fatalf("%s: %v", what, err)
		}
		s, ok := r.sees(ada, sent.Message)
		if !ok || !strings.Contains(s.Text, "What did you give up?") || strings.Contains(s.Text, "keep") {
			r.Errorf("after %s it reads %q", what, s.Text)
		}
		if !slices.Equal(s.Labels, []string{"Not today"}) {
			r.Errorf("after %s the actions are %q", what, s.Labels)
		}
		if n := len(ada.Sees()); n != seen {
			r.Errorf("after %s there are %d messages, were %d", what, n, seen)
		}
	}
	changed.Actions = nil
	if err := r.adapter.Edit(r.Context(), sent.Message, changed); err != nil {
		r.Fatalf("taking the actions away: %v", err)
	}
	if s, _ := r.sees(ada, sent.Message); len(s.Labels) != 0 {
		r.Errorf("the actions stay: %q", s.Labels)
	}
}

func deleteTwice(r *rig) {
	if !r.limits.Deletions {
		return
	}
	ada := r.Peer("ada")
	sent := r.send(chat.Message{To: ada.Chat(), Blocks: []chat.Block{chat.P("short-lived")}})
	for range 2 {
		if err := r.adapter.Delete(r.Context(), ada.Chat(), sent.Message); err != nil {
			r.Fatalf("Delete: %v", err)
		}
		if _, ok := r.sees(ada, sent.Message); ok {
			r.Error("still shown")
		}
	}
}

func reaction(r *rig) {
	if !r.limits.Reactions {
		return
	}
	ada := r.Peer("ada")
	ada.Write("words to keep")
	id := r.awaitText("words to keep").Message
	for _, want := range []chat.Reaction{chat.Kept, chat.Kept, chat.NoReaction, chat.NoReaction} {
		if err := r.adapter.React(r.Context(), ada.Chat(), id, want); err != nil {
			r.Fatalf("React: %v", err)
		}
		if got := ada.Reacted(id); got != (want == chat.Kept) {
			r.Errorf("reacted: %v after %v", got, want)
		}
	}
}

func nothingIsMarkup(r *rig) {
	ada := r.Peer("ada")
	for _, kind := range []chat.BlockKind{chat.Heading, chat.Paragraph, chat.Quote, chat.Source, chat.Item} {
		for _, text := range []string{
			"*a* _b_ __c__ ~d~ ~~e~~ ||f|| `g` ```h```",
			"<b>bold</b> <i> &lt; &amp; &#33; < > & \"quoted\"",
			"@everyone @here <@1234> <@&5678> <#91011> <t:1:R> </start:1> <:a:1>",
			"# no heading", "- no item", "1. no item", "> no quote", "-# not small",
			`[words](https://example.org) \*a\* \\ {b} a_b_c 2 * 3 * 4`,
			"| a | b |", ":smile: (c) !x! +y+ =z=",
		} {
			sent := r.send(chat.Message{To: ada.Chat(), Blocks: []chat.Block{{Kind: kind, Text: text}}})
			s, ok := r.sees(ada, sent.Message)
			if !ok || !strings.Contains(s.Text, text) {
				r.Errorf("block kind %d: reads %q, want %q in it", kind, s.Text, text)
			}
		}
	}
}

func longTextReadsInOrder(r *rig) {
	ada := r.Peer("ada")
	text := numbered(1500) // more than any platform shows at once
	m := chat.Message{To: ada.Chat(), Blocks: []chat.Block{chat.P(text)}, Actions: question(ada.Chat(), "").Actions[:1]}
	sent := r.send(m)
	var read []string
	for _, s := range ada.Sees() {
		read = append(read, strings.Fields(s.Text)...)
	}
	if strings.Join(read, " ") != text {
		r.Errorf("%d words are shown, want all %d in order", len(read), len(strings.Fields(text)))
	}
	// The receipt is for the piece with the buttons.
	s, ok := r.sees(ada, sent.Message)
	if !ok || !slices.Equal(s.Labels, []string{"Another"}) {
		r.Errorf("the receipt's message has the actions %q", s.Labels)
	}
}

// dot is a PNG of one pixel.
var dot = []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU" +
	"\x00\x00\x00\nIDATx\x9cc`\x00\x00\x00\x02\x00\x01H\xaf\xa4q\x00\x00\x00\x00IEND\xaeB`\x82")

func pictureHasItsDescription(r *rig) {
	ada := r.Peer("ada")
	sent := r.send(chat.Message{
		To:      ada.Chat(),
		Blocks:  []chat.Block{chat.P("This week: 5 of 6.")},
		Picture: &chat.Picture{Name: "week.png", PNG: dot, Alt: "Five of six days are kept"},
		Lane:    chat.LaneSummary,
	})
	s, ok := r.sees(ada, sent.Message)
	switch {
	case !ok || !strings.Contains(s.Text, "This week: 5 of 6."):
		r.Errorf("the text reads %q", s.Text)
	case s.Picture == nil || !strings.Contains(s.Picture.Alt, "Five of six days are kept"):
		r.Errorf("the picture is %+v", s.Picture)
	}
}

func fileArrives(r *rig) {
	if r.adapter.Limits().MaxFile == 0 {
		return
	}
	ada := r.Peer("ada")
	long := strings.Repeat("What was said of it. ", 70) // longer than a caption
	for name, text := range map[string]string{"journal.json": "Here it is.", "long.md": long} {
		data := []byte("{\"kept\": \"" + name + "\"}\n")
		sent := r.send(chat.Message{
			To: ada.Chat(), Blocks: []chat.Block{chat.P(text)}, File: &chat.File{Name: name, Type: "text/plain", Data: data},
		})
		if s, ok := r.sees(ada, sent.Message); !ok || !strings.Contains(s.Text, "it") {
			r.Errorf("the text reads %q", s.Text)
		}
		found := slices.ContainsFunc(ada.Sees(), func(s Shown) bool {
			return s.File != nil && strings.HasSuffix(s.File.Name, name) && bytes.Equal(s.File.Data, data)
		})
		if !found {
			r.Errorf("%s didn't arrive", name)
		}
	}
}

func sendSideBySide(r *rig) {
	ada, bob := r.Peer("ada"), r.Peer("bob")
	var mu sync.Mutex
	receipts := map[chat.Chat]map[chat.MessageID]bool{ada.Chat(): {}, bob.Chat(): {}}
	var wg sync.WaitGroup
	const each = 12
	for range each {
		for _, p := range []Peer{ada, bob} {
			wg.Go(func() {
				sent, err := r.adapter.Send(r.Context(), question(p.Chat(), "What did you keep?"))
				if err != nil {
					r.Errorf("Send: %v", err)
				}
				mu.Lock()
				defer mu.Unlock()
				receipts[p.Chat()][sent.Message] = true
			})
		}
	}
	wg.Wait()
	for _, p := range []Peer{ada, bob} {
		if n := len(receipts[p.Chat()]); n != each {
			r.Errorf("%d different receipts, want %d", n, each)
		}
		if n := len(p.Sees()); n != each {
			r.Errorf("%s sees %d messages, want %d", p.Account(), n, each)
		}
	}
}
