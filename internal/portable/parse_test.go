package portable_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"stillpoint/internal/portable"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

func day(y int, m time.Month, d int) schedule.Date { return schedule.Date{Year: y, Month: m, Day: d} }

func TestTextWithDates(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text string
		want []portable.Entry
	}{
		"plain": {"2026-11-28\nFirst.\n\nSecond paragraph.\n2026-11-29\nNext.\n", []portable.Entry{
			{Date: day(2026, 11, 28), Text: "First.\n\nSecond paragraph."}, {Date: day(2026, 11, 29), Text: "Next."},
		}},
		"headings": {"# My diary\n\n## Saturday, 28 November 2026\n\n*Snow.*\n\n### November 30, 2026\nThaw.", []portable.Entry{
			{Date: day(2026, 11, 28), Text: "*Snow.*"}, {Date: day(2026, 11, 30), Text: "Thaw."},
		}},
		"headings of months": {"# Title\n## November 2026\n### 2026-11-28\na\n\n## December 2026\n\n### 2026-12-01\nb", []portable.Entry{
			{Date: day(2026, 11, 28), Text: "a"}, {Date: day(2026, 12, 1), Text: "b"},
		}},
		"out of order": {"2026-11-29\nb\n2026-11-28\na", []portable.Entry{
			{Date: day(2026, 11, 28), Text: "a"}, {Date: day(2026, 11, 29), Text: "b"},
		}},
		"with a time":          {"2026-11-28 07:30\r\nEarly.\r\n", []portable.Entry{{Date: day(2026, 11, 28), Text: "Early."}}},
		"bold, German":         {"**28.11.2026**\nSchnee.", []portable.Entry{{Date: day(2026, 11, 28), Text: "Schnee."}}},
		"a date in a sentence": {"1 May 2020\nOn 2 May 2020 it rained.", []portable.Entry{{Date: day(2020, 5, 1), Text: "On 2 May 2020 it rained."}}},
		"empty days":           {"2026-11-27\n\n2026-11-28\nx", []portable.Entry{{Date: day(2026, 11, 28), Text: "x"}}},
		"byte order mark":      {"\ufeff2026-11-28\nx", []portable.Entry{{Date: day(2026, 11, 28), Text: "x"}}},
	} {
		got, err := portable.Parse([]byte(c.text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if d := cmp.Diff(c.want, got.Entries); d != "" {
			t.Errorf("%s:\n%s", name, d)
		}
	}
}

const dayOneJSON = `{
	"metadata": {"version": "1.0"},
	"entries": [
		{"uuid": "B", "creationDate": "2021-03-02T23:30:00Z", "timeZone": "Asia\/Tokyo", "text": "Second\\.\n\n![](dayone-moment:\/\/ABC)\nMore\\!", "photos": [{"md5": "x"}]},
		{"uuid": "A", "creationDate": "2021-03-01T08:00:00Z", "timeZone": "Europe\/Berlin", "text": "First."},
		{"uuid": "C", "creationDate": "2021-03-05T08:00:00Z", "timeZone": "Europe\/Berlin"}
	]
}`

func TestDayOne(t *testing.T) {
	t.Parallel()
	got, err := portable.Parse([]byte(dayOneJSON))
	if err != nil {
		t.Fatal(err)
	}
	want := []portable.Entry{
		{Date: day(2021, 3, 1), At: time.Date(2021, 3, 1, 8, 0, 0, 0, time.UTC), Text: "First."},
		{Date: day(2021, 3, 3), At: time.Date(2021, 3, 2, 23, 30, 0, 0, time.UTC), Text: "Second.\n\nMore!"},
	}
	if d := cmp.Diff(want, got.Entries); d != "" {
		t.Error(d)
	}
}

// TestFaultsHaveTheirLine: what is wrong is named with its line, and quotes nothing.
func TestFaultsHaveTheirLine(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text string
		want portable.Fault
	}{
		"empty":               {" \n ", portable.Fault{Why: portable.Empty}},
		"no text":             {"\xff\xfe", portable.Fault{Why: portable.NotText}},
		"no date":             {"\n\nDear diary", portable.Fault{Why: portable.NoDates, Line: 1}},
		"words before a date": {"# Title\n\nDear diary\n2026-11-28\nx", portable.Fault{Why: portable.NoDates, Line: 1}},
		"only dates":          {"2026-11-28\n2026-11-29\n", portable.Fault{Why: portable.Empty}},
		"cut off":             {"{\n\"format\": \"stillpoint\",\n\"version\": 1,\n", portable.Fault{Why: portable.NotJSON, Line: 4}},
		"of another":          {`{"notes": []}`, portable.Fault{Why: portable.WrongKind}},
		"newer":               {`{"format": "stillpoint", "version": 2}`, portable.Fault{Why: portable.NewerVersion}},
		"no version":          {`{"format": "stillpoint"}`, portable.Fault{Why: portable.WrongValue, Line: 1, Field: "version"}},
		"a kind of reply": {"{\"format\": \"stillpoint\",\n\"version\": 1,\n\"replies\": [\n{\"kind\": \"secret words\", \"audience\": \"private\", \"created\": \"2026-01-01T00:00:00Z\"}\n]}",
			portable.Fault{Why: portable.WrongValue, Line: 4, Field: "kind"}},
		"a number for words": {"{\"format\": \"stillpoint\",\n\"version\": 1,\n\"questions\": [\n{\"id\": \"x\"}]}",
			portable.Fault{Why: portable.WrongValue, Line: 4, Field: "id"}},
		"a date that isn't": {"{\"format\": \"stillpoint\",\n\"version\": 1,\n\"questions\": [\n{\"id\": 1, \"date\": \"2026-02-30\"}]}",
			portable.Fault{Why: portable.WrongValue, Line: 4}},
		"Day One without a date": {"{\"entries\": [\n{\"text\": \"x\"}]}", portable.Fault{Why: portable.WrongValue, Line: 2, Field: "creationDate"}},
	} {
		_, err := portable.Parse([]byte(c.text))
		got, ok := errors.AsType[*portable.Fault](err)
		if !ok {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if *got != c.want {
			t.Errorf("%s: %+v, want %+v", name, *got, c.want)
		}
		if strings.Contains(got.Error(), "secret") {
			t.Errorf("%s: the fault quotes the file", name)
		}
	}
}

// TestEntriesBecomeNotes: once, each at noon of its date or at its own instant, a long
// one in several messages that are the text again.
func TestEntriesBecomeNotes(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	now := at(begun)
	long := strings.TrimSpace(strings.Repeat("A long winter, with a word at the end of each line.\n", 300))
	files := []string{"2024-01-05\nOne.\n2024-01-05\nTwo.\n2024-07-05\n" + long + "\n2190-01-01\nTo come.\n", dayOneJSON}
	var who reflection.Identity
	update(t, s, func(tx reflection.Tx) (err error) {
		_, who, err = meet(tx, "41", now)
		return err
	})
	for _, file := range files {
		if taken := takeIn(t, s, who, []byte(file), now); taken.Texts == 0 || taken.Known != 0 {
			t.Errorf("%+v", taken)
		}
		if taken := takeIn(t, s, who, []byte(file), now); taken.Texts != 0 || taken.Known == 0 {
			t.Errorf("twice: %+v", taken)
		}
	}
	var got []string
	err := s.View(t.Context(), func(tx reflection.Tx) error {
		all, err := tx.RepliesOf(who.Person)
		for _, r := range all {
			parts, err := tx.Parts(r.ID)
			if err != nil {
				return err
			}
			text := ""
			for _, p := range parts {
				text += p.Text
			}
			if text == long {
				text = "long"
			}
			got = append(got, r.Created.Format(time.DateTime)+" "+text)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"2021-03-01 08:00:00 First.", "2021-03-02 23:30:00 Second.\n\nMore!",
		"2024-01-05 11:00:00 One.", "2024-01-05 11:00:01 Two.", "2024-07-05 10:00:00 long",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// FuzzParse: whatever a file holds, it is parsed or is a Fault, and what was parsed is
// taken in without an error.
func FuzzParse(f *testing.F) {
	f.Add([]byte(dayOneJSON))
	f.Add([]byte("# Title\n## 28 November 2026\nx\n"))
	s := openStore(f)
	var l *life
	update(f, s, func(tx reflection.Tx) (err error) {
		l, err = live(tx, "41", 25)
		return err
	})
	now := at(begun.AddDays(25))
	file := written(f, s, l.person.ID)
	f.Add(file)
	f.Add(bytes.ReplaceAll(file, []byte(`"id":1,`), []byte(`"id":2,`)))
	f.Add(bytes.ReplaceAll(file, []byte(`"question":`), []byte(`"question":9`)))
	f.Add(bytes.ReplaceAll(file, []byte(`"subscription":1`), []byte(`"subscription":7`)))
	account := 0
	f.Fuzz(func(t *testing.T, data []byte) {
		parsed, err := portable.Parse(data)
		if err != nil {
			if _, ok := errors.AsType[*portable.Fault](err); !ok {
				t.Fatalf("an error that is no fault: %v", err)
			}
			return
		}
		account++
		var who reflection.Identity
		update(t, s, func(tx reflection.Tx) (err error) {
			_, who, err = meet(tx, "fuzz"+time.Duration(account).String(), now)
			return err
		})
		if _, err := portable.Import(t.Context(), s, portable.Bearer{Person: who.Person, Identity: who, Now: now}, parsed); err != nil {
			t.Fatalf("a file that was parsed isn't taken in: %v", err)
		}
		// Nothing of anybody else's is touched.
		if after := written(t, s, l.person.ID); !bytes.Equal(after, file) {
			t.Fatal("a file changed what is another's")
		}
	})
}

// TestForgedFilesTouchNobody takes in a file of somebody's as another person on the
// same instance: it is theirs then, and the first one's is as it was; no chat of
// theirs is taken over.
func TestForgedFilesTouchNobody(t *testing.T) {
	t.Parallel()
	s := openStore(t)
	now := at(begun.AddDays(30))
	var l *life
	var mallory reflection.Identity
	update(t, s, func(tx reflection.Tx) (err error) {
		if l, err = live(tx, "41", 30); err != nil {
			return err
		}
		_, mallory, err = meet(tx, "666", now)
		return err
	})
	file := written(t, s, l.person.ID)
	takeIn(t, s, mallory, file, now)
	if after := written(t, s, l.person.ID); !bytes.Equal(file, after) {
		t.Error("what is another's was changed")
	}
	err := s.View(t.Context(), func(tx reflection.Tx) error {
		sub, err := tx.SubscriptionIn(l.identity.Private)
		if err != nil || sub.Person != l.person.ID {
			t.Errorf("the chat is of person %d: %v", sub.Person, err)
		}
		part, err := tx.PartByMessage(l.identity.Private, "2")
		if err != nil {
			return err
		}
		reply, err := tx.Reply(part.Reply)
		if reply.Person != l.person.ID {
			t.Error("a message of another's chat is taken for the forger's")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestTheSchemaIsDocumented: every field that a file can have is named in the docs.
func TestTheSchemaIsDocumented(t *testing.T) {
	t.Parallel()
	docs, err := os.ReadFile(filepath.Join("..", "..", "docs", "export.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, field := range portable.Fields() {
		if !bytes.Contains(docs, []byte("`"+field+"`")) {
			t.Errorf("docs/export.md doesn't name %q", field)
		}
	}
}
