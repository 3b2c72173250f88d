package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/adapters/telegram/telegramtest"
)

// TestRehearse plays the command over both simulators: everything agrees, nothing of it is
// left, and the report holds nobody's token, id or name. With a fault put into one, its
// row differs and says how.
func TestRehearse(t *testing.T) {
	d, tg := discordtest.New(t), telegramtest.New(t)
	t.Chdir(t.TempDir())
	ada, bea := d.Person("ada"), tg.User("bea")
	bea.Start("")
	guild, group := d.Guild("garden"), tg.Supergroup("garden")
	channel := guild.Channel("reflections")
	guild.Member(ada)
	group.Join(bea)
	for name, v := range map[string]string{
		"DISCORD_TOKEN": d.Token(), "DISCORD_API_URL": d.URL(), "TELEGRAM_TOKEN": tg.Token(), "TELEGRAM_API_URL": tg.URL(),
	} {
		t.Setenv(name, v)
	}
	args := []string{
		"rehearse", "--account", fmt.Sprintf("discord:%s,telegram:%d", ada.ID(), bea.ID()),
		"--channel", fmt.Sprintf("discord:%s,telegram:%d", channel.ID(), group.ID()), "--report", "report.json",
	}
	if r := run(t, "no\n", args...); r.code != 0 || !strings.Contains(r.out, "Nothing was done.") || len(ada.Sees())+len(channel.Messages()) != 0 {
		t.Errorf("without consent: exit %d\n%s%s", r.code, r.out, r.err)
	}
	r := run(t, "yes\n", args...)
	if r.code != 0 || strings.Contains(r.out, "DIFFERS") || strings.Count(r.out, "agrees") < 50 {
		t.Errorf("exit %d\n%s%s", r.code, r.out, r.err)
	}
	if n := len(ada.Sees()); n != 0 {
		t.Errorf("%d messages are left on Discord", n)
	}
	for _, m := range group.Sees() { // Nobody knows the id of the one that was cut.
		if m.Text != "Cut after it was written." && m.From == "bot" {
			t.Errorf("%q is left on Telegram", m.Text)
		}
	}
	report, err := os.ReadFile("report.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{d.Token(), tg.Token(), ada.ID(), fmt.Sprint(bea.ID()), channel.ID(), fmt.Sprint(group.ID()), "garden", "plain square", "mean nothing"} {
		if bytes.Contains(report, []byte(secret)) {
			t.Errorf("the report holds %q", secret)
		}
	}
	tg.Script(func(q telegramtest.Request) *telegramtest.Fault {
		if q.Method != "sendPhoto" {
			return nil
		}
		f := telegramtest.Refusal(400, "Bad Request: PHOTO_INVALID_DIMENSIONS")
		return &f
	})
	r = run(t, "", append(args, "--yes")...)
	if r.code != exitFailed || strings.Count(r.out, "DIFFERS") != 2 || !strings.Contains(r.out, "status 400, the simulator's 200") || !strings.Contains(r.err, "can be handed back") {
		t.Errorf("with a fault: exit %d\n%s%s", r.code, r.out, r.err)
	}
	if r := run(t, "", "rehearse"); r.code != exitUsage || !strings.Contains(r.err, "--account is missing") {
		t.Errorf("exit %d, %s", r.code, r.err)
	}
}
