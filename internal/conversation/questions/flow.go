// Package questions holds the flow of a person's own questions: adding them, one a
// line, listing and removing them, and how many of the daily ones are theirs. They
// are kept as a channel's are, in the person's own subscription, and asked of nobody
// else.
package questions

import (
	"errors"
	"strconv"
	"strings"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/lines"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/prompts"
	"stillpoint/internal/reflection"
)

// Flow holds nothing: all it needs comes with the turn.
type Flow struct{}

// bounds are those of one person's own questions.
var bounds = lines.Bounds{Shortest: 3, Longest: prompts.MaxRunes, Most: 100}

// The verbs of this package's buttons, and of what it waits for.
const (
	VerbShow    = "own"      // how many to skip
	VerbAdd     = "ownadd"   // asks for questions, and waits for them
	VerbRemove  = "ownout"   // a question
	VerbRestore = "ownback"  // a question
	VerbShare   = "ownshare" // a share's name
)

// shareNames are the shares as they are typed, and stand in buttons.
var shareNames = [...]string{reflection.ShareNone: "none", reflection.ShareSome: "some", reflection.ShareHalf: "half"}

// mine loads the person's subscription. Ok is false, and they are told, if they are
// not asked anything yet.
func mine(tx reflection.Tx, t *turn.Turn) (sub reflection.Subscription, ok bool, err error) {
	sub, err = t.Subscription(tx)
	if errors.Is(err, reflection.ErrNotFound) || (err == nil && sub.Person != t.Person.ID) {
		t.Say(t.Words.StartFirst)
		return sub, false, nil
	}
	return sub, err == nil, err
}

// Command takes /questions: alone, or with list; with add and questions, or questions alone; with
// remove and a number; or with a share. A file, where the platform has them, is
// added too.
func (f *Flow) Command(tx reflection.Tx, t *turn.Turn, e chat.Command) error {
	text := strings.TrimSpace(e.Args + "\n" + e.Options["what"])
	word, rest := text, ""
	if at := strings.IndexAny(text, " \t\n"); at >= 0 {
		word, rest = text[:at], strings.TrimSpace(text[at:])
	}
	file, withFile := e.Options["file"]
	switch word = strings.ToLower(word); {
	case withFile && strings.TrimSpace(file) == "":
		t.Say(t.Words.Community.Questions.BadFile)
		return nil
	case word == "add" || withFile:
		if word != "add" {
			rest = text
		}
		if rest = strings.TrimSpace(rest + "\n" + file); rest == "" {
			return f.AskAdd(tx, t)
		}
		return f.Add(tx, t, rest)
	case text == "", rest == "" && word == "list":
		return f.Show(tx, t, "")
	case word == "remove":
		return f.removeNumber(tx, t, rest)
	case rest == "" && isShare(word):
		return f.Share(tx, t, word)
	}
	return f.Add(tx, t, text)
}

func isShare(word string) bool {
	for _, name := range shareNames {
		if word == name {
			return true
		}
	}
	return false
}

// Share sets how many of the daily questions are the person's own.
func (f *Flow) Share(tx reflection.Tx, t *turn.Turn, name string) error {
	for share, known := range shareNames {
		if name == known {
			t.Person.Taste.Share = reflection.Share(share)
			if err := tx.UpdatePerson(t.Person); err != nil {
				return err
			}
			return f.Show(tx, t, "")
		}
	}
	t.Alert(t.Words.Stale)
	return nil
}

// perPage is how many questions a page of the list shows.
const perPage = 5

// Show lists the person's own questions, a page at a time, from the one after skip on.
func (f *Flow) Show(tx reflection.Tx, t *turn.Turn, skip string) error {
	sub, ok, err := mine(tx, t)
	if err != nil || !ok {
		return err
	}
	all, err := tx.Questions(sub.ID, reflection.Approved)
	if err != nil {
		return err
	}
	w := t.Words.Own
	if len(all) == 0 {
		t.UpdateText(w.None, addButton(t))
		return nil
	}
	from, err := strconv.Atoi(skip)
	if err != nil || from < 0 || from >= len(all) {
		from = 0
	}
	to := min(from+perPage, len(all))
	m := chat.Message{Blocks: []chat.Block{chat.P(w.Head(from+1, to, len(all)))}}
	for i, q := range all[from:to] {
		n := from + i + 1
		m.Blocks = append(m.Blocks, chat.Block{Kind: chat.Quote, Text: strconv.Itoa(n) + ". " + q.Text})
		m.Actions = append(m.Actions, chat.Action{Label: w.Remove(n), Ref: chat.Ref{Verb: VerbRemove, ID: int64(q.ID)}})
	}
	m.Blocks = append(m.Blocks, chat.P(w.ShareIs[t.Person.Taste.Share]))
	if from > 0 {
		m.Actions = append(m.Actions, turnTo(t.Words.Community.Label.Older, max(0, from-perPage)))
	}
	if to < len(all) {
		m.Actions = append(m.Actions, turnTo(t.Words.Community.Label.Newer, to))
	}
	m.Actions = append(append(m.Actions, addButton(t)), shareButtons(t)...)
	t.Update(m, 0)
	return nil
}

func turnTo(label string, skip int) chat.Action {
	return chat.Action{Label: label, Ref: chat.Ref{Verb: VerbShow, Arg: strconv.Itoa(skip)}}
}

func addButton(t *turn.Turn) chat.Action {
	return chat.Action{Label: t.Words.Own.Add, Ref: chat.Ref{Verb: VerbAdd}}
}

// shareButtons are the shares but the one that is set.
func shareButtons(t *turn.Turn) (all []chat.Action) {
	for share, name := range shareNames {
		if reflection.Share(share) != t.Person.Taste.Share {
			all = append(all, chat.Action{Label: t.Words.Own.Share[share], Ref: chat.Ref{Verb: VerbShare, Arg: name}})
		}
	}
	return all
}
