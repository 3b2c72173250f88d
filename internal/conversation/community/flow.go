package community

import (
	"errors"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/daily"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery"
	"stillpoint/internal/prompts"
	"stillpoint/internal/reflection"
)

// Flow holds what the flows for admins share.
type Flow struct {
	Delivery *delivery.Service
	Packs    *prompts.Library
	// Linked is the page that a link has shown in a private chat.
	Linked *turn.Linked

	refused refused
}

// Press answers a press of one of this package's buttons; handled is false for
// any other.
func (f *Flow) Press(tx reflection.Tx, t *turn.Turn, ref chat.Ref) (handled bool, err error) {
	switch ref.Verb {
	case verbInert:
		t.Alert(t.Words.Community.Page.PreviewButton)
		return true, nil
	case verbSuggest:
		return true, f.askSuggestion(tx, t, ref)
	case verbCredit, verbAnswer:
		return true, f.ownSuggestion(tx, t, ref)
	}
	if subjects[ref.Verb] == noSubject {
		return false, nil
	}
	if ref.Verb == verbSetUp && ref.ID == 0 {
		return true, f.setUpHere(tx, t, ref.Arg)
	}
	g, ok, err := f.managed(tx, t, ref)
	if err != nil || !ok {
		return true, err
	}
	if ref.Verb == verbWhich {
		return true, f.which(tx, t, g, ref.Arg)
	}
	return true, f.witnessed(tx, t, g, ref.Verb, func(tx reflection.Tx) error { return f.press(tx, t, g, ref) })
}

// managed finds what a button or form is about, and checks that whoever used it
// may manage that; ok is false, and they are told, if not.
func (f *Flow) managed(tx reflection.Tx, t *turn.Turn, ref chat.Ref) (g target, ok bool, err error) {
	g, err = about(tx, ref)
	if err != nil && !errors.Is(err, reflection.ErrNotFound) {
		return g, false, err
	}
	if err == nil && manages(t, g) {
		if adminVerbs[ref.Verb] && g.rank(t) < admin {
			t.Alert(t.Words.Moderation.AdminsAlone)
			return g, false, nil
		}
		return g, true, nil
	}
	here, err := rankHere(tx, t)
	if err != nil {
		return g, false, err
	}
	if g.fromOutside(t.Meta.Space) && !t.Meta.Space.Private && t.Meta.Actor.Account == "" {
		t.Alert(t.Words.Moderation.NoFace)
		return g, false, nil
	}
	in := t.Meta.Space.Private || here >= manager
	if of := subjects[ref.Verb]; (of == ofSubmission || of == ofMatter) && in && t.Prepared.MemberErr == nil {
		// One that was decided is gone; of another server's it says the same.
		t.Alert(t.Words.Community.Approvals.Settled)
		return g, false, nil
	}
	f.refuse(t)
	return g, false, nil
}

// press does what a button is for. That whoever pressed it may is settled; what
// only an admin should see isn't shown where all would.
func (f *Flow) press(tx reflection.Tx, t *turn.Turn, g target, ref chat.Ref) error {
	if aloneVerbs[ref.Verb] && !alone(t) {
		t.Alert(t.Words.Community.Page.Alone)
		return nil
	}
	switch ref.Verb {
	case verbSetUp:
		return f.setUpAgain(tx, t, g)
	case verbZone:
		return f.zone(tx, t, g, ref.Arg)
	case verbZoneOther:
		return f.askZoneTyped(tx, t, g)
	case verbHour:
		return f.hour(tx, t, g, ref.Arg)
	case verbHourOther:
		return f.askHourTyped(tx, t, g)
	case verbDays:
		return f.days(tx, t, g, ref.Arg)
	case verbPage:
		return f.page(tx, t, g, ref.Arg)
	case verbStatus:
		return f.status(tx, t, g)
	case verbCheck:
		return f.checkAgain(tx, t, g)
	case verbShow:
		return f.preview(tx, t, g)
	case verbPause:
		return f.pause(tx, t, g, "")
	case verbResume:
		return f.resume(tx, t, g)
	case verbOff:
		return f.off(tx, t, g, ref.Arg)
	case verbThread:
		return f.thread(tx, t, g, ref.Arg)
	case verbPack:
		return f.pack(tx, t, g, ref.Arg)
	case verbThemes:
		return f.themes(tx, t, g, ref.Arg)
	case verbDepth:
		return f.depth(tx, t, g, ref.Arg)
	case verbNames:
		return f.names(tx, t, g, ref.Arg)
	case verbDigest:
		return f.digest(tx, t, g, ref.Arg)
	case verbTell:
		return f.tell(tx, t, g, ref.Arg)
	case verbDaysOff:
		return f.daysOff(tx, t, g, ref.Arg)
	case verbCountry:
		return f.country(tx, t, g, ref.Arg)
	case verbAddOff:
		return f.askDayOff(tx, t, g)
	case verbNews:
		return f.news(tx, t, g, ref.Arg)
	case verbTag:
		return f.tag(tx, t, g, ref.Arg)
	case verbHeading:
		return f.askHeading(tx, t, g)
	case verbOther:
		return f.instead(tx, t, g, ref.Arg)
	case verbNever:
		return f.never(tx, t, g, ref.Arg)
	case verbBack:
		return f.afterAll(tx, t, g, ref.Arg)
	case verbAhead:
		return f.ahead(tx, t, g)
	case verbNow:
		return f.postNow(tx, t, g, ref.Arg)
	}
	return f.pressMore(tx, t, g, ref)
}

// Submit takes a form of this package's; handled is false for any other.
func (f *Flow) Submit(tx reflection.Tx, t *turn.Turn, e chat.Submitted) (handled bool, err error) {
	ref := e.Action
	if ref.Verb == verbSuggest {
		return true, f.suggestIn(tx, t, ref, e.Fields[fieldText])
	}
	switch ref.Verb {
	case verbZoneOther, verbHourOther, verbAdd, verbEdit, verbWordList, verbAddOff, verbHeading:
	default:
		return false, nil
	}
	g, ok, err := f.managed(tx, t, ref)
	if err != nil || !ok {
		return true, err
	}
	return true, f.typed(tx, t, g, ref.Verb, e.Fields[fieldText])
}

// fieldText is the one field of this package's forms.
const fieldText = "text"

// typed takes words that were asked for, by a form or by a message.
func (f *Flow) typed(tx reflection.Tx, t *turn.Turn, g target, verb, text string) error {
	return f.witnessed(tx, t, g, verb, func(tx reflection.Tx) error { return f.take(tx, t, g, verb, text) })
}

func (f *Flow) take(tx reflection.Tx, t *turn.Turn, g target, verb, text string) error {
	switch verb {
	case verbZoneOther:
		return f.zoneText(tx, t, g, text)
	case verbHourOther:
		return f.hourText(tx, t, g, text)
	case verbAdd:
		return f.add(tx, t, g, text)
	case verbEdit:
		return f.edit(tx, t, g, text)
	case verbWordList:
		return f.setWordList(tx, t, g, text)
	case verbAddOff:
		return f.addDaysOff(tx, t, g, text)
	case verbHeading:
		return f.setHeading(tx, t, g, text)
	}
	return nil
}

// Awaited takes the text that one of this package's requests owns, in a private
// chat; handled is false for any other request. What isn't words leaves it waiting.
func (f *Flow) Awaited(tx reflection.Tx, t *turn.Turn, a reflection.Awaiting, e chat.Text) (handled bool, err error) {
	ref := chat.Ref{Verb: a.For, ID: a.ID, Arg: a.Arg}
	switch a.For {
	case verbSuggest, verbZoneOther, verbHourOther, verbAdd, verbEdit, verbWordList, verbAddOff, verbHeading:
	default:
		return false, nil
	}
	if !daily.IsWords(t, e) {
		return true, nil
	}
	if err := tx.ClearAwaiting(a.Chat); err != nil {
		return true, err
	}
	if a.For == verbSuggest {
		return true, f.suggestIn(tx, t, ref, e.Body)
	}
	g, ok, err := f.managed(tx, t, ref)
	if err != nil || !ok {
		return true, err
	}
	return true, f.typed(tx, t, g, a.For, e.Body)
}

// TakesFile reports whether a request is one that a file answers as well as a text.
func TakesFile(verb string) bool { return verb == verbAdd }

// Text takes a message in a channel by which an admin answers what the bot asked
// there: a reply, but not one to a question. Handled is false for any other, and
// for what somebody says who isn't an admin.
func (f *Flow) Text(tx reflection.Tx, t *turn.Turn, e chat.Text) (handled bool, err error) {
	asked, ok, err := awaited(tx, e)
	if err != nil || !ok {
		return false, err
	}
	g, err := about(tx, asked.ref())
	if errors.Is(err, reflection.ErrNotFound) || (err == nil && !manages(t, g)) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if err := waitNoMore(tx, t.Meta.Space.Chat, asked.sameReply); err != nil {
		return true, err
	}
	return true, f.typed(tx, t, g, asked.For, e.Body)
}
