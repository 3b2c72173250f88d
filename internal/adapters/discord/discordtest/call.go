package discordtest

import (
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"
)

// biggestFile is what a bot may upload in one file, in bytes.
const biggestFile = 10 << 20

// call is a request that was understood.
type call struct {
	vars  map[string]string
	query map[string]any
	body  any
	files map[string]File // by the attachment's id
}

func (c *call) id(name string) snowflake { return parseID(c.vars[name]) }

// form is the body where that is an object.
func (c *call) form() object { return objectOf(c.body) }

func objectOf(v any) object { o, _ := v.(object); return o }
func listOf(v any) []any    { l, _ := v.([]any); return l }
func stringOf(v any) string { s, _ := v.(string); return s }
func boolOf(v any) bool     { b, _ := v.(bool); return b }

func intOf(v any) int {
	switch n := v.(type) {
	case int:
		return n
	case json.Number:
		if i, err := strconv.Atoi(n.String()); err == nil {
			return i
		}
	}
	return 0
}

// has reports whether a field is there and not null.
func has(o object, name string) bool { return o[name] != nil }

// read decodes and checks a request against the description.
func (c *call) read(r *http.Request, o operation) *apiError {
	if m := c.readQuery(r, o); m != nil {
		return invalid(m)
	}
	raw, err := c.readBody(r, o)
	if err != nil {
		return err
	}
	if o.Body == nil {
		if len(raw) > 0 {
			return errFormType.ours("has a body, and takes none")
		}
		return nil
	}
	if len(raw) == 0 {
		return errMalformedBody.ours("has no body")
	}
	d := json.NewDecoder(strings.NewReader(string(raw)))
	d.UseNumber()
	if d.Decode(&c.body) != nil {
		return errMalformedBody
	}
	if m := (checker{readDescription(), true}).check("", c.body, o.Body); m != nil {
		return invalid(m)
	}
	return nil
}

func (c *call) readQuery(r *http.Request, o operation) *mismatch {
	c.query = map[string]any{}
	for name, values := range r.URL.Query() {
		s := o.Query[name]
		if s == nil {
			return wrong(name, unknown, "is unknown in the query")
		}
		var v any = values[0]
		switch {
		case s.Type == "integer":
			v = json.Number(values[0])
		case s.Type == "boolean" && (values[0] == "true" || values[0] == "false"):
			v = values[0] == "true"
		}
		if m := (checker{readDescription(), true}).check(name, v, s); m != nil {
			return m
		}
		c.query[name] = v
	}
	return nil
}

// errGone says that the request never came whole, so that nobody waits.
var errGone = &apiError{}

// readBody returns the JSON of a request, and keeps its files.
func (c *call) readBody(r *http.Request, o operation) ([]byte, *apiError) {
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind == "application/json" {
		raw, readErr := io.ReadAll(r.Body)
		if readErr != nil {
			return nil, errGone
		}
		if err != nil && len(raw) > 0 {
			return nil, errFormType
		}
		return raw, nil
	}
	if kind != "multipart/form-data" || !o.Multipart {
		return nil, errFormType
	}
	var raw []byte
	c.files = map[string]File{}
	parts := multipart.NewReader(r.Body, params["boundary"])
	for {
		part, err := parts.NextPart()
		if err == io.EOF {
			return raw, nil
		}
		if err != nil {
			return nil, errGone
		}
		content, err := io.ReadAll(io.LimitReader(part, biggestFile+1))
		if err != nil {
			return nil, errGone
		}
		name := part.FormName()
		var index int
		switch n, err := fmt.Sscanf(name, "files[%d]", &index); {
		case name == "payload_json":
			raw = content
		case n != 1 || err != nil:
			return nil, errFormType.ours("has a part that is neither payload_json nor files[n]")
		case len(content) > biggestFile:
			return nil, errBigRequest
		default:
			c.files[strconv.Itoa(index)] = File{Name: part.FileName(), Type: part.Header.Get("Content-Type"), Bytes: content}
		}
	}
}
