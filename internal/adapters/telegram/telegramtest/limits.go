package telegramtest

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// limit is what the official description says of a field in prose. The zero
// value of a part doesn't limit.
type limit struct {
	min, max int // of characters, bytes, items or the number itself
	bytes    bool
	charset  string
	oneOf    []string
	answer   string // the official error, without "Bad Request: "
}

const (
	lower  = "abcdefghijklmnopqrstuvwxyz"
	digits = "0123456789"
	upper  = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
)

// limits holds them by method or type and field. Texts and captions are not
// here: they are counted after parsing.
var limits = map[string]limit{
	"getUpdates.limit":                            {min: 1, max: 100},
	"setWebhook.max_connections":                  {min: 1, max: 100},
	"setWebhook.secret_token":                     {min: 1, max: 256, charset: lower + upper + digits + "_-", answer: "secret token contains unallowed characters"},
	"answerCallbackQuery.text":                    {max: 200, answer: "MESSAGE_TOO_LONG"},
	"answerCallbackQuery.callback_query_id":       {min: 1, answer: queryTooOld},
	"setMessageReaction.reaction":                 {max: 1, answer: "REACTIONS_TOO_MANY"},
	"setMyCommands.commands":                      {max: 100, answer: "BOT_COMMANDS_TOO_MUCH"},
	"setMyCommands.language_code":                 languageCode,
	"deleteMyCommands.language_code":              languageCode,
	"getMyCommands.language_code":                 languageCode,
	"setMyDescription.description":                {max: 512, answer: "BOT_DESCRIPTION_TOO_LONG"},
	"setMyDescription.language_code":              languageCode,
	"setMyShortDescription.short_description":     {max: 120, answer: "BOT_SHORT_DESCRIPTION_TOO_LONG"},
	"setMyShortDescription.language_code":         languageCode,
	"sendChatAction.action":                       {oneOf: chatActions, answer: "wrong parameter action in request"},
	"BotCommand.command":                          {min: 1, max: 32, charset: lower + digits + "_", answer: "BOT_COMMAND_INVALID"},
	"BotCommand.description":                      {min: 1, max: 256, answer: "BOT_COMMAND_DESCRIPTION_INVALID"},
	"ForceReply.input_field_placeholder":          placeholder,
	"ReplyKeyboardMarkup.input_field_placeholder": placeholder,
	"KeyboardButton.text":                         {min: 1, answer: "keyboard button text must be non-empty"},
	"InlineKeyboardButton.text":                   {min: 1, answer: "inline keyboard button text must be non-empty"},
	"InlineKeyboardButton.callback_data":          {min: 1, max: 64, bytes: true, answer: "BUTTON_DATA_INVALID"},
	"InlineKeyboardButton.style":                  {oneOf: []string{"danger", "success", "primary"}},
	"CopyTextButton.text":                         {min: 1, max: 256, answer: "BUTTON_COPY_TEXT_INVALID"},
	"ReactionTypeEmoji.emoji":                     {oneOf: reactionEmoji, answer: "REACTION_INVALID"},
}

var (
	languageCode = limit{min: 2, max: 2, charset: lower, answer: "LANG_CODE_INVALID"}
	placeholder  = limit{min: 1, max: 64, answer: "input field placeholder is too long"}

	chatActions = []string{
		"typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
		"upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
	}

	// reactionEmoji are those that can be set on a message.
	reactionEmoji = []string{
		"❤", "👍", "👎", "🔥", "🥰", "👏", "😁", "🤔", "🤯", "😱", "🤬", "😢", "🎉", "🤩", "🤮", "💩", "🙏",
		"👌", "🕊", "🤡", "🥱", "🥴", "😍", "🐳", "❤‍🔥", "🌚", "🌭", "💯", "🤣", "⚡", "🍌", "🏆", "💔", "🤨",
		"😐", "🍓", "🍾", "💋", "🖕", "😈", "😴", "😭", "🤓", "👻", "👨‍💻", "👀", "🎃", "🙈", "😇", "😨", "🤝",
		"✍", "🤗", "🫡", "🎅", "🎄", "☃", "💅", "🤪", "🗿", "🆒", "💘", "🙉", "🦄", "😘", "💊", "🙊", "😎",
		"👾", "🤷‍♂", "🤷", "🤷‍♀", "😡",
	}
)

const (
	maxRow     = 8   // buttons side by side
	maxButtons = 100 // under one message
	maxText    = 4096
	maxCaption = 1024
	maxPhoto   = 10 << 20
	maxFile    = 50 << 20
	maxPayload = 64 // of a deep link
	linkHost   = "t.me"
)

// checkLimit checks one value against the limit of its method's or type's field.
func checkLimit(name, path string, v any) *mismatch {
	l, ok := limits[name]
	if !ok {
		return nil
	}
	fail := func(format string, args ...any) *mismatch {
		m := wrong(path, format, args...)
		if l.answer != "" {
			m.answer = bad(l.answer)
		}
		return m
	}
	size := 0
	switch v := v.(type) {
	case string:
		size = utf8.RuneCountInString(v)
		if l.bytes {
			size = len(v)
		}
		for _, r := range v {
			if l.charset != "" && !slices.Contains([]rune(l.charset), r) {
				return fail("has a character outside %s", l.charset)
			}
		}
		if l.oneOf != nil && !slices.Contains(l.oneOf, v) {
			return fail("is none of the values it can have")
		}
	case json.Number:
		n, err := v.Int64()
		if err != nil {
			return fail("is no integer")
		}
		size = int(n)
	case []any:
		size = len(v)
	}
	if size < l.min || (l.max > 0 && size > l.max) {
		return fail("is %d, and must be from %d to %d", size, l.min, l.max)
	}
	return nil
}

// checkWhole checks what no single field shows.
func checkWhole(t, path string, v map[string]any) *mismatch {
	switch t {
	case "InlineKeyboardButton":
		kinds := 0
		for name := range v {
			if name != "text" && name != "icon_custom_emoji_id" && name != "style" {
				kinds++
			}
		}
		if kinds != 1 {
			m := wrong(path, "has %d actions, and must have one", kinds)
			m.answer = bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
			return m
		}
		return checkURL(path+".url", v["url"])
	case "InlineKeyboardMarkup":
		return checkRows(path+".inline_keyboard", v["inline_keyboard"])
	case "ReplyKeyboardMarkup":
		return checkRows(path+".keyboard", v["keyboard"])
	case "ForceReply":
		if v["force_reply"] != true {
			return wrong(path+".force_reply", "is not true")
		}
	case "ReplyKeyboardRemove":
		if v["remove_keyboard"] != true {
			return wrong(path+".remove_keyboard", "is not true")
		}
	}
	return nil
}

// checkURL checks a button's link. Telegram takes more than this; a bot that gives
// its people a link gives them an https one, and to itself one with a payload
// that Telegram passes on.
func checkURL(path string, v any) *mismatch {
	if v == nil {
		return nil
	}
	fail := func(fault string) *mismatch {
		m := wrong(path, "%s", fault)
		m.answer = bad("BUTTON_URL_INVALID")
		return m
	}
	u, err := url.Parse(str(v))
	switch {
	case err != nil || u.Scheme != "https" || u.Host == "":
		return fail("is no https link")
	case u.Host != linkHost:
		return nil
	case u.Path != "/"+botUsername:
		return fail("is a link to somebody else")
	}
	start := u.Query().Get("start")
	if len(start) > maxPayload || strings.Trim(start, lower+upper+digits+"_-") != "" {
		return fail("has a payload that isn't passed on")
	}
	return nil
}

func checkRows(path string, v any) *mismatch {
	rows, _ := v.([]any)
	total := 0
	for _, row := range rows {
		buttons, _ := row.([]any)
		total += len(buttons)
		if len(buttons) == 0 || len(buttons) > maxRow {
			return wrong(path, "has a row of %d buttons, and a row has from 1 to %d", len(buttons), maxRow)
		}
	}
	if total > maxButtons {
		m := wrong(path, "has %d buttons, at most %d", total, maxButtons)
		m.answer = bad("reply markup is too long")
		return m
	}
	return nil
}
