package community

import (
	"errors"
	"strings"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// Command answers /community and /suggest, given in a channel or, for want of a
// better place, in a private chat.
func (f *Flow) Command(tx reflection.Tx, t *turn.Turn, e chat.Command) error {
	w := t.Words.Community.Rights
	switch {
	case e.Name == "suggest" && e.Space.Private:
		t.Say(w.SuggestInChannel)
		return nil
	case e.Name == "suggest":
		return f.suggest(tx, t, e)
	case e.Space.Private:
		t.Say(w.InChannel)
		return nil
	}
	is, err := rankHere(tx, t)
	if err != nil {
		return err
	}
	o := parseOrder(e)
	switch {
	case is == nobody:
		f.refuseWith(t, w.AdminsOnly)
		return nil
	case adminOrders[o.do] && is < admin:
		t.Say(t.Words.Moderation.AdminsAlone)
		return nil
	case o.do == "moderators" && o.rest != "" && o.channel == "":
		g, ok, err := codeIn(tx, o)
		if err != nil {
			return err
		}
		return f.moderatorsFor(tx, t, g, ok)
	}
	elsewhere := false
	if o.do == "" {
		if elsewhere, err = isElsewhere(tx, e.Space); err != nil {
			return err
		}
	}
	g, others, err := here(tx, e.Space)
	if err != nil && !errors.Is(err, reflection.ErrNotFound) {
		return err
	}
	// Where there is nothing yet, the button that sets the place up must stand in it.
	some := err == nil || len(others) > 0 || o.do == orderHelp
	if pages[o.do] && o.rest == "" && !elsewhere && some && !t.Limits.Ephemeral && !t.Home.IsZero() {
		t.GoHome()
		if t.Limits.Reactions && t.Message != "" {
			t.React(t.Message, chat.Kept)
		}
	}
	switch {
	case o.do == orderHelp:
		listOrders(t)
		return nil
	case !isOrder(t, o.do):
		noOrder(t, o, e.Args)
		return nil
	case o.do == "setup":
		return f.witnessed(tx, t, target{}, o.do, func(tx reflection.Tx) error { return f.setUp(tx, t, e, o) })
	}
	if errors.Is(err, reflection.ErrNotFound) && adminOrders[o.do] && len(others) > 0 {
		g, err = others[0], nil // It is about all of them.
	}
	if errors.Is(err, reflection.ErrNotFound) {
		return f.choose(tx, t, e, o, others)
	}
	if err != nil {
		return err
	}
	if !manages(t, g) {
		f.refuse(t)
		return nil
	}
	if err := retitle(tx, t.Meta.Space, &g); err != nil {
		return err
	}
	return f.witnessed(tx, t, g, o.do, func(tx reflection.Tx) error { return f.order(tx, t, g, o) })
}

// pages are the commands that show something and change nothing. Where all would read
// along, they are answered in the private chat of whoever has one, so that nothing piles
// up among the members; the command gets the bot's sign.
var pages = map[string]bool{
	"": true, orderHelp: true, "status": true, "preview": true, "pack": true, "figures": true, "questions": true, "questions list": true, "questions export": true,
	"suggestions": true, "approvals": true, "reports": true, "stopped": true, "daysoff": true, "heading": true, "thread": true,
}

// order does what a command asks for. That whoever gave it may is settled.
func (f *Flow) order(tx reflection.Tx, t *turn.Turn, g target, o order) error {
	switch o.do {
	case "":
		if g.sub.Chat != t.Meta.Space.Chat {
			return f.pageElsewhere(t, g)
		}
		return f.page(tx, t, g, "")
	case "status":
		if g.sub.Chat != t.Meta.Space.Chat {
			return f.choose(tx, t, chat.Command{}, o, nil)
		}
		return f.status(tx, t, g)
	case "preview":
		return f.toAlone(tx, t, g, verbShow)
	case "pause":
		return f.pause(tx, t, g, o.rest)
	case "resume":
		return f.resume(tx, t, g)
	case "off":
		return f.off(tx, t, g, "")
	case "pack":
		return f.pack(tx, t, g, "")
	case "thread":
		return f.thread(tx, t, g, o.thread)
	case "role":
		return f.role(tx, t, g, o)
	case "anonymous":
		return f.names(tx, t, g, o.rest)
	case "digest":
		return f.digest(tx, t, g, o.rest)
	case "daysoff":
		return f.daysOffOrder(tx, t, g, o.rest)
	case "announce":
		return f.news(tx, t, g, o.rest)
	case "heading":
		if strings.TrimSpace(o.rest) != "" {
			return f.setHeading(tx, t, g, o.rest)
		}
		return f.heading(tx, t, g)
	case "figures":
		return f.toAlone(tx, t, g, verbFigures)
	case "questions export":
		return f.exportOrder(tx, t, g)
	case "pin":
		return f.pin(tx, t, g, o.rest)
	case "tag":
		return f.tag(tx, t, g, "")
	case "questions add":
		return f.addOrder(tx, t, g, o)
	case "questions", "questions list":
		return f.toAlone(tx, t, g, verbQuestions)
	case "questions edit":
		return f.editOrder(tx, t, g, o)
	case "questions remove":
		return f.removeOrder(tx, t, g, o)
	case "questions next":
		return f.nextOrder(tx, t, g, o)
	case "questions date":
		return f.dateOrder(tx, t, g, o)
	case "suggestions":
		return f.toAlone(tx, t, g, verbSuggested)
	case "approvals":
		return f.approval(tx, t, g, strings.ToLower(strings.TrimSpace(o.rest)))
	case "reports":
		return f.toAlone(tx, t, g, verbReports)
	case "stopped":
		return f.toAlone(tx, t, g, verbStopped)
	case "managers":
		return f.managersOrder(tx, t, g, o)
	case "moderators":
		return f.moderatorsOrder(tx, t, g, o)
	case "log":
		return f.toAlone(tx, t, g, verbLog)
	}
	wrong(t, o.do)
	return nil
}

// alone reports whether what is said in this turn is seen by one person alone.
func alone(t *turn.Turn) bool { return t.AtHome() || t.Limits.Ephemeral }

// toAlone shows what only an admin should see: here, or by a button that leads to
// their private chat.
func (f *Flow) toAlone(tx reflection.Tx, t *turn.Turn, g target, verb string) error {
	show := g.button(t.Words.Community.Label.ShowMe, verb, "")
	if alone(t) {
		return f.press(tx, t, g, show.Ref)
	}
	t.Say(t.Words.Community.Page.Alone, f.aloneButton(t, g, show.Label, verb))
	return nil
}

// aloneButton is a button to something that only an admin should see.
func (f *Flow) aloneButton(t *turn.Turn, g target, label, verb string) chat.Action {
	a := g.button(label, verb, "")
	if !alone(t) {
		a.Follow = chat.Private
	}
	return a
}

// button is a button about the channel.
func (g target) button(label, verb, arg string) chat.Action {
	return chat.Action{Label: label, Ref: chat.Ref{Verb: verb, ID: int64(g.sub.ID), Arg: arg}}
}
