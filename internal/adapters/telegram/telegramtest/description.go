package telegramtest

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed testdata/botapi-10.1.json
var extract []byte

// basicTypes are the types of the official description that are no objects.
var basicTypes = []string{"Integer", "Float", "String", "Boolean", "InputFile"}

// description is the Bot API as data.
type description struct {
	Version string           `json:"version"`
	Methods map[string]entry `json:"methods"`
	Types   map[string]entry `json:"types"`
}

// entry describes a method or a type. Of a type that stands for several, AnyOf
// names them.
type entry struct {
	Returns string            `json:"returns,omitempty"`
	AnyOf   []string          `json:"any_of,omitempty"`
	Fields  map[string]string `json:"fields,omitempty"`
}

// field is what is known of a field, written as "Integer|String!" or
// "String!=default" in the extract.
type field struct {
	types    string // alternatives, separated by |
	required bool
	constant string // its one value, or empty
}

func (e entry) field(name string) field {
	types, constant, _ := strings.Cut(e.Fields[name], "=")
	types, required := strings.CutSuffix(types, "!")
	return field{types: types, required: required, constant: constant}
}

// readDescription returns the embedded extract.
var readDescription = sync.OnceValue(func() description {
	var d description
	if err := json.Unmarshal(extract, &d); err != nil {
		panic(fmt.Sprintf("testdata/botapi-10.1.json: %v", err))
	}
	return d
})

// mismatch says where a value is not what the description or a limit asks for.
// It holds names only, never a value that somebody sent.
type mismatch struct {
	path   string
	fault  string
	answer *apiError // the official answer, where there is a particular one
}

func (m *mismatch) String() string { return m.path + ": " + m.fault }

func wrong(path, format string, args ...any) *mismatch {
	return &mismatch{path: path, fault: fmt.Sprintf(format, args...)}
}

// check compares a decoded JSON value with the alternatives in types. Numbers
// are json.Number.
func (d description) check(path string, v any, types string) *mismatch {
	alternatives := d.alternatives(types)
	var first *mismatch
	for _, t := range alternatives {
		m := d.checkOne(path, v, t)
		if m == nil {
			return nil
		}
		if first == nil || d.meant(v, t) {
			first = m
		}
	}
	return first
}

// alternatives resolves types that stand for several.
func (d description) alternatives(types string) []string {
	var all []string
	for _, t := range strings.Split(types, "|") {
		if sub := d.Types[t].AnyOf; len(sub) > 0 {
			all = append(all, d.alternatives(strings.Join(sub, "|"))...)
		} else {
			all = append(all, t)
		}
	}
	return all
}

// meant reports whether an object was surely meant to be of type t, so that
// its mismatch is the one worth telling.
func (d description) meant(v any, t string) bool {
	object, ok := v.(map[string]any)
	if !ok {
		return false
	}
	e := d.Types[t]
	complete := true
	for name := range e.Fields {
		f := e.field(name)
		value, has := object[name]
		if f.constant != "" {
			return value == f.constant
		}
		complete = complete && (has || !f.required)
	}
	return complete
}

func (d description) checkOne(path string, v any, t string) *mismatch {
	if of, ok := strings.CutPrefix(t, "Array of "); ok {
		list, ok := v.([]any)
		if !ok {
			return wrong(path, "is no array")
		}
		for i, item := range list {
			if m := d.check(path+"["+strconv.Itoa(i)+"]", item, of); m != nil {
				return m
			}
		}
		return nil
	}
	switch t {
	case "Integer":
		if n, ok := v.(json.Number); ok {
			if _, err := n.Int64(); err == nil {
				return nil
			}
		}
		return wrong(path, "is no integer")
	case "Float":
		if _, ok := v.(json.Number); !ok {
			return wrong(path, "is no number")
		}
		return nil
	case "String":
		if _, ok := v.(string); !ok {
			return wrong(path, "is no string")
		}
		return nil
	case "Boolean":
		if _, ok := v.(bool); !ok {
			return wrong(path, "is no boolean")
		}
		return nil
	case "InputFile":
		return wrong(path, "is no uploaded file")
	}
	return d.checkObject(path, v, t)
}

func (d description) checkObject(path string, v any, t string) *mismatch {
	e, ok := d.Types[t]
	if !ok {
		return wrong(path, "has a type that is not described: %s", t)
	}
	object, ok := v.(map[string]any)
	if !ok {
		return wrong(path, "is no %s", t)
	}
	for _, name := range slices.Sorted(maps.Keys(e.Fields)) {
		f := e.field(name)
		value, has := object[name]
		switch {
		case !has && f.required:
			return wrong(path+"."+name, "is missing, and a %s needs it", t)
		case !has:
			continue
		case f.constant != "" && value != f.constant:
			return wrong(path+"."+name, "is not %q", f.constant)
		}
		if m := d.check(path+"."+name, value, f.types); m != nil {
			return m
		}
		if m := checkLimit(t+"."+name, path+"."+name, value); m != nil {
			return m
		}
	}
	for _, name := range slices.Sorted(maps.Keys(object)) {
		if _, ok := e.Fields[name]; !ok {
			return wrong(path+"."+name, "is unknown: a %s has no such field", t)
		}
	}
	return checkWhole(t, path, object)
}
