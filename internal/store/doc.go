// Package store keeps everything in one SQLite file, or in a database of a PostgreSQL
// server, and implements reflection.Store and reflection.Tx on it.
//
//	Update ─┐                                          ┌─► one connection, writing
//	Update ─┼─► writer: BEGIN, one by one, COMMIT ─────┘   synchronous FULL
//	Update ─┘
//	View ─────► one of a few connections, reading ─────► a snapshot
//
// # Writing
//
// There is one writer. Updates that come while it is busy wait for it, and it
// takes as many as are waiting into one SQL transaction: one sync to the disk
// makes all of them durable. Where one fails, or panics, it takes nothing else with it:
// all are undone, and the others run again, each in a savepoint of its own. None is
// answered before the commit. When the commit fails, all of its Updates do.
//
// A process that is killed loses nothing that was answered. What was committed
// may not have been answered, so callers must be able to begin again.
//
// # At rest
//
// Package sealing stands over the engine that is in this package, and seals what
// people write before SQLite sees it; its documentation says what is sealed with
// which key. No other names of accounts are stored.
//
// Instants are stored as whole microseconds, UTC; what is finer is cut off.
//
// # Opening
//
// A file lock beside the database lets one process at a time work with it, and
// is released by the kernel however the process ends. Whatever a person can
// set right is a *Problem, which says what to do.
//
// # On a server
//
// The same statements run on PostgreSQL, through package postgres; dialect says what
// differs. There too one writer commits in groups. Its transactions are serializable: a
// group that met something else is run again. In the place of the file's lock there is
// a lease, whose number each commit shows: whoever was taken over writes nothing more.
// A connection that is lost fails the transactions that were on it, and the next one is
// on another.
package store
