package telegramtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The extract in testdata is made from the official description, as data, by
//
//	go test -run TestDescriptionIsCurrent -official FILE -update
//
// It holds facts only: names, types, what is required, constants, results.
var (
	official = flag.String("official", "../../../../../shared/specs/telegram-bot-api-10.1.json", "the official description")
	rewrite  = flag.Bool("update", false, "write testdata/botapi-10.1.json anew")
)

// officialEntry is a method or a type in the official description.
type officialEntry struct {
	Returns  []string
	Subtypes []string
	Fields   []struct {
		Name        string
		Types       []string
		Required    bool
		Description string
	}
}

// constant finds the one value that a discriminating field can have.
var constant = regexp.MustCompile(`(?:always|must be) "?([a-z_]+)"?$`)

func (o officialEntry) extract() entry {
	e := entry{Returns: strings.Join(o.Returns, "|"), AnyOf: o.Subtypes}
	for _, f := range o.Fields {
		facts := strings.Join(f.Types, "|")
		if f.Required {
			facts += "!"
		}
		if m := constant.FindStringSubmatch(f.Description); m != nil && facts == "String!" {
			facts += "=" + m[1]
		}
		if e.Fields == nil {
			e.Fields = map[string]string{}
		}
		e.Fields[f.Name] = facts
	}
	return e
}

// generate makes the extract: one line a method or type, sorted.
func generate(source []byte) ([]byte, error) {
	var from struct {
		Version        string
		Methods, Types map[string]officialEntry
	}
	if err := json.Unmarshal(source, &from); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	version, err := json.Marshal(from.Version)
	if err != nil {
		return nil, err
	}
	out.WriteString("{\n\"version\": ")
	out.Write(version)
	for _, part := range []struct {
		name    string
		entries map[string]officialEntry
	}{{"methods", from.Methods}, {"types", from.Types}} {
		out.WriteString(",\n\"" + part.name + "\": {")
		for i, name := range slices.Sorted(maps.Keys(part.entries)) {
			line, err := json.Marshal(part.entries[name].extract())
			if err != nil {
				return nil, err
			}
			if i > 0 {
				out.WriteString(",")
			}
			out.WriteString("\n\"" + name + "\": ")
			out.Write(line)
		}
		out.WriteString("\n}")
	}
	out.WriteString("\n}\n")
	return out.Bytes(), nil
}

// TestDescriptionIsCurrent compares the extract with the official description
// where that lies beside the project; a plain checkout has the extract alone.
func TestDescriptionIsCurrent(t *testing.T) {
	source, err := os.ReadFile(*official)
	if errors.Is(err, fs.ErrNotExist) && !*rewrite {
		t.Logf("no official description at hand")
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	fresh, err := generate(source)
	if err != nil {
		t.Fatal(err)
	}
	if *rewrite {
		if err := os.WriteFile("testdata/botapi-10.1.json", fresh, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile("testdata/botapi-10.1.json")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(kept, fresh) {
		t.Error("the extract differs from the official description; write it anew with -update")
	}
}

// TestDescriptionIsClosed checks that every type that is named is described.
func TestDescriptionIsClosed(t *testing.T) {
	d := readDescription()
	known := func(where, types string) {
		for _, alternative := range strings.Split(types, "|") {
			name := strings.ReplaceAll(alternative, "Array of ", "")
			if _, ok := d.Types[name]; !ok && !slices.Contains(basicTypes, name) {
				t.Errorf("%s: type %q is not described", where, name)
			}
		}
	}
	for name, m := range d.Methods {
		known(name, m.Returns)
	}
	for _, entries := range []map[string]entry{d.Methods, d.Types} {
		for name, e := range entries {
			for _, sub := range e.AnyOf {
				known(name, sub)
			}
			for field := range e.Fields {
				known(name+"."+field, e.field(field).types)
			}
		}
	}
	if len(d.Methods) < 150 || len(d.Types) < 250 {
		t.Errorf("only %d methods and %d types", len(d.Methods), len(d.Types))
	}
}
