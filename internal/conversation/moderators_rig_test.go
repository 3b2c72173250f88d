package conversation_test

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// mods are a moderators' channel and what is in it.
type mods struct {
	r  *rig
	in *chattest.Channel
}

// showsModerators has an admin of acme choose where what waits in a channel is shown: a
// channel of the server that not everybody reads, or another group, where it can be none
// of the same.
func (c asked) showsModerators(boss *chattest.Person) mods {
	c.r.t.Helper()
	r := c.r
	if r.platform.Limits().Forms {
		m := mods{r, r.platform.ChannelIn("acme", "mods").Reserve()}
		boss.In(c.in).CommandWith("community", "moderators", map[string]string{"channel": m.in.Chat().ID})
		r.settle()
		r.wantLast(boss.In(c.in), english.Moderation.ShownSet("mods"))
		return m
	}
	m := mods{r, r.platform.ChannelIn("wardens", "desk")}
	boss.MakeAdminOf("wardens")
	r.orders(boss.In(m.in), "moderators "+strconv.FormatInt(int64(c.sub), 36))
	r.wantLast(boss.In(m.in), english.Moderation.ShownSet("desk"))
	return m
}

// by is somebody in the moderators' channel.
func (m mods) by(p *chattest.Person) *chattest.Person { return p.In(m.in) }

// shown are the messages there that show a matter, open or settled.
func (m mods) shown() (all []chattest.Shown) {
	for _, s := range m.r.platform.Shown(m.in.Chat()) {
		if s.Author == "" && s.Seen == chat.ByAll && !s.Alert() && s.Text != english.Moderation.ShownSet("desk") {
			all = append(all, s)
		}
	}
	return all
}

// find returns the message with these words; the test ends if there isn't one alone.
func (m mods) find(words string) chattest.Shown {
	m.r.t.Helper()
	var found []chattest.Shown
	for _, s := range m.shown() {
		if strings.Contains(s.Text, words) {
			found = append(found, s)
		}
	}
	if len(found) != 1 {
		m.r.t.Fatalf("%d messages with %q\n%s", len(found), words, m.transcript())
	}
	return found[0]
}

// lacks fails if words stand anywhere in the channel.
func (m mods) lacks(words string) {
	m.r.t.Helper()
	if slices.ContainsFunc(m.shown(), func(s chattest.Shown) bool { return strings.Contains(s.Text, words) }) {
		m.r.t.Errorf("%q stands there\n%s", words, m.transcript())
	}
}

func (m mods) transcript() string { return m.r.platform.Person("boss").In(m.in).Transcript() }

// comes waits for the next instant at which something shows.
func (m mods) comes() {
	m.r.t.Helper()
	now := time.Now()
	m.r.until(now.Truncate(10 * time.Minute).Add(11*time.Minute + 5*time.Second))
}

// community returns what was chosen for acme.
func (m mods) community() (c reflection.Community) {
	m.r.t.Helper()
	m.r.view(func(tx reflection.Tx) (err error) {
		c, err = tx.Community(m.r.platform.Platform(), "acme")
		return err
	})
	return c
}

// installedBy has a channel be one that somebody set up, who may be written to.
func (c asked) installedBy(p *chattest.Person) {
	c.r.t.Helper()
	c.r.types(p.Opened(), "help", "")
	c.r.update(func(tx reflection.Tx) error {
		id, err := tx.Identity(c.r.platform.Platform(), p.Account())
		if err != nil {
			return err
		}
		ch, err := tx.Channel(c.sub)
		if err != nil {
			return err
		}
		ch.Installer, ch.Tell = id.ID, true
		return tx.UpdateChannel(ch)
	})
}
