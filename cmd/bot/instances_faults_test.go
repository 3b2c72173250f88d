//go:build unix

package main

import (
	"fmt"
	"syscall"
	"time"

	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/store"
)

// instancesFault is what goes wrong with one of three processes, or with the server. It is
// begun when one has just taken over, and questions are due.
type instancesFault struct {
	// unsure says that a request may be on its way when whoever made it is gone: then, on a
	// platform without nonces, a question may be shown twice, and never more often.
	unsure bool
	// restarts says that the server is to be started again; crowd, that many more are asked.
	restarts, crowd bool
	does            func(f *trio, holder *instance)
}

var instancesFaults = map[string]instancesFault{
	"handed over":            {does: handingOver},
	"kill -9":                {unsure: true, does: killingHolder},
	"killed in a fan-out":    {unsure: true, crowd: true, does: killingInFanOut},
	"handed over in fan-out": {crowd: true, does: handingOver},
	"SIGSTOP and wake":       {unsure: true, does: freezing},
	"network cut":            {unsure: true, does: func(f *trio, holder *instance) { cutting(f, holder, (*wire).Cut) }},
	"network silent":         {unsure: true, does: func(f *trio, holder *instance) { cutting(f, holder, (*wire).Stall) }},
	"PostgreSQL restarted":   {restarts: true, does: restarting},
	"one after the other":    {unsure: true, does: oneAfterTheOther},
}

// handingOver tells whoever serves to stop, again and again.
func handingOver(f *trio, _ *instance) {
	for range 2 + f.random.IntN(3) {
		f.pause(1500 * time.Millisecond)
		f.write()
		f.handOver()
	}
}

// killingHolder kills whoever serves.
func killingHolder(f *trio, holder *instance) {
	f.pause(time.Second)
	f.write()
	f.pause(200 * time.Millisecond)
	began := time.Now()
	f.kill(holder)
	f.write()
	f.instead(holder, began)
	f.write()
}

// killingInFanOut kills whoever serves while many are asked.
func killingInFanOut(f *trio, holder *instance) {
	f.pause(1500 * time.Millisecond)
	began := time.Now()
	f.kill(holder)
	f.write()
	f.instead(holder, began)
}

// freezing has whoever serves stand still, for so short that nobody notices or until
// another serves, and wake up.
func freezing(f *trio, holder *instance) {
	f.pause(time.Second)
	f.write()
	f.pause(200 * time.Millisecond)
	began := time.Now()
	_ = holder.Process.Signal(syscall.SIGSTOP)
	f.write()
	if f.random.IntN(4) == 0 {
		f.pause(5 * time.Second)
	} else {
		f.instead(holder, began)
		f.pause(2 * time.Second)
		f.write()
	}
	_ = holder.Process.Signal(syscall.SIGCONT)
	f.pause(time.Second)
	f.write()
}

// cutting takes the server away from whoever serves, for a while that another may take
// over in.
func cutting(f *trio, holder *instance, cut func(*wire)) {
	f.pause(time.Second)
	f.write()
	began := time.Now()
	wire := f.slots[f.owner[holder.Process.Pid]].wire
	cut(wire)
	f.write()
	if f.random.IntN(4) == 0 {
		f.pause(7 * time.Second)
	} else {
		f.instead(holder, began)
		f.write()
		f.pause(3 * time.Second)
	}
	wire.Mend()
	f.write()
}

// restarting starts the server again, once or twice.
func restarting(f *trio, _ *instance) {
	for range 1 + f.random.IntN(2) {
		f.pause(time.Second)
		f.write()
		f.server.Restart(f, f.random.IntN(2) == 0, time.Duration(f.random.Int64N(int64(4*time.Second))))
		f.write()
	}
	f.serving(nil)
}

// oneAfterTheOther kills whoever serves, and has whoever takes over stand still.
func oneAfterTheOther(f *trio, holder *instance) {
	f.pause(time.Second)
	began := time.Now()
	f.kill(holder)
	f.write()
	next := f.instead(holder, began)
	f.pause(500 * time.Millisecond)
	began = time.Now()
	_ = next.Process.Signal(syscall.SIGSTOP)
	f.write()
	f.instead(next, began)
	_ = next.Process.Signal(syscall.SIGCONT)
	f.write()
}

// manyDue are many more who are asked in the same minute. A nil one is nobody.
type manyDue struct {
	onTelegram []*telegramtest.User
	onDiscord  []*discordtest.Person
}

// crowdSize is how many there are on either platform: more than go out in a second.
const crowdSize = 60

// join subscribes them.
func (c *manyDue) join(f *trio, st *store.Store) {
	if c == nil {
		return
	}
	err := st.Update(f.ctx, func(tx reflection.Tx) error {
		for i := range crowdSize {
			u, p := f.telegram.User(fmt.Sprint("person", i)).Opened(), f.discord.Person(fmt.Sprint("person", i))
			c.onTelegram, c.onDiscord = append(c.onTelegram, u), append(c.onDiscord, p)
			for to, account := range map[chat.Chat]string{
				{Platform: "telegram", ID: fmt.Sprint(u.ChatID())}: fmt.Sprint(u.ID()),
				{Platform: "discord", ID: p.ChannelID()}:           p.ID(),
			} {
				now := time.Now().UTC()
				who := reflection.Person{Seed: uint64(i), Created: now, Told: now}
				if err := tx.AddPerson(&who); err != nil {
					return err
				}
				if err := tx.AddIdentity(&reflection.Identity{Person: who.ID, Account: account, Private: to}); err != nil {
					return err
				}
				rule := schedule.Rule{At: schedule.TimeOfDay{Hour: 21}, Days: schedule.Everyday, Zone: "Etc/UTC"}
				next, err := rule.Next(now.AddDate(0, 0, 1), schedule.Date{})
				if err != nil {
					return err
				}
				if err := tx.AddSubscription(&reflection.Subscription{Person: who.ID, Chat: to, Rule: rule, Next: next, Created: now}); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		f.Fatal(err)
	}
}

// settle waits until all were asked.
func (c *manyDue) settle(f *trio) {
	if c == nil {
		return
	}
	waitFor(f.T, f.ctx, func() bool {
		f.up()
		for i := range c.onTelegram {
			if askedOnTelegram(c.onTelegram[i]) == 0 || askedOnDiscord(c.onDiscord[i]) == 0 {
				return false
			}
		}
		return true
	})
}

// audit wants each to have been asked once, and returns how many were twice.
func (c *manyDue) audit(f *trio, unsure bool) (doubled int) {
	if c == nil {
		return 0
	}
	for i := range c.onTelegram {
		if n := askedOnDiscord(c.onDiscord[i]); n != 1 {
			f.Errorf("Discord: person %d was asked %d times", i, n)
		}
		n := askedOnTelegram(c.onTelegram[i])
		if n == 2 {
			doubled++
		}
		if n > 2 || n == 2 && !unsure {
			f.Errorf("Telegram: person %d was asked %d times", i, n)
		}
	}
	return doubled
}
