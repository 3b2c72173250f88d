package discordtest

import (
	"net/http"
	"strings"
	"testing"
)

// long is a text of n characters, each of two bytes.
func long(n int) string { return strings.Repeat("é", n) }

// many is a list of n things.
func many(n int, thing func(int) any) []any {
	var all []any
	for i := range n {
		all = append(all, thing(i))
	}
	return all
}

func numberedButton(i int) any { return button("b", "id"+long(i)) }

// TestForms goes through bodies of messages, good and bad: what a bad one is
// answered, and which field is named to the test.
func TestForms(t *testing.T) {
	embed := func(pairs ...any) object {
		e := object{}
		defaults(e, pairs...)
		return said("", "embeds", []any{e})
	}
	under := func(rows ...any) object { return said("x", "components", rows) }
	for name, c := range map[string]struct {
		body  any
		code  int    // 0 is a good one
		fault string // part of the violation
	}{
		"content":                   {said(long(2000)), 0, ""},
		"content too long":          {said(long(2001)), 50035, "content: has more than 2000"},
		"content no string":         {object{"content": 7, "allowed_mentions": quiet}, 50035, "content: is no string"},
		"nothing":                   {said(""), 50006, "empty"},
		"buttons alone":             {said("", "components", []any{row(button("a", "b"))}), 50006, "empty"},
		"no JSON":                   {`{"content"`, 50109, "no JSON"},
		"unknown field":             {said("x", "text", "y"), 50035, "text: is unknown"},
		"unknown but empty":         {said("x", "sticky", nil, "pinned", false), 0, ""},
		"no allowed_mentions":       {object{"content": "x"}, 50035, "allowed_mentions: is missing"},
		"parse missing":             {object{"content": "x", "allowed_mentions": object{}}, 50035, "allowed_mentions.parse"},
		"parse everyone":            {object{"content": "x", "allowed_mentions": object{"parse": []any{"everyone"}}}, 50035, "allowed_mentions.parse"},
		"parse nonsense":            {object{"content": "x", "allowed_mentions": object{"parse": []any{"all"}}}, 50035, "allowed_mentions.parse"},
		"mentions a person":         {object{"content": "x", "allowed_mentions": object{"parse": []any{}, "users": []any{"1"}}}, 50035, "allowed_mentions.users"},
		"mentions a role":           {object{"content": "x", "allowed_mentions": object{"parse": []any{}, "roles": []any{"1"}}}, 50035, "allowed_mentions.roles"},
		"notifies who's replied to": {object{"content": "x", "allowed_mentions": object{"parse": []any{}, "replied_user": true}}, 50035, "replied_user"},
		"title":                     {embed("title", long(256)), 0, ""},
		"title too long":            {embed("title", long(257)), 50035, "embeds.0.title"},
		"description too long":      {embed("description", long(4097)), 50035, "embeds.0.description"},
		"footer too long":           {embed("footer", object{"text": long(2049)}), 50035, "embeds.0.footer.text"},
		"field name too long":       {embed("fields", []any{object{"name": long(257), "value": "v"}}), 50035, "fields.0.name"},
		"field value too long":      {embed("fields", []any{object{"name": "n", "value": long(1025)}}), 50035, "fields.0.value"},
		"too many fields":           {embed("fields", many(26, func(int) any { return object{"name": "n", "value": "v"} })), 50035, "embeds.0.fields"},
		"embeds too long together":  {said("", "embeds", []any{object{"description": long(4000)}, object{"description": long(2001)}}), 50035, "embeds: have more than 6000"},
		"embed of nothing":          {said("x", "embeds", []any{object{}}), 50035, "embeds.0: shows nothing"},
		"image without its file":    {embed("image", object{"url": "attachment://year.png"}), 50035, "image.url"},
		"full of buttons":           {under(row(numberedButton(0), numberedButton(1), numberedButton(2), numberedButton(3), numberedButton(4))), 0, ""},
		"six buttons in a row":      {under(row(many(6, numberedButton)...)), 50035, "components.0.components"},
		"six rows":                  {under(many(6, func(i int) any { return row(numberedButton(i)) })...), 50035, "components: has more than 5 rows"},
		"label":                     {under(row(button(long(80), "x"))), 0, ""},
		"label too long":            {under(row(button(long(81), "x"))), 50035, "label"},
		"custom_id":                 {under(row(button("a", long(100)))), 0, ""},
		"custom_id too long":        {under(row(button("a", long(101)))), 50035, "custom_id"},
		"custom_id twice":           {under(row(button("a", "x")), row(button("b", "x"))), 50035, "custom_id: is there twice"},
		"custom_id missing":         {under(row(object{"type": 2, "style": 1, "label": "a"})), 50035, "custom_id"},
		"style missing":             {under(row(object{"type": 2, "label": "a", "custom_id": "b"})), 50035, "style: is missing"},
		"label missing":             {under(row(object{"type": 2, "style": 1, "custom_id": "b"})), 50035, "label"},
		"link":                      {under(row(object{"type": 2, "style": 5, "label": "a", "url": "https://example.org"})), 0, ""},
		"link with a custom_id":     {under(row(object{"type": 2, "style": 5, "label": "a", "url": "https://example.org", "custom_id": "b"})), 50035, "url"},
		"button outside a row":      {under(button("a", "b")), 50035, "components.0"},
		"text input in a message":   {under(row(object{"type": 4, "style": 1, "custom_id": "b", "label": "a"})), 50035, "components.0.components.0"},
		"select": {under(row(object{"type": 3, "custom_id": "s", "options": many(25, func(i int) any {
			return object{"label": "l", "value": long(i + 1)}
		})})), 0, ""},
		"select of 26": {under(row(object{"type": 3, "custom_id": "s", "options": many(26, func(i int) any {
			return object{"label": "l", "value": long(i + 1)}
		})})), 50035, "options"},
		"select with a value twice": {under(row(object{"type": 3, "custom_id": "s", "options": []any{
			object{"label": "l", "value": "v"}, object{"label": "m", "value": "v"},
		}})), 50035, "options: has a value twice"},
		"select beside a button": {under(row(object{"type": 3, "custom_id": "s", "options": []any{object{"label": "l", "value": "v"}}}, button("a", "b"))), 50035, "needs a row for itself"},
		"nonce":                  {said("x", "nonce", long(25)), 0, ""},
		"nonce too long":         {said("x", "nonce", long(26)), 50035, "nonce"},
		"nonce enforced, none":   {said("x", "enforce_nonce", true), 50035, "nonce: is missing"},
		"ephemeral":              {said("x", "flags", flagEphemeral), 50035, "flags"},
	} {
		t.Run(name, func(t *testing.T) {
			s := New(t, Tolerant())
			ada := s.Person("ada")
			r := do(t, s, "POST", messages(ada.ChannelID()), c.body)
			if c.code == 0 {
				if r.Status != http.StatusOK || len(s.Violations()) > 0 || len(ada.Sees()) != 1 {
					t.Errorf("%d %s, %v", r.Status, r.Raw, s.Violations())
				}
				return
			}
			if r.Status != http.StatusBadRequest || r.code() != c.code || len(ada.Sees()) > 0 {
				t.Errorf("answered %d %s", r.Status, r.Raw)
			}
			if v := strings.Join(s.Violations(), "\n"); !strings.Contains(v, c.fault) || strings.Contains(v, long(3)) {
				t.Errorf("the test is told %q, want %q and no value", v, c.fault)
			}
		})
	}
}

// TestInvalidForm checks the official shape of the answer.
func TestInvalidForm(t *testing.T) {
	s := New(t, Tolerant())
	r := do(t, s, "POST", messages(s.Person("ada").ChannelID()), said("x", "embeds", []any{object{"title": long(300)}}))
	fault := objectOf(objectOf(objectOf(r.object()["errors"])["embeds"])["0"])
	first := objectOf(listOf(objectOf(fault["title"])["_errors"])[0])
	if r.object()["message"] != "Invalid Form Body" || first["code"] != tooLong || first["message"] == "" {
		t.Errorf("answered %s", r.Raw)
	}
}

func TestRoutes(t *testing.T) {
	s := New(t, Tolerant())
	ada := s.Person("ada")
	refused(t, s, 404, 0, "GET", "/channel/1", nil)
	refused(t, s, 405, 0, "PUT", messages("1"), nil)
	refused(t, s, 404, 10003, "GET", "/channels/1", nil)
	refused(t, s, 404, 10008, "GET", messages(ada.ChannelID(), "1"), nil)
	refused(t, s, 400, 50035, "GET", messages(ada.ChannelID())+"?limit=101", nil)
	refused(t, s, 400, 50035, "GET", messages(ada.ChannelID())+"?since=1", nil)
	if got := len(s.Violations()); got != 4 {
		t.Errorf("%d violations: %v", got, s.Violations())
	}
	q, err := http.NewRequestWithContext(t.Context(), "GET", s.URL()+"/api/v10/users/@me", nil)
	if err != nil {
		t.Fatal(err)
	}
	q.Header.Set("Authorization", "Bot nonsense")
	if r, err := send(t, s, q); err != nil || r.Status != 401 || r.object()["message"] != "401: Unauthorized" {
		t.Errorf("a wrong token: %s, %v", r.Raw, err)
	}
	if r := ok(t, s, "GET", "/users/@me", nil); r.id() != s.BotID() {
		t.Errorf("me: %s", r.Raw)
	}
	ok(t, s, "GET", "/applications/@me", nil)
	ok(t, s, "GET", "/oauth2/applications/@me", nil)
	limit := objectOf(ok(t, s, "GET", "/gateway/bot", nil).object()["session_start_limit"])
	if intOf(limit["max_concurrency"]) != 1 || intOf(limit["remaining"]) != startsADay {
		t.Errorf("session_start_limit: %v", limit)
	}
	if got := s.Requests("GET /users/@me"); len(got) != 2 || got[0].Status != 401 || got[1].Status != 200 {
		t.Errorf("requests: %+v", got)
	}
	if s.Invalid() != 1 {
		t.Errorf("%d invalid requests", s.Invalid())
	}
}

func TestCommands(t *testing.T) {
	s := New(t, Tolerant())
	at := "/applications/" + s.Application() + "/commands"
	option := func(kind int, name string, more ...any) object {
		o := object{"type": kind, "name": name, "description": "d"}
		for i := 0; i < len(more); i += 2 {
			o[more[i].(string)] = more[i+1]
		}
		return o
	}
	command := func(name string, options ...any) object {
		return object{"name": name, "description": "d", "options": options}
	}
	for name, c := range map[string]struct {
		body  object
		fault string
	}{
		"name":                      {command(strings.Repeat("a", 33)), "name"},
		"capitals":                  {command("Start"), "0.name"},
		"space":                     {command("to day"), "0.name"},
		"no description":            {object{"name": "a"}, "0.description"},
		"long description":          {object{"name": "a", "description": long(101)}, "0.description"},
		"unknown":                   {object{"name": "a", "description": "d", "help": "h"}, "0.help"},
		"option twice":              {command("a", option(3, "b"), option(3, "b")), "options.1.name"},
		"option without its words":  {command("a", object{"type": 3, "name": "b"}), "options.0.description"},
		"required after optional":   {command("a", option(3, "b"), option(3, "c", "required", true)), "options.1.required"},
		"mixed":                     {command("a", option(1, "b"), option(3, "c")), "0.options"},
		"group in a group":          {command("a", option(2, "b", "options", []any{option(2, "c")})), "0.options.0"},
		"choices and autocomplete":  {command("a", option(3, "b", "autocomplete", true, "choices", []any{object{"name": "n", "value": "v"}})), "autocomplete"},
		"channel types of a string": {command("a", option(3, "b", "channel_types", []any{0})), "channel_types"},
		"too many choices": {command("a", option(3, "b", "choices", many(26, func(int) any {
			return object{"name": "n", "value": "v"}
		}))), "choices"},
	} {
		t.Run(name, func(t *testing.T) {
			s := New(t, Tolerant())
			refused(t, s, 400, 50035, "PUT", "/applications/"+s.Application()+"/commands", []any{c.body})
			if v := strings.Join(s.Violations(), ""); !strings.Contains(v, c.fault) {
				t.Errorf("the test is told %q, want %q", v, c.fault)
			}
		})
	}
	first := ok(t, s, "PUT", at, []any{command("start"), command("today")})
	id := stringOf(objectOf(listOf(first.Body)[0])["id"])
	second := ok(t, s, "PUT", at, []any{command("start"), command("community", option(2, "questions", "options", []any{option(1, "add")}))})
	if stringOf(objectOf(listOf(second.Body)[0])["id"]) != id {
		t.Error("a command that stays has another id")
	}
	if r := do(t, s, "POST", at, command("link")); r.Status != 201 {
		t.Errorf("a new command: %d", r.Status)
	}
	if r := do(t, s, "POST", at, command("link")); r.Status != 200 {
		t.Errorf("the same command again: %d", r.Status)
	}
	ok(t, s, "PATCH", at+"/"+id, object{"description": "other"})
	if r := ok(t, s, "GET", at+"/"+id, nil); r.object()["description"] != "other" {
		t.Errorf("after an edit: %s", r.Raw)
	}
	ok(t, s, "DELETE", at+"/"+id, nil)
	refused(t, s, 404, 10063, "GET", at+"/"+id, nil)
	if got := strings.Join(s.Commands(""), " "); got != "community link" {
		t.Errorf("commands: %s", got)
	}
	g := s.Guild("g")
	ok(t, s, "PUT", "/applications/"+s.Application()+"/guilds/"+g.ID()+"/commands", []any{command("here")})
	if got := s.Commands(g.ID()); len(got) != 1 || len(s.Violations()) > 0 {
		t.Errorf("commands: %v, %v", got, s.Violations())
	}
}
