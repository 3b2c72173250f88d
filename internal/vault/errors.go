package vault

import "errors"

var (
	// ErrNoKey says that there is no key file, and that none was to be made.
	ErrNoKey = errors.New("the key file does not exist")
	// ErrNotMade says that there is no key file, and that none could be made.
	ErrNotMade = errors.New("the key file could not be made")
	// ErrMalformed says that the key file holds something else than one key.
	ErrMalformed = errors.New("not a Stillpoint key file")
	// ErrWrongKey says that the key is not the one this was sealed with.
	ErrWrongKey = errors.New("the key is not the one this database was sealed with")
	// ErrTampered says that something sealed was changed, moved to another
	// place, or sealed with another key.
	ErrTampered = errors.New("sealed words do not open: they were changed or moved")
)
