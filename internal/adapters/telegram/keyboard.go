package telegram

import (
	"encoding/json"
	"strconv"
	"strings"
	"unicode/utf8"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/grapheme"
)

// button is an inline keyboard's button.
type button struct {
	Text string `json:"text"`
	Data string `json:"callback_data,omitempty"`
	URL  string `json:"url,omitempty"`
}

// labelFits is the longest label, in columns, that a row of so many buttons
// shows whole on a narrow phone: the buttons of a row are equally wide.
var labelFits = [...]int{1: 40, 2: 16, 3: 10, 4: 6}

// keyboard places buttons in rows, in reading order, as many in a row as show
// their labels whole. A keyboard without buttons takes away the one there was;
// the library's own would be sent as null. Link makes the links, as linkTo gave it.
func keyboard(actions []chat.Action, p place, link func(chat.Ref) string) string {
	rows := [][]button{}
	longest := 0
	for _, a := range actions {
		w := grapheme.Columns(a.Label)
		last := len(rows) - 1
		if last >= 0 && len(rows[last])+1 < len(labelFits) && max(longest, w) <= labelFits[len(rows[last])+1] {
			longest = max(longest, w)
		} else {
			rows, last, longest = append(rows, nil), last+1, w
		}
		b := button{Text: a.Label, Data: callbackData(a.Ref, p)}
		if isLink(a, p) {
			b = button{Text: a.Label, URL: link(a.Ref)}
		}
		rows[last] = append(rows[last], b)
	}
	return encode(map[string]any{"inline_keyboard": rows})
}

// forceReply opens the input field as an answer to the message, with a hint in
// it. In a group it does so only for whoever is replied to.
func forceReply(hint string, selective bool) string {
	markup := map[string]any{"force_reply": true, "input_field_placeholder": shorten(hint, maxHint)}
	if selective {
		markup["selective"] = true
	}
	return encode(markup)
}

// callbackData is what a button sends back: its ref, and in a topic the topic,
// because a press under an old message doesn't tell it.
func callbackData(ref chat.Ref, p place) string {
	if p.topic == 0 {
		return ref.String()
	}
	return ref.String() + ":" + strconv.FormatInt(p.topic, 36)
}

// parseCallbackData takes apart what callbackData made. It comes back through
// people's hands: what is malformed is the zero Ref, which means nothing to the
// core, and says so kindly.
func parseCallbackData(s string) (ref chat.Ref, topic int64) {
	if strings.Count(s, ":") == 3 {
		last := strings.LastIndexByte(s, ':')
		n, err := strconv.ParseInt(s[last+1:], 36, 64)
		if err != nil || n <= 0 {
			return chat.Ref{}, 0
		}
		s, topic = s[:last], n
	}
	ref, err := chat.ParseRef(s)
	if err != nil {
		return chat.Ref{}, topic
	}
	return ref, topic
}

// shorten cuts a text to so many runes, with an ellipsis in place of the last.
func shorten(s string, runes int) string {
	if utf8.RuneCountInString(s) <= runes {
		return s
	}
	r := []rune(s)
	return string(r[:runes-1]) + "…"
}

// encode is a parameter that is an object or a list. What is passed to it is
// made of strings, numbers and booleans, which JSON can always hold.
func encode(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return "null"
	}
	return string(b)
}
