package community

import (
	"errors"
	"maps"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// optionChannel is the field that names another channel than the one in which a command
// is given.
const optionChannel = "channel"

// askForum asks whoever sets a forum's post up, the only place in a forum where a command
// can be given, whether they mean the forum; asked is false where that is no question.
// Either answer carries out what was ordered, with what was typed.
func (f *Flow) askForum(tx reflection.Tx, t *turn.Turn, e chat.Command, o order) (asked bool, err error) {
	s := t.Prepared.Standing
	if t.Prepared.StandingErr != nil || s.Space.Chat != t.Meta.Space.Chat || s.Forum.IsZero() || o.channel != "" {
		return false, nil
	}
	g, err := targetIn(tx, s.Space.Chat)
	if err == nil && !g.begun() {
		return false, nil // The post is set up already.
	}
	if err != nil && !errors.Is(err, reflection.ErrNotFound) {
		return false, err
	}
	w := t.Words.Community
	var ways []chat.Action
	for _, way := range []struct {
		label string
		in    chat.Chat
	}{{w.Fit.InForum, s.Forum.Chat}, {w.Fit.InPost, s.Space.Chat}} {
		meant := e
		meant.Options = maps.Clone(e.Options)
		if meant.Options == nil {
			meant.Options = map[string]string{}
		}
		meant.Options[optionChannel] = way.in.ID
		arg, err := hold(tx, t, meant)
		if err != nil {
			return true, err
		}
		ways = append(ways, chat.Action{Label: way.label, Ref: chat.Ref{Verb: verbSetUp, Arg: arg}})
	}
	t.UpdateText(w.Fit.PostOrForum(title(t, reflection.Channel{Title: s.Forum.Title})), ways...)
	return true, nil
}
