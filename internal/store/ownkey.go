package store

// What people wrote that belongs to no identity's journal, such as a question
// for a channel, is sealed with the store's own key.

// sealOwn seals a text with the store's own key. Place binds it to its row and
// column.
func (t *tx) sealOwn(place, text string) []byte { return t.own.Seal(place, []byte(text)) }

// unsealOwn opens what sealOwn sealed; nil is no text.
func (t *tx) unsealOwn(place string, sealed []byte) (string, error) {
	if sealed == nil {
		return "", nil
	}
	text, err := t.own.Unseal(place, sealed)
	return string(text), err
}
