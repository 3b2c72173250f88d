package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

const (
	townsfolk = 5000 // members of the server
	answering = 400  // of whom so many answer
)

// TestCrowd: in a server of 5,000 members 400 answer within ten minutes of the
// post. Each answer is kept once, the post is edited on its schedule and no more,
// nobody waits in vain, and no rate limit is hit.
func TestCrowd(t *testing.T) {
	path := filepath.Join(t.TempDir(), "crowd.db")
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(monday))
		s := serveDiscord(t, path, discordtest.FailLateInteractions(), discordtest.WithRates(discordtest.OfficialRates()),
			discordtest.WithHeartbeat(5*time.Minute))
		defer s.stop()
		defer s.onFailure()
		guild := s.discord.Guild("town")
		channel := guild.Channel("square")
		guild.Crowd(townsfolk - answering - 1)
		boss := s.discord.Person("boss")
		guild.Member(boss, "MANAGE_GUILD")
		nap()
		boss.In(channel).Command("community setup", map[string]any{"zone": "Europe/Berlin", "time": "9am"})
		nap()
		atNine(1)
		post := newestPost(t, channel)
		opened := time.Now()
		for i := range answering {
			p := s.discord.Person(fmt.Sprint("person ", i)).In(channel)
			p.Press(post.ID, "Reflect")
			time.Sleep(500 * time.Millisecond)
			p.Submit(map[string]string{p.Form().Fields[0].CustomID: fmt.Sprint("answer ", i)})
			time.Sleep(970 * time.Millisecond)
		}
		nap()
		if took := time.Since(opened); took > 10*time.Minute {
			t.Fatalf("the story took %v", took)
		}
		time.Sleep(3 * time.Hour)

		answeredOnce(t, s, channel.ID())
		edits := s.discord.Requests("PATCH /channels/{channel_id}/messages/{message_id}")
		for i, e := range edits {
			if i > 0 && e.At.Sub(edits[i-1].At) < 55*time.Second {
				t.Errorf("two edits %v apart", e.At.Sub(edits[i-1].At))
			}
		}
		if n := len(edits); n < 8 || n > 12 {
			t.Errorf("the post was edited %d times in ten minutes and three hours without an answer", n)
		}
		if text := read(newestPost(t, channel)); !strings.Contains(text, "400 have answered") {
			t.Errorf("in the end the post reads\n%s", text)
		}
		for _, r := range s.discord.Requests() {
			if r.Status == 429 {
				t.Errorf("a rate limit was hit: %s", r.Route)
			}
		}
		t.Logf("%d answers, %d edits", answering, len(edits))
	})
}

// answeredOnce wants each answer kept once.
func answeredOnce(t *testing.T, s *served, channel string) {
	t.Helper()
	kept := map[string]int{}
	err := s.store.View(t.Context(), func(tx reflection.Tx) error {
		d, err := tx.Latest(channelSubscription(t, tx, channel))
		if err != nil {
			return err
		}
		for i := range answering {
			id, err := tx.Identity("discord", s.discord.Person(fmt.Sprint("person ", i)).ID())
			if err != nil {
				return err
			}
			reply, err := tx.AnswerTo(d.ID, id.Person)
			if err != nil {
				return fmt.Errorf("person %d: %w", i, err)
			}
			parts, err := tx.Parts(reply.ID)
			if err != nil {
				return err
			}
			for _, p := range parts {
				kept[p.Text]++
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for i := range answering {
		if n := kept[fmt.Sprint("answer ", i)]; n != 1 {
			t.Errorf("answer %d was kept %d times", i, n)
		}
	}
}

func channelSubscription(t *testing.T, tx reflection.Tx, channel string) reflection.SubscriptionID {
	t.Helper()
	due, err := tx.DueSubscriptions(time.Now().AddDate(1, 0, 0), 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, sub := range due {
		if sub.Chat.ID == channel {
			return sub.ID
		}
	}
	t.Fatal("no channel is asked")
	return 0
}

// TestCrowdIsAcknowledged: the same 400 within seconds, over the loopback. Each
// press and each form is acknowledged within a second, as p99 has it.
func TestCrowdIsAcknowledged(t *testing.T) {
	s := &served{t: t, path: filepath.Join(t.TempDir(), "crowd.db"), log: &syncedBuffer{}}
	s.discord = discordtest.New(t, discordtest.FailLateInteractions())
	s.start()
	t.Cleanup(func() { s.onFailure(); s.stop() })
	ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
	defer cancel()
	guild := s.discord.Guild("town")
	channel := guild.Channel("square")
	guild.Crowd(townsfolk - answering - 1)
	boss := s.discord.Person("boss")
	guild.Member(boss, "MANAGE_GUILD")
	waitFor(t, ctx, func() bool { return s.discord.Online() && len(s.discord.Commands("")) > 0 })
	boss.In(channel).Command("community setup", map[string]any{"zone": "Etc/UTC", "time": "9am"})
	waitFor(t, ctx, func() bool { return strings.Contains(boss.In(channel).Transcript(), "May I write") })
	s.dueNow(channel.ID())
	waitFor(t, ctx, func() bool { return len(channel.Messages()) > 0 })
	post := newestPost(t, channel)

	people := make([]*discordtest.Person, answering)
	for i := range people {
		people[i] = s.discord.Person(fmt.Sprint("person ", i)).In(channel)
	}
	var crowd sync.WaitGroup
	next := make(chan int)
	for range 16 { // so many at once
		crowd.Go(func() {
			for i := range next {
				people[i].Press(post.ID, "Reflect")
				if !soon(ctx, func() bool { return people[i].Form() != nil }) {
					t.Errorf("no form for person %d", i)
					continue
				}
				people[i].Submit(map[string]string{people[i].Form().Fields[0].CustomID: fmt.Sprint("answer ", i)})
				if !soon(ctx, func() bool { return len(people[i].Sees()) > 1 }) {
					t.Errorf("no receipt for person %d", i)
				}
			}
		})
	}
	began := time.Now()
	for i := range people {
		next <- i
	}
	close(next)
	crowd.Wait()
	took := time.Since(began)
	answeredOnce(t, s, channel.ID())
	p99 := acknowledged(t, s.discord)
	t.Logf("%d answers in %v; p99 of acknowledgements %v", answering, took.Round(time.Millisecond), p99)
	if p99 >= time.Second {
		t.Errorf("p99 of acknowledgements is %v", p99)
	}
}

// soon waits for something to be so, and reports whether it came to be.
func soon(ctx context.Context, is func() bool) bool {
	look := time.NewTicker(5 * time.Millisecond)
	defer look.Stop()
	for !is() {
		select {
		case <-ctx.Done():
			return false
		case <-look.C:
		}
	}
	return true
}

// acknowledged is the p99 of the time from an interaction to its callback.
func acknowledged(t *testing.T, d *discordtest.Server) time.Duration {
	t.Helper()
	var waits []time.Duration
	for _, r := range d.Requests("POST /interactions/{interaction_id}/{interaction_token}/callback") {
		id := strings.Split(strings.TrimPrefix(r.Path, "/"), "/")[1]
		waits = append(waits, r.At.Sub(happened(t, id)))
	}
	if len(waits) < 2*answering {
		t.Fatalf("%d acknowledgements", len(waits))
	}
	slices.Sort(waits)
	return waits[len(waits)*99/100]
}

// happened is the instant that is in an id of Discord's.
func happened(t *testing.T, id string) time.Time {
	t.Helper()
	var n int64
	if _, err := fmt.Sscan(id, &n); err != nil {
		t.Fatal(err)
	}
	const began = 1420070400000 // 2015, in milliseconds
	return time.UnixMilli(n>>22 + began)
}

// dueNow has a channel asked at once.
func (s *served) dueNow(channel string) {
	s.t.Helper()
	now := time.Now().UTC()
	err := s.store.Update(s.t.Context(), func(tx reflection.Tx) error {
		sub, err := tx.Subscription(channelSubscription(s.t, tx, channel))
		if err != nil {
			return err
		}
		sub.Next = schedule.Occurrence{Date: schedule.DateOf(now, time.UTC), At: now.Add(-time.Minute)}
		return tx.UpdateSubscription(sub)
	})
	if err != nil {
		s.t.Fatal(err)
	}
	s.bot.tick(s.t.Context(), now)
}
