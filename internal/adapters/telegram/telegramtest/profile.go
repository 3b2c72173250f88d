package telegramtest

import (
	"slices"
	"strconv"
)

// MenuItem is a command with its description, as the menu shows it.
type MenuItem struct{ Command, Description string }

// menuKey names one of the lists of commands.
type menuKey struct{ scope, language string }

// aboutKey names one of the bot's texts about itself.
type aboutKey struct{ name, language string }

func (s *Server) getMe(params) (any, *apiError) {
	me := s.accounts[botID].json()
	for _, name := range []string{
		"supports_inline_queries", "can_read_all_group_messages", "can_connect_to_business",
		"has_main_web_app", "has_topics_enabled", "allows_users_to_create_topics",
	} {
		me[name] = false
	}
	me["can_join_groups"] = true
	return me, nil
}

// scopeOf names a scope; what it is about must exist.
func (s *Server) scopeOf(p params) (menuKey, *apiError) {
	scope := p.object("scope")
	name := str(scope["type"])
	if name == "" {
		name = "default"
	}
	if id := num(scope["chat_id"]); scope["chat_id"] != nil {
		if s.rooms[id] == nil {
			return menuKey{}, bad("chat not found")
		}
		name += " " + strconv.FormatInt(id, 10)
	}
	if id := num(scope["user_id"]); id != 0 {
		name += " " + strconv.FormatInt(id, 10)
	}
	return menuKey{name, p.str("language_code")}, nil
}

func (s *Server) setMyCommands(p params) (any, *apiError) {
	key, failed := s.scopeOf(p)
	if failed != nil {
		return nil, failed
	}
	var items []MenuItem
	for _, v := range p.list("commands") {
		c := v.(map[string]any)
		item := MenuItem{str(c["command"]), str(c["description"])}
		if slices.ContainsFunc(items, func(i MenuItem) bool { return i.Command == item.Command }) {
			return nil, bad("BOT_COMMAND_INVALID").ours("commands", "has a command twice")
		}
		items = append(items, item)
	}
	s.menus[key] = items
	return true, nil
}

func (s *Server) deleteMyCommands(p params) (any, *apiError) {
	key, failed := s.scopeOf(p)
	if failed != nil {
		return nil, failed
	}
	delete(s.menus, key)
	return true, nil
}

func (s *Server) getMyCommands(p params) (any, *apiError) {
	key, failed := s.scopeOf(p)
	if failed != nil {
		return nil, failed
	}
	list := []object{}
	for _, item := range s.menus[key] {
		list = append(list, object{"command": item.Command, "description": item.Description})
	}
	return list, nil
}

func (s *Server) setMyDescription(p params) (any, *apiError) {
	return s.setAbout(p, "description")
}

func (s *Server) setMyShortDescription(p params) (any, *apiError) {
	return s.setAbout(p, "short_description")
}

func (s *Server) setAbout(p params, name string) (any, *apiError) {
	s.abouts[aboutKey{name, p.str("language_code")}] = p.str(name)
	return true, nil
}

func (s *Server) getMyDescription(p params) (any, *apiError) {
	return s.about(p, "description"), nil
}

func (s *Server) getMyShortDescription(p params) (any, *apiError) {
	return s.about(p, "short_description"), nil
}

func (s *Server) about(p params, name string) object {
	text := s.abouts[aboutKey{name, p.str("language_code")}]
	if text == "" {
		text = s.abouts[aboutKey{name: name}]
	}
	return object{name: text}
}

// Description is what people read before they start the bot.
func (s *Server) Description(language string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return str(s.about(params{"language_code": language}, "description")["description"])
}

// ShortDescription stands in the bot's profile.
func (s *Server) ShortDescription(language string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return str(s.about(params{"language_code": language}, "short_description")["short_description"])
}

// Menu returns the commands that the person is offered in the chat they are
// in: the narrowest scope that has a list, in their language if there is one.
func (u *User) Menu() []MenuItem {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	chat, user := strconv.FormatInt(u.room.id, 10), strconv.FormatInt(u.account.id, 10)
	scopes := []string{"chat " + chat, "all_private_chats"}
	if u.room.kind != "private" {
		scopes = []string{"chat_member " + chat + " " + user}
		if u.room.member(u.account).admin() {
			scopes = append(scopes, "chat_administrators "+chat)
		}
		scopes = append(scopes, "chat "+chat)
		if u.room.member(u.account).admin() {
			scopes = append(scopes, "all_chat_administrators")
		}
		scopes = append(scopes, "all_group_chats")
	}
	for _, scope := range append(scopes, "default") {
		for _, language := range []string{u.account.language, ""} {
			if items, ok := u.s.menus[menuKey{scope, language}]; ok {
				return slices.Clone(items)
			}
		}
	}
	return nil
}
