// Package portable writes everything that is held on one person into a file of
// theirs, and reads such a file again.
//
//	Tx ──► walk ──► sink ──┬─► JSON       everything, in a documented form (docs/export.md)
//	                       ├─► Markdown   the journal, to read
//	                       ├─► HTML       the journal as one page, with pictures
//	                       └─► CSV        a line for each message
//
//	JSON ──► Document ─┐
//	Day One ─► Entry ──┼─► Import ──► Tx, a batch a transaction
//	text ────► Entry ──┘
//
// Files are written as they are read, from one View, a page at a time. They have no
// date of their own and no ids of the store's: the same content is the same bytes,
// here and on another instance.
//
// What a file says is trusted in nothing. It is taken in as its bearer's alone, in
// chats of theirs; nothing in it reaches a channel or another person. What is there
// already is known by its content, so that taking a file in twice adds nothing.
package portable
