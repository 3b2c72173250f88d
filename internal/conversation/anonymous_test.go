package conversation_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/reflection"
)

// reportButtons are what the Report buttons on a page carry.
func reportButtons(page chattest.Shown) (args []string) {
	for _, ref := range page.Refs {
		if ref.Verb == "report" {
			args = append(args, ref.Arg)
		}
	}
	return args
}

// Nothing that others see of an answer tells when it was begun, or stays the same
// from with a name to without one: not the order on a page, and no button.
func TestSharingTellsNothing(t *testing.T) {
	t.Parallel()
	inChannels(t, func(t *testing.T, c asked, d reflection.Delivery) {
		reader := c.member("reader")
		reader.answers("The reader's.")
		ada := c.member("ada")
		ada.shares("Ada's.")
		named := reportButtons(reader.reads())
		c.r.presses(ada.at, english.Channel.TakeBack)
		c.r.soon()
		c.r.presses(ada.at, english.Channel.ShareUnnamed)
		c.r.presses(ada.at, english.Channel.ShareUnnamed) // It had her name: it is asked once more.
		unnamed := reportButtons(reader.reads())
		if len(named) != 1 || len(unnamed) != 1 || named[0] == unnamed[0] {
			t.Errorf("the button carries %q with a name and %q without", named, unnamed)
		}
		reply, _ := ada.answer(d)
		if strings.Contains(unnamed[0], chat.Ref{ID: int64(reply.ID)}.String()) {
			t.Error("the button carries the answer's id")
		}
		var ids []reflection.ReplyID
		for i := range 9 {
			m := c.member(fmt.Sprint("member", i))
			m.answers(fmt.Sprint("Answer ", i))
			c.r.presses(m.at, english.Channel.ShareUnnamed)
			own, _ := m.answer(d)
			ids = append(ids, own.ID)
		}
		var shown []reflection.ReplyID
		c.r.view(func(tx reflection.Tx) error {
			all, err := tx.SharedAnswers(d.ID, 0, 99)
			for _, r := range all {
				if r.ID != reply.ID {
					shown = append(shown, r.ID)
				}
			}
			return err
		})
		if len(shown) != len(ids) || slices.Equal(shown, ids) {
			t.Errorf("answers are shown in the order of their writing: %v", shown)
		}
	})
}
