// Package sealing seals what people write on its way into an engine of
// reflection.Store, and opens it on its way out. The engine below keeps sealed
// bytes and wrapped keys, and needs to know nothing of either.
//
//	flows ──► Store ──► tx: seals, opens ──► the engine's transaction
//
// With the key of an identity it seals the text of parts, the question of a reply
// (it may quote the person), the name a reply was shared with, and the body of a
// dispatch of theirs. With the store's own key it seals the questions that a
// channel's people wrote, wherever they stand, their credits, and what they lead to; the
// titles of channels, the headings of their posts and their word lists; the names on a board;
// notices; the words and days that never come back to somebody; what a compass points
// at; and the bodies of dispatches that are nobody's. What is sealed is bound to
// its row and column: moved to another, it does not open.
//
// Rows are bound as well: the words of a part to all other columns of it, and a
// reply and an identity by a seal over theirs. Whoever can write the database, but
// doesn't have the key, can't have the bot show a private reply to a channel, one
// person's to another, or take one account for another's: a row that was changed is
// refused, and logged by its id. A seal holds the reply's delivery, except that one
// that is gone may be gone.
//
// What people do in channels, named or not, stands under a persona of theirs: another
// person in the engine, tied to the real one by a keyed hash and a seal alone. So the
// file doesn't tell who answered, reported, is stopped or is told what. Of what else is
// known of a person that is sealed which would tell it: which prompts they met, the
// state of their streak, what their chat waits for, which message showed what.
//
// Where somebody's accounts are joined, what they did in channels through any of them
// stands under one persona, and where they part, it goes with the account. A persona
// of which nothing is left goes.
//
// Accounts and private chats, where they are only looked up, are keyed hashes to the
// engine; the seal of an identity tells them. The chat of a subscription, and of what
// is sent there, stands in the clear.
//
// The lengths of all that is sealed are hidden: they are padded to steps.
//
// What whoever can write the database can still do: remove rows and words; put a
// row back as it was before, with its seal, so that a reply that was shared once and
// taken back is shared again; put the whole database back; change what isn't bound,
// such as which chat a subscription is asked in; and count, and see when and by which
// account something was written privately.
package sealing
