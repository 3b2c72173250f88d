// Package postgres is a driver of database/sql for PostgreSQL, over the protocol of
// pgx (its package pgconn), for statements that are written for SQLite as well.
//
// A statement goes to the server as it is, with its values beside it, in one message,
// and is answered in one: nothing is prepared under a name, nothing is set for a
// session, and nothing is listened for. So it works behind a pooler that gives another
// session to each transaction, as PgBouncer does in its transaction mode.
//
// Parameters may be written as ?, ?1 or $1. What SQLite is told of indexes, and of the
// order of joins, is left out. Bools are stored as 0 and 1, in columns of whole numbers.
//
// What is the server's own word on a statement has a Code. Every other error is Lost:
// the connection is gone, or never was.
package postgres
