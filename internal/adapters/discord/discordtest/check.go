package discordtest

import (
	"encoding/json"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// checker compares values with schemas. A strict one refuses what the
// description doesn't know.
type checker struct {
	description
	strict bool
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// check compares a decoded JSON value with a schema. Numbers are json.Number.
func (c checker) check(path string, v any, s *schema) *mismatch {
	if s.Ref != "" {
		return c.check(path, v, c.Schemas[s.Ref])
	}
	if m := c.checkType(path, v, s); m != nil {
		return m
	}
	if v == nil && slices.Contains(s.types(), "null") {
		return nil
	}
	for _, part := range s.AllOf {
		// A multipart body is a form and its files: neither knows the other's fields.
		if m := (checker{c.description, false}).check(path, v, part); m != nil {
			return m
		}
	}
	if m := c.checkUnion(path, v, append(slices.Clone(s.OneOf), s.AnyOf...)); m != nil {
		return m
	}
	if len(s.Enum) > 0 && !slices.ContainsFunc(s.Enum, func(e any) bool { return same(e, v) }) {
		return wrong(path, notChoice, "is none of the values allowed")
	}
	if s.Const != nil && !same(s.Const, v) {
		return wrong(path, notChoice, "is not the value that is asked for")
	}
	switch v := v.(type) {
	case string:
		return checkString(path, v, s)
	case json.Number:
		return checkNumber(path, v, s)
	case []any:
		return c.checkArray(path, v, s)
	case map[string]any:
		return c.checkObject(path, v, s)
	}
	return nil
}

func (s *schema) types() []string {
	switch t := s.Type.(type) {
	case string:
		return []string{t}
	case []any:
		var all []string
		for _, name := range t {
			all = append(all, name.(string))
		}
		return all
	}
	return nil
}

func (c checker) checkType(path string, v any, s *schema) *mismatch {
	types := s.types()
	if len(types) == 0 {
		return nil
	}
	is := ""
	switch v := v.(type) {
	case nil:
		is = "null"
	case bool:
		is = "boolean"
	case string:
		is = "string"
		if _, err := strconv.ParseUint(v, 10, 64); err == nil && !slices.Contains(types, is) && slices.Contains(bitSets, path[strings.LastIndex(path, ".")+1:]) {
			is = "integer"
		}
	case json.Number:
		is = "number"
		if f, err := v.Float64(); err == nil && f == math.Trunc(f) {
			is = "integer"
		}
	case []any:
		is = "array"
	case map[string]any:
		is = "object"
	}
	if slices.Contains(types, is) || is == "integer" && slices.Contains(types, "number") {
		return nil
	}
	if v == nil {
		return wrong(path, required, "is null, and must not be")
	}
	return wrong(path, badType, "is no %s", strings.Join(types, " or "))
}

// checkUnion asks for one alternative that fits; if none does, it tells of the
// one that was surely meant.
func (c checker) checkUnion(path string, v any, alternatives []*schema) *mismatch {
	var first, meant *mismatch
	told := true // which one is meant, by a field "type"
	for _, s := range alternatives {
		m := c.check(path, v, s)
		if m == nil {
			return nil
		}
		if s.Const == nil && len(s.types()) == 0 {
			if first == nil {
				first = m
			}
			if c.meant(v, s) {
				meant = m
			}
			told = told && c.kind(s) != nil
		}
	}
	switch {
	case len(alternatives) == 0:
		return nil
	case meant != nil:
		return meant
	case first != nil && told && objectOf(v) != nil:
		return wrong(join(path, "type"), notChoice, "is none of the values allowed")
	case first != nil:
		return first
	}
	return wrong(path, notChoice, "is none of the values allowed")
}

// meant reports whether an object has the type that this schema's enum names.
func (c checker) meant(v any, s *schema) bool {
	object, ok := v.(map[string]any)
	kind := c.kind(s)
	if !ok || kind == nil {
		return ok
	}
	return slices.ContainsFunc(kind.Enum, func(e any) bool { return same(e, object["type"]) })
}

// kind is the field that tells alternatives apart, or nil.
func (c checker) kind(s *schema) *schema {
	for s.Ref != "" {
		s = c.Schemas[s.Ref]
	}
	if of := s.Properties["type"]; of != nil && len(of.Enum) > 0 {
		return of
	}
	return nil
}

// same compares a value of the description with one of a request.
func same(e, v any) bool {
	if n, ok := v.(json.Number); ok {
		f, err := n.Float64()
		return err == nil && e == f
	}
	return e == v
}

func checkString(path, v string, s *schema) *mismatch {
	n := utf8.RuneCountInString(v)
	switch {
	case s.MinLength != nil && n < *s.MinLength:
		return wrong(path, badLength, "has %d characters, at least %d", n, *s.MinLength)
	case s.MaxLength != nil && n > *s.MaxLength:
		return wrong(path, tooLong, "has %d characters, at most %d", n, *s.MaxLength)
	case s.Pattern != "" && !regexp.MustCompile(s.Pattern).MatchString(v):
		return wrong(path, notInteger, "isn't formed as asked for")
	}
	return nil
}

func checkNumber(path string, v json.Number, s *schema) *mismatch {
	f, err := v.Float64()
	switch {
	case err != nil:
		return wrong(path, notInteger, "is no number")
	case s.Minimum != nil && f < *s.Minimum, s.Maximum != nil && f > *s.Maximum:
		return wrong(path, outOfRange, "is out of range")
	}
	return nil
}

func (c checker) checkArray(path string, v []any, s *schema) *mismatch {
	switch {
	case s.MinItems != nil && len(v) < *s.MinItems:
		return wrong(path, badLength, "has %d items, at least %d", len(v), *s.MinItems)
	case s.MaxItems != nil && len(v) > *s.MaxItems:
		return wrong(path, badLength, "has %d items, at most %d", len(v), *s.MaxItems)
	}
	for i, item := range v {
		if s.UniqueItems && slices.ContainsFunc(v[:i], func(o any) bool { return o == item }) {
			return wrong(join(path, strconv.Itoa(i)), notChoice, "is there twice")
		}
		if s.Items == nil {
			continue
		}
		if m := c.check(join(path, strconv.Itoa(i)), item, s.Items); m != nil {
			return m
		}
	}
	return nil
}

func (c checker) checkObject(path string, v map[string]any, s *schema) *mismatch {
	for _, name := range s.Required {
		if _, has := v[name]; !has {
			return wrong(join(path, name), required, "is missing")
		}
	}
	if s.MaxProperties != nil && len(v) > *s.MaxProperties {
		return wrong(path, badLength, "has too many entries")
	}
	if len(s.Properties) == 0 && s.Additional == nil {
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(v)) {
		of := s.Properties[name]
		if of == nil {
			of = s.Additional
		}
		if of == nil {
			if c.strict && !saysNothing(v[name]) {
				return wrong(join(path, name), unknown, "is unknown here")
			}
			continue
		}
		if m := c.check(join(path, name), v[name], of); m != nil {
			return m
		}
	}
	return nil
}

// saysNothing reports whether a field that Discord doesn't know might as well
// be missing: client libraries write empty ones.
func saysNothing(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case bool:
		return !v
	case string:
		return v == ""
	case json.Number:
		return v == "0"
	case []any:
		return len(v) == 0
	}
	return false
}
