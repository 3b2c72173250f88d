package conversation_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// Where it may not post it doesn't say that it asks, and offers no posting.
func TestCommunityBarredDoesNotAsk(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.admin("ada").In(r.square())
		r.isSetUp(ada)
		r.square().Bar(r.admin("eve"), "Send Messages")
		r.settle()
		hall := ada.In(r.platform.ChannelIn("acme", "hall"))
		r.orders(hall, "")
		r.wantSeen(hall, english.Community.Page.Barred)
		r.wantSeen(hall, "Once I can, I ask in “square” every day at 09:00")
		sub, _ := r.community(r.square())
		r.forges(hall, chat.Ref{Verb: "cstatus", ID: int64(sub.ID)})
		if got := hall.Last(); slices.Contains(got.Labels, english.Community.Next.PostNow) || strings.Contains(got.Text, "\nI ask in") {
			t.Errorf("%q with %q", got.Text, got.Labels)
		}
	})
}

// Posting now is offered until today's question is posted, and no longer.
func TestCommunityPostNowIsOffered(t *testing.T) {
	onDiscord(t, func(r *rig) {
		ada := r.admin("ada").In(r.square())
		r.isSetUp(ada)
		r.orders(ada, "status")
		if !slices.Contains(ada.Last().Labels, english.Community.Next.PostNow) {
			r.t.Errorf("it isn't offered: %q", ada.Last().Labels)
		}
		r.waits(day(0))
		for _, page := range []string{"status", "preview"} {
			r.orders(ada, page)
			if slices.Contains(ada.Last().Labels, english.Community.Next.PostNow) {
				r.t.Errorf("%s offers it, though today's is posted", page)
			}
		}
	})
}

// A button under a list from which another admin has taken the question says that it is
// gone, and shows the list as it is.
func TestCommunityQuestionIsGone(t *testing.T) {
	onBoth(t, func(t *testing.T, r *rig) {
		ada := r.admin("ada").Opened()
		r.isSetUp(ada)
		r.orders(ada.In(r.square()), "questions add What would you do once?\nWhat would you do never?")
		sub, _ := r.community(r.square())
		at := ada
		if r.platform.Limits().Ephemeral {
			at = ada.In(r.square())
		}
		r.forges(at, chat.Ref{Verb: "cquest", ID: int64(sub.ID)})
		r.update(func(tx reflection.Tx) error {
			all, err := tx.Questions(sub.ID, reflection.Approved)
			if err != nil {
				return err
			}
			all[0].State = reflection.Removed // by another admin
			return tx.UpdateQuestion(all[0])
		})
		r.presses(at, english.Community.Label.Remove(1))
		r.wantLast(at, english.Community.Questions.Gone)
		r.wantLast(at, "What would you do never?")
		if strings.Contains(at.Last().Text, "do once") {
			t.Errorf("it is listed\n%s", at.Transcript())
		}
	})
}

// The question whether it may write privately is answered in its place.
func TestCommunityTellIsAnswered(t *testing.T) {
	onDiscord(t, func(r *rig) {
		ada := r.admin("ada").In(r.square())
		ada.Opened()
		r.isSetUp(ada)
		asked := ada.Last().ID
		r.presses(ada, english.Community.Label.Yes)
		time.Sleep(time.Second)
		r.settle()
		for _, s := range r.platform.Shown(ada.Chat()) {
			if s.ID == asked && len(s.Labels) > 0 {
				r.t.Errorf("it still asks: %q with %q", s.Text, s.Labels)
			}
		}
	})
}
