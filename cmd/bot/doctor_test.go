package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/adapters/telegram/telegramtest"
)

// called runs a command line with both simulated platforms behind it.
func called(t *testing.T, line string, more ...string) (code int, out, errs string) {
	t.Helper()
	d, tg := discordtest.New(t, discordtest.Tolerant()), telegramtest.New(t)
	t.Chdir(t.TempDir())
	for name, v := range map[string]string{
		"DISCORD_TOKEN": d.Token(), "DISCORD_API_URL": d.URL(), "TELEGRAM_TOKEN": tg.Token(), "TELEGRAM_API_URL": tg.URL(),
	} {
		t.Setenv(name, v)
	}
	for i := 0; i < len(more); i += 2 {
		t.Setenv(more[i], more[i+1])
	}
	var stdout, stderr bytes.Buffer
	code = execute(t.Context(), strings.Fields(line), strings.NewReader(""), &stdout, &stderr)
	for _, secret := range []string{d.Token(), tg.Token()} {
		if strings.Contains(stdout.String()+stderr.String(), secret) {
			t.Error("a token was printed")
		}
	}
	return code, stdout.String(), stderr.String()
}

func TestDoctor(t *testing.T) {
	code, out, errs := called(t, "doctor", "STILLPOINT_CONTACT", "host@example.org")
	if code != 0 {
		t.Errorf("exit %d: %s", code, errs)
	}
	for _, want := range []string{
		"stillpoint.db does not exist yet", "366 questions, 1 pack", "host@example.org",
		"logged in as", "sessions left", "run writes them", "@", "0 updates waiting",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if strings.Contains(out, "MISSING") {
		t.Errorf("something is missing\n%s", out)
	}
	if _, err := os.Stat("stillpoint.db"); err == nil {
		t.Error("the doctor made a database")
	}
}

// What is wrong is named, with what to do, and the exit code says so.
func TestDoctorFinds(t *testing.T) {
	for name, c := range map[string]struct{ variable, value, says string }{
		"a token that is refused": {"DISCORD_TOKEN", "MTIz.wrong.token", "token"},
		"no folder":               {"STILLPOINT_DATABASE", filepath.Join("nowhere", "bot.db"), "Create the folder"},
		"a broken pack":           {"STILLPOINT_PROMPTS", ".", ""},
	} {
		t.Run(name, func(t *testing.T) {
			if name == "a broken pack" {
				c.value = t.TempDir()
				if err := os.Mkdir(filepath.Join(c.value, "broken"), 0o700); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(c.value, "broken", "pack.yaml"), []byte("name: ["), 0o600); err != nil {
					t.Fatal(err)
				}
				c.says = "prompts check"
			}
			code, out, errs := called(t, "doctor", c.variable, c.value)
			if code != exitFailed || !strings.Contains(out, "MISSING") || !strings.Contains(out, c.says) {
				t.Errorf("exit %d\n%s%s", code, out, errs)
			}
		})
	}
}

// What run refuses, the doctor doesn't find to be well.
func TestDoctorWantsAWebhookToBeListenedFor(t *testing.T) {
	code, out, errs := called(t, "doctor", "STILLPOINT_TELEGRAM_WEBHOOK", "http://127.0.0.1:1/hook")
	if code != exitUsage || !strings.HasPrefix(errs, "bot: STILLPOINT_LISTEN is empty") {
		t.Errorf("exit %d\n%s%s", code, out, errs)
	}
}

func TestInvite(t *testing.T) {
	code, out, errs := called(t, "invite")
	if code != 0 {
		t.Errorf("exit %d: %s", code, errs)
	}
	for _, want := range []string{
		"https://discord.com/oauth2/authorize?", "client_id=", "permissions=", "applications.commands", "Send Messages",
		"no privileged intent", "https://t.me/", "?startgroup=",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}
