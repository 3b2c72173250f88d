package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"stillpoint/internal/adapters/discord"
	"stillpoint/internal/adapters/telegram"
	"stillpoint/internal/schedule"
)

// doctorCmd looks at everything that run needs and says what is missing. It makes,
// migrates and writes nothing, and can be called while the bot runs.
type doctorCmd struct {
	databaseSetting
	common
	platformSettings
	listenSettings
	backupSettings
	hostSettings
	JSON bool `long:"json" description:"Print what was found as JSON, for machines."`
}

// errFound says that something is missing.
var errFound = errors.New("something is missing; see above")

// Run looks, and prints a line for each thing that it looked at. It fails if anything
// is missing that run needs, or that people's words need.
func (c *doctorCmd) Run(ctx context.Context, s streams) error {
	d := &doctor{}
	d.fine("version", strings.TrimPrefix(version(), "stillpoint "))
	d.settings(c, s)
	var address wrongSettings
	address.address("STILLPOINT_DATABASE", c.Database)
	switch {
	case len(address) > 0:
		d.miss("database", address[0], "")
	case onServer(c.Database):
		d.serversDatabase(ctx, c.Database, c.KeyFile)
	default:
		d.database(ctx, c.Database, c.KeyFile)
		d.disk(c.Database)
		d.backups(c.backupSettings, time.Now())
	}
	d.questions(c.Prompts)
	d.zones()
	if c.Contact == "" {
		d.note("contact", "none", "Set STILLPOINT_CONTACT, so that people know who hosts this.")
	} else {
		d.fine("contact", c.Contact)
	}
	_, owner := c.lists(new(wrongSettings)) // What is wrong of it was said of the settings.
	d.platforms(ctx, c.platformSettings, owner)
	if err := d.print(s.out, c.JSON); err != nil {
		return err
	}
	if d.missing() {
		return errFound
	}
	return nil
}

// How a finding is meant.
const (
	well    = "ok"
	notable = "note"
	missing = "MISSING"
)

// finding is one thing that the doctor looked at.
type finding struct {
	Status string `json:"status"` // ok, note or MISSING
	Part   string `json:"part"`
	Found  string `json:"found"`
	Do     string `json:"do,omitempty"`
}

// doctor collects what it finds.
type doctor struct{ found []finding }

func (d *doctor) fine(part, found string) { d.found = append(d.found, finding{well, part, found, ""}) }
func (d *doctor) note(part, found, do string) {
	d.found = append(d.found, finding{notable, part, found, do})
}
func (d *doctor) miss(part, found, do string) {
	d.found = append(d.found, finding{missing, part, found, do})
}

// wrong notes an error, with what a person can do about it.
func (d *doctor) wrong(part string, err error) { d.miss(part, err.Error(), whatToDo(err)) }

func (d *doctor) missing() bool {
	for _, f := range d.found {
		if f.Status == missing {
			return true
		}
	}
	return false
}

// print prints the findings, in the order in which they were found.
func (d *doctor) print(to io.Writer, asJSON bool) error {
	if asJSON {
		e := json.NewEncoder(to)
		e.SetIndent("", "  ")
		return e.Encode(struct {
			Well     bool      `json:"well"`
			Findings []finding `json:"findings"`
		}{!d.missing(), d.found})
	}
	out := &reportWriter{out: to}
	last := ""
	for _, f := range d.found {
		part := f.Part
		if part == last {
			part = ""
		}
		last = f.Part
		out.printf("%-8s %-10s %s\n", f.Status, part, f.Found)
		if f.Do != "" {
			out.printf("%-8s %-10s %s\n", "", "", f.Do)
		}
	}
	return out.err
}

// settings notes every setting that run would refuse.
func (d *doctor) settings(c *doctorCmd, s streams) {
	all := s.slips
	_ = c.logger(s.err, &all)
	c.checkPrompts(&all)
	c.checkPlatforms(&all)
	c.checkListen(c.TelegramWebhook, &all)
	c.checkKeyFolder(&all) // What is in the file is said of the key.
	c.checkBackups(c.Database, keyOf(c.Database, c.KeyFile), &all)
	allow, owner := c.lists(&all)
	for _, line := range all {
		d.miss("settings", line, "")
	}
	if len(all) == 0 {
		d.fine("settings", "each can be read")
	}
	if allow.Everyone() {
		d.note("allowed", "everybody who finds it", "STILLPOINT_ALLOW names the people, servers and groups that may use it.")
	} else {
		d.fine("allowed", counted(len(allow.Of(discord.Platform))+len(allow.Of(telegram.Platform)), "entry|entries")+"; nobody else is let in")
	}
	if owner.Everyone() {
		d.note("owner", "nobody is told when something needs them", "STILLPOINT_OWNER names your account, such as telegram:123456789.")
	}
}

// questions counts what can be asked.
func (d *doctor) questions(folder string) {
	var mistakes strings.Builder
	packs, err := openPacks(folder, slog.New(slog.NewTextHandler(&mistakes, nil)))
	if err != nil {
		d.miss("questions", err.Error(), "")
		return
	}
	if mistakes.Len() > 0 {
		d.miss("questions", "a pack has mistakes", "bot prompts check "+folder+" lists them.")
		return
	}
	prompts := 0
	for _, p := range packs.Packs() {
		prompts += len(p.Prompts)
	}
	d.fine("questions", fmt.Sprintf("%s, %s", counted(prompts, "question"), counted(len(packs.Packs()), "pack")))
}

// zones looks whether people's zones are known here.
func (d *doctor) zones() {
	for _, name := range []string{"Europe/Berlin", "America/Argentina/Buenos_Aires", "Pacific/Chatham", "Asia/Kathmandu"} {
		if _, err := schedule.Location(name); err != nil {
			d.miss("zones", err.Error(), "The program brings its own zone data; unset ZONEINFO.")
			return
		}
	}
	d.fine("zones", "known")
}

// watchedClient returns a client that hears the platforms' clocks.
func watchedClient(heard func(host string, ahead time.Duration)) *http.Client {
	return &http.Client{Transport: clockListener{heard}, Timeout: patience}
}

// clockListener tells how far this machine's clock is ahead of a server's, by the
// Date that it answers with.
type clockListener struct {
	heard func(host string, ahead time.Duration)
}

// RoundTrip implements http.RoundTripper.
func (c clockListener) RoundTrip(r *http.Request) (*http.Response, error) {
	asked := time.Now()
	answer, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		return answer, err
	}
	// The header tells whole seconds of some moment between the two.
	if at, wrong := http.ParseTime(answer.Header.Get("Date")); wrong == nil {
		ahead := time.Duration(0)
		if now := time.Now(); at.After(now) {
			ahead = now.Sub(at)
		} else if end := at.Add(time.Second); asked.After(end) {
			ahead = asked.Sub(end)
		}
		c.heard(r.URL.Host, ahead)
	}
	return answer, nil
}
