package delivery

import (
	"strconv"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// The verbs of the compass: VerbTap is a place on it, by its number from stay to go;
// VerbCompass shows or changes it.
const (
	VerbTap     = "cmptap"
	VerbCompass = "cmpset"
)

// Compass adds to a message that shows a delivery the person's compass, if it stands
// under that: what it points at, in their own word, and five buttons. What was
// answered already has them as well, since a tap is no reply.
func Compass(tx reflection.Tx, w *words.Words, d reflection.Delivery, m *chat.Message) error {
	c, err := tx.Compass(d.Person)
	if err != nil || !c.On || c.Delivery != d.ID {
		return err
	}
	m.Blocks = append(m.Blocks, chat.P(w.Compass.Ask(c.Named)))
	for i, label := range w.Compass.Places {
		ref := chat.Ref{Verb: VerbTap, ID: int64(d.ID), Arg: strconv.Itoa(i + 1)}
		m.Actions = append(m.Actions, chat.Action{Label: label, Ref: ref, Follow: chat.Alert})
	}
	return nil
}
