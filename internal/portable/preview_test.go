package portable_test

import (
	"os"
	"stillpoint/internal/chat"
	"stillpoint/internal/portable"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
	"stillpoint/internal/streak"
	"stillpoint/internal/summary"
	"stillpoint/internal/words"
	"testing"
)

func TestPreview(t *testing.T) {
	dir := os.Getenv("PREVIEW")
	if dir == "" {
		t.Skip()
	}
	s := openStore(t)
	var l *life
	update(t, s, func(tx reflection.Tx) (err error) { l, err = live(tx, "41", 366); return })
	now := at(begun.AddDays(366))
	pr, _ := summary.NewPainter()
	s.View(t.Context(), func(tx reflection.Tx) error {
		facts, _ := tx.FactsOf(l.person.ID)
		draw := func(y int) (a, b *chat.Picture, err error) {
			for i, th := range []summary.Theme{summary.ThemeOf(false), summary.ThemeOf(true)} {
				in := summary.Input{Locale: "en", Period: summary.Containing(summary.Year, schedule.Date{Year: y, Month: 1, Day: 1}), Today: begun.AddDays(366), History: streak.Count(facts, nil, now), FirstDay: 1, Theme: th}
				for _, f := range facts {
					if f.Kind == reflection.FactReplied {
						in.Replies = append(in.Replies, summary.Reply{Date: f.Date, Words: 30, Delivery: f.Delivery, Themes: []string{"time"}})
					}
				}
				sm := summary.Words(in)
				if sm.Sketch == nil {
					return nil, nil, nil
				}
				p, err := pr.Draw(*sm.Sketch)
				if err != nil {
					return nil, nil, err
				}
				if i == 0 {
					a = &p
				} else {
					b = &p
				}
			}
			return
		}
		for k, n := range map[portable.Kind]string{0: "book.html", 1: "j.md", 2: "j.csv", 3: "j.json"} {
			f, _ := os.Create(dir + "/" + n)
			if err := portable.Write(f, tx, portable.Order{Person: l.person.ID, Kind: k}, words.For("en"), draw); err != nil {
				t.Fatal(err)
			}
			f.Close()
		}
		return nil
	})
}
