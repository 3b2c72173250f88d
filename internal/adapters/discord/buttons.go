package discord

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/bwmarrin/discordgo"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/grapheme"
)

// labelFits is the longest label, in columns, of which a row of so many buttons
// shows all on a narrow phone without breaking.
var labelFits = [...]int{1: 80, 2: 18, 3: 12, 4: 8, 5: 5}

// buttons places actions in rows, in reading order, as many in a row as show
// their labels whole; if that takes too many rows, they are filled. The nonce of
// the message goes along, so that its history can be searched for it.
func buttons(actions []chat.Action, nonce string) []discordgo.MessageComponent {
	actions = actions[:min(len(actions), maxActions)]
	rows := inRows(actions)
	all := make([]discordgo.MessageComponent, 0, len(rows))
	n := 0
	for _, row := range rows {
		var r discordgo.ActionsRow
		for _, a := range row {
			r.Components = append(r.Components, discordgo.Button{
				Style: discordgo.SecondaryButton, Label: shorten(a.Label, maxLabel),
				CustomID: customID(a.Ref, a.Follow, n, nonce),
			})
			n++
		}
		all = append(all, r)
	}
	return all
}

func inRows(actions []chat.Action) [][]chat.Action {
	var rows [][]chat.Action
	longest := 0
	for _, a := range actions {
		w := grapheme.Columns(a.Label)
		last := len(rows) - 1
		if last >= 0 && len(rows[last]) < rowButtons && max(longest, w) <= labelFits[len(rows[last])+1] {
			longest = max(longest, w)
		} else {
			rows, last, longest = append(rows, nil), last+1, w
		}
		rows[last] = append(rows[last], a)
	}
	if len(rows) <= buttonRows {
		return rows
	}
	rows = nil
	for len(actions) > 0 {
		n := min(len(actions), rowButtons)
		rows, actions = append(rows, actions[:n]), actions[n:]
	}
	return rows
}

// follows are the letters of what follows a press, in a custom id.
const follows = "upcoa"

// customID is what a button sends back, of at most 70 bytes: its ref, what
// follows, its place under the message (two buttons may do the same, but no two
// may have the same id), and the message's nonce.
func customID(ref chat.Ref, follow chat.Follow, place int, nonce string) string {
	letter := follows[:1]
	if int(follow) < len(follows) && follow >= 0 {
		letter = follows[follow : follow+1]
	}
	return ref.String() + ":" + letter + strconv.FormatInt(int64(place), 36) + ":" + nonce
}

// parseCustomID takes apart what customID made. It comes back through people's
// hands: what is malformed is the zero Ref, which means nothing to the core, and
// says so kindly.
func parseCustomID(s string) (ref chat.Ref, follow chat.Follow, nonce string) {
	parts := strings.SplitN(s, ":", 5)
	if len(parts) != 5 || parts[3] == "" {
		return chat.Ref{}, chat.Update, ""
	}
	f := strings.IndexByte(follows, parts[3][0])
	ref, err := chat.ParseRef(strings.Join(parts[:3], ":"))
	if err != nil || f < 0 {
		return chat.Ref{}, chat.Update, ""
	}
	return ref, chat.Follow(f), parts[4]
}

// formOf is a form as Discord shows one.
func formOf(f *chat.Form) *discordgo.InteractionResponseData {
	shape := &discordgo.InteractionResponseData{
		Title: shorten(f.Title, maxTitle), CustomID: customID(f.Action, chat.Update, 0, ""),
	}
	for _, field := range f.Fields {
		style := discordgo.TextInputShort
		if field.Long {
			style = discordgo.TextInputParagraph
		}
		shape.Components = append(shape.Components, discordgo.ActionsRow{Components: []discordgo.MessageComponent{discordgo.TextInput{
			Style: style, CustomID: field.ID, Label: shorten(field.Label, maxTitle),
			Placeholder: shorten(field.Placeholder, maxHint), Value: shorten(field.Value, maxField),
			Required: field.Required, MaxLength: maxField,
		}}})
	}
	return shape
}

// shorten cuts a text to so many runes, with an ellipsis in place of the last.
func shorten(s string, runes int) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if utf8.RuneCountInString(s) <= runes {
		return s
	}
	r := []rune(s)
	return string(r[:runes-1]) + "…"
}
