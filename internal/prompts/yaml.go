package prompts

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// maxFileBytes bounds a pack's file; a year of prompts in one file is 200 KB.
const maxFileBytes = 1 << 20

// The parser takes stack for each level of nesting, and time that grows with its
// square. Packs need three levels; these bounds keep a damaged file harmless.
const (
	maxNesting   = 64   // brackets within brackets
	maxLineBytes = 4096 // "- - - -" nests within a line
)

// reader reads one YAML file of a pack, and gathers every complaint with its line
// instead of stopping at the first.
type reader struct {
	file     string
	problems []Problem
}

func (r *reader) complain(line int, format string, args ...any) {
	r.problems = append(r.problems, Problem{File: r.file, Line: line, Text: fmt.Sprintf(format, args...)})
}

// open reads and parses the file. Nil means that a complaint says why.
func (r *reader) open(fsys fs.FS) ast.Node {
	text, err := readBounded(fsys, r.file)
	if err != nil {
		r.complain(0, "can't be read: %s", reason(err))
		return nil
	}
	return r.parse(text)
}

// parse turns text into the one document it must hold. The parser is not to be
// trusted with arbitrary input, so a panic of its is a complaint like any other.
func (r *reader) parse(text []byte) (body ast.Node) {
	defer func() {
		if p := recover(); p != nil {
			r.complain(0, "is no YAML that can be read")
			body = nil
		}
	}()
	if nesting(text) > maxNesting {
		r.complain(0, "is nested too deep")
		return nil
	}
	for i, line := range bytes.Split(text, []byte("\n")) {
		if len(line) > maxLineBytes {
			r.complain(i+1, "has %d bytes in one line, more than %d", len(line), maxLineBytes)
			return nil
		}
	}
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		line, message := 0, err.Error()
		var known yaml.Error
		if errors.As(err, &known) {
			message = known.GetMessage()
			if tk := known.GetToken(); tk != nil && tk.Position != nil {
				line = tk.Position.Line
			}
		}
		if strings.Contains(message, "mapping value is not allowed") {
			message += "; text with a colon in it goes in quotes, or on the lines below a >"
		}
		r.complain(line, "is no YAML that can be read: %s", message)
		return nil
	}
	for _, doc := range file.Docs {
		if doc.Body == nil || doc.Body.Type() == ast.CommentType {
			continue
		}
		if body != nil {
			r.complain(lineOf(doc.Body), "a second document begins here; a file holds one")
			return nil
		}
		body = doc.Body
	}
	if body == nil {
		r.complain(0, "is empty")
	}
	return body
}

// field is one key of a mapping with its value.
type field struct {
	line  int
	value ast.Node
}

// fields takes a mapping apart. Keys that are not among those allowed, and keys
// given twice, are complaints. what names the thing in them ("a prompt").
func (r *reader) fields(node ast.Node, what string, allowed ...string) map[string]field {
	var values []*ast.MappingValueNode
	switch n := node.(type) {
	case *ast.MappingNode:
		values = n.Values
	case *ast.MappingValueNode:
		values = []*ast.MappingValueNode{n}
	default:
		r.complain(lineOf(node), "%s must be written as keys and values (%s)", what, strings.Join(allowed, ", "))
		return nil
	}
	found := make(map[string]field, len(values))
	for _, v := range values {
		key, line := scalarText(v.Key), lineOf(v.Key)
		if !contained(allowed, key) {
			r.complain(line, "unknown key %q: %s has %s", key, what, strings.Join(allowed, ", "))
			continue
		}
		if _, twice := found[key]; twice {
			r.complain(line, "%q is given twice", key)
			continue
		}
		found[key] = field{line: line, value: v.Value}
	}
	return found
}

// text reads a field as one line of text: runs of white space become one space,
// whatever block style it was written in. A missing or empty required field is a
// complaint on the line at which its mapping starts.
func (r *reader) text(fields map[string]field, key string, required bool, start int) string {
	f, ok := fields[key]
	if !ok {
		if required {
			r.complain(start, "%q is missing", key)
		}
		return ""
	}
	raw, plain := scalar(f.value)
	if !plain {
		r.complain(f.line, "%q must be plain text", key)
		return ""
	}
	text := strings.Join(strings.Fields(raw), " ")
	if text == "" && required {
		r.complain(f.line, "%q is empty", key)
	}
	return text
}

// texts reads a field as a list of short texts. A missing field is an empty list.
func (r *reader) texts(fields map[string]field, key string) []string {
	f, ok := fields[key]
	if !ok {
		return nil
	}
	var list []string
	for _, item := range r.items(f.value, fmt.Sprintf("%q", key)) {
		text, plain := scalar(item)
		if text = strings.TrimSpace(text); !plain || text == "" {
			r.complain(lineOf(item), "%q must be a list of words", key)
			continue
		}
		list = append(list, text)
	}
	return list
}

// items takes a list apart.
func (r *reader) items(node ast.Node, what string) []ast.Node {
	list, ok := node.(*ast.SequenceNode)
	if !ok {
		r.complain(lineOf(node), "%s must be a list", what)
		return nil
	}
	return list.Values
}

// scalar gives the text of a plain value as it was written, so that `no` and
// `1984` are words too. Anchors, aliases and tags are not plain.
func scalar(node ast.Node) (text string, plain bool) {
	switch n := node.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return n.Value.Value, true
	case *ast.NullNode:
		return "", true
	case *ast.BoolNode, *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		return n.GetToken().Value, true
	}
	return "", false
}

func scalarText(node ast.Node) string {
	text, _ := scalar(node)
	return text
}

// lineOf gives the line on which a node begins. A mapping's own token is the colon
// of its first pair, which stands on the line of its first key unless the key is
// an outlandish one.
func lineOf(node ast.Node) int {
	if m, ok := node.(*ast.MappingNode); ok && len(m.Values) > 0 {
		node = m.Values[0]
	}
	if v, ok := node.(*ast.MappingValueNode); ok {
		node = v.Key
	}
	if node == nil {
		return 0
	}
	if tk := node.GetToken(); tk != nil && tk.Position != nil {
		return tk.Position.Line
	}
	return 0
}

// nesting gives how deep brackets are nested at most. It counts brackets within
// text too, where they balance.
func nesting(text []byte) int {
	depth, deepest := 0, 0
	for _, c := range text {
		switch c {
		case '[', '{':
			depth++
			deepest = max(deepest, depth)
		case ']', '}':
			depth = max(0, depth-1)
		}
	}
	return deepest
}

func contained(list []string, text string) bool {
	for _, item := range list {
		if item == text {
			return true
		}
	}
	return false
}

// readBounded reads a whole file, refusing one that is too large to be a pack's, and
// what is no file: a pipe would be waited for without end.
func readBounded(fsys fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() && !info.IsDir() {
		return nil, errors.New("is no regular file")
	}
	if info.Size() > maxFileBytes {
		return nil, fmt.Errorf("has %d bytes, more than %d", info.Size(), maxFileBytes)
	}
	return fs.ReadFile(fsys, name)
}

// reason is an error's text without the path that the complaint names already.
func reason(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}
