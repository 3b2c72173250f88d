package main

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/chat"
	"stillpoint/internal/store"
	"stillpoint/internal/streak"
)

// pair are somebody on Discord and somebody on Telegram, who are asked and write while
// something goes wrong, and what is to be true of them in the end.
type pair struct {
	*testing.T
	ctx      context.Context
	random   *rand.Rand
	telegram *telegramtest.Server
	discord  *discordtest.Server
	ada      *discordtest.Person
	bea      *telegramtest.User
	written  []string
}

// newPair has two meet the bot.
func newPair(t *testing.T, ctx context.Context, random *rand.Rand, tg *telegramtest.Server, d *discordtest.Server) *pair {
	return &pair{T: t, ctx: ctx, random: random, telegram: tg, discord: d, ada: d.Person("ada"), bea: tg.User("bea")}
}

// begin brings both people to their first question, and has them answer it.
func (p *pair) begin() {
	p.Helper()
	waitFor(p.T, p.ctx, func() bool { return len(p.discord.Commands("")) > 0 && p.discord.Online() })
	p.ada.Command("start", nil)
	p.bea.Start("")
	p.both("What time is it for you?")
	p.ada.Write("UTC")
	p.bea.Write("UTC")
	p.both("When should I ask?")
	p.ada.Press("", "21:00")
	p.bea.Press("21:00")
	waitFor(p.T, p.ctx, func() bool { a, b := p.questions(); return a == 1 && b == 1 })
	p.write()
	p.both("Kept")
}

func (p *pair) both(want string) {
	p.Helper()
	waitFor(p.T, p.ctx, func() bool {
		return strings.Contains(p.ada.Transcript(), want) && strings.Contains(p.bea.Transcript(), want)
	})
}

// questions counts those that were shown.
func (p *pair) questions() (ada, bea int) { return askedOnDiscord(p.ada), askedOnTelegram(p.bea) }

// askedOnDiscord counts the questions that somebody sees: what says where it is drawn
// from.
func askedOnDiscord(p *discordtest.Person) (n int) {
	for _, m := range p.Sees() {
		if m.Own && strings.Contains(m.Text, "Drawn from") {
			n++
		}
	}
	return n
}

// askedOnTelegram does so on Telegram.
func askedOnTelegram(u *telegramtest.User) (n int) {
	for _, m := range u.Sees() {
		if m.From == "bot" && strings.Contains(m.Text, "Drawn from") {
			n++
		}
	}
	return n
}

// namesUnseen reports whether an acknowledgement names a question that isn't to be seen: it was
// perhaps never shown, and answered before that could be found out.
func namesUnseen(transcript string) bool {
	transcript = strings.ReplaceAll(transcript, "\\", "")
	for rest, found := transcript, true; found; {
		_, rest, found = strings.Cut(rest, ": Kept, with “")
		name, _, _ := strings.Cut(rest, "”")
		if name, _, _ = strings.Cut(name, "…"); found && !strings.Contains(transcript, ": "+name) {
			return true
		}
	}
	return false
}

// askedTwice reports whether both were asked a second time, or were told what with.
func (p *pair) askedTwice() bool {
	a, b := p.questions()
	return (a >= 2 || a == 1 && namesUnseen(p.ada.Transcript())) && (b >= 2 || b == 1 && namesUnseen(p.bea.Transcript()))
}

// write has both people write something.
func (p *pair) write() {
	text := fmt.Sprintf("something private, number %d", len(p.written))
	p.written = append(p.written, text)
	p.ada.Write(text)
	p.bea.Write(text)
}

// pause lets some time pass, up to so much.
func (p *pair) pause(most time.Duration) {
	pause(p.ctx, time.Duration(p.random.Int64N(int64(most))))
}

// writing has both write now and then for about so long.
func (p *pair) writing(about time.Duration) {
	for end := time.Now().Add(about); time.Now().Before(end) && len(p.written) < 8; {
		p.write()
		p.pause(about / 2)
	}
}

// takenIn reports whether all that was written is, and was answered, where the database
// holds so many parts.
func (p *pair) takenIn(parts int) bool {
	// What is answered last may be what was written before.
	return p.telegram.Waiting() == 0 && parts >= 2*len(p.written) && acknowledgedLast(p.ada.Transcript()) && acknowledgedLast(p.bea.Transcript())
}

// acknowledgedLast reports whether the last thing that somebody wrote bears the sign
// that it was kept, or is followed by a message that says so.
func acknowledgedLast(transcript string) bool {
	i := strings.LastIndex(transcript, "something private, number ")
	rest := transcript[max(i, 0):]
	return i >= 0 && (strings.Contains(rest, "✍") || strings.Contains(rest, "Kept"))
}

// auditShown wants two questions on either platform; one that was answered while it was
// being sent may be named in the acknowledgement alone. Unsure says that one may be shown
// twice where there are no nonces; it returns whether one was.
func (p *pair) auditShown(unsure bool) (doubled bool) {
	p.Helper()
	ada, bea := p.questions()
	if ada != 2 && !(ada == 1 && namesUnseen(p.ada.Transcript())) {
		p.Errorf("Discord: %d questions were shown, want 2", ada)
	}
	if bea != 2 && !(unsure && bea == 3) && !(bea == 1 && namesUnseen(p.bea.Transcript())) {
		p.Errorf("Telegram: %d questions were shown, want 2", bea)
	}
	return bea == 3
}

// auditLog wants no secret in a log, and no panic.
func (p *pair) auditLog(log string) {
	p.Helper()
	for _, secret := range []string{p.telegram.Token(), p.discord.Token(), "something private", "panic"} {
		if strings.Contains(log, secret) {
			p.Errorf("the log holds %q", secret)
		}
	}
}

// auditKept wants every word in the database, once, and no day missed.
func (p *pair) auditKept(st *store.Store) {
	p.Helper()
	for platform, account := range map[chat.Platform]string{"discord": p.ada.ID(), "telegram": fmt.Sprint(p.bea.ID())} {
		words := partsOf(p.T, st, platform, account)
		slices.Sort(words)
		if want := slices.Sorted(slices.Values(p.written)); !slices.Equal(words, want) {
			p.Errorf("%s: %d parts are kept of %d that were written:\n%s", platform, len(words), len(want), difference(words, want))
		}
		h := historyOf(p.T, st, platform, account)
		missed := slices.ContainsFunc(h.Occasions, func(o streak.Occasion) bool {
			return o.Outcome == streak.Missed || o.Outcome == streak.Rested
		})
		if missed || h.Total == 0 || len(h.Occasions) != 2 {
			p.Errorf("%s: %d occasions, %d answered, one missed: %v", platform, len(h.Occasions), h.Total, missed)
		}
	}
}

// difference names what is kept too often, or not.
func difference(kept, written []string) string {
	n := map[string]int{}
	for _, w := range kept {
		n[w]++
	}
	var b bytes.Buffer
	for _, w := range written {
		if n[w] != 1 {
			fmt.Fprintf(&b, "%q is kept %d times\n", w, n[w])
		}
	}
	return b.String()
}
