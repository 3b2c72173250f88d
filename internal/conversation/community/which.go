package community

import (
	"cmp"
	"errors"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// heldMark begins the argument of a button that carries out what is held; any other is the
// order itself.
const heldMark = "="

// shownBy are the orders that are about one channel, with the verbs of the buttons that
// do the same where nothing is typed; those without one are carried out by verbWhich.
var shownBy = map[string]string{
	"": verbPage, "status": verbStatus, "preview": verbShow, "pause": verbPause, "resume": verbResume, "off": verbOff, "pack": verbPack,
	"thread": verbThread, "questions": verbQuestions, "questions list": verbQuestions, "suggestions": verbSuggested,
	"approvals": verbApprovals, "reports": verbReports, "stopped": verbStopped, "figures": verbFigures,
	"role": "", "anonymous": "", "digest": "", "daysoff": "", "announce": "", "heading": "", "pin": "", "tag": "",
	"questions add": "", "questions edit": "", "questions remove": "", "questions next": "", "questions date": "", "questions export": "",
}

// bare reports whether nothing is typed with an order.
func (o order) bare() bool {
	o.fields = false
	return o == order{do: o.do}
}

// choose answers a command that is about no one channel: there is none, or there
// are several and it is given in none of them. Each button carries out what was asked,
// with what was typed. How things stand is told of all that are on the list.
func (f *Flow) choose(tx reflection.Tx, t *turn.Turn, e chat.Command, o order, others []target) (err error) {
	if o.do == "status" {
		if others, err = listedIn(tx, t.Meta.Space); err != nil {
			return err
		}
	}
	verb := shownBy[o.do]
	ref := chat.Ref{Verb: cmp.Or(verb, verbWhich)}
	switch {
	case len(others) == 0:
	case o.bare() && verb == "":
		ref.Arg = o.do
	case !o.bare():
		ref.Verb = verbWhich
		if ref.Arg, err = hold(tx, t, e); err != nil {
			return err
		}
		if ref.Arg == "" {
			t.Say(t.Words.Community.Which.TooMuch)
			return nil
		}
	}
	return f.overview(tx, t, others, ref)
}

// hold keeps an order until a channel is chosen for it, and returns the argument of the
// buttons that do; it is empty for one with which too much is typed.
func hold(tx reflection.Tx, t *turn.Turn, e chat.Command) (arg string, err error) {
	page := fnv.New32a()
	page.Write([]byte(t.Meta.ID + " " + e.Options[optionChannel]))
	w := wait{
		Page: strconv.FormatUint(uint64(page.Sum32()), 36), Args: e.Args, Options: e.Options, Until: t.Meta.At.Add(heldFor),
	}
	if w.size() > mostHeldBytes {
		return "", nil
	}
	return heldMark + w.Page, waitBeside(tx, t.Meta.Space.Chat, w, t.Meta.At)
}

// orderOf is the order that a button carries out which is pressed in a chat: itself, or
// held there. It is ErrNotFound where that isn't there any more at that instant.
func orderOf(tx reflection.Tx, in chat.Chat, arg string, at time.Time) (o order, err error) {
	if !strings.HasPrefix(arg, heldMark) {
		return parseOrder(chat.Command{Args: arg}), nil
	}
	all, err := waitsIn(tx, in)
	if err != nil {
		return o, err
	}
	i := slices.IndexFunc(all, func(w wait) bool { return w.isHeld(arg) && at.Before(w.Until) })
	if i < 0 {
		return o, reflection.ErrNotFound
	}
	return parseOrder(chat.Command{Args: all[i].Args, Options: all[i].Options}), nil
}

// takeHeld returns the order that a button carries out, which waits no more. Ok is false,
// and whoever pressed is told, where it doesn't wait any more.
func (f *Flow) takeHeld(tx reflection.Tx, t *turn.Turn, arg string) (o order, ok bool, err error) {
	in := t.Meta.Space.Chat
	o, err = orderOf(tx, in, arg, t.Meta.At)
	if errors.Is(err, reflection.ErrNotFound) {
		t.Alert(t.Words.Community.Which.Over)
		return o, false, nil
	}
	if err != nil || !strings.HasPrefix(arg, heldMark) {
		return o, err == nil, err
	}
	return o, true, waitNoMore(tx, in, func(w wait) bool { return w.isHeld(arg) })
}

// which carries out an order for the channel that was chosen, once.
func (f *Flow) which(tx reflection.Tx, t *turn.Turn, g target, arg string) error {
	o, ok, err := f.takeHeld(tx, t, arg)
	if err != nil || !ok {
		return err
	}
	if adminOrders[o.do] && g.rank(t) < admin {
		t.Alert(t.Words.Moderation.AdminsAlone)
		return nil
	}
	return f.witnessed(tx, t, g, o.do, func(tx reflection.Tx) error { return f.order(tx, t, g, o) })
}
