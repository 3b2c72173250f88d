package delivery

import (
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"stillpoint/internal/chat"
	"stillpoint/internal/delivery/planning"
	"stillpoint/internal/reflection"
	"stillpoint/internal/words"
)

// givenRunes is how much of what was written on the evenings is given back, in one
// message that fits every platform together with its question.
const givenRunes = 1400

// Given is what comes before the question after a series: what was written on its
// evenings, the last beside the first, then those between; and before a return, what
// comes back. It is nothing for any other question. What is too long for one message is cut, and the cut shown.
func Given(tx reflection.Tx, w *words.Words, d reflection.Delivery) ([]chat.Block, error) {
	switch {
	case d.Prompt.Pack == reflection.ReturnPack:
		return returned(tx, w, d)
	case d.Prompt.Evening() != reflection.GivenBack:
		return nil, nil
	}
	s, err := seriesOf(tx, d)
	if errors.Is(err, reflection.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var written [reflection.Evenings]string
	for _, e := range s.Evenings {
		if e.Number >= reflection.GivenBack {
			continue
		}
		if written[e.Number-1], err = answer(tx, e.Delivery, d.Person); err != nil {
			return nil, err
		}
	}
	cut(&written)
	var blocks []chat.Block
	for _, i := range []int{0, reflection.Evenings - 1, 1, 2} {
		if written[i] != "" {
			blocks = append(blocks, chat.P(w.Series.Evening[i]), chat.Block{Kind: chat.Quote, Text: written[i]})
		}
	}
	if len(blocks) == 0 { // It was taken back since.
		return nil, nil
	}
	return slices.Insert(blocks, 0, chat.P(w.Series.Given)), nil
}

// seriesOf returns the series whose evening a delivery is, or that which another app of
// the same person's asks.
func seriesOf(tx reflection.Tx, d reflection.Delivery) (reflection.Series, error) {
	s, err := tx.SeriesOf(d.ID)
	if !errors.Is(err, reflection.ErrNotFound) {
		return s, err
	}
	twins, failed := planning.Twins(tx, d.Subscription, d.Date)
	if failed != nil {
		return s, failed
	}
	for _, twin := range twins {
		if s, err = tx.SeriesOf(twin.ID); !errors.Is(err, reflection.ErrNotFound) {
			return s, err
		}
	}
	return s, reflection.ErrNotFound
}

// answer is what a person wrote under a delivery; empty for nothing.
func answer(tx reflection.Tx, id reflection.DeliveryID, p reflection.PersonID) (string, error) {
	reply, err := tx.AnswerTo(id, p)
	if errors.Is(err, reflection.ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return planning.Written(tx, reply)
}

// cut shortens texts that are too long together: the longest first, until all fit.
func cut(texts *[reflection.Evenings]string) {
	most := givenRunes
	for most > 0 && shortened(texts, most) > givenRunes {
		most -= 10
	}
	for i, text := range texts {
		texts[i] = shorten(text, most)
	}
}

// shortened counts what is left of texts, each cut to the same length.
func shortened(texts *[reflection.Evenings]string, most int) (n int) {
	for _, text := range texts {
		n += min(utf8.RuneCountInString(text), most)
	}
	return n
}

// shorten cuts a text to a length in runes, where a word ends if it can.
func shorten(text string, most int) string {
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	kept := string(runes[:most-1])
	if at := strings.LastIndexFunc(kept, unicode.IsSpace); at > len(kept)/2 {
		kept = kept[:at]
	}
	return strings.TrimRightFunc(kept, unicode.IsSpace) + " …"
}
