package conversation_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// adminOrders are all commands for admins, with something that changes a channel
// where there is anything to change.
var adminOrders = []string{
	"", "status", "preview", "setup 20:00", "pause", "resume", "pack", "thread off", "role", "anonymous off", "digest off", "announce on", "tag", "daysoff", "daysoff 24 Dec", "heading Question of the day", "pin on", "figures", "questions export",
	"questions", "questions list", "questions add What would you do thrice?", "questions edit 1 What would you do twice?",
	"questions remove 1", "questions next 1", "questions date 1 none", "suggestions", "approvals", "reports", "stopped", "managers", "moderators", "log", "off", "and nonsense",
}

// alones are the orders and presses that are the admins' alone.
var alones = []string{"managers", "moderators", "log", "cmanage", "cmods", "cshown", "clog"}

// adminPresses are all buttons for admins, about a channel, one of its questions,
// and one that was suggested.
func adminPresses(channel, question, suggestion int64) []chat.Ref {
	of := func(id int64, verbs ...string) (refs []chat.Ref) {
		for _, v := range verbs {
			verb, arg, _ := strings.Cut(v, " ")
			refs = append(refs, chat.Ref{Verb: verb, ID: id, Arg: arg})
		}
		return refs
	}
	return slices.Concat(
		of(channel, "cpage", "cpage more", "cstatus", "ccheck", "cshow", "csetup", "cz", "cz Asia/Tokyo", "chour", "chour 2000", "cdays",
			"cdays weekdays", "cpause", "cresume", "coff", "cthread off", "cpack", "cnames off", "cdigest off", "ctell no", "cnews on", "cnews off", "ctag", "cpost", "cfigs", "ctable figures", "ctable questions", "cpin on", "cpin off", "cother", "cnever", "cnevers", "cahead", "cstopped", "cunstop 1", "coffdays", "ccountry", "ccountry pt", "cnow", "cnow yes", "capprs", "cappr on", "cwaits",
			"cquest", "csuggs", "creports", "cpage mod", "cmanage", "cmods", "cshown check", "clog", "clog 10"),
		of(question, "cremove", "crestore", "cremove", "crestore list"),
		of(suggestion, "cyes", "cno"),
		of(channel, "coff yes"),
	)
}

// asking are the buttons that a form follows, where there are forms.
func asking(channel, question int64) []chat.Ref {
	return []chat.Ref{
		{Verb: "czone", ID: channel}, {Verb: "chours", ID: channel}, {Verb: "cadd", ID: channel}, {Verb: "cwords", ID: channel}, {Verb: "caddoff", ID: channel}, {Verb: "chead", ID: channel}, {Verb: "cedit", ID: question},
	}
}

// refusals are all that somebody is told who may not.
var refusals = []string{
	english.Community.Rights.AdminsOnly, english.Community.Rights.NotHere, english.Community.Rights.InChannel,
	english.Community.Rights.CantCheck, english.Community.Rights.AdminsThere, english.Stale, english.NotYours, english.Moderation.AdminsAlone,
}

// state is all that admins can change of the square, in one text.
func (r *rig) state() string {
	r.t.Helper()
	sub, ch := r.community(r.square())
	sub.Next.At = nine
	var b strings.Builder
	fmt.Fprintf(&b, "%+v\n%+v\n", sub, ch)
	r.view(func(tx reflection.Tx) error {
		for _, state := range []reflection.QuestionState{reflection.Suggested, reflection.Approved, reflection.Declined, reflection.Removed} {
			all, err := tx.Questions(sub.ID, state)
			if err != nil {
				return err
			}
			fmt.Fprintf(&b, "%+v\n", all)
		}
		week, err := tx.Summaries(sub.ID)
		fmt.Fprintf(&b, "%+v\n", week)
		return err
	})
	return b.String()
}

// hears returns what the bot said to somebody by what they did: the newest
// message that they see or the newest notice.
func (r *rig) hears(p *chattest.Person, do func()) string {
	r.t.Helper()
	before := len(r.platform.Shown(p.Chat()))
	do()
	r.settle()
	all := r.platform.Shown(p.Chat())
	if len(all) == before {
		return ""
	}
	return all[before].Text
}

// Every command and button × who does it, and where.
func TestCommunityRights(t *testing.T) {
	t.Parallel()
	for _, who := range []struct {
		name    string
		allowed bool // to press; commands given privately are never
		at      func(r *rig) *chattest.Person
	}{
		{"a member", false, func(r *rig) *chattest.Person { return r.platform.Person("ben").In(r.square()) }},
		{"a manager", true, func(r *rig) *chattest.Person { return r.manager("mia").In(r.square()) }},
		{"a manager in another channel there", true, func(r *rig) *chattest.Person { return r.manager("mia").In(r.platform.ChannelIn("acme", "hall")) }},
		{"a manager in a private chat", true, func(r *rig) *chattest.Person { return r.manager("mia").Opened() }},
		{"a manager no more", false, func(r *rig) *chattest.Person { return r.manager("mia").TakeRole("acme", "keepers").In(r.square()) }},
		{"a manager no more, in a private chat", false, func(r *rig) *chattest.Person { return r.manager("mia").TakeRole("acme", "keepers").Opened() }},
		{"one whose role was deleted", false, func(r *rig) *chattest.Person {
			mia := r.manager("mia")
			r.platform.Server("acme").DeleteRole("keepers")
			return mia.In(r.square())
		}},
		{"a manager who was removed", false, func(r *rig) *chattest.Person { return r.manager("mia").LeaveServer(r.square()).In(r.square()) }},
		{"one with the role elsewhere", false, func(r *rig) *chattest.Person {
			r.manager("mia")
			r.platform.Server("other").AddRole("keepers")
			return r.platform.Person("eve").GiveRole("other", "keepers").In(r.square())
		}},
		{"one with another role", false, func(r *rig) *chattest.Person {
			r.manager("mia")
			r.platform.Server("acme").AddRole("crew")
			return r.platform.Person("ben").GiveRole("acme", "crew").In(r.square())
		}},
		{"an admin", true, func(r *rig) *chattest.Person { return r.admin("dora").In(r.square()) }},
		{"an admin in another channel there", true, func(r *rig) *chattest.Person { return r.admin("dora").In(r.platform.ChannelIn("acme", "hall")) }},
		{"an admin of another server", false, func(r *rig) *chattest.Person {
			return r.platform.Person("eve").MakeAdminOf("other").In(r.platform.ChannelIn("other", "lounge"))
		}},
		{"the same as a member", false, func(r *rig) *chattest.Person {
			return r.platform.Person("eve").MakeAdminOf("other").In(r.square())
		}},
		{"an anonymous admin", true, func(r *rig) *chattest.Person { return r.admin("dora").Anonymous(true).In(r.square()) }},
		{"a removed member", false, func(r *rig) *chattest.Person {
			return r.platform.Person("ben").LeaveServer(r.square()).In(r.square())
		}},
		{"a removed admin", false, func(r *rig) *chattest.Person { return r.admin("dora").LeaveServer(r.square()).In(r.square()) }},
		{"an admin no more", false, func(r *rig) *chattest.Person { return r.admin("dora").MakeAdmin(false).In(r.square()) }},
		{"a person in a private chat", false, func(r *rig) *chattest.Person { return r.platform.Person("ben").Opened() }},
		{"an admin in a private chat", true, func(r *rig) *chattest.Person { return r.admin("dora").Opened() }},
	} {
		t.Run(who.name, func(t *testing.T) {
			onBoth(t, func(t *testing.T, r *rig) {
				if roles := strings.Contains(who.name, "role") || strings.Contains(who.name, "manager"); roles && !r.platform.Limits().Forms {
					return // There are none.
				}
				r.isSetUp(r.admin("ada"))
				r.orders(r.admin("ada").In(r.square()), "questions add What would you do once?\nWhat would you do never?")
				for i := range 3 {
					r.types(r.platform.Person("cem").In(r.square()), "suggest", fmt.Sprintf("What do you miss on day %d?", i))
				}
				r.tableOfRights(who.at(r), who.allowed)
			})
		})
	}
}

// manager is somebody with the role that an admin of the square's server chose for its
// managers.
func (r *rig) manager(name string) *chattest.Person {
	r.t.Helper()
	r.platform.Server("acme").AddRole("keepers")
	boss := r.admin("ada").In(r.square())
	boss.CommandWith("community", "managers", map[string]string{"role": "keepers"})
	r.settle()
	r.wantSeen(boss, english.Moderation.ManagerSet)
	return r.platform.Person(name).GiveRole("acme", "keepers")
}

// isManager reports whether somebody is one by their role alone.
func (r *rig) isManager(p *chattest.Person) bool {
	m, err := r.platform.Member(r.t.Context(), r.square().Chat(), p.Account())
	if err != nil {
		r.t.Fatal(err)
	}
	return !m.Admin && m.Roles.Has("keepers")
}

// acts counts what stands in the log of the square's server.
func (r *rig) acts() int {
	r.t.Helper()
	all := r.logged()
	if len(all) > 0 && all[0].What == "changed" {
		r.t.Errorf("what was done has no line of its own: %+v", all[0])
	}
	return len(all)
}

// logged is that log, the latest first.
func (r *rig) logged() (all []reflection.Act) {
	r.t.Helper()
	r.view(func(tx reflection.Tx) (err error) {
		all, err = tx.Acts(r.platform.Platform(), "acme", 0, 1000)
		return err
	})
	return all
}

func (r *rig) tableOfRights(p *chattest.Person, allowed bool) {
	t := r.t
	t.Helper()
	sub, _ := r.community(r.square())
	var question, suggestion int64
	r.view(func(tx reflection.Tx) error {
		approved, err := tx.Questions(sub.ID, reflection.Approved)
		if err != nil {
			return err
		}
		suggested, err := tx.Questions(sub.ID, reflection.Suggested)
		question, suggestion = int64(approved[1].ID), int64(suggested[0].ID)
		return err
	})
	before, told := r.state(), false
	check := func(what, said string, may bool) {
		t.Helper()
		refused := slices.Contains(refusals, said)
		if !may && said == "" && !r.platform.Limits().Ephemeral && strings.HasPrefix(what, "/community ") {
			refused = told // Once, and then by silence.
		}
		told = told || refused
		if may && (refused || said == "") || !may && !refused && said != english.Community.Setup.Nothing &&
			said != english.Community.Hints.NoOrder("and", "") { // Elsewhere they are an admin, of nothing that is set up.
			t.Errorf("%s is answered %q", what, said)
		}
		if !may && r.state() != before {
			t.Fatalf("%s changed\n%s to\n%s", what, before, r.state())
		}
	}
	private := r.platform.Person(p.Account()).Chat() == p.Chat()
	managerOnly := allowed && r.isManager(p)
	presses := adminPresses(int64(sub.ID), question, suggestion)
	if !allowed || !r.platform.Limits().Forms {
		presses = append(asking(int64(sub.ID), question), presses...)
	}
	done := r.acts()
	for _, ref := range presses {
		was := r.state()
		before = was
		check(ref.String(), r.hears(p, func() { r.forges(p, ref) }), allowed && !(managerOnly && slices.Contains(alones, ref.Verb)))
		if n := r.acts(); allowed && r.state() != was && n != done+1 {
			t.Errorf("%s changed something, and the log has %d more", ref, n-done)
		} else if r.state() == was && n != done && !slices.Contains([]string{"cother", "cnever", "cnow", "cunstop"}, ref.Verb) {
			t.Errorf("%s changed nothing, and is in the log", ref)
		}
		done = r.acts()
	}
	start := r.state()
	for _, args := range adminOrders {
		if args == "setup 20:00" && p.In(r.square()).Chat() != p.Chat() {
			continue // It would set another channel up.
		}
		was := r.state()
		before = was
		check("/community "+args, r.hears(p, func() { r.orders(p, args) }), allowed && !private && !(managerOnly && slices.Contains(alones, args)))
		if n := r.acts(); r.state() != was && n != done+1 {
			t.Errorf("/community %s changed something, and the log has %d more", args, n-done)
		}
		done = r.acts()
	}
	if allowed && !private {
		if r.state() == start {
			t.Error("nothing has changed")
		}
	}
}
