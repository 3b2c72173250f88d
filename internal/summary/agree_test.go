package summary

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"stillpoint/internal/chat"
	"stillpoint/internal/schedule"
	"stillpoint/internal/streak"
)

// drawInput makes up a history of up to a year and a half and a period near its
// end.
func drawInput(t *rapid.T) Input {
	letters := rapid.SampledFrom([]rune("kkkkkkk..n wWpxyc"))
	start := date(2026, 1, 1).AddDays(rapid.IntRange(0, 800).Draw(t, "start"))
	story := rapid.StringOfN(letters, 0, 120, -1).Draw(t, "story")
	zone := rapid.SampledFrom([]string{"Europe/Berlin", "America/Santiago", "Asia/Tokyo"}).Draw(t, "zone")
	v := inventFrom(start, zone)
	for range rapid.IntRange(1, 4).Draw(t, "times") {
		v.days(story)
	}
	end := v.day.AddDays(rapid.IntRange(-20, 20).Draw(t, "end"))
	p := Containing(Kind(rapid.IntRange(0, 2).Draw(t, "kind")), end)
	on := p.Last()
	if rapid.Bool().Draw(t, "within") {
		on = later(end, v.day) // Nothing is told before it has happened.
	}
	in, err := v.input(p, on)
	if err != nil {
		t.Fatal(err)
	}
	in.Today = in.Today.AddDays(rapid.SampledFrom([]int{0, 2, 400}).Draw(t, "late"))
	in.Quiet = rapid.IntRange(0, 4).Draw(t, "quiet") == 0
	for range rapid.IntRange(0, 12).Draw(t, "taps") {
		day := start.AddDays(rapid.IntRange(0, 400).Draw(t, "tap"))
		in.Compass = append(in.Compass, Point{day, rapid.IntRange(-1, 6).Draw(t, "place")})
	}
	for range rapid.IntRange(0, 5).Draw(t, "free") {
		day := start.AddDays(rapid.IntRange(0, 400).Draw(t, "written"))
		in.Replies = append(in.Replies, Reply{Date: day, Words: rapid.IntRange(0, 900).Draw(t, "words"), Free: true})
	}
	return in
}

var (
	ofThose      = regexp.MustCompile(`: (\d+) of (\d+)\.`)
	onlyAnswered = regexp.MustCompile(`: (\d+) answers?\.`)
	inARow       = regexp.MustCompile(`(\d+) in a row`)
	inAll        = regexp.MustCompile(`([\d,]+) reflections? so far`)
	ofRest       = regexp.MustCompile(`(\w+) rest days? used`)
	leftOver     = regexp.MustCompile(`used, (\w+) left`)
	inHand       = regexp.MustCompile(`(\w+) rest days? in hand`)
	wordsSaid    = regexp.MustCompile(`You wrote ([\d,]+) words?`)
	inMonths     = regexp.MustCompile(`[A-Z][a-z]+ (\d+)[,.]`)
	inAlt        = regexp.MustCompile(`(\w+) days? kept`)
)

// number reads a number in digits or in words.
func number(t *rapid.T, s string) int {
	for n, word := range strings.Fields("zero one two three four five six seven eight nine ten eleven twelve") {
		if strings.EqualFold(s, word) {
			return n
		}
	}
	n, err := strconv.Atoi(strings.ReplaceAll(s, ",", ""))
	if err != nil {
		t.Fatalf("%q is no number", s)
	}
	return n
}

// expect checks a number that the text may say: if it does, it must be this one.
func expect(t *rapid.T, text string, in *regexp.Regexp, want int) (said bool) {
	found := in.FindStringSubmatch(text)
	if found == nil {
		return false
	}
	if got := number(t, found[1]); got != want || got == 0 {
		t.Fatalf("%q says %d, want %d", found[0], got, want)
	}
	return true
}

// The words, the alt text, the blocks and streak's own tally agree in every
// number, and none of them is a zero.
func TestWordsAgreeWithTheStreakAndWithEachOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		// Each check counts ten histories, so that a hundred make a thousand.
		for range 10 {
			agree(t, drawInput(t))
		}
	})
}

func agree(t *rapid.T, in Input) {
	s := Words(in)
	text := strings.Join(s.Lines, "\n")
	occasions := in.History.Between(in.Period.First(), in.Period.Last())
	tally := streak.TallyOf(occasions)
	if s.Title == "" || text == "" {
		t.Fatalf("%s has nothing to say: %q", in.Period, s.Title)
	}
	if regexp.MustCompile(`\b(0|no|zero|none)\b`).MatchString(text) {
		t.Fatalf("a zero: %s", text)
	}
	if in.Quiet {
		year := strconv.Itoa(in.Period.First().Year)
		if regexp.MustCompile(`\d| kept`).MatchString(text + strings.ReplaceAll(s.Alt, year, "")) {
			t.Fatalf("a count although it is quiet: %s %s", text, s.Alt)
		}
		checkCalendar(t, in, s)
		return
	}
	if found := ofThose.FindStringSubmatch(text); found != nil {
		kept, of := number(t, found[1]), number(t, found[2])
		if kept != tally.Kept || of != tally.Kept+tally.Rested+tally.Missed || 2*kept < of {
			t.Fatalf("%q of %+v", found[0], tally)
		}
	}
	if tally.Kept > 0 && !ofThose.MatchString(text) && !expect(t, text, onlyAnswered, tally.Kept) {
		t.Fatalf("%d kept, and not a word of it: %s", tally.Kept, text)
	}
	run, longest, words := 0, 0, 0
	for _, o := range occasions {
		run, longest = o.Run, max(longest, o.Run)
	}
	if in.Period.Kind() == Year {
		run = longest
	}
	for _, r := range in.Replies {
		if in.Period.Has(r.Date) {
			words += r.Words
		}
	}
	expect(t, text, inARow, run)
	expect(t, text, inAll, in.History.Total)
	expect(t, text, ofRest, tally.Rested)
	expect(t, text, leftOver, in.History.RestDays)
	expect(t, text, inHand, in.History.RestDays)
	if said := expect(t, text, wordsSaid, words); said != (words >= leastWords) {
		t.Fatalf("%d words: %s", words, text)
	}
	answered := tally.Kept
	if answered == 0 { // Whoever has no questions of their own answers a channel's.
		for _, r := range in.Replies {
			if !r.Free && in.Period.Has(r.Date) {
				answered++
			}
		}
	}
	checkMonths(t, s, answered)
	checkCalendar(t, in, s)
}

// checkMonths adds up a year's months.
func checkMonths(t *rapid.T, s Summary, answered int) {
	for _, line := range s.Lines {
		list, ok := strings.CutPrefix(line, "Month by month: ")
		if !ok {
			continue
		}
		sum := 0
		for _, m := range inMonths.FindAllStringSubmatch(list, -1) {
			sum += number(t, m[1])
		}
		if sum != answered {
			t.Fatalf("the months add up to %d, %d were answered: %s", sum, answered, line)
		}
	}
}

// checkCalendar holds the picture, its alt text, its facts and the blocks against
// the rules of streaks: a day shows what became of it, and none is drawn that
// hasn't come, that was before the first, or that the legend doesn't explain.
func checkCalendar(t *rapid.T, in Input, s Summary) {
	c := in.calendar()
	explained := make(map[mark]bool)
	for _, e := range c.legend(in.words().Summary) {
		for _, m := range e.marks {
			explained[m] = true
		}
	}
	for i, m := range c.days {
		d := c.first.AddDays(i)
		checkDay(t, in, d, m)
		if m != undrawn && !explained[m] {
			t.Fatalf("%v shows %d, which the legend doesn't explain", d, m)
		}
	}
	for m := range explained {
		if c.count[m] == 0 {
			t.Fatalf("the legend explains %d, which isn't there", m)
		}
	}
	if s.Sketch == nil {
		if c.kept() > 0 {
			t.Fatalf("%d days kept and no picture", c.kept())
		}
		return
	}
	tally := streak.TallyOf(in.History.Between(in.Period.First(), in.Period.Last()))
	if len(in.History.Occasions) > 0 && c.kept() != tally.Kept {
		t.Fatalf("%d days drawn as kept of %+v", c.kept(), tally)
	}
	facts := strings.Join(s.Sketch.Facts, " ")
	if found := regexp.MustCompile(`(\d+) of (\d+) kept`).FindStringSubmatch(facts); found != nil {
		if number(t, found[1]) != tally.Kept || number(t, found[2]) != tally.Kept+tally.Rested+tally.Missed {
			t.Fatalf("the picture says %q of %+v", facts, tally)
		}
	}
	if in.Quiet && facts != "" {
		t.Fatalf("a fact although it is quiet: %s", facts)
	}
	expect(t, s.Alt, inAlt, c.kept())
	if regexp.MustCompile(`missed|not answered|rest`).MatchString(s.Alt+facts) && len(c.compass) == 0 {
		t.Fatalf("the picture says what the words leave out: %s %s", s.Alt, facts)
	}
	blocks := s.Sketch.Blocks()
	for m := notAsked; m < marks; m++ {
		if got := strings.Count(blocks, string(signs[m])) - min(c.count[m], 1); got != c.count[m] {
			t.Fatalf("%d signs %c for %d days\n%s", got, signs[m], c.count[m], blocks)
		}
	}
}

// outcomeMark is what a day of each outcome is to show.
var outcomeMark = map[streak.Outcome]mark{
	streak.Open: open, streak.Kept: kept, streak.Rested: rested, streak.Missed: missed, streak.Optional: free,
}

// checkDay holds a day of the picture against its occasion.
func checkDay(t *rapid.T, in Input, d schedule.Date, m mark) {
	o, asked := in.History.On(d)
	switch {
	case !asked && d.After(in.Today), !asked && d == in.Today && !m.isKept():
		if m != undrawn {
			t.Fatalf("%v shows %d, and is still to come on %v", d, m, in.Today)
		}
	case !asked && len(in.History.Occasions) > 0:
		if begun := !d.Before(in.firstDate()); m != undrawn && m != notAsked || begun != (m == notAsked) {
			t.Fatalf("%v wasn't asked and shows %d; the first is %v", d, m, in.firstDate())
		}
	case asked && in.Quiet && o.Outcome != streak.Kept:
		if m != notAsked && m != undrawn {
			t.Fatalf("%v shows %d although it is quiet", d, m)
		}
	case asked:
		want := outcomeMark[o.Outcome]
		if want == kept && o.Why == streak.OffSchedule {
			want = extra
		}
		if want.isKept() && !m.isKept() || !want.isKept() && m != want || (m == extra) != (want == extra) && !in.Quiet {
			t.Fatalf("%v shows %d, and its occasion is %+v", d, m, o)
		}
	}
}

// A platform takes 1024 letters with a picture, and as many for its description.
func TestEverySummaryFitsUnderAPicture(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawInput(t)
		in.Line = strings.Repeat("x", longestLine)
		s := Words(in)
		if n := len([]rune(s.Message(chat.Space{Private: true}).Text())); n > 1024 {
			t.Fatalf("%d letters: %s", n, s.Lines)
		}
		if n := len([]rune(s.Alt)); n > 1024 {
			t.Fatalf("%d letters: %s", n, s.Alt)
		}
	})
}
