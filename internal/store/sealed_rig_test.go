package store

import (
	"errors"
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// wordsInChannels are those that stand in what belongs to a channel.
var wordsInChannels = []string{wordsOfQuestion, wordsOfCredit, wordsOfMore, wordsOfName, wordsOnBoard, wordsOfNotice, wordsAsked, wordsOfFollowUp}

// inChannel is what was written in a channel, in all places where words can be.
type inChannel struct {
	question reflection.OwnQuestion
	asked    reflection.Delivery
	reply    reflection.Reply
	board    reflection.BoardEntry
	notice   reflection.Notice
}

// writtenIn stores those words in a channel of their own.
func writtenIn(t *testing.T, s *Store, h home) (w inChannel) {
	t.Helper()
	update(t, s, func(tx reflection.Tx) error {
		c, err := addChannel(tx, "in-"+h.Identity.Account, "server")
		if err != nil {
			return err
		}
		w.question = reflection.OwnQuestion{Subscription: c.Subscription, Author: h.Person.ID, Text: wordsOfQuestion, Credit: wordsOfCredit, More: wordsOfMore}
		w.asked = reflection.Delivery{Subscription: c.Subscription, Date: today, Chat: chat.Chat{Platform: "discord", ID: "in"},
			Prompt: reflection.Asked{Pack: reflection.OwnPack, Prompt: "1", Question: wordsAsked, FollowUp: wordsOfFollowUp}}
		w.board = reflection.BoardEntry{Subscription: c.Subscription, Person: h.Person.ID, Name: wordsOnBoard}
		w.notice = reflection.Notice{Person: h.Person.ID, Platform: "discord", Parent: "server", Text: wordsOfNotice}
		if err := errors.Join(tx.AddQuestion(&w.question), tx.AddDelivery(&w.asked), tx.SetBoard(w.board), tx.AddNotice(&w.notice)); err != nil {
			return err
		}
		w.reply = reflection.Reply{Person: h.Person.ID, Identity: h.Identity.ID, Delivery: w.asked.ID, Question: wordsAsked,
			Audience: reflection.Shared, Shared: noon, Name: wordsOfName}
		if err := tx.AddReply(&w.reply); err != nil {
			return err
		}
		return tx.AddPart(&reflection.Part{Reply: w.reply.ID, Chat: w.asked.Chat, At: noon, Text: wordsOfPart})
	})
	return w
}

// readsAsWritten reports what does not read as it was written.
func (w inChannel) readsAsWritten(t *testing.T, s *Store) {
	t.Helper()
	view(t, s, func(tx reflection.Tx) error {
		question, err := tx.Question(w.question.ID)
		same(t, "question", question, w.question, err)
		asked, err := tx.Delivery(w.asked.ID)
		same(t, "asked", asked, w.asked, err)
		shared, err := tx.SharedAnswers(w.asked.ID, 0, 9)
		same(t, "shared", shared, []reflection.Reply{w.reply}, err)
		board, err := tx.Board(w.board.Subscription, today, today)
		same(t, "board", board, []reflection.BoardLine{{Person: w.board.Person, Name: wordsOnBoard, Answered: 1}}, err)
		notices, err := tx.Notices("discord", "server", w.notice.Person)
		same(t, "notices", notices, []reflection.Notice{w.notice}, err)
		return nil
	})
}

// written stores those words and returns the reply that holds some of them.
func written(t *testing.T, s *Store, h home) (r reflection.Reply, p reflection.Part) {
	t.Helper()
	update(t, s, func(tx reflection.Tx) error {
		r = reflection.Reply{Person: h.Person.ID, Identity: h.Identity.ID, Question: wordsQuoted, Created: noon}
		if err := tx.AddReply(&r); err != nil {
			return err
		}
		p = reflection.Part{Reply: r.ID, Chat: h.Identity.Private, Message: "17", At: noon, Text: wordsOfPart}
		if err := tx.AddPart(&p); err != nil {
			return err
		}
		answer := reflection.Dispatch{Purpose: reflection.Answer, Chat: answeredIn(h), Body: []byte(wordsOfAnswer),
			Ready: noon.AddDate(1, 0, 0), Window: noon, Placed: noon}
		hers, nobodys := answer, answer
		hers.Identity, nobodys.Seq = h.Identity.ID, 1
		return errors.Join(tx.AddDispatch(&hers), tx.AddDispatch(&nobodys))
	})
	return r, p
}

// answeredIn is a chat of the person's own, to which the answers that were written
// wait for a year.
func answeredIn(h home) chat.Chat {
	return chat.Chat{Platform: h.Identity.Private.Platform, ID: "answered-" + h.Identity.Account}
}
