package conversation_test

import (
	"fmt"
	"strings"
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// firstRandom is the lowest of the ids that are drawn, as those of answers in channels.
const firstRandom = 1 << 51

// seen is all that a chat shows somebody, but for the names that shared answers have
// before others, and the ids in the buttons under one's own: those are drawn anew in
// every world.
func seen(shown []chattest.Shown) string {
	var b strings.Builder
	for _, s := range shown {
		fmt.Fprintf(&b, "%s %s %q %q reacted %d deleted %t seen %d at %s", s.ID, s.Author, s.Text, s.Labels, s.Reaction, s.Deleted, s.Seen, s.At)
		for _, ref := range s.Refs {
			if ref.Verb == "report" {
				ref.Arg = "a name"
			}
			if ref.ID >= firstRandom {
				ref.ID = firstRandom
			}
			fmt.Fprintf(&b, " %s", ref)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// world plays two days in a channel in which ada and ben write the same two answers,
// one of them shared without a name: author says whose. It returns what everybody in
// the channel sees, and what a member and an admin are shown.
func world(r *rig, author string) (channel, reader, admin string) {
	c := r.asks("guild", "reflections")
	cem, boss := c.member("cem"), c.member("boss")
	boss.MakeAdminOf("guild")
	both := []member{c.member("ada"), c.member("ben")}
	for _, m := range both {
		r.forges(m.Opened(), chat.Ref{Verb: "nothing"}) // So that the bot can tell them.
	}
	d := c.post()
	cem.answers("Cem's.")
	for _, m := range both {
		r.soon()
		if m.Account() == author {
			m.answers("Nobody knows who.")
			r.presses(m.at, english.Channel.ShareUnnamed)
		} else {
			m.answers("For me alone.")
			r.presses(m.at, english.Channel.Share)
			r.presses(m.at, english.Channel.TakeBack)
		}
	}
	for _, m := range both {
		r.soon()
		m.replied(d, "In the open.")
	}
	cem.wantReads("Nobody knows who.")
	r.presses(cem.at, english.Channel.Report(1))
	r.presses(cem.at, english.Channel.ReportYes)
	r.forges(boss.at, chat.Ref{Verb: "creports", ID: int64(c.sub)})
	admin = seen(alone(boss))
	r.presses(boss.at, english.Community.Label.StopAuthor)
	r.presses(boss.at, english.Community.Label.ReallyStop)
	next := c.post()
	for _, m := range both {
		r.soon()
		m.replied(next, "On the next day.")
	}
	return seen(everybodys(r.platform.Shown(c.in.Chat()))), seen(alone(cem)), admin + seen(alone(boss))
}

// everybodys are the messages of a channel that all can read.
func everybodys(shown []chattest.Shown) (all []chattest.Shown) {
	for _, s := range shown {
		if s.Seen == chat.ByAll {
			all = append(all, s)
		}
	}
	return all
}

// alone is what somebody is shown.
func alone(m member) []chattest.Shown { return m.at.Sees() }

// TestTwoWorlds: what members and admins see is the same, whoever wrote the answer
// without a name.
func TestTwoWorlds(t *testing.T) {
	t.Parallel()
	for _, l := range likes {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			var views [2][3]string
			for i, author := range []string{"ada", "ben"} {
				inBubble(t, monday, l.like, func(r *rig) {
					views[i][0], views[i][1], views[i][2] = world(r, author)
					if !strings.Contains(views[i][2], "Nobody knows who.") {
						t.Errorf("the admin saw no report:\n%s", views[i][2])
					}
					var stopped bool
					r.view(func(tx reflection.Tx) (err error) {
						id, err := tx.Identity(r.platform.Platform(), author)
						if err == nil {
							stopped, err = tx.Stopped(r.platform.Platform(), "guild", id.Person)
						}
						return err
					})
					if !stopped {
						t.Error("the author isn't stopped")
					}
				})
			}
			for i, who := range []string{"all", "a member", "an admin"} {
				a, b := strings.Split(views[0][i], "\n"), strings.Split(views[1][i], "\n")
				for n := range max(len(a), len(b)) {
					if n >= len(a) || n >= len(b) || a[n] != b[n] {
						t.Errorf("%s can tell by line %d:\n%s\n%s", who, n, strings.Join(a[min(n, len(a)):min(n+1, len(a))], ""), strings.Join(b[min(n, len(b)):min(n+1, len(b))], ""))
						break
					}
				}
			}
		})
	}
}
