package telegramtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// File is what a request uploaded.
type File struct {
	Name  string
	Bytes []byte
}

// params are a request's fields, decoded by their described types: int64,
// float64, string, bool, File, and for objects and arrays what encoding/json
// gives, with json.Number.
type params map[string]any

func (p params) str(name string) string { return str(p[name]) }
func (p params) num(name string) int64  { return num(p[name]) }
func (p params) has(name string) bool   { _, ok := p[name]; return ok }

func (p params) flag(name string) bool {
	on, _ := p[name].(bool)
	return on
}

func (p params) object(name string) map[string]any {
	o, _ := p[name].(map[string]any)
	return o
}

func (p params) list(name string) []any {
	l, _ := p[name].([]any)
	return l
}

func str(v any) string {
	s, _ := v.(string)
	return s
}

func num(v any) int64 {
	switch v := v.(type) {
	case int64:
		return v
	case json.Number:
		n, err := v.Int64()
		if err == nil {
			return n
		}
	}
	return 0
}

// readRaw collects a request's fields from its query and body. Values are
// string, File, or, in a JSON body, decoded JSON.
func readRaw(r *http.Request) (map[string]any, error) {
	raw := map[string]any{}
	if err := addValues(raw, r.URL.Query()); err != nil {
		return nil, err
	}
	kind, parameters, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil && r.Header.Get("Content-Type") != "" {
		return nil, fmt.Errorf("content type: %w", err)
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, maxFile+1<<20))
	if err != nil {
		return nil, err
	}
	switch {
	case len(body) == 0:
		return raw, nil
	case kind == "application/x-www-form-urlencoded":
		values, err := url.ParseQuery(string(body))
		if err != nil {
			return nil, errors.New("malformed form")
		}
		return raw, addValues(raw, values)
	case kind == "multipart/form-data":
		return raw, addParts(raw, multipart.NewReader(bytes.NewReader(body), parameters["boundary"]))
	case kind == "application/json":
		v, err := decodeJSON(body)
		object, ok := v.(map[string]any)
		if err != nil || !ok {
			return nil, errors.New("malformed JSON object")
		}
		maps.Copy(raw, object)
		return raw, nil
	}
	return nil, errors.New("a body of a content type that isn't taken")
}

func addValues(raw map[string]any, values url.Values) error {
	for name, all := range values {
		if len(all) != 1 {
			return fmt.Errorf("%s: given %d times", name, len(all))
		}
		raw[name] = all[0]
	}
	return nil
}

func addParts(raw map[string]any, parts *multipart.Reader) error {
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return errors.New("malformed multipart body")
		}
		content, err := io.ReadAll(part)
		if err != nil {
			return errors.New("malformed multipart body")
		}
		if part.FileName() != "" {
			raw[part.FormName()] = File{Name: part.FileName(), Bytes: content}
		} else {
			raw[part.FormName()] = string(content)
		}
	}
}

func decodeJSON(b []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("more than one JSON value")
	}
	return v, nil
}

// decode turns a request's raw fields into params, as the method describes
// them.
func (d description) decode(method string, raw map[string]any) (params, *mismatch) {
	e := d.Methods[method]
	p := params{}
	for _, name := range slices.Sorted(maps.Keys(raw)) {
		if _, ok := e.Fields[name]; !ok {
			return nil, wrong(name, "is unknown: the method has no such field")
		}
		v, m := d.decodeField(name, raw[name], e.field(name).types)
		if m != nil {
			return nil, m
		}
		if m := checkLimit(method+"."+name, name, v); m != nil {
			return nil, m
		}
		if n, ok := v.(json.Number); ok {
			if v, m = decodeNumber(name, n); m != nil {
				return nil, m
			}
		}
		p[name] = v
	}
	for _, name := range slices.Sorted(maps.Keys(e.Fields)) {
		if e.field(name).required && !p.has(name) {
			return nil, wrong(name, "is missing, and the method needs it")
		}
	}
	return p, nil
}

func decodeNumber(name string, n json.Number) (any, *mismatch) {
	if i, err := n.Int64(); err == nil {
		return i, nil
	}
	f, err := n.Float64()
	if err != nil {
		return nil, wrong(name, "is no number")
	}
	return f, nil
}

// decodeField decodes one field. In forms everything is a string, and objects
// and arrays are JSON in it.
func (d description) decodeField(name string, raw any, types string) (any, *mismatch) {
	alternatives := strings.Split(types, "|")
	if f, ok := raw.(File); ok {
		if !slices.Contains(alternatives, "InputFile") {
			return nil, wrong(name, "is an uploaded file, and must not be")
		}
		return f, nil
	}
	s, ok := raw.(string)
	if !ok {
		return raw, d.check(name, raw, types)
	}
	if !validText(s) {
		m := wrong(name, "is not in UTF-8")
		m.answer = bad("strings must be encoded in UTF-8")
		return nil, m
	}
	for _, t := range alternatives {
		switch t {
		case "Integer", "Float":
			if m := d.check(name, json.Number(s), t); m == nil && s != "" {
				return json.Number(s), nil
			}
		case "Boolean":
			if s == "true" || s == "false" {
				return s == "true", nil
			}
		case "String":
			return s, nil
		}
	}
	if slices.ContainsFunc(alternatives, func(t string) bool { return slices.Contains(basicTypes, t) }) {
		return nil, wrong(name, "is no %s", types)
	}
	v, err := decodeJSON([]byte(s))
	if err != nil {
		m := wrong(name, "is no JSON")
		m.answer = bad("object expected as " + strings.ReplaceAll(name, "_", " "))
		return nil, m
	}
	return v, d.check(name, v, types)
}
