package conversation_test

import (
	"slices"
	"strings"
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/delivery/posts"
	"stillpoint/internal/reflection"
)

// Whose a verb is to use: on what is one's own, as a member of the channel, as an admin
// of its server or group or with the role of the managers there, or as an admin alone.
const (
	ones     = "on one's own"
	members  = "members"
	managers = "admins and managers"
	admins   = "admins alone"
)

// verbRights is the table of all verbs. A verb that isn't in it fails the test.
var verbRights = map[string]string{}

func init() {
	for whose, verbs := range map[string]string{
		ones: `another days daysoff deeper erase hour hourother keep later latein letgo never skip often pack pause refile
			resume reword schedule set share summaries summary summaryhour takeback today undo write zone zoneother askme ccredit canswer cinert
			journal entry newwords wipe answernow forget keeping keepfor notfor
			about card export keepas kind last leave offer own ownadd ownback ownout ownshare picture series seriesin takenoff tapped themes
			yearcards yearlines inayear neverback notagain returns shown cmpname cmpset cmptap linkjoin linkpart linkwhere`,
		members: "reflect others report board csuggest asked",
		managers: `csetup cz czone chour chours cdays cpage cstatus ccheck cwhich cshow cpause cresume coff cthread cpack cnames cdigest ctell
			cquest cadd cedit cremove crestore csuggs cyes cno creports chide cleave cstop cnamed
			caccept cappr capprs cdepth creject cthemes cwaits cwords cnews ctag cother cnever cback cnevers cahead cnow coffdays ccountry caddoff cstopped cunstop chead cpost cpin cfigs ctable
			mapprove mdecline mhide mleave mstop mnamed`,
		admins: "cmanage cmods cshown clog",
	} {
		for _, verb := range strings.Fields(verbs) {
			verbRights[verb] = whose
		}
	}
}

// standing are the tables whose rows nobody changes who has no right to.
var standing = []string{"replies", "parts", "subscriptions", "channels", "questions", "board", "summaries", "stops", "facts",
	"returns", "bookings", "recalls", "compasses", "taps", "origins",
	"communities", "matters"}

// gone returns the rows of standing that aren't as they were; new ones aside.
func gone(before, after map[string]string) (rows []string) {
	for _, table := range standing {
		for line := range strings.Lines(before[table]) {
			if !strings.Contains(after[table], line) {
				rows = append(rows, table+": "+line)
			}
		}
	}
	return rows
}

// TestVerbRights uses every verb, by a button and by a form, about all that somebody
// else has, and every command, as everybody who may be there. Nothing of the author's
// changes, nothing of the channel's but by an admin, and no private word is shown.
func TestVerbRights(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("some ten thousand presses")
	}
	verbs := verbsInCode(t)
	for _, verb := range verbs {
		if verbRights[verb] == "" {
			t.Errorf("whose is the verb %q? It isn't in the table", verb)
		}
	}
	for verb := range verbRights {
		if !slices.Contains(verbs, verb) {
			t.Errorf("there is no verb %q", verb)
		}
	}
	for _, who := range []struct {
		name               string
		manages, elsewhere bool
		is                 func(c asked) member
		// looksAfter says that what sets them apart is what they may in the channel: then
		// only what is an admin's is tried.
		looksAfter bool
	}{
		{"a manager", true, false, func(c asked) member {
			m := c.member("who")
			m.GiveRole("acme", "keepers")
			return m
		}, true},
		{"a manager no more", false, false, func(c asked) member {
			m := c.member("who")
			m.GiveRole("acme", "keepers").TakeRole("acme", "keepers")
			return m
		}, true},
		{"somebody in the moderators' channel", false, false, func(c asked) member {
			m := c.member("who")
			m.at = m.In(c.r.modsChannel())
			return m
		}, true},
		{"an admin of the moderators' group alone", false, true, func(c asked) member {
			m := c.member("who")
			m.MakeAdminOf("wardens")
			m.at = m.In(c.r.modsChannel())
			return m
		}, true},
		{"another member", false, false, func(c asked) member { return c.member("who") }, false},
		{"a stranger", false, false, func(c asked) member {
			m := c.member("who")
			m.LeaveServer(c.in)
			return m
		}, false},
		{"an admin elsewhere", false, true, func(c asked) member {
			m := c.r.asks("elsewhere", "talk").member("who")
			m.MakeAdminOf("elsewhere").LeaveServer(c.in)
			return m
		}, false},
		{"an admin", true, false, func(c asked) member {
			m := c.member("who")
			m.MakeAdminOf("acme")
			return m
		}, false},
	} {
		t.Run(who.name, func(t *testing.T) {
			onBoth(t, func(t *testing.T, r *rig) {
				roles := r.platform.Limits().Forms
				if strings.HasPrefix(who.name, "a manager") && !roles || strings.Contains(who.name, "group alone") && roles {
					return // There are no roles, or no groups, to be it by.
				}
				c, ids := r.belongings(r.begin("ada", "Berlin", "21:00"), r.admin("boss"))
				m := who.is(c)
				r.forges(m.Opened(), chat.Ref{Verb: "nothing"})
				before, earlier := r.rows(), len(r.platform.Shown(m.at.Chat()))
				check := func(what, whose string) {
					t.Helper()
					after := r.rows()
					for _, row := range gone(before, after) {
						mayThis := whose == managers || whose == "command" || whose == admins && who.name == "an admin"
						if who.manages && mayThis && !strings.HasPrefix(row, "parts") && !strings.HasPrefix(row, "facts") {
							continue
						}
						t.Errorf("%s changed %s", what, row)
					}
					before = after
				}
				for _, verb := range verbs {
					if whose := verbRights[verb]; who.looksAfter && whose != managers && whose != admins {
						continue
					}
					for _, id := range ids {
						for _, arg := range []string{"", "yes"} {
							ref := chat.Ref{Verb: verb, ID: id, Arg: arg}
							m.at.ForgeOpening(ref)
							r.settle()
							m.at.SubmitForged(ref, map[string]string{"words": "Forged words.", "text": "What was forged here?"})
							r.settle()
						}
					}
					check("the verb "+verb, verbRights[verb])
				}
				for _, command := range english.Commands {
					r.types(m.at, command.Name, "")
					check("/"+command.Name, ones)
				}
				for _, args := range adminOrders {
					if who.elsewhere {
						r.orders(m.Person, args) // In their own channel they may.
					} else {
						r.orders(m.at, args)
					}
					check("/community "+args, "command")
				}
				forms := filledIn(r.platform.Shown(m.at.Chat())[earlier:]) // since then shown to nobody else
				for _, seen := range []string{m.at.Transcript(), m.Person.Transcript(), forms} {
					if strings.Contains(seen, "zugzwang") {
						t.Errorf("private words are shown:\n%s", seen)
					}
				}
			})
		})
	}
}

// modsChannel is where what waits in acme's channels is shown to moderators.
func (r *rig) modsChannel() *chattest.Channel {
	if r.platform.Limits().Forms {
		return r.platform.ChannelIn("acme", "mods").Reserve()
	}
	return r.platform.ChannelIn("wardens", "desk")
}

// filledIn is what stands in forms as they are shown.
func filledIn(shown []chattest.Shown) (all string) {
	for _, s := range shown {
		if s.Form == nil {
			continue
		}
		for _, f := range s.Form.Fields {
			all += f.Value + "\n"
		}
	}
	return all
}

// belongings has boss set the square up and gives it an author with words of every
// kind, and returns the ids of all that buttons could be about.
func (r *rig) belongings(ada, boss *chattest.Person) (asked, []int64) {
	r.t.Helper()
	r.soon()
	r.says(ada, "A daily answer about zugzwang.")
	r.isSetUp(boss)
	r.orders(boss.In(r.square()), "questions add What would you do once?")
	r.types(ada.In(r.square()), "suggest", "What do you miss on Mondays?")
	c := asked{r: r, in: r.square()}
	sub, _ := r.community(r.square())
	c.sub = sub.ID
	r.platform.Server("acme").AddRole("keepers")
	r.update(func(tx reflection.Tx) error {
		return tx.SetCommunity(reflection.Community{
			Platform: r.platform.Platform(), Parent: "acme", Manager: "keepers", Moderators: r.modsChannel().Chat(), Title: "mods",
		})
	})
	d := c.post()
	own := r.openDelivery(ada.Chat())
	m, ben := c.member(ada.Account()), c.member("ben")
	m.answers("An answer about zugzwang in the channel.")
	ben.shares("Shared by Ben.")
	shared, _ := ben.answer(d)
	mine, parts := m.answer(d)
	r.forges(m.Opened(), posts.ReportRef(d.ID, shared.Sharing, "yes"))
	ids := []int64{int64(sub.ID), int64(d.ID), int64(own.ID), int64(mine.ID), int64(parts[0].ID), int64(shared.ID)}
	r.view(func(tx reflection.Tx) error {
		reports, err := tx.Reports(r.platform.Platform(), "acme")
		if err != nil || len(reports) != 1 {
			r.t.Fatalf("reports: %v, %v", reports, err)
		}
		daily, err := tx.AnswerTo(own.ID, m.id())
		if err != nil {
			return err
		}
		dailyParts, err := tx.Parts(daily.ID)
		if err != nil {
			return err
		}
		ids = append(ids, int64(reports[0].ID), int64(daily.ID), int64(dailyParts[0].ID))
		matters, err := tx.OpenMatters(r.platform.Platform(), "acme")
		if err != nil || len(matters) != 1 { // the report's; the suggestion is older than the channel
			r.t.Fatalf("matters: %v, %v", matters, err)
		}
		ids = append(ids, int64(matters[0].ID))
		for _, state := range []reflection.QuestionState{reflection.Approved, reflection.Suggested} {
			all, err := tx.Questions(sub.ID, state)
			if err != nil || len(all) != 1 {
				r.t.Fatalf("questions: %v, %v", all, err)
			}
			ids = append(ids, int64(all[0].ID))
		}
		return nil
	})
	return c, ids
}
