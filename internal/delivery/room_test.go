package delivery_test

import (
	"errors"
	"slices"
	"strings"
	"testing/synctest"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/delivery/posts"
	"stillpoint/internal/reflection"
	"stillpoint/internal/schedule"
)

// room is a community channel that is asked at 21:00 in Berlin.
type room struct {
	someone   // its subscription; there is no person
	place     *chattest.Channel
	installer reflection.PersonID
}

// server is where the rooms are.
const server = "books"

// room sets a channel up; change may alter it first.
func (r *rig) room(name string, change ...func(*reflection.Subscription, *reflection.Channel)) room {
	r.t.Helper()
	place := r.platform.ChannelIn(server, name)
	now := time.Now().UTC()
	r.lastSeeds++
	sub := reflection.Subscription{
		Chat: place.Chat(), Created: now,
		Rule: schedule.Rule{At: schedule.TimeOfDay{Hour: 21}, Days: schedule.Everyday, Zone: berlin},
	}
	ch := reflection.Channel{Parent: server, Title: name, Seed: r.lastSeeds}
	installer := r.identity("installer")
	r.update(func(tx reflection.Tx) error {
		ch.Installer = installer.ID
		for _, f := range change {
			f(&sub, &ch)
		}
		if err := planning.Reschedule(&sub, now); err != nil {
			return err
		}
		if err := tx.AddSubscription(&sub); err != nil {
			return err
		}
		ch.Subscription = sub.ID
		return tx.AddChannel(ch)
	})
	return room{someone{sub: sub.ID}, place, installer.Person}
}

// threaded has a channel's shared answers posted in a thread.
func threaded(m reflection.ThreadMode) func(*reflection.Subscription, *reflection.Channel) {
	return func(_ *reflection.Subscription, ch *reflection.Channel) { ch.Thread = m }
}

// identity is the account of a member, who is known from their first doing on.
func (r *rig) identity(name string) (id reflection.Identity) {
	r.t.Helper()
	r.update(func(tx reflection.Tx) (err error) {
		id, err = tx.Identity(r.platform.Platform(), name)
		if !errors.Is(err, reflection.ErrNotFound) {
			return err
		}
		p := reflection.Person{Created: time.Now().UTC()}
		if err := tx.AddPerson(&p); err != nil {
			return err
		}
		id = reflection.Identity{Person: p.ID, Account: name, Private: chat.Chat{Platform: r.platform.Platform()}}
		return tx.AddIdentity(&id)
	})
	return id
}

// answer keeps a member's first answer to a question.
func (r *rig) answer(del reflection.Delivery, name, text string) (reply reflection.Reply) {
	r.t.Helper()
	id := r.identity(name)
	now := r.out.Now()
	r.update(func(tx reflection.Tx) error {
		reply = reflection.Reply{
			Person: id.Person, Identity: id.ID, Delivery: del.ID, Question: del.Prompt.Question, Created: now,
		}
		if err := tx.AddReply(&reply); err != nil {
			return err
		}
		part := reflection.Part{Reply: reply.ID, Chat: del.Chat, At: now, Text: text}
		if err := tx.AddPart(&part); err != nil {
			return err
		}
		return posts.Answered(tx, del, now)
	})
	r.kick()
	return reply
}

// share shares an answer with the member's name, or, if that is empty, without.
func (r *rig) share(reply reflection.Reply, name string) {
	r.t.Helper()
	r.update(func(tx reflection.Tx) error {
		now := r.out.Now()
		reply, err := tx.Reply(reply.ID)
		if err != nil {
			return err
		}
		if reply.Audience != reflection.PrivateTo {
			if err := posts.Retract(tx, reply, now); err != nil {
				return err
			}
		}
		reply.Audience, reply.Name, reply.Shared = reflection.Shared, name, now
		if name == "" {
			reply.Audience = reflection.Anonymous
		}
		if err := tx.UpdateReply(reply); err != nil {
			return err
		}
		del, err := tx.Delivery(reply.Delivery)
		if err != nil {
			return err
		}
		ch, err := tx.Channel(del.Subscription)
		if err != nil {
			return err
		}
		return posts.Publish(tx, del, ch, reply.ID, now)
	})
	r.kick()
}

// takeBack makes an answer private again.
func (r *rig) takeBack(reply reflection.Reply) {
	r.t.Helper()
	r.update(func(tx reflection.Tx) error {
		reply, err := tx.Reply(reply.ID)
		if err != nil {
			return err
		}
		reply.Audience, reply.Name, reply.Shared = reflection.PrivateTo, "", time.Time{}
		if err := tx.UpdateReply(reply); err != nil {
			return err
		}
		return posts.Retract(tx, reply, r.out.Now())
	})
	r.kick()
}

// remove deletes an answer altogether.
func (r *rig) remove(reply reflection.Reply) {
	r.t.Helper()
	r.update(func(tx reflection.Tx) error {
		del, err := tx.Delivery(reply.Delivery)
		if err != nil {
			return err
		}
		if err := posts.Retract(tx, reply, r.out.Now()); err != nil {
			return err
		}
		if err := tx.DeleteReply(reply.ID); err != nil {
			return err
		}
		return posts.Answered(tx, del, r.out.Now())
	})
	r.kick()
}

// kick sends what is ready and waits until nothing moves.
func (r *rig) kick() {
	r.out.Kick()
	synctest.Wait()
}

func (r *rig) channelOf(s room) (ch reflection.Channel) {
	r.t.Helper()
	r.view(func(tx reflection.Tx) (err error) { ch, err = tx.Channel(s.sub); return err })
	return ch
}

// notices are those that wait for a channel's installer.
func (r *rig) notices(s room) (texts []string) {
	r.t.Helper()
	r.view(func(tx reflection.Tx) error {
		all, err := tx.Notices(r.platform.Platform(), server, s.installer)
		if err != nil {
			return err
		}
		private, err := tx.PrivateNotices(100)
		for _, n := range append(all, private...) {
			texts = append(texts, n.Text)
		}
		return err
	})
	return texts
}

// post is what a room shows of a date's question; it must be there once.
func (r *rig) post(s room, d schedule.Date) (post chattest.Shown) {
	r.t.Helper()
	del, n := r.delivery(s.someone, d), 0
	for _, m := range r.platform.Shown(s.place.Chat()) {
		if m.ID == del.Message {
			post, n = m, n+1
		}
	}
	if n != 1 {
		r.t.Fatalf("the question of %v, in state %d, is shown %d times\n%s", d, del.State, n, r.log)
	}
	return post
}

// thread is what stands in the thread under a date's question now.
func (r *rig) thread(s room, d schedule.Date) []chattest.Shown {
	r.t.Helper()
	del := r.delivery(s.someone, d)
	in := chat.Chat{Platform: del.Chat.Platform, ID: del.Chat.ID + "/" + string(del.Message)}
	return slices.DeleteFunc(r.platform.Shown(in), func(m chattest.Shown) bool { return m.Deleted })
}

// texts are those of messages.
func texts(all []chattest.Shown) (texts []string) {
	for _, m := range all {
		texts = append(texts, strings.ReplaceAll(m.Text, "\n", " | "))
	}
	return texts
}

// requests are when requests of a kind were made in a chat.
func (r *rig) requests(op chattest.Op, in chat.Chat) (at []time.Time) {
	for _, q := range r.platform.Requests() {
		if q.Op == op && q.Chat == in {
			at = append(at, q.At)
		}
	}
	return at
}

// halt stops a channel as a platform's notice of a missing permission does.
func (r *rig) halt(s room, state reflection.SubscriptionState) {
	r.t.Helper()
	r.update(func(tx reflection.Tx) error {
		sub, err := tx.Subscription(s.sub)
		if err != nil {
			return err
		}
		return planning.Halt(tx, sub, state, "", r.out.Now())
	})
}

// resume has it asked again.
func (r *rig) resume(s room) {
	r.t.Helper()
	r.update(func(tx reflection.Tx) error {
		sub, err := tx.Subscription(s.sub)
		if err != nil {
			return err
		}
		return posts.Resume(tx, sub, r.out.Now())
	})
	r.kick()
}
