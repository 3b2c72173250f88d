package conversation_test

import (
	"path/filepath"
	"regexp"
	"testing"
	"testing/synctest"
	"time"

	"stillpoint/data"
	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/prompts"
	"stillpoint/internal/reflection"
	"stillpoint/internal/store/freshtest"
	"stillpoint/internal/streak"
)

// onBothAtOnce runs a test with one bot that serves two platforms.
func onBothAtOnce(t *testing.T, test func(t *testing.T, r *rig)) {
	t.Helper()
	path := filepath.Join(freshtest.Folder(t), "test.db")
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(monday))
		packs, _, err := prompts.Open(data.Packs, "")
		if err != nil {
			t.Fatal(err)
		}
		r := &rig{t: t, path: path, packs: packs, log: &lockedBuffer{},
			platform: chattest.New(t, chattest.LikeTelegram(), chattest.Named("telegram")),
			other:    chattest.New(t, chattest.LikeDiscord(), chattest.Named("discord"))}
		r.start()
		defer func() { r.stop() }()
		test(t, r)
	})
}

// beginIn brings somebody to a question each day on one of the platforms.
func (r *rig) beginIn(on *chattest.Platform, name, zone, hour string) *chattest.Person {
	r.t.Helper()
	p := on.Person(name)
	p.Command("start", "")
	r.settle()
	p.Write(zone)
	r.settle()
	p.Write(hour)
	r.settle()
	return p
}

var codeForm = regexp.MustCompile(`/link ([a-z0-9]{10})`)

// code has somebody ask for a code.
func (r *rig) code(p *chattest.Person) string {
	r.t.Helper()
	r.types(p, "link", "")
	found := codeForm.FindStringSubmatch(p.Last().Text)
	if found == nil {
		r.t.Fatalf("no code in %q", p.Last().Text)
	}
	return found[1]
}

// joins has one account join another's, and choose where the questions come.
func (r *rig) joins(from, to *chattest.Person, where string) {
	r.t.Helper()
	r.types(from, "link", r.code(to))
	r.presses(from, english.Link.Join)
	r.wantLast(from, "Joined. You have one journal")
	r.wantLast(to, "is joined to this one now")
	r.presses(from, where)
}

// historyOf counts anew what a person's account comes to.
func (r *rig) historyOf(p *chattest.Person) (h streak.History, facts []reflection.Fact) {
	r.t.Helper()
	r.view(func(tx reflection.Tx) error {
		i, err := tx.Identity(p.Chat().Platform, p.Account())
		if err != nil {
			return err
		}
		if facts, err = tx.FactsOf(i.Person); err != nil {
			return err
		}
		aways, err := tx.AwaySince(time.Time{})
		h = streak.Count(facts, aways, time.Now())
		return err
	})
	return h, facts
}

// questionsOf counts the messages with which questions came to somebody's chat.
func (r *rig) questionsOf(p *chattest.Person) (n int) {
	for _, on := range []*chattest.Platform{r.platform, r.other} {
		if on.Platform() != p.Chat().Platform {
			continue
		}
		for _, m := range on.Shown(p.Chat()) {
			if m.Author == "" && m.Lane == chat.LaneQuestion {
				n++
			}
		}
	}
	return n
}
