package main

import (
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"testing"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"stillpoint/data"
	"stillpoint/internal/adapters/telegram"
	"stillpoint/internal/adapters/telegram/telegramtest"
	"stillpoint/internal/conversation"
	"stillpoint/internal/delivery"
	"stillpoint/internal/prompts"
	"stillpoint/internal/store"
	"stillpoint/internal/words"
)

// BenchmarkBroadcast: ten thousand questions that are due at once, planned and sent to a
// server on the loopback without a pace, against as many messages sent by the client
// library alone, with as many requests in flight, in loops. The bound is 0.7 of that rate.
func BenchmarkBroadcast(b *testing.B) {
	const due, inFlight = 10_000, 64
	packs, _, err := prompts.Open(data.Packs, "")
	if err != nil {
		b.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	st, err := store.Open(b.Context(), store.Options{Path: filepath.Join(b.TempDir(), "broadcast.db")})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = st.Close() }()
	server := telegramtest.New(b)
	a, err := telegram.New(telegram.Options{
		Token: server.Token(), APIURL: server.URL(), Offers: conversation.Offers(words.For("")), Links: st.Links(), Log: log,
	})
	if err != nil {
		b.Fatal(err)
	}
	people := make([]*telegramtest.User, due)
	for i := range people {
		people[i] = server.User(fmt.Sprint("person", i)).Opened()
	}
	subscribe(b, st, people)
	out := delivery.New(st, packs, log, a)
	out.Open(a.Platform())
	bare := tgbotapi.BotAPI{Token: server.Token(), Client: server.Client()}
	bare.SetAPIEndpoint(server.URL() + "/bot%s/%s")
	now := time.Now().UTC()
	hour := time.Date(now.Year(), now.Month(), now.Day()+1, 21, 0, 0, 0, time.UTC)
	var ours, least time.Duration
	day := 0
	for b.Loop() {
		before := len(server.Requests("sendMessage"))
		began := time.Now()
		if err := out.Tick(b.Context(), hour.AddDate(0, 0, day)); err != nil {
			b.Fatal(err)
		}
		out.Drain(b.Context())
		ours += time.Since(began)
		day++
		sent := server.Requests("sendMessage")[before:]
		if len(sent) != due {
			b.Fatalf("%d requests, want %d", len(sent), due)
		}
		text := fmt.Sprint(sent[0].Params["text"])
		began = time.Now()
		var all sync.WaitGroup
		for from := range inFlight {
			all.Go(func() {
				for i := from; i < due; i += inFlight {
					m := tgbotapi.NewMessage(people[i].ChatID(), text)
					m.Entities = []tgbotapi.MessageEntity{} // It would send null, which the simulator refuses.
					m.ReplyMarkup = tgbotapi.NewInlineKeyboardMarkup(tgbotapi.NewInlineKeyboardRow(
						tgbotapi.NewInlineKeyboardButtonData("Another", "a:1:2"), tgbotapi.NewInlineKeyboardButtonData("Later", "b:1:2"),
						tgbotapi.NewInlineKeyboardButtonData("Not today", "c:1:2")))
					if _, err := bare.Send(m); err != nil {
						b.Error(err)
						return
					}
				}
			})
		}
		all.Wait()
		least += time.Since(began)
	}
	b.ReportMetric(float64(due*day)/ours.Seconds(), "questions/s")
	b.ReportMetric(float64(due*day)/least.Seconds(), "bare/s")
	b.ReportMetric(least.Seconds()/ours.Seconds(), "ratio")
	b.ReportMetric(0, "ns/op")
}
