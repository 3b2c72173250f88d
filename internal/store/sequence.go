package store

// sequence gives out ids, each once and never again, for all tables together:
// a fact may name a part that is gone, and no other part may come to bear its
// number. Only the writer uses it.
//
// What is in the database (settings: ids) is the end of a block of ids that may
// be in use; a process that is killed leaves a gap behind.
type sequence struct {
	last  int64 // the last one given out
	block int64 // the end of the block that is stored
}

// idBlock is how many ids one write to the database makes available.
const idBlock = 4096

func (s *sequence) take() int64 {
	s.last++
	return s.last
}

// store puts the end of the next block into the transaction if the current one
// is used up. It returns that end, for stored once the commit is done.
func (s *sequence) store(c *conn) (int64, error) {
	if s.last <= s.block {
		return s.block, nil
	}
	end := s.last + idBlock
	_, err := c.exec(`UPDATE settings SET value = ? WHERE name = 'ids'`, c.number(end))
	return end, err
}

func (s *sequence) stored(end int64) { s.block = end }
