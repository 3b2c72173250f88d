package delivery_test

import (
	"slices"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/delivery/summaries"
	"stillpoint/internal/reflection"
)

// TestASummaryOffersAPicture: under a summary that is sent there is the button, if
// there is a line to make a picture of: none in a hidden answer, in that to a tender
// question, in a draft, or in words of harm.
func TestASummaryOffersAPicture(t *testing.T) {
	const line = "I keep the key to an office that is gone."
	for name, c := range map[string]struct {
		text    string
		change  func(*reflection.Reply, *reflection.Delivery)
		offered bool
	}{
		"a line":        {line, nil, true},
		"no line":       {"a few words", nil, false},
		"words of harm": {"I want to kill myself. " + line, nil, false},
		"not settable":  {"תמיד ידעתי שאצא מכאן ביום ראשון.", nil, false},
		"hidden":        {line, func(r *reflection.Reply, _ *reflection.Delivery) { r.Hidden = true }, false},
		"a draft":       {line, func(r *reflection.Reply, _ *reflection.Delivery) { r.Kind = reflection.Draft }, false},
		"tender":        {line, func(_ *reflection.Reply, d *reflection.Delivery) { d.Prompt.Tender = true }, false},
		"tender, theirs": {line, func(_ *reflection.Reply, d *reflection.Delivery) {
			d.Prompt.Tender, d.Prompt.Pack = true, reflection.OwnPack
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, sunday, func(r *rig) {
				ada := r.told(r.ada(inTheMorning), sunday.AddDate(0, 0, -6))
				r.lived(ada, monday16, "....")
				at := time.Date(2026, 11, 16, 12, 0, 0, 0, time.UTC)
				for day := range 4 {
					text := "words"
					if day == 0 {
						text = c.text
					}
					r.writes(ada, monday16.AddDays(day), at.AddDate(0, 0, day), text)
				}
				if c.change != nil {
					r.update(func(tx reflection.Tx) error {
						d, err := tx.DeliveryOn(ada.sub, monday16)
						if err != nil {
							return err
						}
						reply, err := tx.AnswerTo(d.ID, ada.id)
						if err != nil {
							return err
						}
						c.change(&reply, &d)
						if err := tx.UpdateReply(reply); err != nil {
							return err
						}
						return tx.UpdateDelivery(d)
					})
				}
				r.sleepUntil(sixPM.Add(5 * time.Second))
				r.wantSummaries(ada, weekTitle)
				told := r.summaries(ada.Chat())[0]
				button := chat.Ref{Verb: summaries.VerbPicture, Arg: "2026-W47"}
				if slices.Contains(told.Refs, button) != c.offered {
					t.Errorf("its buttons are %q", told.Refs)
				}
			}, chattest.LikeTelegram())
		})
	}
}
