package discordtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

// The extract in testdata is made from the official description, as data, by
//
//	go test -run TestDescriptionIsCurrent -official FILE -update
//
// It holds facts only: the operations below, and of the schemas that they need
// names, types, what is required, values and limits.
var (
	official = flag.String("official", "../../../../../shared/specs/discord-openapi.json", "the official description")
	rewrite  = flag.Bool("update", false, "write testdata/discord-v10.json anew")
)

const extractFile = "testdata/discord-v10.json"

// facts are the keywords of a schema that the extract keeps.
var facts = []string{
	"$ref", "type", "properties", "required", "additionalProperties", "items", "oneOf", "anyOf", "allOf",
	"enum", "const", "minLength", "maxLength", "minItems", "maxItems", "uniqueItems", "maxProperties",
	"minimum", "maximum", "pattern", "format",
}

// reduce takes away everything but the facts, and notes which schemas are named.
func reduce(v any, named map[string]bool) any {
	s, ok := v.(map[string]any)
	if !ok {
		return v
	}
	kept := map[string]any{}
	for _, key := range facts {
		value, has := s[key]
		if !has {
			continue
		}
		switch key {
		case "$ref":
			name := strings.TrimPrefix(value.(string), "#/components/schemas/")
			named[name] = true
			value = name
		case "properties":
			fields := map[string]any{}
			for name, field := range value.(map[string]any) {
				fields[name] = reduce(field, named)
			}
			value = fields
		case "items", "additionalProperties":
			if _, isSchema := value.(map[string]any); !isSchema {
				continue
			}
			value = reduce(value, named)
		case "oneOf", "anyOf", "allOf":
			var all []any
			for _, part := range value.([]any) {
				all = append(all, reduce(part, named))
			}
			value = all
		}
		kept[key] = value
	}
	return kept
}

type officialBody struct {
	Content map[string]struct{ Schema any }
}

type officialOperation struct {
	Parameters []struct {
		Name, In string
		Schema   any
	}
	RequestBody *officialBody
	Responses   map[string]officialBody
}

// extracted is one operation as the extract holds it.
func (o officialOperation) extracted(named map[string]bool) map[string]any {
	out := map[string]any{}
	query := map[string]any{}
	for _, p := range o.Parameters {
		if p.In == "query" {
			query[p.Name] = reduce(p.Schema, named)
		}
	}
	if len(query) > 0 {
		out["query"] = query
	}
	if o.RequestBody != nil {
		out["body"] = reduce(o.RequestBody.Content["application/json"].Schema, named)
		if _, has := o.RequestBody.Content["multipart/form-data"]; has {
			out["multipart"] = true
		}
	}
	for _, code := range slices.Sorted(maps.Keys(o.Responses)) {
		if answer, has := o.Responses[code].Content["application/json"]; has && code[0] == '2' {
			out["result"] = reduce(answer.Schema, named)
			break
		}
	}
	return out
}

// generate makes the extract: one line an operation or schema, sorted.
func generate(source []byte) ([]byte, error) {
	var from struct {
		Info       struct{ Version string }
		Paths      map[string]map[string]json.RawMessage
		Components struct{ Schemas map[string]any }
	}
	if err := json.Unmarshal(source, &from); err != nil {
		return nil, err
	}
	named, operations, schemas := map[string]bool{}, map[string]any{}, map[string]any{}
	for _, r := range routes() {
		method, path, _ := strings.Cut(r.name, " ")
		raw, has := from.Paths[path][strings.ToLower(method)]
		if !has {
			return nil, errors.New("the official description has no " + r.name)
		}
		var o officialOperation
		if err := json.Unmarshal(raw, &o); err != nil {
			return nil, err
		}
		operations[r.name] = o.extracted(named)
	}
	for found := true; found; {
		found = false
		for _, name := range slices.Sorted(maps.Keys(named)) {
			if _, done := schemas[name]; !done {
				schemas[name], found = reduce(from.Components.Schemas[name], named), true
			}
		}
	}
	var out bytes.Buffer
	out.WriteString("{\n\"version\": \"" + from.Info.Version + "\"")
	for _, part := range []struct {
		name    string
		entries map[string]any
	}{{"operations", operations}, {"schemas", schemas}} {
		out.WriteString(",\n\"" + part.name + "\": {")
		for i, name := range slices.Sorted(maps.Keys(part.entries)) {
			line, err := json.Marshal(part.entries[name])
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
		if err := os.WriteFile(extractFile, fresh, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(extractFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(kept, fresh) {
		t.Error("the extract differs from the official description; write it anew with -update")
	}
}

// TestDescriptionIsClosed checks that every route is described, and every
// schema that is named.
func TestDescriptionIsClosed(t *testing.T) {
	d := readDescription()
	var closed func(where string, s *schema)
	closed = func(where string, s *schema) {
		if s == nil {
			return
		}
		if s.Ref != "" && d.Schemas[s.Ref] == nil {
			t.Errorf("%s: schema %q is not described", where, s.Ref)
		}
		for name, of := range s.Properties {
			closed(where+"."+name, of)
		}
		closed(where, s.Items)
		closed(where, s.Additional)
		for _, part := range slices.Concat(s.OneOf, s.AnyOf, s.AllOf) {
			closed(where, part)
		}
	}
	for name, s := range d.Schemas {
		closed(name, s)
	}
	for _, r := range routes() {
		o, has := d.Operations[r.name]
		if !has {
			t.Errorf("%s is not described", r.name)
		}
		closed(r.name, o.Body)
		closed(r.name, o.Result)
	}
	if len(d.Operations) != len(routes()) {
		t.Errorf("%d operations are described, %d are simulated", len(d.Operations), len(routes()))
	}
	if len(extract) > 400_000 {
		t.Errorf("the extract has %d bytes", len(extract))
	}
}
