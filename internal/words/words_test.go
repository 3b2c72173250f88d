package words

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// eachText calls visit with every text that a vocabulary holds, functions called
// with something of each kind, by the path to it.
func eachText(t *testing.T, w *Words, visit func(path, text string)) {
	t.Helper()
	var walk func(path string, v reflect.Value)
	walk = func(path string, v reflect.Value) {
		switch v.Kind() {
		case reflect.String:
			visit(path, v.String())
		case reflect.Struct:
			if v.Type().PkgPath() != reflect.TypeFor[Words]().PkgPath() {
				return // The language tag.
			}
			for i := range v.NumField() {
				walk(path+"."+v.Type().Field(i).Name, v.Field(i))
			}
		case reflect.Slice, reflect.Array:
			if v.Len() == 0 && v.Type().Elem() != reflect.TypeFor[Field]() && !strings.HasSuffix(path, ".Choices") {
				t.Errorf("%s is empty", path)
			}
			for i := range v.Len() {
				walk(fmt.Sprintf("%s[%d]", path, i), v.Index(i))
			}
		case reflect.Func:
			if v.IsNil() {
				t.Errorf("%s is missing", path)
				return
			}
			var args []reflect.Value
			for i := range v.Type().NumIn() {
				args = append(args, reflect.ValueOf(sample(t, v.Type().In(i))))
			}
			for _, out := range v.Call(args) {
				walk(path+"()", out)
			}
		case reflect.Bool: // An answer that nobody reads.
		default:
			t.Errorf("%s is a %v: this test doesn't know it", path, v.Kind())
		}
	}
	walk("", reflect.ValueOf(*w))
}

func sample(t *testing.T, in reflect.Type) any {
	t.Helper()
	switch in {
	case reflect.TypeFor[string]():
		return "Tuesday"
	case reflect.TypeFor[int]():
		return 3
	case reflect.TypeFor[time.Time]():
		return wednesday
	case reflect.TypeFor[[]string]():
		return []string{"Monday", "Tuesday"}
	case reflect.TypeFor[bool]():
		return true
	case reflect.TypeFor[[]time.Weekday]():
		return []time.Weekday{time.Monday}
	}
	t.Fatalf("a function takes %v: this test doesn't know it", in)
	return nil
}

// wednesday is an ordinary one.
var wednesday = time.Date(2026, 6, 10, 15, 4, 0, 0, time.UTC)

func TestNoTextIsEmpty(t *testing.T) {
	for _, w := range locales {
		eachText(t, w, func(path, text string) {
			if strings.TrimSpace(text) == "" && !strings.HasSuffix(path, ".Usage") {
				t.Errorf("%v: %s is empty", w.Tag, path)
			}
			if text != strings.TrimSpace(text) || strings.Contains(text, "  ") || strings.Contains(text, "%!") || !utf8.ValidString(text) {
				t.Errorf("%v: %s reads %q", w.Tag, path, text)
			}
		})
	}
}

// Every text is brief, speaks plainly, and has no fire, trophies or praise.
func TestTheVoice(t *testing.T) {
	banned := regexp.MustCompile(`(?i)!|\b(journey|mindful|unlock|toxic|proud|amazing|awesome|great|congratulations|sorry|oops|streak|please note|days? in a row)\b|\p{So}`)
	for _, w := range locales {
		eachText(t, w, func(path, text string) {
			if strings.HasPrefix(path, ".Commands") {
				return
			}
			if found := banned.FindString(text); found != "" {
				t.Errorf("%v: %s says %q in %q", w.Tag, path, found, text)
			}
			if n := utf8.RuneCountInString(text); n > 200 {
				t.Errorf("%v: %s has %d runes", w.Tag, path, n)
			}
			if strings.Contains(text, `"`) {
				t.Errorf("%v: %s has straight quotes: %q", w.Tag, path, text)
			}
		})
	}
}

func TestLabelsFit(t *testing.T) {
	for _, w := range locales {
		seen := map[string]string{}
		v := reflect.ValueOf(w.Button)
		for i := range v.NumField() {
			name, label := v.Type().Field(i).Name, v.Field(i).String()
			if n := utf8.RuneCountInString(label); n > 40 {
				t.Errorf("%v: %s has %d runes, at most 40", w.Tag, name, n)
			}
			if strings.HasSuffix(label, ".") {
				t.Errorf("%v: %s ends like a sentence: %q", w.Tag, name, label)
			}
			if other, twice := seen[label]; twice {
				t.Errorf("%v: %s and %s are both %q", w.Tag, name, other, label)
			}
			seen[label] = name
		}
	}
}

// A notice shows 200 runes at most.
func TestNoticesFit(t *testing.T) {
	for _, w := range locales {
		for _, text := range []string{
			w.Stale, w.Unavailable, w.NotForYou, w.StillYours, w.NotHere, w.TooMuch, w.NotYours, w.NoMoreSwaps, w.SwapTooLate, w.NoneLeft, w.QuestionClosed, w.UndoneGone, w.NothingToMove, w.NoteNone, w.NoDeeper,
		} {
			if n := utf8.RuneCountInString(text); n > 200 {
				t.Errorf("%v: %d runes: %q", w.Tag, n, text)
			}
		}
	}
}

func TestCommandsFit(t *testing.T) {
	alone := regexp.MustCompile(`^[a-z]{1,32}$`)
	below := regexp.MustCompile(`^[a-z]{1,32}( [a-z]{1,32}){0,2}$`)
	for _, w := range locales {
		seen := map[string]bool{}
		for i, c := range slices.Concat(w.Commands, w.ChannelCommands) {
			names := alone
			if i >= len(w.Commands) {
				names = below
			}
			if !names.MatchString(c.Name) || seen[c.Name] {
				t.Errorf("%v: /%s", w.Tag, c.Name)
			}
			seen[c.Name] = true
			if n := utf8.RuneCountInString(c.About); n < 1 || n > 100 {
				t.Errorf("%v: /%s is described in %d runes", w.Tag, c.Name, n)
			}
		}
		for _, c := range slices.Concat(locales[0].Commands, locales[0].ChannelCommands) {
			if !seen[c.Name] {
				t.Errorf("%v: /%s is missing", w.Tag, c.Name)
			}
		}
	}
}

func TestFor(t *testing.T) {
	for _, locale := range []string{"", "en", "en-GB", "xx", "-", "not a locale at all", strings.Repeat("en-", 1000), "\x00\xff"} {
		if got := For(locale); got != english {
			t.Errorf("%.20q: %v", locale, got.Tag)
		}
	}
}
