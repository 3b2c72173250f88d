package discordtest

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// asked is an interaction as the bot got it.
type asked struct {
	object
	t *testing.T
	s *Server
}

// get waits for the next interaction.
func (c *client) get() asked {
	c.t.Helper()
	return asked{c.event("INTERACTION_CREATE").object(), c.t, c.s}
}

func (a asked) callback() string {
	return "/interactions/" + stringOf(a.object["id"]) + "/" + stringOf(a.object["token"]) + "/callback"
}

func (a asked) hook(more ...string) string {
	return strings.Join(append([]string{"/webhooks/" + a.s.Application() + "/" + stringOf(a.object["token"])}, more...), "/")
}

func (a asked) data() object { return objectOf(a.object["data"]) }

// answer acknowledges, without the bot's token.
func (a asked) answer(kind int, data object) {
	a.t.Helper()
	ok(a.t, a.s, "POST", a.callback(), object{"type": kind, "data": data})
}

// inBubble runs a test in memory with a bot that is online.
func inBubble(t *testing.T, f func(t *testing.T, s *Server, c *client), opts ...Option) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := New(t, append(opts, InMemory())...)
		f(t, s, online(t, s, usual))
	})
}

// buttoned posts a message with a button, and returns its id.
func buttoned(t *testing.T, s *Server, channel string) string {
	t.Helper()
	return ok(t, s, "POST", messages(channel), said("question", "components", []any{row(button("Go", "go:1:"))})).id()
}

func TestDeadline(t *testing.T) {
	inBubble(t, func(t *testing.T, s *Server, c *client) {
		ada := s.Person("ada")
		buttoned(t, s, ada.ChannelID())
		ada.Press("", "Go")
		i := c.get()
		time.Sleep(acknowledgeWithin - time.Millisecond)
		i.answer(6, nil)
		refused(t, s, 400, 40060, "POST", i.callback(), object{"type": 6})
		if len(s.Failed()) > 0 {
			t.Error("failed in time")
		}
		began := time.Now()
		ada.Press("", "Go")
		late := c.get()
		time.Sleep(acknowledgeWithin + time.Millisecond)
		refused(t, s, 404, 10062, "POST", late.callback(), object{"type": 6})
		refused(t, s, 404, 10015, "POST", late.hook(), said("x"))
		got := ada.Failed()
		if len(got) != 1 || got[0].Kind != "component" || got[0].At.Sub(began) != acknowledgeWithin {
			t.Errorf("failed: %+v", got)
		}
		time.Sleep(answerWithin)
		refused(t, s, 401, 50027, "POST", i.hook(), said("x"))
		refused(t, s, 404, 10062, "POST", "/interactions/1/nonsense/callback", object{"type": 6})
	})
}

func TestDeferral(t *testing.T) {
	inBubble(t, func(t *testing.T, s *Server, c *client) {
		ch := s.Guild("g").Channel("general")
		ada, eve := s.Person("ada").In(ch), s.Person("eve").In(ch)
		post := buttoned(t, s, ch.ID())
		ada.Press(post, "Go")
		i := c.get()
		if i.object["member"] == nil || i.object["user"] != nil || intOf(i.object["context"]) != 0 {
			t.Errorf("told %v", i.object)
		}
		i.answer(5, object{"flags": flagEphemeral})
		refused(t, s, 400, 40060, "POST", i.callback(), object{"type": 9, "data": object{"title": "t", "custom_id": "c", "components": []any{field("l", "f")}}})
		if got := ada.Last(); !got.Thinking || !got.Ephemeral {
			t.Errorf("sees %+v", got)
		}
		ok(t, s, "POST", i.hook(), said("Saved."))
		second := ok(t, s, "POST", i.hook(), said("More.", "flags", flagEphemeral)).id()
		if got := ada.Sees(); len(got) != 3 || got[1].Text != "Saved." || got[1].Thinking || !got[1].Ephemeral {
			t.Errorf("sees %+v", got)
		}
		if got := eve.Sees(); len(got) != 1 {
			t.Errorf("others see %+v", got)
		}
		refused(t, s, 404, 10008, "GET", messages(ch.ID(), second), nil)
		ok(t, s, "PATCH", i.hook("messages", "@original"), said("Shared."))
		ok(t, s, "PATCH", i.hook("messages", second), said("Even more."))
		ok(t, s, "GET", i.hook("messages", "@original"), nil)
		ok(t, s, "GET", i.hook("messages", second), nil)
		ok(t, s, "DELETE", i.hook("messages", second), nil)
		refused(t, s, 404, 10008, "PATCH", i.hook("messages", second), said("x"))
		if got := ada.Sees(); len(got) != 2 || got[1].Text != "Shared." {
			t.Errorf("sees %+v", got)
		}
		ok(t, s, "DELETE", i.hook("messages", "@original"), nil)
		refused(t, s, 404, 10008, "GET", i.hook("messages", "@original"), nil)
	})
}

func TestForm(t *testing.T) {
	inBubble(t, func(t *testing.T, s *Server, c *client) {
		ada := s.Person("ada")
		post := buttoned(t, s, ada.ChannelID())
		ada.Press("", "Go")
		i := c.get()
		input := field("What do you think?", "words")
		objectOf(listOf(input["components"])[0])["max_length"] = 10
		i.answer(9, object{"title": "Reflect", "custom_id": "save:1:", "components": []any{input}})
		f := ada.Form()
		if f == nil || f.Title != "Reflect" || len(f.Fields) != 1 || !f.Fields[0].Long || !f.Fields[0].Required || f.Fields[0].Max != 10 {
			t.Fatalf("form: %+v", f)
		}
		ada.Submit(map[string]string{"words": "my words"})
		if ada.Form() != nil {
			t.Error("the form is still there")
		}
		got := c.get()
		typed := objectOf(listOf(objectOf(listOf(got.data()["components"])[0])["components"])[0])
		if typed["value"] != "my words" || got.data()["custom_id"] != "save:1:" || objectOf(got.object["message"])["id"] != post {
			t.Errorf("submitted %v", got.object)
		}
		r := ok(t, s, "POST", got.callback()+"?with_response=true", object{"type": 7, "data": said("Saved.")})
		if objectOf(objectOf(r.object()["resource"])["message"])["id"] != post || ada.Last().Text != "Saved." {
			t.Errorf("answered %s", r.Raw)
		}
		ada.Press("", "Go")
		c.get().answer(9, object{"title": "Reflect", "custom_id": "save:1:", "components": []any{input}})
		ada.Dismiss()
		if ada.Form() != nil {
			t.Error("the form was not dismissed")
		}
	})
}

// TestBadAnswers goes through answers that Discord would refuse.
func TestBadAnswers(t *testing.T) {
	form := func(title string, rows ...any) object {
		return object{"title": title, "custom_id": "c", "components": rows}
	}
	choices := func(n int) object {
		return object{"choices": many(n, func(int) any { return object{"name": "n", "value": "v"} })}
	}
	labelled := object{"type": typeLabel, "label": "l", "component": object{"type": typeTextInput, "style": 1, "custom_id": "f"}}
	for name, c := range map[string]struct {
		complete bool
		kind     int
		data     object
		fault    string // empty for a good one
	}{
		"message":                   {false, 4, said("x"), ""},
		"message that can ping":     {false, 4, object{"content": "x"}, "data.allowed_mentions"},
		"empty":                     {false, 4, said(""), "empty"},
		"long":                      {false, 4, said(long(2001)), "data.content"},
		"update without a message":  {false, 7, said("x"), "type"},
		"no such type":              {false, 3, object{}, "type"},
		"choices for a command":     {false, 8, choices(1), "type"},
		"message for autocomplete":  {true, 4, said("x"), "type"},
		"choices":                   {true, 8, choices(25), ""},
		"too many choices":          {true, 8, choices(26), "choices"},
		"form":                      {false, 9, form(long(45), field(long(45), "f")), ""},
		"form with labels":          {false, 9, form("t", labelled), ""},
		"long title":                {false, 9, form(long(46), field("l", "f")), "data.title"},
		"long label":                {false, 9, form("t", field(long(46), "f")), "label"},
		"no label":                  {false, 9, form("t", field("", "f")), "label"},
		"field twice":               {false, 9, form("t", field("l", "f"), field("m", "f")), "custom_id"},
		"six fields":                {false, 9, form("t", many(6, func(i int) any { return field("l", "f"+long(i)) })...), "rows"},
		"form without fields":       {false, 9, form("t"), "components"},
		"button in a form":          {false, 9, form("t", row(button("a", "b"))), "components"},
		"deferral that says things": {false, 5, said("x"), "data"},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T, s *Server, g *client) {
				ok(t, s, "PUT", "/applications/"+s.Application()+"/commands", []any{object{
					"name": "zone", "description": "d",
					"options": []any{object{"type": 3, "name": "city", "description": "d", "autocomplete": true}},
				}})
				ada := s.Person("ada")
				if c.complete {
					ada.complete("zone", "city", "Ber")
				} else {
					ada.Command("zone", nil)
				}
				i := g.get()
				r := do(t, s, "POST", i.callback(), object{"type": c.kind, "data": c.data})
				v := strings.Join(s.Violations(), "\n")
				if good := r.Status == 204; good != (c.fault == "") || !good && r.Status != 400 || !strings.Contains(v, c.fault) || good && v != "" {
					t.Errorf("answered %d %s; the test is told %q", r.Status, r.Raw, v)
				}
			}, Tolerant())
		})
	}
}

func TestSlash(t *testing.T) {
	inBubble(t, func(t *testing.T, s *Server, c *client) {
		g := s.Guild("g")
		ch := g.Channel("general")
		ok(t, s, "PUT", "/applications/"+s.Application()+"/commands", []any{
			object{"name": "start", "description": "d", "contexts": []any{0, 1}, "integration_types": []any{0, 1}},
			object{"name": "zone", "description": "d", "options": []any{
				object{"type": 3, "name": "city", "description": "d", "autocomplete": true, "required": true},
			}},
			object{"name": "community", "description": "d", "default_member_permissions": "32", "contexts": []any{0}, "options": []any{
				object{"type": 1, "name": "setup", "description": "d", "options": []any{
					object{"type": 7, "name": "channel", "description": "d", "channel_types": []any{0}},
					object{"type": 8, "name": "role", "description": "d"},
				}},
			}},
		})
		ada := s.Person("ada").Speaks("de")
		ada.Command("zone", map[string]any{"city": "Berlin"})
		i := c.get()
		option := objectOf(listOf(i.data()["options"])[0])
		if i.object["locale"] != "de" || option["value"] != "Berlin" || objectOf(i.object["user"])["id"] != ada.ID() {
			t.Errorf("told %v", i.object)
		}
		i.answer(4, said("Done."))
		answered := make(chan []Choice)
		go func() { answered <- ada.Complete("zone", "city", "Ber") }()
		c.get().answer(8, object{"choices": []any{object{"name": "Berlin (10:00)", "value": "Europe/Berlin"}}})
		if got := <-answered; !slices.Equal(got, []Choice{{"Berlin (10:00)", "Europe/Berlin"}}) {
			t.Errorf("offered %v", got)
		}
		if got := ada.Complete("zone", "city", "Par"); got != nil {
			t.Errorf("offered %v by nobody", got)
		}
		admin := s.Person("admin").In(ch)
		g.Member(admin, "MANAGE_GUILD")
		if ada.In(ch).offered(s.commands[0][2]) || !admin.offered(s.commands[0][2]) {
			t.Error("who is offered /community is not who may have it")
		}
		r := g.Role("readers")
		admin.Command("community setup", map[string]any{"channel": ch.ID(), "role": r.ID()})
		c.get() // the autocompletion that nobody answered
		i = c.get()
		resolved := objectOf(i.data()["resolved"])
		if objectOf(resolved["channels"])[ch.ID()] == nil || objectOf(resolved["roles"])[r.ID()] == nil {
			t.Errorf("told %v", i.data())
		}
		i.answer(5, nil)
		g.Kick()
		ada.Install()
		ada.In(ch).Command("start", nil)
		i = c.get()
		if got := objectOf(i.object["authorizing_integration_owners"]); got["1"] != ada.ID() || got["0"] != nil {
			t.Errorf("owners: %v", got)
		}
	})
}

// TestForged checks that a press that nobody offered arrives as it is.
func TestForgedAndChosen(t *testing.T) {
	inBubble(t, func(t *testing.T, s *Server, c *client) {
		ada := s.Person("ada")
		ok(t, s, "POST", messages(ada.ChannelID()), said("x", "components", []any{row(object{
			"type": 3, "custom_id": "day", "placeholder": "Which day?",
			"options": []any{object{"label": "Monday", "value": "mon"}, object{"label": "Sunday", "value": "sun"}},
		})}))
		if got := ada.Last().Selects; len(got) != 1 || got[0].Placeholder != "Which day?" || got[0].Options[1] != (Choice{"Sunday", "sun"}) {
			t.Fatalf("sees %+v", got)
		}
		ada.Choose("", "day", "sun")
		if i := c.get(); stringOf(listOf(i.data()["values"])[0]) != "sun" {
			t.Errorf("told %v", i.data())
		}
		ada.Forge(ada.Last().ID, "anything")
		if i := c.get(); i.data()["custom_id"] != "anything" {
			t.Errorf("told %v", i.data())
		}
	})
}
