package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"stillpoint/internal/adapters/discord"
	"stillpoint/internal/adapters/telegram"
	"stillpoint/internal/chat"
	"stillpoint/internal/conversation"
	"stillpoint/internal/door"
	"stillpoint/internal/words"
)

// tokenSettings say which platforms there are a bot's tokens for, and where their
// APIs are.
type tokenSettings struct {
	DiscordToken     string `long:"discord-token" env:"DISCORD_TOKEN" value-name:"TOKEN" description:"Serve Discord with this token, from the developer portal."`
	DiscordTokenFile string `long:"discord-token-file" env:"DISCORD_TOKEN_FILE" value-name:"FILE" description:"The file that the token is in instead, such as a container's secret or a unit's credential."`
	DiscordAPIURL    string `long:"discord-api-url" env:"DISCORD_API_URL" default:"https://discord.com" value-name:"URL" description:"Another base of Discord's API, such as a proxy's; requests go to /api/v9 below it."`

	TelegramToken     string `long:"telegram-token" env:"TELEGRAM_TOKEN" value-name:"TOKEN" description:"Serve Telegram with this token, from BotFather."`
	TelegramTokenFile string `long:"telegram-token-file" env:"TELEGRAM_TOKEN_FILE" value-name:"FILE" description:"The file that the token is in instead."`
	TelegramAPIURL    string `long:"telegram-api-url" env:"TELEGRAM_API_URL" default:"https://api.telegram.org" value-name:"URL" description:"A Bot API server of your own."`

	client *http.Client // makes the requests; nil for the adapters' own
}

// platformSettings say which platforms to serve, and how to reach them.
type platformSettings struct {
	tokenSettings
	DiscordShards   string `long:"discord-shards" env:"DISCORD_SHARDS" default:"auto" value-name:"auto|N" description:"How many gateway sessions share the servers; auto is as many as Discord recommends."`
	TelegramWebhook string `long:"telegram-webhook" env:"STILLPOINT_TELEGRAM_WEBHOOK" value-name:"URL" description:"The public URL at which Telegram reaches this bot, instead of long polling. Needs --listen."`
}

// platforms are the adapters of the platforms that have a token; nil for others.
type platforms struct {
	discord  *discord.Adapter
	telegram *telegram.Adapter
}

// adapters are those there are.
func (p platforms) adapters() []chat.Adapter {
	var all []chat.Adapter
	if p.discord != nil {
		all = append(all, p.discord)
	}
	if p.telegram != nil {
		all = append(all, p.telegram)
	}
	return all
}

// checkPlatforms appends what is wrong with the settings. The tokens that are in files
// were read from there before, or not.
func (c *platformSettings) checkPlatforms(wrong *wrongSettings) {
	c.checkTokens(wrong)
	if _, err := c.shards(); err != nil {
		*wrong = append(*wrong, fmt.Sprintf("DISCORD_SHARDS is %q; it takes auto or a number from 1 to %d", c.DiscordShards, maxShards))
	}
	wrong.url("STILLPOINT_TELEGRAM_WEBHOOK", c.TelegramWebhook)
	if strings.HasPrefix(c.TelegramWebhook, "http://") && c.TelegramAPIURL == telegram.DefaultAPI {
		*wrong = append(*wrong, fmt.Sprintf("STILLPOINT_TELEGRAM_WEBHOOK is %q; Telegram takes https", c.TelegramWebhook))
	}
}

// checkTokens reads the tokens that are in files, and appends those that are none or
// can't be read, without their values, and that there is none at all.
func (c *tokenSettings) checkTokens(wrong *wrongSettings) {
	before := len(*wrong)
	c.DiscordToken = wrong.orFile("DISCORD_TOKEN", c.DiscordToken, c.DiscordTokenFile)
	c.TelegramToken = wrong.orFile("TELEGRAM_TOKEN", c.TelegramToken, c.TelegramTokenFile)
	if c.DiscordToken == "" && c.TelegramToken == "" && len(*wrong) == before {
		*wrong = append(*wrong, "no platform has a token: set DISCORD_TOKEN, from Discord's developer portal, or TELEGRAM_TOKEN, from BotFather, or both; bot try needs none")
	}
	wrong.url("DISCORD_API_URL", c.DiscordAPIURL)
	wrong.url("TELEGRAM_API_URL", c.TelegramAPIURL)
	if c.DiscordToken != "" {
		if _, err := discord.New(discord.Options{Token: c.DiscordToken}); err != nil {
			*wrong = append(*wrong, fmt.Sprintf("%s: %v", setBy("DISCORD_TOKEN", c.DiscordTokenFile), err))
		}
	}
	if c.TelegramToken != "" {
		if _, err := telegram.New(telegram.Options{Token: c.TelegramToken}); err != nil {
			*wrong = append(*wrong, fmt.Sprintf("%s: %v", setBy("TELEGRAM_TOKEN", c.TelegramTokenFile), err))
		}
	}
}

// maxShards is far above what one process should serve.
const maxShards = 256

// shards is how many gateway sessions there are to be; 0 is as Discord recommends.
func (c platformSettings) shards() (int, error) {
	if c.DiscordShards == "" || c.DiscordShards == "auto" {
		return 0, nil
	}
	n, err := strconv.Atoi(c.DiscordShards)
	if err == nil && (n < 1 || n > maxShards) {
		err = strconv.ErrRange
	}
	return n, err
}

// platforms makes the adapters, each with the commands and what it says of itself,
// of settings that were checked. O is the database, which they need once they run; nil
// where nothing is sent. Owner is whoever hosts the bot.
func (c platformSettings) platforms(log *slog.Logger, o *awaited, owner door.List) (p platforms, err error) {
	w := words.For("")
	var links telegram.Links
	var keeper chat.Keeper
	var held func() error
	if o != nil {
		links, keeper, held = o, o.keeper("sessions of discord"), o.Held
	}
	if c.DiscordToken != "" {
		shards, err := c.shards()
		if err != nil {
			return p, err
		}
		if p.discord, err = discord.New(discord.Options{
			Token: c.DiscordToken, APIURL: c.DiscordAPIURL, HTTP: c.client, Shards: shards, Version: release(),
			Offers: offers(owner, discord.Platform), Complete: complete, TooSlow: w.TooSlow,
			Keeper: keeper, Held: held, Log: log,
		}); err != nil {
			return p, fmt.Errorf("discord: %w", err)
		}
	}
	if c.TelegramToken != "" {
		if p.telegram, err = telegram.New(telegram.Options{
			Token: c.TelegramToken, APIURL: c.TelegramAPIURL, HTTP: c.client, Webhook: c.TelegramWebhook,
			Offers: offers(owner, telegram.Platform), Description: w.Hello, ShortDescription: w.Profile, Links: links, Held: held, Log: log,
		}); err != nil {
			return p, fmt.Errorf("telegram: %w", err)
		}
	}
	return p, nil
}

// complete suggests values for a command's field while it is typed.
func complete(_ context.Context, kind chat.OptionKind, typed, locale string) []chat.Choice {
	return conversation.Complete(kind, typed, locale, time.Now().UTC())
}
