package discordtest

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// The kinds of interactions, by their official numbers.
const (
	kindCommand   = 2
	kindComponent = 3
	kindComplete  = 4
	kindSubmit    = 5
)

const (
	// acknowledgeWithin is how long a person waits for the first sign.
	acknowledgeWithin = 3 * time.Second
	// answerWithin is how long an interaction's token is good for.
	answerWithin = 15 * time.Minute
)

// interaction is something that a person asked of the bot.
type interaction struct {
	id       snowflake
	token    string
	kind     int
	from     *account
	place    *place
	source   *message // under which a button was pressed
	at       time.Time
	deadline *time.Timer

	answer   int // the type of the callback; 0 until it is acknowledged
	failed   bool
	original *message      // the answer, once there is one
	form     object        // shown, until it is submitted or dismissed
	choices  []Choice      // of an autocomplete
	resolved chan struct{} // closed when it is acknowledged or has failed
}

// Failure is an interaction that failed for a person: their client showed that
// the application did not respond.
type Failure struct {
	Interaction, Person string
	// Kind is command, component, autocomplete or form.
	Kind string
	At   time.Time
}

// Failed returns the interactions that have failed so far.
func (s *Server) Failed() []Failure {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.failures)
}

// interact makes an interaction and tells the bot of it. With the lock held.
func (s *Server) interact(kind int, from *account, p *place, source *message, data object) *interaction {
	id := s.newID()
	i := &interaction{
		id: id, kind: kind, from: from, place: p, source: source, at: time.Now(), resolved: make(chan struct{}),
		token: "aW50ZXJhY3Rpb246" + strconv.FormatUint(uint64(id), 36) + "." + strconv.FormatUint(uint64(id)*2654435761, 36),
	}
	s.interactions[id.String()], s.tokens[i.token] = i, i
	i.deadline = time.AfterFunc(acknowledgeWithin, func() { s.expire(i) })
	s.dispatch("INTERACTION_CREATE", 0, p.guild, s.interactionJSON(i, data))
	return i
}

// expire has an interaction fail that nobody acknowledged. One that was is
// forgotten when its token is.
func (s *Server) expire(i *interaction) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i.answer != 0 || i.failed {
		delete(s.interactions, i.id.String())
		delete(s.tokens, i.token)
		return
	}
	i.failed = true
	kind := [...]string{kindCommand: "command", kindComponent: "component", kindComplete: "autocomplete", kindSubmit: "form"}[i.kind]
	s.failures = append(s.failures, Failure{Interaction: i.id.String(), Person: i.from.name, Kind: kind, At: time.Now()})
	if s.failLate {
		s.tb.Errorf("discordtest: a %s of %s's was not acknowledged within %v", kind, i.from.name, acknowledgeWithin)
	}
	close(i.resolved)
	i.deadline.Reset(answerWithin)
}

// acknowledge notes the first answer.
func (i *interaction) acknowledge(answer int) {
	i.answer = answer
	i.deadline.Reset(2 * answerWithin)
	close(i.resolved)
}

// owners says who has installed the app so that the interaction could come.
func (s *Server) owners(i *interaction) object {
	o := object{}
	if g := i.place.guild; g == nil {
		o["0"] = "0"
	} else if g.members[s.bot.id] != nil {
		o["0"] = g.id
	}
	if i.from.installed || len(o) == 0 {
		o["1"] = i.from.id
	}
	return o
}

// interactionJSON is the interaction as the bot gets it.
func (s *Server) interactionJSON(i *interaction, data object) object {
	o := object{
		"id": i.id, "application_id": s.app, "type": i.kind, "data": data, "channel_id": i.place.id,
		"channel": i.place.json(), "token": i.token, "version": 1, "locale": i.from.locale,
		"app_permissions": permissionString(i.place.permissions(s.bot)), "entitlements": []any{}, "context": 0,
		"authorizing_integration_owners": s.owners(i), "attachment_size_limit": biggestFile,
	}
	if g := i.place.guild; g != nil {
		m := g.members[i.from.id].json(true)
		m["permissions"] = permissionString(i.place.permissions(i.from))
		o["guild_id"], o["guild_locale"], o["member"] = g.id, "en-US", m
		o["guild"] = object{"id": g.id, "locale": "en-US", "features": []any{}}
	} else {
		o["context"], o["user"] = 1, i.from.json()
	}
	if i.source != nil {
		o["message"] = s.messageJSON(i.source)
	}
	return o
}

// metadata is what a message tells of the interaction that it answers.
func (i *interaction) metadata() object {
	o := object{
		"id": i.id, "type": i.kind, "user": i.from.json(), "authorizing_integration_owners": object{},
	}
	if i.source != nil {
		o["interacted_message_id"] = i.source.id
	}
	return o
}

// answersOf are the callbacks that can answer each kind; those under a message
// can change it too.
func (i *interaction) answersOf() []int {
	switch i.kind {
	case kindComplete:
		return []int{8}
	case kindComponent:
		return []int{4, 5, 6, 7, 9}
	case kindSubmit:
		if i.source != nil {
			return []int{4, 5, 6, 7}
		}
		return []int{4, 5}
	}
	return []int{4, 5, 9}
}

// callback takes the first answer to an interaction.
func (s *Server) callback(c *call) (any, *apiError) {
	i := s.interactions[c.vars["interaction_id"]]
	switch {
	case i == nil || i.token != c.vars["interaction_token"] || i.failed || time.Since(i.at) > answerWithin:
		return nil, errInteraction
	case i.answer != 0:
		return nil, errAcknowledged
	}
	form := c.form()
	kind := intOf(form["type"])
	if !slices.Contains(i.answersOf(), kind) {
		return nil, invalid(wrong("type", notChoice, "is no answer to this kind of interaction"))
	}
	if failed := s.respond(i, kind, objectOf(form["data"]), c.files); failed != nil {
		return nil, failed
	}
	i.acknowledge(kind)
	if boolOf(c.query["with_response"]) {
		return s.callbackJSON(i), nil
	}
	return nil, nil
}

// respond does what an answer says.
func (s *Server) respond(i *interaction, kind int, data object, files map[string]File) *apiError {
	switch kind {
	case 4:
		m := s.response(i, data)
		if failed := s.compose(m, "data", data, files, flagsOfResponse); failed != nil {
			return failed
		}
		i.original = m
		s.notify(m, data)
		s.post(m)
	case 5:
		if intOf(data["flags"])&^flagEphemeral != 0 || stringOf(data["content"]) != "" {
			return invalid(wrong("data", notChoice, "says more than a deferral can"))
		}
		m := s.response(i, data)
		m.flags |= flagLoading
		i.original = m
		s.post(m)
	case 6:
		i.original = i.source
	case 7:
		if i.source.deleted {
			return errMessage
		}
		if failed := s.edit(i.source, "data", data, files); failed != nil {
			return failed
		}
		i.original = i.source
	case 8:
		for _, v := range listOf(data["choices"]) {
			i.choices = append(i.choices, Choice{Name: stringOf(objectOf(v)["name"]), Value: fmt.Sprint(objectOf(v)["value"])})
		}
	case 9:
		if m := checkForm(data); m != nil {
			return invalid(m)
		}
		i.form = object{"title": data["title"], "custom_id": data["custom_id"], "components": numbered(listOf(data["components"]))}
		i.from.forms = append(i.from.forms, i)
	}
	return nil
}

// response is a message that answers an interaction, and that nobody sees yet.
func (s *Server) response(i *interaction, data object) *message {
	m := s.newMessage(i.place, s.bot)
	m.via = i
	if intOf(data["flags"])&flagEphemeral != 0 {
		m.flags, m.only = flagEphemeral, i.from
	}
	return m
}

func (s *Server) callbackJSON(i *interaction) object {
	about := object{"id": i.id, "type": i.kind}
	o := object{"interaction": about}
	if m := i.original; m != nil {
		about["response_message_id"] = m.id
		about["response_message_loading"] = m.flags&flagLoading != 0
		about["response_message_ephemeral"] = m.only != nil
		o["resource"] = object{"type": i.answer, "message": s.messageJSON(m)}
	}
	return o
}
