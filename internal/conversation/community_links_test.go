package conversation_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// leading are the square's own questions.
func (r *rig) leading() (all []reflection.OwnQuestion) {
	r.t.Helper()
	sub, _ := r.community(r.square())
	r.view(func(tx reflection.Tx) (err error) {
		all, err = tx.Questions(sub.ID, reflection.Approved)
		return err
	})
	return all
}

func (r *rig) squareID() int64 {
	r.t.Helper()
	sub, _ := r.community(r.square())
	return int64(sub.ID)
}

// linkOf is what a message leads to.
func linkOf(s chattest.Shown) (kind chat.BlockKind, address string) {
	for _, b := range s.Blocks {
		if _, to, ok := b.Link(); ok {
			return b.Kind, to
		}
	}
	return 0, ""
}

// An own question leads to more, however it was given, and to nothing once that is taken
// away; a picture is shown as one; what goes out as a table comes back the same.
func TestCommunityLinks(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.admin("ada").Opened().In(r.square())
		alone := ada
		if !r.platform.Limits().Ephemeral {
			alone = r.platform.Person("ada")
		}
		r.isSetUp(ada)
		r.orders(ada, "questions add What did you keep too long? https://Example.org/drawer")
		r.wantLast(ada, "Added one question.")
		ada.CommandWith("community", "questions add", map[string]string{"file": "question,picture\n" +
			"Which door stuck?,https://example.org/door.png\nWhich window stuck?,https://ada@example.org/\nWhich drawer stuck?,"})
		r.settle()
		r.wantLast(ada, "Added two questions.")
		r.wantLast(ada, r.refused(3, "Which window stuck?", english.Community.Questions.NoLink))
		r.forges(alone, chat.Ref{Verb: "cquest", ID: r.squareID()})
		r.wantLast(alone, "1. What did you keep too long? (https://example.org/drawer)")
		file := r.tabled(r.platform.Person("ada"), "ctable", "questions")
		if !strings.Contains(string(file.Data), "What did you keep too long?,,,https://example.org/drawer,") {
			t.Errorf("exported %s", file.Data)
		}
		r.forges(alone, chat.Ref{Verb: "cshow", ID: r.squareID()})
		if kind, to := linkOf(alone.Last()); kind != chat.Link || to != "https://example.org/drawer" {
			t.Errorf("the preview leads to %q: %q", to, alone.Last().Text)
		}
		for n, want := range []struct {
			kind chat.BlockKind
			to   string
		}{{chat.Link, "https://example.org/drawer"}, {chat.LinkedPicture, "https://example.org/door.png"}, {0, ""}} {
			r.waits(nine.AddDate(0, 0, n))
			posts := r.posted(r.square())
			if kind, to := linkOf(posts[len(posts)-1]); kind != want.kind || to != want.to {
				t.Errorf("post %d leads to %q, want %q: %q", n, to, want.to, posts[len(posts)-1].Text)
			}
		}
		r.orders(ada, "questions edit 3 Which drawer stuck? https://example.org/again")
		r.orders(ada, "questions edit 1 What did you keep too long?")
		own := r.leading()
		if got := fmt.Sprint(own[0].More, " ", own[2].More); got != " https://example.org/again" {
			t.Errorf("changed to %q", got)
		}
		// Read again, the table is the same list, but for what is there already.
		for _, q := range own {
			r.update(func(tx reflection.Tx) error {
				q.State = reflection.Removed
				return tx.UpdateQuestion(q)
			})
		}
		ada.CommandWith("community", "questions add", map[string]string{"file": strings.TrimPrefix(string(file.Data), "\ufeff")})
		r.settle()
		var again []string
		for _, q := range r.leading() {
			again = append(again, q.Text+" "+q.More)
		}
		want := []string{"What did you keep too long? https://example.org/drawer", "Which door stuck? https://example.org/door.png", "Which drawer stuck? "}
		if !slices.Equal(again, want) {
			t.Errorf("came back as %q", again)
		}
		r.types(r.platform.Person("ben").In(r.square()), "suggest", "What is on your desk? https://example.org/desk.jpg")
		r.forges(alone, chat.Ref{Verb: "csuggs", ID: r.squareID()})
		if kind, to := linkOf(alone.Last()); kind != chat.LinkedPicture || to != "https://example.org/desk.jpg" {
			t.Errorf("suggested with %q: %q", to, alone.Last().Text)
		}
		r.unlogged("example.org")
	})
}

// Three hundred nasty texts in a link: each is refused with why, or is one address in
// plain signs, below its question in the post, and notifies nobody.
func TestCommunityNastyLinks(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.admin("ada").Opened().In(r.square())
		r.isSetUp(ada)
		rows := []string{"question\tlink"}
		for i, text := range threeHundred() {
			start := [...]string{"", "https://example.org/", "https://", "https://example.org?", "https://ex", "https://example.org/a.png#"}[i%6]
			text = clipped(strings.Join(strings.Fields(strings.ReplaceAll(text, "\"", "'")), "%20"), 200)
			rows = append(rows, fmt.Sprintf("What is the number %d?\t%s%s", i, start, text))
		}
		for n := 0; n < len(rows)-1; n += 150 {
			table := append([]string{rows[0]}, rows[n+1:min(n+151, len(rows))]...)
			ada.CommandWith("community", "questions add", map[string]string{"file": strings.Join(table, "\n")})
			r.settle()
		}
		own := r.leading()
		led := 0
		for _, q := range own {
			if q.More == "" {
				continue
			}
			led++
			if same, ok := chat.Address(q.More); !ok || same != q.More || !oneLine(q.More) {
				t.Errorf("it leads to %q", q.More)
			}
		}
		if led < 60 || len(own) > 250 {
			t.Fatalf("%d of %d lead to more", led, len(own))
		}
		for day := range 4 {
			r.waits(nine.AddDate(0, 0, day))
			posts := r.posted(r.square())
			post := posts[len(posts)-1]
			if _, to := linkOf(post); to != own[day].More || post.PingRole != "" {
				t.Errorf("the post leads to %q, want %q", to, own[day].More)
			}
		}
		if n := len(r.platform.PassedOver()); n != 0 {
			t.Errorf("%d events were passed over", n)
		}
		r.until(time.Now().Add(time.Minute))
		r.unlogged("example.org", "right to left")
	})
}
