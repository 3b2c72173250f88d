package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/adapters/telegram/telegramtest"
)

// newestPost is the channel's latest question.
func newestPost(t *testing.T, c *discordtest.Channel) discordtest.Seen {
	t.Helper()
	for _, m := range slices.Backward(c.Messages()) {
		if slices.Contains(m.Labels(), "Reflect") {
			return m
		}
	}
	t.Fatalf("no post in the channel\n%s", textOf(c.Messages()))
	return discordtest.Seen{}
}

func newestGroupPost(t *testing.T, g *telegramtest.Group) telegramtest.Seen {
	t.Helper()
	for _, m := range slices.Backward(g.Sees()) {
		if slices.Contains(m.Labels(), "Answer privately") {
			return m
		}
	}
	t.Fatal("no post in the group")
	return telegramtest.Seen{}
}

// questionIn is the question in the text of a post: its second line, after the
// heading, and after the role that it may notify.
func questionIn(text string) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if strings.Contains(l, "Today's question") && i+1 < len(lines) {
			return lines[i+1]
		}
	}
	return text
}

// seenWith is the newest message that holds a text.
func seenWith(t *testing.T, all []discordtest.Seen, text string) discordtest.Seen {
	t.Helper()
	for _, m := range slices.Backward(all) {
		if strings.Contains(m.Text, text) {
			return m
		}
	}
	t.Fatalf("no message with %q in\n%s", text, textOf(all))
	return discordtest.Seen{}
}

func textOf(all []discordtest.Seen) string {
	var b strings.Builder
	for _, m := range all {
		fmt.Fprintf(&b, "%s %v %s\n", m.From, m.Labels(), m.Text)
	}
	return b.String()
}

// read is a message's text as a client shows it, without the escapes.
func read(m discordtest.Seen) string { return strings.ReplaceAll(m.Text, "\\", "") }

func wantLast(t *testing.T, p *discordtest.Person, text string) {
	t.Helper()
	if got := read(p.Last()); !strings.Contains(got, text) {
		t.Errorf("the last message reads %q, want %q", got, text)
	}
}
