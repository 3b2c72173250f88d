package conversation_test

import (
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// journal is what of a person's words answers no question, by kind.
func (r *rig) journal(id int64) (reflection.Reply, []reflection.Part) {
	r.t.Helper()
	var reply reflection.Reply
	var parts []reflection.Part
	r.view(func(tx reflection.Tx) (err error) {
		if reply, err = tx.Reply(reflection.ReplyID(id)); err != nil {
			return err
		}
		parts, err = tx.Parts(reply.ID)
		return err
	})
	return reply, parts
}

// replyOf finds the reply that a message became a part of.
func (r *rig) replyOf(p *chattest.Person, m chat.MessageID) (id int64, found bool) {
	r.t.Helper()
	r.view(func(tx reflection.Tx) error {
		part, err := tx.PartByMessage(p.Chat(), m)
		id, found = int64(part.Reply), err == nil
		return nil
	})
	return id, found
}

func TestANoteIsKept(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, r *rig) {
		r.refuseQuestions(chat.Unsent)
		p := r.begin("ada", "Berlin", "21:00")
		m := r.says(p, "something to hold on to")
		r.wantLastIs(p, "No question is open right now. Keep this as a note?", "Keep it", "Let it go")
		id, _ := r.replyOf(p, m)
		if reply, _ := r.journal(id); reply.Kind != reflection.Draft {
			t.Errorf("before the answer it is %v", reply.Kind)
		}
		p.Edit(m, "something to hold on to, edited")
		r.settle()
		offer := p.Last().ID
		r.presses(p, "Keep it")
		r.wantLastIs(p, "Kept as a note. Only you can read it.")
		reply, parts := r.journal(id)
		if reply.Kind != reflection.Note || len(parts) != 1 || parts[0].Text != "something to hold on to, edited" {
			t.Errorf("kept %v %+v", reply.Kind, parts)
		}
		r.wantCounts(p, 0, 0, 0)
		r.pressesOn(p, offer, "Let it go")
		r.wantAlert(p, "does nothing now")
		if _, found := r.replyOf(p, m); !found {
			t.Error("the note is gone after all")
		}
		r.unlogged("hold on")
		t.Log(p.Transcript())
	})
}

func TestANoteIsLetGo(t *testing.T) {
	t.Parallel()
	inBubble(t, monday, chattest.LikeTelegram(), func(r *rig) {
		r.refuseQuestions(chat.Unsent)
		p := r.begin("ada", "Berlin", "21:00")
		m := r.says(p, "something to let go")
		offer := p.Last().ID
		r.presses(p, "Let it go")
		r.wantLastIs(p, "Gone.")
		if _, found := r.replyOf(p, m); found {
			t.Error("the words are still there")
		}
		r.pressesOn(p, offer, "Keep it")
		r.wantAlert(p, "That note is gone already.")
	})
}
