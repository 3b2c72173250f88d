package turn

import (
	"time"

	"stillpoint/internal/reflection"
)

// Ownership is how long the bot's last request owns the next text.
const Ownership = 10 * time.Minute

// Offer remembers the buttons of what was just said, so that typing their words
// presses them: the next text that is none of them is what it is without. In a
// channel nothing that people write is heard, and nothing is remembered.
func (t *Turn) Offer(tx reflection.Tx, verb string, id int64, arg string) error {
	if !t.Meta.Space.Private {
		return nil
	}
	return tx.SetAwaiting(reflection.Awaiting{
		Chat: t.Home, For: verb, ID: id, Arg: arg, Until: t.Meta.At.Add(Ownership),
	})
}

// Ask makes the bot's request own the next text of the person's private chat for
// a while. In a channel nothing that people write is heard: what was said there
// in this turn goes to the private chat instead, and a line says so.
func (t *Turn) Ask(tx reflection.Tx, verb string, id int64, arg string) error {
	t.asks = true
	return tx.SetAwaiting(reflection.Awaiting{
		Chat: t.Home, For: verb, ID: id, Arg: arg, Until: t.Meta.At.Add(Ownership),
	})
}
