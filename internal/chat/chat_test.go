package chat_test

import (
	"math"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"stillpoint/internal/chat"
)

func TestMessageIDOrder(t *testing.T) {
	ordered := []chat.MessageID{"", "7", "9", "10", "99", "100", "1350000000000000000"}
	for i, a := range ordered {
		for j, b := range ordered {
			want := 0
			if i != j {
				want = map[bool]int{true: -1, false: 1}[i < j]
			}
			if got := a.Compare(b); got != want {
				t.Errorf("%q against %q is %d, want %d", a, b, got, want)
			}
		}
	}
}

// Ids order as the numbers that they are.
func TestMessageIDOrderIsNumeric(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		numbers := rapid.SliceOf(rapid.Uint64Max(math.MaxUint64)).Draw(t, "numbers")
		var ids []chat.MessageID
		for _, n := range numbers {
			ids = append(ids, chat.MessageID(strconv.FormatUint(n, 10)))
		}
		slices.Sort(numbers)
		slices.SortFunc(ids, chat.MessageID.Compare)
		for i, n := range numbers {
			if want := strconv.FormatUint(n, 10); string(ids[i]) != want {
				t.Fatalf("place %d has %s, want %s", i, ids[i], want)
			}
		}
	})
}

func TestChatIsZero(t *testing.T) {
	if !(chat.Chat{}).IsZero() {
		t.Error("a chat without anything isn't zero")
	}
	if (chat.Chat{Platform: "telegram"}).IsZero() || (chat.Chat{ID: "1"}).IsZero() {
		t.Error("half a chat is zero")
	}
}

func TestMessageText(t *testing.T) {
	m := chat.Message{Blocks: []chat.Block{
		{Kind: chat.Heading, Text: "Today's question"}, chat.P("What did you keep?"), {Kind: chat.Source, Text: "from an essay"},
	}}
	if got, want := m.Text(), "Today's question\nWhat did you keep?\nfrom an essay"; got != want {
		t.Errorf("text %q, want %q", got, want)
	}
	if got := (chat.Message{}).Text(); got != "" {
		t.Errorf("text of nothing: %q", got)
	}
}

// Every event tells what every event carries.
func TestEventsCarryTheirMeta(t *testing.T) {
	meta := chat.Meta{ID: "e1", Actor: chat.Actor{Account: "7"}}
	for _, e := range []chat.Event{
		chat.Text{Meta: meta}, chat.Located{Meta: meta}, chat.Edited{Meta: meta}, chat.Deleted{Meta: meta}, chat.Pressed{Meta: meta},
		chat.Submitted{Meta: meta}, chat.Command{Meta: meta}, chat.Joined{Meta: meta}, chat.Left{Meta: meta},
		chat.Barred{Meta: meta}, chat.Allowed{Meta: meta},
	} {
		if e.About() != meta {
			t.Errorf("%T is about %+v", e, e.About())
		}
	}
}
