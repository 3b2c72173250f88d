package community

import (
	"stillpoint/internal/chat"
	"stillpoint/internal/conversation/turn"
	"stillpoint/internal/reflection"
)

// pressPost does what buttons about the posts are for, and about what came of them.
func (f *Flow) pressPost(tx reflection.Tx, t *turn.Turn, g target, ref chat.Ref) error {
	switch ref.Verb {
	case verbPost:
		f.thePost(t, g)
		return nil
	case verbPin:
		return f.pin(tx, t, g, ref.Arg)
	case verbFigures:
		return f.figures(tx, t, g)
	case verbTable:
		f.table(t, g, ref.Arg)
		return nil
	}
	t.Alert(t.Words.Stale)
	return nil
}
