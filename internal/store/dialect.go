package store

import (
	"strconv"

	"stillpoint/internal/store/postgres"
)

// dialect is what differs between the engines' ways to run the same statements.
type dialect struct {
	// begin begins a writing transaction, and snapshot a reading one. Joins says that they
	// can go in one message with what follows.
	begin, snapshot []string
	joins           bool
	// claimed is the statement of ClaimDispatches.
	claimed string
	// deferReferences has references checked at the end of the transaction.
	deferReferences string
	// number is how a number stands among the settings.
	number func(int64) any
	// goesOn reports whether a transaction goes on after a statement of it came to the
	// error, and repeats whether one that came to it may succeed if it is run again.
	goesOn, repeats func(error) bool
	// lost reports whether the connection on which an error was met is gone.
	lost func(error) bool
}

func never(error) bool { return false }

// onFile is for SQLite.
var onFile = &dialect{
	begin:           []string{"BEGIN IMMEDIATE"},
	snapshot:        []string{"BEGIN"},
	claimed:         claimed(""),
	deferReferences: "PRAGMA defer_foreign_keys = ON",
	number:          func(n int64) any { return n },
	goesOn:          refused,
	repeats:         never,
	lost:            never,
}

// onServer is for PostgreSQL. A transaction that nothing is heard of for a while, since
// whoever began it is stopped or cut off, is ended by the server, so that it holds up
// nobody who takes over.
var onServer = &dialect{
	begin:           []string{"BEGIN ISOLATION LEVEL SERIALIZABLE", "SET LOCAL idle_in_transaction_session_timeout = '5s'"},
	snapshot:        []string{"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"},
	joins:           true,
	claimed:         claimed(" FOR UPDATE SKIP LOCKED"),
	deferReferences: "SET CONSTRAINTS ALL DEFERRED",
	number:          func(n int64) any { return strconv.AppendInt(nil, n, 10) },
	goesOn:          never,
	repeats:         postgres.Repeats,
	lost:            postgres.Lost,
}
