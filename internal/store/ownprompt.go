package store

import (
	"encoding/binary"
	"errors"
	"strconv"

	"stillpoint/internal/reflection"
)

// A question that a channel's people wrote stands in deliveries as well, as it
// was asked. There it is sealed, with its follow-up, in a column of its own.

// promptPlace is what the sealed prompt of a delivery is bound to.
func promptPlace(id reflection.DeliveryID) string {
	return "delivery/" + strconv.FormatInt(int64(id), 10) + "/prompt"
}

// sealPrompt returns what the columns of a prompt's words hold: for a prompt of
// somebody's own only the last, else only the first two.
func (t *tx) sealPrompt(id reflection.DeliveryID, p reflection.Asked) (question, followUp string, sealed []byte) {
	if p.Pack != reflection.OwnPack {
		return p.Question, p.FollowUp, nil
	}
	both := binary.AppendUvarint(nil, uint64(len(p.Question)))
	both = append(append(both, p.Question...), p.FollowUp...)
	return "", "", t.own.Seal(promptPlace(id), both)
}

var errCutOff = errors.New("a sealed prompt is cut off")

func (t *tx) unsealPrompt(d *reflection.Delivery, sealed []byte) error {
	both, err := t.own.Unseal(promptPlace(d.ID), sealed)
	if err != nil {
		return err
	}
	length, n := binary.Uvarint(both)
	if n <= 0 || length > uint64(len(both)-n) {
		return errCutOff
	}
	both = both[n:]
	d.Prompt.Question, d.Prompt.FollowUp = string(both[:length]), string(both[length:])
	return nil
}
