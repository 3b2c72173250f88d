package telegramtest

import (
	"slices"
	"strconv"
	"time"
)

// The accounts that stand for no person.
const (
	anonymousAdmin = 1087968824 // speaks for a group's anonymous admins
	channelBot     = 136817688  // speaks for a channel in a group
	telegramItself = 777000     // forwards the posts of a group's linked channel
)

// firstMessage makes message ids grow a digit early, so that code that compares
// them as words fails.
const firstMessage = 95

// memberRights are what a group can allow or forbid its members.
var memberRights = []string{
	"can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos",
	"can_send_videos", "can_send_video_notes", "can_send_voice_notes", "can_send_polls",
	"can_send_other_messages", "can_add_web_page_previews", "can_react_to_messages",
	"can_edit_tag", "can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics",
}

// account is somebody, or some bot, with an account.
type account struct {
	id       int64
	first    string
	username string
	language string
	bot      bool
	deleted  bool
}

func (a *account) json() object {
	o := object{"id": a.id, "is_bot": a.bot, "first_name": a.first}
	if a.username != "" {
		o["username"] = a.username
	}
	if a.language != "" {
		o["language_code"] = a.language
	}
	return o
}

// special returns an account that stands for no person.
func special(id int64) *account {
	switch id {
	case anonymousAdmin:
		return &account{id: id, first: "Group", username: "GroupAnonymousBot", bot: true}
	case channelBot:
		return &account{id: id, first: "Channel", username: "Channel_Bot", bot: true}
	}
	return &account{id: telegramItself, first: "Telegram"}
}

// room is a chat with its history.
type room struct {
	id       int64
	kind     string // private, group or supergroup
	title    string
	forum    bool
	owner    *account // of a private chat
	started  bool     // the private chat's owner has written
	blocked  bool
	bot      member
	forbids  map[string]bool // what members may not do, by the right's name
	members  map[int64]*member
	movedTo  int64
	topics   map[int]*topic
	messages []*message
	byID     map[int]*message
	lastID   int // of a supergroup, which numbers its own messages
	keyboard [][]string
}

// member is an account's standing in a group.
type member struct {
	account   *account
	status    string // creator, administrator, member, restricted, left, kicked
	anonymous bool
	muted     bool     // restricted, and must not write
	lacks     []string // the rights of an administrator that this one doesn't have
}

func (m member) in() bool { return m.status != "left" && m.status != "kicked" }

func (m member) admin() bool { return m.status == "creator" || m.status == "administrator" }

// topic is a forum's.
type topic struct {
	id      int
	name    string
	closed  bool
	created *message
}

func (s *Server) addRoom(r *room) *room {
	r.byID, r.members, r.topics = map[int]*message{}, map[int64]*member{}, map[int]*topic{}
	r.forbids = map[string]bool{}
	r.lastID = firstMessage - 1
	s.rooms[r.id] = r
	return r
}

// nextID numbers a room's next message.
func (s *Server) nextID(r *room) int {
	if r.kind == "supergroup" {
		r.lastID++
		return r.lastID
	}
	s.lastShared++
	return s.lastShared
}

func (r *room) json() object {
	o := object{"id": r.id, "type": r.kind}
	if r.owner != nil {
		o["first_name"] = r.owner.first
		if r.owner.username != "" {
			o["username"] = r.owner.username
		}
		return o
	}
	o["title"] = r.title
	if r.forum {
		o["is_forum"] = true
	}
	return o
}

// member returns an account's standing; one that was never there has left.
func (r *room) member(a *account) *member {
	if a.id == botID {
		if r.bot.account == nil {
			r.bot.account = a
		}
		return &r.bot
	}
	if m := r.members[a.id]; m != nil {
		return m
	}
	return &member{account: a, status: "left"}
}

// json shows a member with its rights.
func (m member) json() object {
	o := object{"status": m.status, "user": m.account.json()}
	switch m.status {
	case "creator":
		o["is_anonymous"] = m.anonymous
	case "administrator":
		o["can_be_edited"], o["is_anonymous"] = false, m.anonymous
		for _, right := range []string{
			"can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
			"can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
			"can_edit_stories", "can_delete_stories", "can_pin_messages", "can_manage_topics",
		} {
			o[right] = right != "can_promote_members" && !contains(m.lacks, right)
		}
	case "restricted":
		o["is_member"], o["until_date"] = true, 0
		for _, right := range memberRights {
			o[right] = !m.muted
		}
	case "kicked":
		o["until_date"] = 0
	}
	return o
}

// target resolves a request's chat.
func (s *Server) target(p params) (*room, *apiError) {
	id := p.num("chat_id")
	if name := p.str("chat_id"); name != "" {
		if n, err := strconv.ParseInt(name, 10, 64); err == nil {
			id = n
		}
	}
	r := s.rooms[id]
	if r == nil {
		return nil, bad("chat not found")
	}
	if r.movedTo != 0 {
		return nil, migrated(r.movedTo)
	}
	return r, nil
}

// reachable says why the bot can't act in a chat at all.
func (r *room) reachable() *apiError {
	if r.kind != "private" {
		switch {
		case r.bot.status == "kicked":
			return forbidden("bot was kicked from the " + r.kind + " chat")
		case !r.bot.in():
			return forbidden("bot is not a member of the " + r.kind + " chat")
		}
		return nil
	}
	switch {
	case r.owner.deleted:
		return forbidden("user is deactivated")
	case r.blocked:
		return forbidden("bot was blocked by the user")
	case !r.started:
		return forbidden("bot can't initiate conversation with a user")
	}
	return nil
}

// writable resolves a chat that the bot may write to; what is "text messages",
// "photos" or "documents".
func (s *Server) writable(p params, what string) (*room, *apiError) {
	r, failed := s.target(p)
	if failed == nil {
		failed = r.reachable()
	}
	if failed == nil && r.refusesToSend(what) {
		failed = bad("not enough rights to send " + what + " to the chat")
	}
	return r, failed
}

// refusesToSend reports whether the bot may not send something: because it is
// muted, or because no member may and it is no admin.
func (r *room) refusesToSend(what string) bool {
	right := map[string]string{
		"text messages": "can_send_messages", "photos": "can_send_photos", "documents": "can_send_documents",
	}[what]
	return r.bot.muted || (r.forbids[right] && !r.bot.admin())
}

// find returns the message that is shown under this id.
func (r *room) find(id int) *message {
	if m := r.byID[id]; m != nil && !m.deleted {
		return m
	}
	return nil
}

// changed tells the bot that its own standing in a chat has changed.
func (s *Server) changed(r *room, by *account, old, current member) {
	for _, m := range []*member{&old, &current} {
		m.account = s.accounts[botID]
	}
	s.push("my_chat_member", object{
		"chat": r.json(), "from": by.json(), "date": time.Now().Unix(),
		"old_chat_member": old.json(), "new_chat_member": current.json(),
	})
}

// sortedMembers returns who is in a group, by account.
func (r *room) sortedMembers() []*member {
	var all []*member
	for _, m := range r.members {
		if m.in() {
			all = append(all, m)
		}
	}
	slices.SortFunc(all, func(a, b *member) int { return int(a.account.id - b.account.id) })
	return all
}
