package postgres

import (
	"errors"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
)

// lost is an error of a connection that is gone, or that couldn't be made.
type lost struct{ error }

// Unwrap returns the error itself.
func (l lost) Unwrap() error { return l.error }

// told returns an error as what it is. One that is no word of the server's on a
// statement means that the connection is gone.
func told(err error, gone bool) error {
	if Code(err) == "" || gone {
		return lost{err}
	}
	return err
}

// Lost reports whether a connection is gone, or couldn't be made. What was asked for
// last may have been done all the same.
func Lost(err error) bool {
	_, ok := errors.AsType[lost](err)
	return ok
}

// Code returns what the server calls an error (its SQLSTATE); empty where the error
// isn't the server's.
func Code(err error) string {
	if pg, ok := errors.AsType[*pgconn.PgError](err); ok {
		return pg.Code
	}
	return ""
}

// Repeats reports whether the transaction only met another one: run again from its
// beginning it may succeed.
func Repeats(err error) bool {
	code := Code(err)
	return code == "40001" || code == "40P01"
}

// Troubled reports whether the server was in trouble, or out of reach, rather than that
// the statement was wrong.
func Troubled(err error) bool {
	if Lost(err) || Repeats(err) {
		return true
	}
	code := Code(err)
	if code == "25006" || code == "55P03" { // read-only, as a standby is; a lock that isn't had
		return true
	}
	for _, class := range []string{"08", "28", "3D", "53", "57", "58", "F0", "XX"} {
		if strings.HasPrefix(code, class) {
			return true
		}
	}
	return false
}
