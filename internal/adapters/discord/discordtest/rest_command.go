package discordtest

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
)

// The limits of commands that the description omits.
var commandName = regexp.MustCompile(`^[-_a-z0-9]{1,32}$`)

const mostCommands = 100

// The types of a command's options.
const (
	optionSubcommand = 1
	optionGroup      = 2
)

// commandsOf checks the path's application, and returns whose commands are meant: a
// guild's, or 0 for everybody's.
func (s *Server) commandsOf(c *call) (snowflake, *apiError) {
	if c.id("application_id") != s.app {
		return 0, errAccess.ours("application_id: is another application's")
	}
	guild := c.id("guild_id")
	if guild != 0 {
		if _, failed := s.guildOf(guild); failed != nil {
			return 0, errAccess
		}
	}
	return guild, nil
}

// Commands returns the names of the commands that are registered: a guild's, or
// everybody's if guild is empty.
func (s *Server) Commands(guild string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var names []string
	for _, c := range s.commands[parseID(guild)] {
		names = append(names, stringOf(c["name"]))
	}
	return names
}

func (s *Server) listCommands(c *call) (any, *apiError) {
	of, failed := s.commandsOf(c)
	if failed != nil {
		return nil, failed
	}
	return append([]object{}, s.commands[of]...), nil
}

// putCommands replaces all; who keeps its name keeps its id.
func (s *Server) putCommands(c *call) (any, *apiError) {
	of, failed := s.commandsOf(c)
	if failed != nil {
		return nil, failed
	}
	var next []object
	for i, v := range listOf(c.body) {
		if m := s.checkCommand(strconv.Itoa(i), objectOf(v), next); m != nil {
			return nil, invalid(m)
		}
		next = append(next, s.register(of, objectOf(v)))
	}
	s.commands[of] = next
	return append([]object{}, next...), nil
}

func (s *Server) createCommand(c *call) (any, *apiError) {
	of, failed := s.commandsOf(c)
	if failed != nil {
		return nil, failed
	}
	form := c.form()
	others := slices.DeleteFunc(slices.Clone(s.commands[of]), func(o object) bool { return o["name"] == form["name"] })
	if m := s.checkCommand("", form, others); m != nil {
		return nil, invalid(m)
	}
	added, had := s.register(of, form), len(others) < len(s.commands[of])
	s.commands[of] = append(others, added)
	if had {
		return added, nil
	}
	return created{added}, nil
}

// register completes a command as Discord gives it back.
func (s *Server) register(of snowflake, form object) object {
	o := maps.Clone(form)
	o["id"], o["application_id"], o["version"] = s.newID(), s.app, s.newID()
	for _, had := range s.commands[of] {
		if had["name"] == form["name"] {
			o["id"] = had["id"]
		}
	}
	defaults(o, "type", 1, "description", "", "default_member_permissions", nil, "nsfw", false, "options", []any{},
		"integration_types", []any{0}, "contexts", nil)
	if v := o["default_member_permissions"]; v != nil {
		if _, isString := v.(string); !isString {
			o["default_member_permissions"] = strconv.Itoa(intOf(v))
		}
	}
	if of != 0 {
		o["guild_id"] = of
	}
	for _, name := range []string{"name_localizations", "description_localizations"} {
		if !has(o, name) {
			o[name] = nil
		}
	}
	return o
}

// command returns the place of a command among others, or -1.
func (s *Server) command(c *call) (snowflake, int, *apiError) {
	of, failed := s.commandsOf(c)
	if failed != nil {
		return 0, 0, failed
	}
	i := slices.IndexFunc(s.commands[of], func(o object) bool { return o["id"] == c.id("command_id") })
	if i < 0 {
		return 0, 0, errCommand
	}
	return of, i, nil
}

func (s *Server) getCommand(c *call) (any, *apiError) {
	of, i, failed := s.command(c)
	if failed != nil {
		return nil, failed
	}
	return s.commands[of][i], nil
}

func (s *Server) editCommand(c *call) (any, *apiError) {
	of, i, failed := s.command(c)
	if failed != nil {
		return nil, failed
	}
	next := maps.Clone(s.commands[of][i])
	maps.Copy(next, c.form())
	next["version"] = s.newID()
	others := slices.Delete(slices.Clone(s.commands[of]), i, i+1)
	if m := s.checkCommand("", next, others); m != nil {
		return nil, invalid(m)
	}
	s.commands[of][i] = next
	return next, nil
}

func (s *Server) deleteCommand(c *call) (any, *apiError) {
	of, i, failed := s.command(c)
	if failed != nil {
		return nil, failed
	}
	s.commands[of] = slices.Delete(slices.Clone(s.commands[of]), i, i+1)
	return nil, nil
}

// checkCommand checks a command against the limits that the description omits.
func (s *Server) checkCommand(path string, form object, others []object) *mismatch {
	name := stringOf(form["name"])
	chat := !has(form, "type") || intOf(form["type"]) == 1
	switch {
	case chat && !commandName.MatchString(name):
		return wrong(join(path, "name"), "APPLICATION_COMMAND_INVALID_NAME", "is no name for a command")
	case chat && stringOf(form["description"]) == "":
		return wrong(join(path, "description"), required, "is missing")
	case len(others) >= mostCommands:
		return wrong(path, badLength, "is one command too many")
	}
	for _, o := range others {
		if o["name"] == form["name"] {
			return wrong(join(path, "name"), "APPLICATION_COMMANDS_DUPLICATE_NAME", "is there twice")
		}
	}
	return checkOptions(join(path, "options"), listOf(form["options"]), 0)
}

// checkOptions checks names, order and nesting; depth is 0 for a command's own.
func checkOptions(path string, options []any, depth int) *mismatch {
	names := map[string]bool{}
	optional, nested, plain := false, false, false
	for i, v := range options {
		o, at := objectOf(v), join(path, strconv.Itoa(i))
		name, kind := stringOf(o["name"]), intOf(o["type"])
		if !commandName.MatchString(name) || names[name] {
			return wrong(at+".name", "APPLICATION_COMMAND_INVALID_NAME", "is no name for an option, or there twice")
		}
		names[name] = true
		if kind == optionSubcommand || kind == optionGroup {
			if nested = true; depth > 1 || kind == optionGroup && depth > 0 {
				return wrong(at+".type", notChoice, "lies too deep")
			}
			if kind == optionGroup && slices.ContainsFunc(listOf(o["options"]), func(v any) bool {
				return intOf(objectOf(v)["type"]) != optionSubcommand
			}) {
				return wrong(at+".options", notChoice, "may hold subcommands alone")
			}
			if m := checkOptions(at+".options", listOf(o["options"]), depth+1); m != nil {
				return m
			}
			continue
		}
		plain = true
		if boolOf(o["required"]) && optional {
			return wrong(at+".required", "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "comes after one that isn't")
		}
		optional = optional || !boolOf(o["required"])
		if boolOf(o["autocomplete"]) && len(listOf(o["choices"])) > 0 {
			return wrong(at+".autocomplete", notChoice, "can't stand beside choices")
		}
	}
	if nested && plain {
		return wrong(path, notChoice, "mix subcommands with others")
	}
	return nil
}
