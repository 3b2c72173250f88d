package delivery_test

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/delivery/posts"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

func TestPost(t *testing.T) {
	w := words.For("")
	from := reflection.Asked{Pack: "p", Prompt: "badge", Question: "What did you give up?", Source: "from “Quitting” by Joseph"}
	own := reflection.Asked{Pack: reflection.OwnPack, Prompt: "7", Question: "Which book?"}
	heading, question := chat.Block{Kind: chat.Heading, Text: "Today's question"}, chat.P(from.Question)
	source := chat.Block{Kind: chat.Source, Text: from.Source}
	for name, c := range map[string]struct {
		asked    reflection.Asked
		answered int
		closed   bool
		want     []chat.Block
	}{
		"new":              {from, 0, false, []chat.Block{heading, question, source}},
		"one":              {from, 1, false, []chat.Block{heading, question, source, chat.P("1 has answered")}},
		"seven":            {from, 7, false, []chat.Block{heading, question, source, chat.P("7 have answered")}},
		"closed":           {from, 7, true, []chat.Block{heading, question, source, chat.P("7 have answered. “Read others” is open to everyone now.")}},
		"closed, by none":  {from, 0, true, []chat.Block{heading, question, source}},
		"of the channel's": {own, 0, false, []chat.Block{heading, chat.P("Which book?"), {Kind: chat.Source, Text: "one of this channel's own questions"}}},
		"without a source": {reflection.Asked{Question: "Why?"}, 0, false, []chat.Block{heading, chat.P("Why?")}},
	} {
		m := posts.Post(w, reflection.Delivery{ID: 42, Prompt: c.asked}, reflection.Channel{Role: "readers"}, c.answered, c.closed)
		if !slices.Equal(m.Blocks, c.want) {
			t.Errorf("%s: %+v, want %+v", name, m.Blocks, c.want)
		}
		want := []chat.Action{
			{Label: "Reflect", Ref: chat.Ref{Verb: "reflect", ID: 42}, Follow: chat.Opens},
			{Label: "Read others", Ref: chat.Ref{Verb: "others", ID: 42}, Follow: chat.Private},
			{Label: "Ask me daily", Ref: chat.Ref{Verb: "askme"}, Follow: chat.Private},
		}
		if !slices.Equal(m.Actions, want) || m.PingRole != "" {
			t.Errorf("%s: actions %+v, notifies %q", name, m.Actions, m.PingRole)
		}
	}
}

func TestPublishedText(t *testing.T) {
	w := words.For("")
	said := func(texts ...string) (parts []reflection.Part) {
		for _, s := range texts {
			parts = append(parts, reflection.Part{Text: s})
		}
		return parts
	}
	gone := reflection.Part{Deleted: time.Unix(1, 0)}
	quote := func(s string) chat.Block { return chat.Block{Kind: chat.Quote, Text: s} }
	for name, c := range map[string]struct {
		reply reflection.Reply
		parts []reflection.Part
		want  []chat.Block
	}{
		"with the name":       {reflection.Reply{Audience: reflection.Shared, Name: "Ada"}, said("Mine."), []chat.Block{chat.P("Ada"), quote("Mine.")}},
		"without":             {reflection.Reply{Audience: reflection.Anonymous}, said("Mine."), []chat.Block{chat.P("Somebody"), quote("Mine.")}},
		"without, though set": {reflection.Reply{Audience: reflection.Anonymous, Name: "Ada"}, said("Mine."), []chat.Block{chat.P("Somebody"), quote("Mine.")}},
		"of no name":          {reflection.Reply{Audience: reflection.Shared}, said("Mine."), []chat.Block{chat.P("Somebody"), quote("Mine.")}},
		"several parts":       {reflection.Reply{Audience: reflection.Shared, Name: "Ada"}, append(said("One.", " "), append([]reflection.Part{gone}, said("Two.")...)...), []chat.Block{chat.P("Ada"), quote("One."), quote("Two.")}},
		"no words left":       {reflection.Reply{Audience: reflection.Shared, Name: "Ada"}, []reflection.Part{gone}, nil},
		"markup stays words":  {reflection.Reply{Audience: reflection.Shared, Name: "@everyone"}, said("<b>*x*</b>"), []chat.Block{chat.P("@everyone"), quote("<b>*x*</b>")}},
	} {
		if got := posts.PublishedText(w, c.reply, c.parts); !slices.Equal(got, c.want) {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

// TestLongAnswerIsOneMessage: whatever somebody wrote is posted as one message, so
// that all of it can be taken back; the rest of it is said to be elsewhere.
func TestLongAnswerIsOneMessage(t *testing.T) {
	for name, text := range map[string]string{
		"words":    strings.Repeat("something to say ", 300),
		"one word": strings.Repeat("a", 4000),
		"lines":    strings.Repeat("a\n", 2000),
		"stars":    strings.Repeat("*", 4000),
		"signs":    strings.Repeat("🙂", 3000),
		"quoted":   strings.Repeat("> _x_ ", 600),
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, evening, func(r *rig) {
				books := r.room("reflections", threaded(reflection.ThreadLive))
				r.sleepUntil(due.Add(time.Second))
				ada := r.answer(r.delivery(books.someone, day0), "ada", text)
				r.share(ada, "Ada")
				got := r.thread(books, day0)
				if len(got) != 1 || !strings.HasSuffix(got[0].Text, "…\nThe rest is under “Read others”.") {
					t.Fatalf("%d messages: %q", len(got), texts(got))
				}
				if n := utf8.RuneCountInString(escaped(got[0])); n > 2000 {
					t.Errorf("%d characters, escaped", n)
				}
				if n := utf8.RuneCountInString(got[0].Text); n < 350 {
					t.Errorf("only %d runes of it are posted", n)
				}
				r.takeBack(ada)
				if got := r.thread(books, day0); len(got) != 0 {
					t.Errorf("taken back, the thread says %q", texts(got))
				}
			}, chattest.LikeDiscord())
		})
	}
}

// escaped is a message as a platform may want it written down.
func escaped(m chattest.Shown) string {
	var b strings.Builder
	for _, r := range m.Text {
		switch {
		case r == '\n':
			b.WriteString("\n> ")
			continue
		case strings.ContainsRune("*_~`|>#-[]()\\.!<@:", r):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// TestThreadTitles: a thread's title is at most a hundred runes, on one line.
func TestThreadTitles(t *testing.T) {
	inBubble(t, evening, func(r *rig) {
		books := r.room("reflections", threaded(reflection.ThreadLive))
		r.ask(books, "Which of\nthese?  "+strings.Repeat("gären ", 40), "", reflection.Approved)
		r.sleepUntil(due.Add(time.Second))
		r.share(r.answer(r.delivery(books.someone, day0), "ada", "This."), "Ada")
		if got := texts(r.thread(books, day0)); len(got) != 1 { // The platform checks its title.
			t.Errorf("the thread says %q\n%s", got, r.log)
		}
	}, chattest.LikeDiscord())
}

// TestRecountTimes: of any times at which people answer, each is counted at the
// first instant of the schedule after it.
func TestRecountTimes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		arrived := due.Add(time.Duration(rapid.Int64Range(0, int64(3*time.Minute)).Draw(t, "arrived")))
		now := arrived.Add(time.Duration(rapid.Int64Range(0, int64(30*time.Hour)).Draw(t, "answered")))
		tx := &planned{announces: rapid.Bool().Draw(t, "published"), open: reflection.Delivery{ID: 1, Subscription: 1, State: reflection.DeliveryArrived, Arrived: arrived}}
		if err := posts.Answered(tx, tx.open, now); err != nil {
			t.Fatal(err)
		}
		if len(tx.added) != 1 {
			t.Fatalf("%d edits planned", len(tx.added))
		}
		ready, first := tx.added[0].Ready, arrived.Truncate(time.Minute)
		step := time.Minute
		if ready.Sub(first) > time.Hour {
			step = 15 * time.Minute
		}
		if tx.announces {
			step = 20 * time.Minute // Three edits an hour.
		}
		if passed := ready.Sub(first); passed%step != 0 || !ready.After(now) || ready.Add(-step).After(now) {
			t.Errorf("arrived %v, answered %v: counted at %v", arrived, now, ready)
		}
		if err := posts.Answered(tx, tx.open, now.Add(time.Second)); err != nil || len(tx.added) != 1 {
			t.Errorf("answered once more: %d edits planned, %v", len(tx.added), err)
		}
	})
}

// planned is a transaction with one open delivery, which remembers what is planned.
type planned struct {
	reflection.Tx
	open      reflection.Delivery
	announces bool
	added     []reflection.Dispatch
}

func (p *planned) Channel(reflection.SubscriptionID) (reflection.Channel, error) {
	return reflection.Channel{Announce: p.announces}, nil
}

func (p *planned) Answered(reflection.DeliveryID) (int, error) { return 1, nil }

func (p *planned) Subscription(reflection.SubscriptionID) (reflection.Subscription, error) {
	return reflection.Subscription{}, nil
}

func (p *planned) Before(reflection.Delivery) (reflection.Delivery, error) { return p.open, nil }

func (p *planned) PlannedDispatch(reflection.DeliveryID, reflection.Purpose) (reflection.Dispatch, error) {
	if len(p.added) == 0 {
		return reflection.Dispatch{}, reflection.ErrNotFound
	}
	return p.added[0], nil
}

func (p *planned) AddDispatch(d *reflection.Dispatch) error {
	p.added = append(p.added, *d)
	return nil
}
