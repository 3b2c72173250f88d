package summary

import (
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/schedule"
)

// told makes an input of a story that ends on the period's last day but one.
func told(t *testing.T, from schedule.Date, story, key string) Input {
	t.Helper()
	p, err := ParsePeriod(key)
	if err != nil {
		t.Fatal(err)
	}
	in, err := inventFrom(from, "Europe/Berlin").days(story).input(p, p.Last())
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func TestLines(t *testing.T) {
	monday := date(2026, time.November, 16)
	for _, tt := range []struct {
		name string
		in   Input
		want []string // each is a whole line, or the beginning of one
		not  []string // none of these is anywhere
	}{
		{"one answer", told(t, monday, "     k", "2026-W47"),
			[]string{"That is a beginning.", "This week: 1 answer. One rest day in hand.", "You wrote mostly about time."},
			[]string{"in a row", "among them", "so far", "51 words"}},
		{"two of two say it all", told(t, monday, "    kk", "2026-W47"), []string{"This week: 2 of 2."}, []string{"in a row", "so far"}},
		{"a run from the first", told(t, monday.AddDays(-10), strings.Repeat("k", 16), "2026-W47"), []string{"This week: 6 of 6.", "16 reflections so far."}, []string{"16 in a row"}},
		{"a run since a miss", told(t, monday.AddDays(-13), "k..."+strings.Repeat("k", 15), "2026-W47"), []string{"15 in a row. 16 reflections so far."}, nil},
		// The first question is optional; then one rest day, then misses.
		{"less than half", told(t, monday, "k....k", "2026-W47"), []string{"This week: 2 answers."}, []string{" of 5", "missed", "%"}},
		{"half", told(t, monday.AddDays(-1), ".k.k.k.", "2026-W47"), []string{"This week: 3 of 5. One rest day used."}, nil},
		{"an empty week", told(t, monday.AddDays(-14), "kkkkkkkp", "2026-W47"),
			[]string{"Nothing written this time, and that's fine. Your 7 reflections are still here."}, []string{"This week"}},
		{"nothing at all", told(t, monday, "", "2026-W47"), []string{"Nothing to sum up yet"}, []string{"0"}},
		{"back after a gap", told(t, monday.AddDays(-30), "kkk"+strings.Repeat(".", 27)+"..kk.k", "2026-W47"),
			[]string{"Good to see you again.", "This week: 3 answers."}, []string{"3 of ", "missed"}},
		{"a milestone", told(t, monday.AddDays(-2), "kkkkkkkk", "2026-W47"), []string{"Your 7th reflection is among them."}, nil},
		{"seven exactly is not said twice", told(t, monday.AddDays(-7), "kkkkkkkkkk", "2026-W47"), []string{"This week: 3 of 3."}, []string{"among them"}},
		{"a month", told(t, date(2026, time.October, 20), strings.Repeat("k", 40), "2026-11"), []string{"November: 28 of 28."}, []string{"beginning"}},
		{"a year with its months", told(t, date(2026, time.October, 30), strings.Repeat("k", 34), "2026"),
			[]string{"2026: 34 of 34.", "Month by month: October 2, November 30, December 2. November was the fullest."}, []string{"January"}},
		{"a year with one month", told(t, date(2026, time.December, 1), "kkk", "2026"), []string{"2026: 3 of 3."}, []string{"Month by month"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			lines := Words(tt.in).Lines
			for _, want := range tt.want {
				if !slices.ContainsFunc(lines, func(line string) bool { return strings.HasPrefix(line, want) }) {
					t.Errorf("no line %q in\n%s", want, strings.Join(lines, "\n"))
				}
			}
			for _, not := range tt.not {
				if strings.Contains(strings.Join(lines, "\n"), not) {
					t.Errorf("%q in\n%s", not, strings.Join(lines, "\n"))
				}
			}
		})
	}
}

// What is true only now is not said of a week long past.
func TestThePastIsNotToldAsThePresent(t *testing.T) {
	in := told(t, date(2026, time.March, 2), "kkkkkkkkk", "2026-W10")
	in.Today = date(2026, time.November, 22)
	text := strings.Join(Words(in).Lines, "\n")
	if !strings.Contains(text, "That week: ") || strings.Contains(text, "so far") || strings.Contains(text, "in hand") {
		t.Errorf("%s", text)
	}
}

func TestThemes(t *testing.T) {
	in := told(t, date(2026, time.November, 16), "kkk", "2026-W47")
	day := in.Period.First()
	on := func(words int, themes ...string) Reply { return Reply{Date: day, Themes: themes, Words: words} }
	for _, tt := range []struct {
		replies []Reply
		want    string // the line; empty for none
	}{
		{[]Reply{on(1, "time")}, "You wrote mostly about time."},
		{[]Reply{on(99)}, ""},
		{[]Reply{on(100)}, "You wrote 100 words."},
		{[]Reply{on(600, "others"), on(500, "money")}, "You wrote 1,100 words, most of them about other people."},
		{[]Reply{on(60, "letting-go"), on(50, "time"), on(50, "money")}, "You wrote 160 words, more about letting go than about anything else."},
		{[]Reply{on(30, "time"), on(30, "money")}, ""},
		{[]Reply{{Date: day.AddDays(1), Themes: []string{"work"}, Words: 80}, on(80, "pride")}, "You wrote 160 words, more about pride than about anything else."},
		{[]Reply{on(200, "employed")}, "You wrote 200 words."},
		{[]Reply{{Date: day, Words: 1200, Free: true}}, "You wrote 1,200 words."},
		{[]Reply{{Date: day.AddDays(-1), Themes: []string{"time"}, Words: 100}}, ""},
	} {
		in.Replies = tt.replies
		text := strings.Join(Words(in).Lines, "\n")
		if tt.want == "" && strings.Contains(text, "You wrote") || !strings.Contains(text, tt.want) {
			t.Errorf("%+v: no %q in\n%s", tt.replies, tt.want, text)
		}
	}
}

func TestWorth(t *testing.T) {
	monday := date(2026, time.November, 16)
	for _, tt := range []struct {
		name string
		in   Input
		want bool
	}{
		{"two replies", told(t, monday, "kk", "2026-W47"), false},
		{"three replies", told(t, monday, "kkk", "2026-W47"), true},
		{"three replies before", told(t, monday.AddDays(-7), "kkk       ", "2026-W47"), false},
		{"a week of misses", told(t, monday.AddDays(-7), "kkkkkkk......", "2026-W47"), false},
	} {
		if got := Worth(tt.in); got != tt.want {
			t.Errorf("%s: %t", tt.name, got)
		}
	}
	member := Input{Locale: "en", Period: Containing(Week, monday), Today: monday}
	member.History.Total = 3
	for i := range 3 {
		member.Replies = append(member.Replies, Reply{Date: monday.AddDays(i), Words: 9})
	}
	if !Worth(member) {
		t.Error("somebody who only answers in channels gets none")
	}
	if got := member.calendar().count[kept]; got != 3 {
		t.Errorf("%d days are filled in, want 3", got)
	}
	if got := Words(member).Lines[1]; got != "This week: 3 answers." {
		t.Errorf("%q", got)
	}
}

func TestTheOwnLineStaysInPrivateChats(t *testing.T) {
	in := told(t, date(2026, time.November, 16), "kkk", "2026-W47")
	in.Line = "Sunday evening used to start at noon."
	s := Words(in)
	private := s.Message(chat.Space{Private: true})
	public := s.Message(chat.Space{})
	if !strings.Contains(private.Text(), in.Line) || strings.Contains(public.Text(), in.Line) {
		t.Errorf("private:\n%s\npublic:\n%s", private.Text(), public.Text())
	}
	if private.Lane != chat.LaneSummary || private.Blocks[0].Kind != chat.Heading {
		t.Errorf("lane %d, first block %v", private.Lane, private.Blocks[0])
	}
}

func TestChannelsBelowThreePeopleAreNotCounted(t *testing.T) {
	p := newTestPainter(t)
	for people, want := range map[int]bool{0: false, 1: false, 2: false, 3: true, 40: true} {
		c := sample(t, "ordinary").Channel
		c.People, c.Replies = people, people*2
		s, err := p.ComposeChannel(c)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.Join(s.Lines, " ")
		if c.Worth() != want || (s.Picture != nil) != want || strings.ContainsAny(text, "0123456789") != want {
			t.Errorf("%d people: worth %t, picture %t, %q", people, c.Worth(), s.Picture != nil, text)
		}
	}
}

func TestCompassLine(t *testing.T) {
	in := told(t, date(2026, time.November, 2), "kkk", "2026-11")
	tap := func(day, place int) Point { return Point{date(2026, time.November, day), place} }
	for _, tt := range []struct {
		taps []Point
		want string
	}{
		{nil, ""},
		{[]Point{tap(3, 0), tap(4, 6), {}}, ""},
		{[]Point{tap(3, 1)}, "Your compass stood at “stay”."},
		{[]Point{tap(20, 5), tap(3, 1)}, "Your compass went from “stay” to “go”."},
		{[]Point{tap(3, 3), tap(9, 5), tap(20, 3)}, "Your compass began and ended at “in between”."},
		{[]Point{tap(3, 3), tap(3, 4)}, "Your compass stood at “rather go”."},
		{[]Point{{date(2026, time.October, 3), 3}}, ""},
	} {
		in.Compass = tt.taps
		if got := in.compassLine(in.words().Summary); got != tt.want {
			t.Errorf("%v: %q, want %q", tt.taps, got, tt.want)
		}
	}
}
