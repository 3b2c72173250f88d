package chattest

import (
	"slices"

	"stillpoint/internal/chat"
)

// Command gives a command, without its slash.
func (q *Person) Command(name, args string) chat.MessageID { return q.CommandWith(name, args, nil) }

// CommandWith gives a command with the values of its fields, by their names.
func (q *Person) CommandWith(name, args string, options map[string]string) chat.MessageID {
	q.p.mu.Lock()
	defer q.p.mu.Unlock()
	r := q.enter()
	text := "/" + name
	if args != "" {
		text += " " + args
	}
	m := &message{Shown: Shown{Author: q.account, At: q.p.now(), Text: text}, told: true}
	q.p.put(r, m)
	meta := q.meta()
	meta.Answer = q.answerHandle(false, false)
	q.act(chat.Command{Meta: meta, Message: m.ID, Name: name, Args: args, Options: options})
	return m.ID
}

// Press presses the button with that label under the newest message that has one.
func (q *Person) Press(label string) {
	q.p.tb.Helper()
	q.p.mu.Lock()
	defer q.p.mu.Unlock()
	for _, m := range slices.Backward(q.room().messages) {
		if m.visibleTo(q.account) && slices.Contains(m.Labels, label) {
			q.press(m, label)
			return
		}
	}
	q.p.tb.Fatalf("chattest: %s sees no button %q", q.account, label)
}

// PressOn presses a button under a certain message, even one that the message
// had before it was edited or deleted: a slow finger does that.
func (q *Person) PressOn(id chat.MessageID, label string) {
	q.p.tb.Helper()
	q.p.mu.Lock()
	defer q.p.mu.Unlock()
	q.press(q.message(id), label)
}

func (q *Person) press(m *message, label string) {
	q.p.tb.Helper()
	i := slices.IndexFunc(m.everHad, func(a chat.Action) bool { return a.Label == label })
	if i < 0 {
		q.p.tb.Fatalf("chattest: message %s never had a button %q", m.ID, label)
	}
	a := m.everHad[i]
	if q.p.isLink(q.room(), a) {
		q.follow(a)
		return
	}
	meta := q.meta()
	meta.Answer = q.answerHandle(true, a.Follow == chat.Opens)
	q.act(chat.Pressed{Meta: meta, Message: m.ID, Action: a.Ref})
}

// isLink reports whether a button is a link into its presser's private chat:
// where nothing can be shown to one member only, that is where the answer goes.
func (p *Platform) isLink(r *room, a chat.Action) bool {
	return !p.limits.Ephemeral && !r.space.Private && (a.Follow == chat.Private || a.Follow == chat.Opens)
}

// follow presses a link, which opens the private chat and comes in from there.
func (q *Person) follow(a chat.Action) {
	home := &Person{p: q.p, account: q.account, chat: q.p.homeOf(q.account).space.Chat}
	if home.enter().blocked {
		home.block(false)
	}
	meta := home.meta()
	meta.Answer = home.answerHandle(true, false)
	home.act(chat.Pressed{Meta: meta, Action: a.Ref, Link: true})
}

// Follow follows a link that carries a ref, in the private chat.
func (q *Person) Follow(ref chat.Ref) {
	q.p.mu.Lock()
	defer q.p.mu.Unlock()
	q.follow(chat.Action{Ref: ref})
}

// Forge sends a press that no button offered, as a tampered client can.
func (q *Person) Forge(id chat.MessageID, ref chat.Ref) {
	q.p.mu.Lock()
	defer q.p.mu.Unlock()
	meta := q.meta()
	meta.Answer = q.answerHandle(true, false)
	q.act(chat.Pressed{Meta: meta, Message: id, Action: ref})
}

// ForgeOpening is Forge for a press that claims to be of a button which a form follows.
func (q *Person) ForgeOpening(ref chat.Ref) {
	q.p.mu.Lock()
	defer q.p.mu.Unlock()
	meta := q.meta()
	meta.Answer = q.answerHandle(true, true)
	q.act(chat.Pressed{Meta: meta, Action: ref})
}

// SubmitForged sends a form that was never opened, as a tampered client can.
func (q *Person) SubmitForged(ref chat.Ref, fields map[string]string) {
	q.p.mu.Lock()
	defer q.p.mu.Unlock()
	meta := q.meta()
	meta.Answer = q.answerHandle(false, false)
	q.act(chat.Submitted{Meta: meta, Action: ref, Fields: fields})
}

// Submit fills in the newest form that the person was shown. Fields that are
// left out keep their values; a required one left empty ends the test.
func (q *Person) Submit(fields map[string]string) {
	q.p.tb.Helper()
	q.p.mu.Lock()
	defer q.p.mu.Unlock()
	for _, m := range slices.Backward(q.room().messages) {
		if m.Form == nil || !m.visibleTo(q.account) {
			continue
		}
		m.Deleted = true
		filled := map[string]string{}
		for _, f := range m.Form.Fields {
			filled[f.ID] = f.Value
			if v, ok := fields[f.ID]; ok {
				filled[f.ID] = v
			}
			if f.Required && filled[f.ID] == "" {
				q.p.tb.Fatalf("chattest: the form wants %q", f.ID)
			}
		}
		meta := q.meta()
		meta.Answer = q.answerHandle(false, false)
		q.act(chat.Submitted{Meta: meta, Action: m.Form.Action, Fields: filled})
		return
	}
	q.p.tb.Fatalf("chattest: %s has no form open", q.account)
}

// act adds a press or a command, which some platforms drop while the bot is away,
// and all where it isn't in the channel.
func (q *Person) act(e chat.Event) {
	if !q.p.hears(q.room()) {
		return
	}
	if q.p.intake.running || q.p.pressesWait {
		q.p.intake.add(e)
		return
	}
	q.p.intake.lost = append(q.p.intake.lost, e)
}

func (q *Person) answerHandle(press, form bool) string {
	id := q.p.newSeq("a")
	q.p.handles[id] = &handle{account: q.account, chat: q.chat, at: q.p.now(), press: press, form: form}
	return id
}
