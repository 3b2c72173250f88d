package daily

import (
	"errors"
	"strings"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/delivery/summaries"
	"stillpoint/internal/reflection"
)

// lastWithin is how far back what somebody wrote last is looked for.
const lastWithin = 60 * 24 * time.Hour

// LastWrote shows what the person wrote last to anything but the open question,
// with what it answered.
func (f *Flow) LastWrote(tx reflection.Tx, t *turn.Turn) error {
	parts, err := tx.PartsBetween(t.Person.ID, t.Meta.At.Add(-lastWithin), t.Meta.At.Add(time.Second))
	if err != nil {
		return err
	}
	now, err := open(tx, t, "")
	if err != nil && !errors.Is(err, reflection.ErrNotFound) {
		return err
	}
	for i := len(parts) - 1; i >= 0; i-- {
		reply, err := tx.Reply(parts[i].Reply)
		if err != nil {
			return err
		}
		if reply.Kind == reflection.Draft || (reply.Delivery != 0 && reply.Delivery == now.ID) {
			continue
		}
		return f.showReply(tx, t, reply)
	}
	t.Say(t.Words.Typed.WroteNothing)
	return nil
}

func (f *Flow) showReply(tx reflection.Tx, t *turn.Turn, reply reflection.Reply) error {
	parts, err := tx.Parts(reply.ID)
	if err != nil {
		return err
	}
	zone := "UTC"
	if sub, err := ownSubscription(tx, t); err != nil {
		return err
	} else if sub.ID != 0 {
		zone = sub.Rule.Zone
	}
	clock, err := t.In(zone)
	if err != nil {
		return err
	}
	date, err := planning.LocalDate(reply.Created, zone)
	if err != nil {
		return err
	}
	blocks := []chat.Block{chat.P(t.Words.Typed.LastWrote(clock.Day(date)))}
	if reply.Question != "" {
		blocks = append(blocks, chat.P(reply.Question))
	}
	var wrote []string
	for _, p := range parts {
		if p.Deleted.IsZero() {
			wrote = append(wrote, p.Text)
		}
	}
	blocks = append(blocks, chat.Block{Kind: chat.Quote, Text: strings.Join(wrote, "\n")})
	m := chat.Message{Blocks: blocks}
	lines, err := f.lines(tx, t, parts)
	if len(lines) > 0 && t.Meta.Space.Private {
		m.Actions = []chat.Action{summaries.PictureButton(t.Words, reply.ID, "")}
	}
	t.Show(m, 0)
	return err
}
