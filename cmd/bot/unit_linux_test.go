package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const unitFolder = "../../deploy/systemd"

// TestUnitNamesSettings: what the unit tells a bot are settings that it takes, and what
// else a host sets is read from a file that need not exist.
func TestUnitNamesSettings(t *testing.T) {
	unit, err := os.ReadFile(filepath.Join(unitFolder, "stillpoint.service"))
	if err != nil {
		t.Fatal(err)
	}
	names := newProgram().settingNames()
	set := regexp.MustCompile(`(?m)^Environment=(\w+)=`).FindAllStringSubmatch(string(unit), -1)
	for _, m := range set {
		if !slices.Contains(names, m[1]) {
			t.Errorf("%s is no setting", m[1])
		}
	}
	if len(set) < 6 || !regexp.MustCompile(`(?m)^EnvironmentFile=-/etc/stillpoint/env$`).Match(unit) {
		t.Errorf("%d settings are found, or no file of the host's", len(set))
	}
}

// TestUnitsCommands: a command that is called by hand runs as the unit's account, with all
// that the unit sets, with its tokens where they are for it, and in its folders, and with
// its arguments as they were given; and not at all where there is no unit.
func TestUnitsCommands(t *testing.T) {
	folder := t.TempDir()
	unit, err := filepath.Abs(filepath.Join(unitFolder, "stillpoint.service"))
	if err != nil {
		t.Fatal(err)
	}
	script, err := filepath.Abs(filepath.Join(unitFolder, "stillpoint"))
	if err != nil {
		t.Fatal(err)
	}
	program := func(name, text string) {
		if err := os.WriteFile(filepath.Join(folder, name), []byte("#!/bin/sh\n"+text), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	program("systemctl", `[ "$*" = "cat stillpoint.service" ] && cat `+unit+`; printf '\n# a drop-in\n[Service]\nEnvironment="STILLPOINT_CONTACT=me and you"\n'`)
	program("systemd-run", `printf '%s\n' "$@"`)
	called := func(args ...string) (string, error) {
		cmd := exec.Command("sh", append([]string{script}, args...)...)
		cmd.Env = append(os.Environ(), "PATH="+folder+":"+os.Getenv("PATH"))
		said, err := cmd.CombinedOutput()
		return string(said), err
	}
	said, err := called("backup", "/var/lib/stillpoint-backups/a b.db")
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	lines := strings.Split(strings.TrimSpace(said), "\n")
	own := regexp.MustCompile(`(?m)^--unit=(stillpoint-command-\d+\.service)$`).FindStringSubmatch(said)
	if own == nil {
		t.Fatalf("it has no name of its own:\n%s", said)
	}
	for _, want := range []string{
		"User=stillpoint", "DynamicUser=yes", "StateDirectory=stillpoint stillpoint-key stillpoint-backups", "UMask=0077", "EnvironmentFile=-/etc/stillpoint/env",
		"LoadCredential=discord_token:/etc/stillpoint/discord_token", "Environment=TELEGRAM_TOKEN_FILE=/run/credentials/" + own[1] + "/telegram_token",
		"Environment=STILLPOINT_DATABASE=/var/lib/stillpoint/stillpoint.db", `Environment="STILLPOINT_CONTACT=me and you"`,
	} {
		if i := slices.Index(lines, want); i < 1 || lines[i-1] != "-p" {
			t.Errorf("no %q in\n%s", want, said)
		}
	}
	if strings.Contains(said, "%d") || strings.Contains(said, "ExecStart") || strings.Contains(said, "Restart") {
		t.Errorf("it has what is the unit's alone:\n%s", said)
	}
	if slices.Index(lines, `Environment="STILLPOINT_CONTACT=me and you"`) < slices.Index(lines, "Environment=STILLPOINT_LISTEN=127.0.0.1:8080") {
		t.Error("what was changed doesn't come after what it changes")
	}
	if end := lines[len(lines)-3:]; !slices.Equal(end, []string{"/usr/local/bin/bot", "backup", "/var/lib/stillpoint-backups/a b.db"}) {
		t.Errorf("it calls %q", end)
	}
	program("systemctl", "exit 1")
	if said, err := called("restore", "x.db"); err == nil || strings.Contains(said, "bot") {
		t.Errorf("without a unit it calls\n%s", said)
	}
	if said, err := called(); err == nil {
		t.Errorf("without a command it calls\n%s", said)
	}
}
