package main

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/internal/adapters/discord/discordtest"
)

// TestDiscordApprovals: AutoMod doesn't see what a bot posts, so an admin has a word
// list and looks at each answer before it is shared without a name.
func TestDiscordApprovals(t *testing.T) {
	path := filepath.Join(t.TempDir(), "approvals.db")
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(monday))
		s := serveDiscord(t, path, discordtest.FailLateInteractions())
		defer s.stop()
		defer s.onFailure()
		guild := s.discord.Guild("garden")
		guild.AutoMod("garden")
		channel := guild.Channel("talk")
		boss := s.discord.Person("boss")
		guild.Member(boss, "MANAGE_GUILD")
		nap()
		admin := boss.In(channel)
		admin.Command("community setup", map[string]any{"zone": "Europe/Berlin", "thread": "live"})
		nap()
		seenWith(t, admin.Sees(), "No filter of the server's")
		admin.Command("community approvals", nil)
		nap()
		admin.Press("", "Word list")
		nap()
		admin.Submit(map[string]string{admin.Form().Fields[0].CustomID: "Schmidt\nbig boss"})
		nap()
		wantLast(t, admin, "two entries")
		admin.Press("", "Word list")
		nap()
		if now := admin.Form().Fields[0].Value; now != "Schmidt\nbig boss" {
			t.Errorf("the form holds %q", now)
		}
		admin.Dismiss()
		admin.Press("", "Approve each first")
		nap()

		atNine(1)
		post := newestPost(t, channel)
		answer := func(name, text string) *discordtest.Person {
			p := s.discord.Person(name).In(channel)
			p.Press(post.ID, "Reflect")
			nap()
			p.Submit(map[string]string{p.Form().Fields[0].CustomID: text})
			nap()
			p.Press("", "Share without my name")
			nap()
			return p
		}
		ada := answer("ada", "The garden, at last.")
		wantLast(t, ada, "An admin reads it first")
		if ada.Write("The garden, at last.") != "" {
			t.Error("AutoMod lets a member write it")
		}
		bob := answer("bob", "It was SCHMIDT.")
		if seen := bob.Transcript(); !strings.Contains(seen, "aren't shared here without a name") {
			t.Errorf("a listed word isn't refused\n%s", seen)
		}
		if len(channel.Threads()) != 0 {
			t.Error("something was posted before it was approved")
		}
		admin.Command("community approvals", nil)
		nap()
		admin.Press("", "Answers waiting")
		nap()
		seenWith(t, admin.Sees(), "The garden, at last.")
		admin.Press("", "Approve")
		nap()
		time.Sleep(time.Minute)
		threads := channel.Threads()
		if len(threads) != 1 || !strings.Contains(textOf(threads[0].Messages()), "The garden, at last.") {
			t.Fatalf("%d threads", len(threads))
		}
		if all := textOf(threads[0].Messages()); strings.Contains(all, "ada") || strings.Contains(all, "SCHMIDT") {
			t.Errorf("the thread holds\n%s", all)
		}
		for _, word := range []string{"Schmidt", "SCHMIDT", "garden, at last"} {
			if strings.Contains(s.log.String(), word) {
				t.Errorf("%q is in the log", word)
			}
		}
	})
}
