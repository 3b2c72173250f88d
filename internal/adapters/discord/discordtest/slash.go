package discordtest

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// The types of options that name something else.
const (
	optionString      = 3
	optionInteger     = 4
	optionBoolean     = 5
	optionUser        = 6
	optionChannel     = 7
	optionRole        = 8
	optionMentionable = 9
	optionAttachment  = 11
	optionNumber      = 10
)

// Command gives a slash command, with subcommands separated by spaces, and
// returns the interaction's id. People, channels and roles are given by id, an
// attachment as a File. A
// command that isn't registered, or not offered to this person here, ends the
// test.
func (p *Person) Command(name string, options map[string]any) string {
	p.s.tb.Helper()
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	data, described, leaf := p.slash(name)
	given, resolved := []any{}, object{}
	for _, v := range described {
		o := objectOf(v)
		value, named := options[stringOf(o["name"])]
		if !named {
			if boolOf(o["required"]) {
				p.s.tb.Fatalf("discordtest: /%s needs %q", name, o["name"])
			}
			continue
		}
		p.fits(name, o, value)
		if f, ok := value.(File); ok {
			value = p.s.attached(resolved, f)
		} else {
			p.s.resolve(p.place, resolved, parseID(fmt.Sprint(value)))
		}
		given = append(given, object{"name": o["name"], "type": o["type"], "value": value})
	}
	if len(given) < len(options) {
		p.s.tb.Fatalf("discordtest: /%s has not all of these options", name)
	}
	leaf["options"] = given
	if len(resolved) > 0 {
		data["resolved"] = resolved
	}
	return p.s.interact(kindCommand, p.account, p.place, nil, data).id.String()
}

// Complete types into an option that autocompletes, waits, and returns what is
// offered: nothing if the bot doesn't answer in time.
func (p *Person) Complete(name, option, typed string) []Choice {
	p.s.tb.Helper()
	i := p.complete(name, option, typed)
	select {
	case <-i.resolved:
	case <-p.s.closing:
	}
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	return i.choices
}

func (p *Person) complete(name, option, typed string) *interaction {
	p.s.tb.Helper()
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	data, described, leaf := p.slash(name)
	for _, v := range described {
		if o := objectOf(v); o["name"] == option && boolOf(o["autocomplete"]) {
			leaf["options"] = []any{object{"name": option, "type": o["type"], "value": typed, "focused": true}}
			return p.s.interact(kindComplete, p.account, p.place, nil, data)
		}
	}
	p.s.tb.Fatalf("discordtest: /%s has no option %q that autocompletes", name, option)
	return nil
}

// slash finds a command that is offered to the person here. It returns the data
// of the interaction, the options that can be given, and the part of the data
// that they belong to.
func (p *Person) slash(path string) (data object, options []any, leaf object) {
	p.s.tb.Helper()
	words := strings.Fields(path)
	var command object
	for _, of := range []snowflake{p.guildID(), 0} {
		for _, c := range p.s.commands[of] {
			if command == nil && len(words) > 0 && c["name"] == words[0] && (of != 0 || p.place.guild == nil || p.offered(c)) {
				command = c
			}
		}
	}
	if command == nil || !p.offered(command) {
		p.s.tb.Fatalf("discordtest: %s is offered no command /%s here", p.account.name, path)
	}
	data = object{"id": command["id"], "name": command["name"], "type": 1}
	if g := command["guild_id"]; g != nil {
		data["guild_id"] = g
	}
	leaf, options = data, listOf(command["options"])
	for _, word := range words[1:] {
		i := slices.IndexFunc(options, func(v any) bool {
			o := objectOf(v)
			return o["name"] == word && (intOf(o["type"]) == optionSubcommand || intOf(o["type"]) == optionGroup)
		})
		if i < 0 {
			p.s.tb.Fatalf("discordtest: there is no command /%s", path)
		}
		o := objectOf(options[i])
		next := object{"name": word, "type": o["type"]}
		leaf["options"] = []any{next}
		leaf, options = next, listOf(o["options"])
	}
	for _, v := range options {
		if t := intOf(objectOf(v)["type"]); t == optionSubcommand || t == optionGroup {
			p.s.tb.Fatalf("discordtest: /%s can't be given without a subcommand", path)
		}
	}
	return data, options, leaf
}

func (p *Person) guildID() snowflake {
	if p.place.guild == nil {
		return 0
	}
	return p.place.guild.id
}

// offered reports whether Discord shows the person a command where they are.
func (p *Person) offered(c object) bool {
	in := func(list any, n int) bool {
		return list == nil || slices.ContainsFunc(listOf(list), func(v any) bool { return intOf(v) == n })
	}
	if p.place.guild == nil {
		private := !has(c, "dm_permission") || boolOf(c["dm_permission"])
		return in(c["contexts"], 1) && private && c["guild_id"] == nil && p.s.reachable(p.account) && !p.account.blocked
	}
	byGuild := p.place.guild.members[p.s.bot.id] != nil && in(c["integration_types"], 0)
	byPerson := p.account.installed && in(c["integration_types"], 1)
	if !in(c["contexts"], 0) || !byGuild && !byPerson {
		return false
	}
	have := p.place.permissions(p.account)
	if have&permissions["USE_APPLICATION_COMMANDS"] == 0 {
		return false
	}
	// A bit set of 0 leaves a command to administrators.
	asked, restricted := c["default_member_permissions"].(string)
	need, err := strconv.ParseUint(asked, 10, 64)
	if restricted && byGuild && (err != nil || need == 0) {
		return have == allPermissions
	}
	return !byGuild || have&need == need
}

// fits ends the test if a client couldn't send this value.
func (p *Person) fits(command string, o object, value any) {
	p.s.tb.Helper()
	ok := false
	switch intOf(o["type"]) {
	case optionString:
		_, ok = value.(string)
	case optionInteger:
		_, ok = value.(int)
	case optionBoolean:
		_, ok = value.(bool)
	case optionNumber:
		_, ok = value.(float64)
	case optionUser, optionChannel, optionRole, optionMentionable:
		id, isString := value.(string)
		ok = isString && parseID(id) != 0
	case optionAttachment:
		var f File
		f, ok = value.(File)
		ok = ok && f.Name != "" && len(f.Bytes) <= biggestFile
	}
	if choices := listOf(o["choices"]); len(choices) > 0 {
		ok = slices.ContainsFunc(choices, func(v any) bool {
			return fmt.Sprint(objectOf(v)["value"]) == fmt.Sprint(value)
		})
	}
	if !ok {
		p.s.tb.Fatalf("discordtest: /%s takes no such value as %q", command, o["name"])
	}
}

// attached keeps a file that came with a command, tells the interaction where it is,
// and returns its id.
func (s *Server) attached(resolved object, f File) string {
	a := attachment{id: s.newID(), File: f}
	s.given[a.id.String()] = f
	all, had := resolved["attachments"].(object)
	if !had {
		all = object{}
		resolved["attachments"] = all
	}
	url := s.URL() + "/attachments/" + a.id.String() + "/" + f.Name
	all[a.id.String()] = object{
		"id": a.id, "filename": f.Name, "size": len(f.Bytes), "url": url, "proxy_url": url, "content_type": f.Type, "ephemeral": true,
	}
	return a.id.String()
}

// serveAttached answers the download of a file that came with a command.
func (s *Server) serveAttached(w http.ResponseWriter, r *http.Request) {
	id, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/attachments/"), "/")
	s.mu.Lock()
	f, there := s.given[id]
	s.mu.Unlock()
	if !there || r.Method != http.MethodGet {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", f.Type)
	write(w, http.StatusOK, f.Bytes)
}

// resolve adds what an id names to what an interaction tells of such ids.
func (s *Server) resolve(at *place, resolved object, id snowflake) {
	if id == 0 {
		return
	}
	add := func(kind string, what object) {
		of, had := resolved[kind].(object)
		if !had {
			of = object{}
			resolved[kind] = of
		}
		of[id.String()] = what
	}
	if a := s.accounts[id]; a != nil {
		add("users", a.json())
		if at.guild != nil && at.guild.members[id] != nil {
			add("members", at.guild.members[id].json(false))
		}
	}
	if p := s.places[id]; p != nil && p.guild != nil {
		o := p.json()
		o["permissions"] = permissionString(p.permissions(s.bot))
		add("channels", o)
	}
	if at.guild != nil {
		for _, r := range at.guild.roles {
			if r.id == id {
				add("roles", r.json())
			}
		}
	}
}
