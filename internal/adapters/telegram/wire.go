package telegram

import "strings"

// The part of the Bot API's objects that the bot reads. The library's own types
// are older than topics, origins of forwards and inaccessible messages.

// allowedUpdates are the kinds of updates that the bot takes. They are named in
// every request: Telegram remembers the last list it was given.
var allowedUpdates = encode([]string{"message", "edited_message", "callback_query", "my_chat_member"})

type update struct {
	ID       int64         `json:"update_id"`
	Message  *message      `json:"message"`
	Edited   *message      `json:"edited_message"`
	Callback *callback     `json:"callback_query"`
	Member   *memberChange `json:"my_chat_member"`
}

type user struct {
	ID        int64  `json:"id"`
	IsBot     bool   `json:"is_bot"`
	FirstName string `json:"first_name"`
	LastName  string `json:"last_name"`
	Username  string `json:"username"`
	Language  string `json:"language_code"`
}

// The accounts that stand for nobody: Telegram's own, whose id goes with
// messages for the sake of old clients.
const (
	anonymousAdmin = 1087968824 // GroupAnonymousBot: an admin who doesn't show
	asChannel      = 136817688  // Channel_Bot: a person who writes as a channel
	serviceAccount = 777000     // Telegram: a linked channel's posts, and notices
)

// person reports whether the account is a human being's.
func (u *user) person() bool {
	return u != nil && u.ID > 0 && !u.IsBot && u.ID != anonymousAdmin && u.ID != asChannel && u.ID != serviceAccount
}

func (u *user) name() string { return strings.TrimSpace(u.FirstName + " " + u.LastName) }

type chatInfo struct {
	ID    int64  `json:"id"`
	Type  string `json:"type"` // private, group, supergroup or channel
	Title string `json:"title"`
}

// groupInfo is what a group tells of itself.
type groupInfo struct {
	chatInfo
	Permissions permissions `json:"permissions"`
}

// permissions are what a group's members may do; one that isn't told is given.
type permissions struct {
	Texts  *bool `json:"can_send_messages"`
	Photos *bool `json:"can_send_photos"`
}

func (p permissions) texts() bool  { return p.Texts == nil || *p.Texts }
func (p permissions) photos() bool { return p.Photos == nil || *p.Photos }

type message struct {
	ID            int64     `json:"message_id"`
	Date          int64     `json:"date"` // Unix seconds; 0 for a message that can't be read any more
	EditDate      int64     `json:"edit_date"`
	Chat          chatInfo  `json:"chat"`
	From          *user     `json:"from"`
	SenderChat    *chatInfo `json:"sender_chat"`
	Topic         int64     `json:"message_thread_id"`
	InTopic       bool      `json:"is_topic_message"` // else Topic is only a thread of replies
	AutoForwarded bool      `json:"is_automatic_forward"`
	ReplyTo       *message  `json:"reply_to_message"`
	External      *external `json:"external_reply"` // a message elsewhere that it answers
	Album         string    `json:"media_group_id"`

	// Messages of a business account, or from elsewhere, that aren't in a chat
	// with the bot.
	Business string `json:"business_connection_id"`
	Guest    string `json:"guest_query_id"`

	Text    string `json:"text"`
	Caption string `json:"caption"`

	Location *location `json:"location"`

	ForwardOrigin present `json:"forward_origin"`
	ForwardDate   present `json:"forward_date"` // of servers older than origins

	// Notices of Telegram's own.
	TopicCreated  *named  `json:"forum_topic_created"`
	TopicEdited   *named  `json:"forum_topic_edited"` // without a name if that stayed
	TopicClosed   present `json:"forum_topic_closed"`
	TopicReopened present `json:"forum_topic_reopened"`
	NewTitle      string  `json:"new_chat_title"`
	MigrateTo     int64   `json:"migrate_to_chat_id"` // the group is that one from now on

	Document *document `json:"document"`

	Voice     present `json:"voice"`
	VideoNote present `json:"video_note"`
	Photo     present `json:"photo"`
	LivePhoto present `json:"live_photo"`
	Sticker   present `json:"sticker"`
	Animation present `json:"animation"`
	Audio     present `json:"audio"`
	PaidMedia present `json:"paid_media"`
	Rich      present `json:"rich_message"`
	Story     present `json:"story"`
	Video     present `json:"video"`
	Checklist present `json:"checklist"`
	Contact   present `json:"contact"`
	Dice      present `json:"dice"`
	Game      present `json:"game"`
	Poll      present `json:"poll"`
	Venue     present `json:"venue"`
}

// named is what a notice says of a topic's name.
type named struct {
	Name string `json:"name"`
}

// external is a message in another chat that one answers. Of private chats
// Telegram doesn't say which.
type external struct {
	Chat *chatInfo `json:"chat"`
	ID   int64     `json:"message_id"`
}

// forwarded reports whether the words are somebody else's, or from elsewhere.
func (m *message) forwarded() bool { return bool(m.ForwardOrigin || m.ForwardDate) }

type location struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
}

type callback struct {
	ID      string   `json:"id"`
	From    *user    `json:"from"`
	Message *message `json:"message"` // absent under a message of inline mode
	Data    string   `json:"data"`
}

type memberChange struct {
	Chat chatInfo `json:"chat"`
	From *user    `json:"from"`
	Date int64    `json:"date"`
	Old  member   `json:"old_chat_member"`
	New  member   `json:"new_chat_member"`
}

type member struct {
	Status   string `json:"status"` // creator, administrator, member, restricted, left or kicked
	IsMember bool   `json:"is_member"`
	CanSend  bool   `json:"can_send_messages"`
	User     *user  `json:"user"`

	CanSendPhotos   bool `json:"can_send_photos"`
	CanManageTopics bool `json:"can_manage_topics"`
	CanPin          bool `json:"can_pin_messages"`
	Anonymous       bool `json:"is_anonymous"`
}

// admin reports whether the member may manage the group.
func (m member) admin() bool { return m.Status == "creator" || m.Status == "administrator" }

// managesTopics reports whether the member may write in a closed topic.
func (m member) managesTopics() bool {
	return m.Status == "creator" || (m.Status == "administrator" && m.CanManageTopics)
}

// in reports whether the member is in the chat.
func (m member) in() bool {
	switch m.Status {
	case "creator", "administrator", "member":
		return true
	case "restricted":
		return m.IsMember
	}
	return false
}

// writes reports whether the member may write, as far as the status tells.
func (m member) writes() bool { return m.in() && (m.Status != "restricted" || m.CanSend) }

// present reports whether a field is there, whatever is in it.
type present bool

// UnmarshalJSON implements json.Unmarshaler.
func (p *present) UnmarshalJSON(b []byte) error {
	*p = string(b) != "null"
	return nil
}

// happened is when an update came about, in Unix seconds; 0 where it doesn't say.
func (u *update) happened() int64 {
	switch {
	case u.Message != nil:
		return u.Message.Date
	case u.Edited != nil:
		return u.Edited.EditDate
	case u.Member != nil:
		return u.Member.Date
	}
	return 0
}

// press is the id of the press that the update is; empty for any other.
func (u *update) press() string {
	if u.Callback == nil {
		return ""
	}
	return u.Callback.ID
}

// chatID names the chat in which updates keep their order: a group with all its
// topics is one.
func (u *update) chatID() int64 {
	switch {
	case u.Message != nil:
		return u.Message.Chat.ID
	case u.Edited != nil:
		return u.Edited.Chat.ID
	case u.Member != nil:
		return u.Member.Chat.ID
	case u.Callback != nil && u.Callback.Message != nil:
		return u.Callback.Message.Chat.ID
	case u.Callback != nil && u.Callback.From != nil:
		return u.Callback.From.ID
	}
	return 0
}
