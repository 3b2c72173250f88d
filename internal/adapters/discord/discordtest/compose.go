package discordtest

import (
	"maps"
	"mime"
	"path"
	"slices"
)

// where a message comes from decides which flags it may have.
const (
	flagsOfMessage  = flagNoEmbeds | flagSilent | flagComponentsV2
	flagsOfResponse = flagsOfMessage | flagEphemeral
)

// compose checks what a request says a message shall be, and makes it so. In an
// edit, what isn't named stays. The path is where the form lies in the body.
func (s *Server) compose(m *message, at string, form object, files map[string]File, flags int) *apiError {
	if wrongMention := s.checkMentions(at, form); wrongMention != nil {
		return invalid(wrongMention)
	}
	if limit := checkMessage(at, form, files, m.attachments); limit != nil {
		return invalid(limit)
	}
	if intOf(form["flags"])&^flags != 0 {
		return invalid(wrong(join(at, "flags"), notChoice, "has a flag that can't be set here"))
	}
	next := *m
	if v, named := form["content"]; named {
		next.content = stringOf(v)
	}
	if v, named := form["embeds"]; named {
		next.embeds = rich(listOf(v))
	}
	if v, named := form["components"]; named {
		next.components = numbered(listOf(v))
	}
	next.flags |= intOf(form["flags"])
	next.attachments = s.attach(m, form, files)
	v2 := next.flags&flagComponentsV2 != 0 && len(next.components) > 0
	if next.content == "" && len(next.embeds) == 0 && len(next.attachments) == 0 && !v2 {
		return errEmpty
	}
	*m = next
	return nil
}

// rich marks embeds as Discord does.
func rich(embeds []any) []any {
	var all []any
	for _, v := range embeds {
		e := maps.Clone(objectOf(v))
		e["type"] = "rich"
		maps.DeleteFunc(e, func(_ string, v any) bool { return v == nil })
		all = append(all, e)
	}
	return all
}

// numbered gives components the ids that Discord fills in.
func numbered(rows []any) []any {
	id := 0
	var walk func(v any) any
	walk = func(v any) any {
		c := maps.Clone(objectOf(v))
		if id++; !has(c, "id") || intOf(c["id"]) == 0 {
			c["id"] = id
		}
		if in, ok := c["components"].([]any); ok {
			var all []any
			for _, v := range in {
				all = append(all, walk(v))
			}
			c["components"] = all
		}
		if in, ok := c["component"].(object); ok {
			c["component"] = walk(in)
		}
		if intOf(c["type"]) == typeSelect {
			defaults(c, "placeholder", "", "min_values", 1, "max_values", 1)
		}
		maps.DeleteFunc(c, func(_ string, v any) bool { return v == nil })
		return c
	}
	var all []any
	for _, v := range rows {
		all = append(all, walk(v))
	}
	return all
}

// defaults fills in what is missing, by name and value in turn.
func defaults(o object, pairs ...any) {
	for i := 0; i < len(pairs); i += 2 {
		if name := pairs[i].(string); !has(o, name) {
			o[name] = pairs[i+1]
		}
	}
}

// attach returns what hangs on a message then: what is listed, or all that hung
// on it before, and the files.
func (s *Server) attach(m *message, form object, files map[string]File) []attachment {
	about := map[string]object{}
	for _, v := range listOf(form["attachments"]) {
		o := objectOf(v)
		about[stringOf(o["id"])] = o
	}
	var all []attachment
	for _, a := range m.attachments {
		if _, listed := about[a.id.String()]; listed || form["attachments"] == nil {
			all = append(all, a)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(files)) {
		f := files[id]
		f.Description = stringOf(about[id]["description"])
		if name := stringOf(about[id]["filename"]); name != "" {
			f.Name = name
		}
		if f.Type == "" || f.Type == "application/octet-stream" {
			f.Type = mime.TypeByExtension(path.Ext(f.Name))
		}
		all = append(all, attachment{id: s.newID(), File: f})
	}
	return all
}
