package community

import (
	"cmp"
	"strconv"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/moderation"
	"stillpoint/internal/reflection"
)

// ActsKept is how long the log remembers.
const ActsKept = 90 * 24 * time.Hour

// actsShown is how many things a page of the log shows.
const actsShown = 10

// deeds are the codes under which the log has what verbs and orders do. What isn't here
// changes nothing; a test has each verb and order of the code be one or the other.
var deeds = map[string]string{
	"setup": "setup", verbSetUp: "setup", verbZone: "setup", verbZoneOther: "setup", verbCheck: "check",
	verbHour: "when", verbHourOther: "when", verbDays: "when",
	"pause": "pause", verbPause: "pause", "resume": "resume", verbResume: "resume", "off": "off", verbOff: "off",
	"thread": "thread", verbThread: "thread", "role": "role", "pack": "pack", verbPack: "pack",
	verbThemes: "themes", verbDepth: "depth", "anonymous": "names", verbNames: "names", verbNamed: "names",
	moderation.VerbNamed: "names", "digest": "digest", verbDigest: "digest", verbTell: "tell",
	"daysoff": "daysoff", verbDaysOff: "daysoff", verbCountry: "daysoff", verbAddOff: "daysoff",
	"announce": "announce", verbNews: "announce", "approvals": "approval", "heading": "heading", verbHeading: "heading", "tag": "tag", verbTag: "tag",
	"pin": "pin", verbPin: "pin",
	verbOther: "instead", verbNever: "never", verbBack: "back", verbNow: "posted",
	"questions add": "added", verbAdd: "added", "questions edit": "edited", verbEdit: "edited",
	"questions remove": "removed", verbRemove: "removed", verbRestore: "restored",
	"questions next": "ordered", "questions date": "ordered",
	verbApprove: "taken", verbDecline: "declined", verbApproval: "approval", verbWordList: "words",
	verbAccept: "shared", verbReject: "unshared", verbHide: "hid", verbLeave: "left", verbStop: "stopped", verbUnstop: "unstopped",
	moderation.VerbHide: "hid", moderation.VerbLeave: "left", moderation.VerbStop: "stopped",
	"managers": "managers", verbManagers: "managers", "moderators": "moderators", verbShowing: "moderators",
}

// deedUnknown is the code of a change that has none of its own.
const deedUnknown = "changed"

// deedOf is the code of what a verb or an order does with something, as that stood before.
func deedOf(what string, g target) string {
	suggested := g.matter.Kind == reflection.MatterSuggestion
	switch what {
	case verbZone, verbZoneOther:
		if g.sub.ID != 0 && !g.ch.Off {
			return "when" // It is set up already.
		}
	case moderation.VerbApprove:
		if suggested {
			return "taken"
		}
		return "shared"
	case moderation.VerbDecline:
		if suggested {
			return "declined"
		}
		return "unshared"
	}
	return cmp.Or(deeds[what], deedUnknown)
}

// acts shows the log, the latest first, from the one after skip on: who did what, by the
// day, and nothing that members wrote.
func (f *Flow) acts(tx reflection.Tx, t *turn.Turn, g target, skip string) error {
	from, err := strconv.Atoi(skip)
	if err != nil || from < 0 {
		from = 0
	}
	all, err := tx.Acts(g.sub.Chat.Platform, g.ch.Parent, from, actsShown+1)
	if err != nil {
		return err
	}
	clock, err := t.In(orUTC(g.sub.Rule.Zone))
	if err != nil {
		return err
	}
	w, l := t.Words.Moderation, t.Words.Community.Label
	m := chat.Message{Blocks: []chat.Block{chat.P(w.LogHead(int(ActsKept / (24 * time.Hour))))}}
	if len(all) == 0 {
		m.Blocks = []chat.Block{chat.P(w.LogNone)}
	}
	names := map[reflection.SubscriptionID]string{}
	for _, a := range all[:min(len(all), actsShown)] {
		in, known := names[a.Subscription]
		if !known && a.Subscription != 0 {
			ch, err := tx.Channel(a.Subscription)
			if ignoreMissing(err) != nil {
				return err
			}
			in = turn.Name(ch.Title)
			names[a.Subscription] = in
		}
		m.Blocks = append(m.Blocks, chat.P(w.LogLine(clock.Day(a.On), whoDid(t, a), w.DeedOf(a.What), in, a.Detail)))
	}
	if from > 0 {
		m.Actions = append(m.Actions, g.button(l.Newer, verbLog, strconv.Itoa(max(0, from-actsShown))))
	}
	if len(all) > actsShown {
		m.Actions = append(m.Actions, g.button(l.Older, verbLog, strconv.Itoa(from+actsShown)))
	}
	m.Actions = append(m.Actions, g.button(l.Back, verbPage, argModeration))
	t.Update(m, 0)
	return nil
}

// whoDid is who did something, as it can be said. A name that is nobody's any more, of
// somebody who was forgotten, is gone; an admin whom the platform hid has none.
func whoDid(t *turn.Turn, a reflection.Act) string {
	w := t.Words.Moderation
	switch {
	case a.Name != "" && a.Manager:
		return w.AsManager(a.Name)
	case a.Name != "":
		return a.Name
	case a.Manager:
		return w.Manager
	}
	return w.Admin
}
