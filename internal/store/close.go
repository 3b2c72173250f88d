package store

import (
	"errors"
	"fmt"
)

// Close waits for the transactions that are running and closes the database.
// Those that wait for their turn get ErrClosed. Closing again does nothing.
func (s *Store) Close() error {
	s.closing.Do(func() { s.closeErr = s.close() })
	return s.closeErr
}

func (s *Store) close() error {
	s.writer.stop()
	if s.OnServer() {
		return s.closeServer()
	}
	if err := s.trouble.refuse(); errors.Is(err, ErrReplaced) {
		// SQLite's connections end with the process: closing them would write the log
		// into the file that stands there now.
		return s.lock.release()
	} else if err != nil {
		return s.leave()
	}
	err := s.readers.close()
	c := s.writer.conn
	// The exact end of the ids, and the mark of a clean stop, go last.
	err = errors.Join(err, saveSetting(c, "ids", s.writer.ids.last), saveSetting(c, "clean", int64(1)))
	err = errors.Join(err, c.close(), s.db.Close(), s.watch.close())
	if err = errors.Join(err, s.lock.release()); err != nil {
		return explain(s.path, fmt.Errorf("close database: %w", err))
	}
	return nil
}

// leave closes a database that is damaged, without the mark of a clean stop: the next
// start looks through it before it serves.
func (s *Store) leave() error {
	err := errors.Join(s.readers.close(), s.writer.conn.close(), s.db.Close())
	if err != nil {
		s.log.Debug("closing a damaged database", "err", err)
	}
	return errors.Join(s.watch.close(), s.lock.release())
}
