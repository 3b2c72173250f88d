package journal

import (
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/schedule"
)

// What a button carries fits, and is read as what it was.
func TestViewsAreButtons(t *testing.T) {
	days := schedule.Span{First: schedule.Date{Year: 2025, Month: 5, Day: 1}, Last: schedule.Date{Year: 2025, Month: 5, Day: 31}}
	far := time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC).UnixMicro()
	for _, v := range []view{
		{kind: 'o'}, {kind: 'o', cursor: far}, {kind: 'n', cursor: far, days: days}, {kind: 'o', days: days},
		{kind: 'y', cursor: 5}, {kind: 'w', token: 1 << 40, cursor: 495}, dayView(days.First),
	} {
		text := v.ref().String()
		ref, err := chat.ParseRef(text)
		if err != nil {
			t.Errorf("%q: %v", text, err)
		}
		if got, ok := parseView(ref); !ok || got != v {
			t.Errorf("%q reads %v, want %v", text, got, v)
		}
	}
	for _, arg := range []string{"", "x", "o2025", "o20250501-20250431", "o20250501", "w", "w-", "yes", "n20250501-20250499"} {
		if v, ok := parseView(chat.Ref{Verb: VerbPage, Arg: arg}); ok {
			t.Errorf("%q reads %v", arg, v)
		}
	}
}
