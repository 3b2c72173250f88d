package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/png"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"time"

	"stillpoint/internal/adapters/discord"
	"stillpoint/internal/adapters/telegram"
	"stillpoint/internal/chat"
	"stillpoint/internal/door"
	"stillpoint/internal/rehearsal"
)

// rehearseCmd plays on a real platform what only simulators have shown.
type rehearseCmd struct {
	tokenSettings
	Account string `long:"account" value-name:"LIST" description:"Your own accounts, such as telegram:123456789,discord:987654321: it is played in your private chat with the bot, which you must have written to."`
	Channel string `long:"channel" value-name:"LIST" description:"Test channels or groups that the bot is in, likewise: it is played there too."`
	Yes     bool   `long:"yes" description:"Begin without asking."`
	Report  string `long:"report" value-name:"FILE" description:"Write what was found to this file as JSON, without a token, an id, a name or a word: to hand back."`
}

const (
	// settleFor is how long a request that was cut is given to be carried out.
	settleFor = time.Second
	// rehearseWithin bounds the whole.
	rehearseWithin = 2 * time.Minute
)

// errDiffers says that a platform isn't as its simulator.
var errDiffers = errors.New("something differs from the simulator; the report (--report FILE) can be handed back")

// rehearsed is what was played in one place.
type rehearsed struct {
	Platform string               `json:"platform"`
	Where    string               `json:"where"`
	Rows     []rehearsal.Compared `json:"rows"`
}

// Run asks for consent, plays, prints a table, and writes the report.
func (c *rehearseCmd) Run(ctx context.Context, s streams) error {
	wrong := s.slips
	c.checkTokens(&wrong)
	accounts, err := door.Parse(c.Account, discord.Platform, telegram.Platform)
	if err != nil {
		wrong = append(wrong, fmt.Sprintf("--account: %v", err))
	}
	channels, err := door.Parse(c.Channel, discord.Platform, telegram.Platform)
	if err != nil {
		wrong = append(wrong, fmt.Sprintf("--channel: %v", err))
	}
	if c.Account == "" {
		wrong = append(wrong, "--account is missing; it takes your own account, such as telegram:123456789")
	}
	if err := wrong.orNil(); err != nil {
		return err
	}
	out := &reportWriter{out: s.out}
	out.printf("This writes about ten messages into your private chat with the bot%s, and deletes them again; on Telegram the one whose request is cut may stay. It takes less than two minutes.\n",
		map[bool]string{true: " and into each channel named", false: ""}[c.Channel != ""])
	if !c.Yes && !consents(s, out) {
		return out.err
	}
	ctx, cancel := context.WithTimeout(ctx, rehearseWithin)
	defer cancel()
	all, err := c.playAll(ctx, accounts, channels)
	if err != nil {
		return err
	}
	differ := printRehearsed(out, all)
	if c.Report != "" {
		text, err := json.MarshalIndent(all, "", " ")
		if err != nil {
			return err
		}
		if err := os.WriteFile(c.Report, append(text, '\n'), 0o600); err != nil {
			return err
		}
	}
	if differ {
		err = errDiffers
	}
	return cmp.Or(out.err, err)
}

// consents asks, and reports whether yes was said.
func consents(s streams, out *reportWriter) bool {
	out.printf("Begin? (yes) ")
	lines := bufio.NewScanner(s.in)
	said := lines.Scan() && strings.EqualFold(strings.TrimSpace(lines.Text()), "yes")
	if !said {
		out.printf("Nothing was done.\n")
	}
	return said
}

// playAll plays in every place, one after the other.
func (c *rehearseCmd) playAll(ctx context.Context, accounts, channels door.List) (all []rehearsed, err error) {
	for _, p := range []chat.Platform{discord.Platform, telegram.Platform} {
		recorder := &rehearsal.Recorder{}
		settings := platformSettings{tokenSettings: c.tokenSettings}
		settings.client = &http.Client{Transport: recorder, Timeout: patience}
		served, err := settings.platforms(slog.New(slog.DiscardHandler), nil, door.List{})
		if err != nil {
			return nil, err
		}
		ids := accounts.Of(p)
		var a chat.Adapter
		switch {
		case len(ids) == 0:
			continue
		case p == discord.Platform && served.discord != nil:
			_, err = served.discord.Check(ctx)
			a = served.discord
		case p == telegram.Platform && served.telegram != nil:
			_, err = served.telegram.Check(ctx)
			a = served.telegram
		default:
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p, err)
		}
		private, err := a.Private(ctx, ids[0])
		if err != nil {
			return nil, fmt.Errorf("%s: your private chat with the bot can't be opened; write to it first: %w", p, err)
		}
		stage := rehearsal.Stage{Adapter: a, Recorder: recorder, Picture: square(), Nonce: rand.Text()[:10], Settle: settleFor}
		places := []struct {
			where, account string
			chat           chat.Chat
		}{{"private", "", private}}
		for _, id := range channels.Of(p) {
			places = append(places, struct {
				where, account string
				chat           chat.Chat
			}{"channel", ids[0], chat.Chat{Platform: p, ID: id}})
		}
		for _, place := range places {
			stage.Chat, stage.Account = place.chat, place.account
			rows, err := rehearsal.Play(ctx, stage)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", p, err)
			}
			expected, err := rehearsal.Expected(string(p), place.where)
			if err != nil {
				return nil, err
			}
			all = append(all, rehearsed{string(p), place.where, rehearsal.Compare(rows, expected)})
		}
	}
	if len(all) == 0 {
		return nil, errors.New("no account of --account is of a platform that has a token")
	}
	return all, nil
}

// printRehearsed prints the table, and reports whether anything differs.
func printRehearsed(out *reportWriter, all []rehearsed) (differ bool) {
	for _, r := range all {
		out.printf("\n%s, %s\n", r.Platform, map[string]string{"private": "the private chat", "channel": "a channel"}[r.Where])
		for _, row := range r.Rows {
			mark := "agrees"
			switch {
			case len(row.Differs) > 0:
				mark, differ = "DIFFERS", true
			case row.Open:
				mark = "told"
			}
			out.printf("%-8s %-48s %s\n", mark, row.Step, row.Outcome)
			for _, d := range row.Differs {
				out.printf("%-8s   %s\n", "", d)
			}
		}
	}
	return differ
}

// square is a small picture.
func square() []byte {
	var b bytes.Buffer
	_ = png.Encode(&b, image.NewGray(image.Rect(0, 0, 64, 64))) // A buffer takes everything.
	return b.Bytes()
}
