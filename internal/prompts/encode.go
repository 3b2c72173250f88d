package prompts

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// A State at rest: one byte of version; rounds and total as varints; the two
// glances (a byte that is 0 for none, else the form, then key and section); three
// lists, each a varint of its length and its keys, four bytes each. 366 prompts
// take about 1.5 KB. From the second version on, the forms of the running week follow
// as a varint, and the glance at the prompt before the last.
const (
	firstVersion = 1
	stateVersion = 2
)

// maxKeys bounds a list that is read, far above any pack, so that a damaged blob
// can't ask for memory.
const maxKeys = 1 << 16

// errShortState says that a blob ends too early.
var errShortState = errors.New("prompts: state ends too early")

// MarshalBinary writes the State in a compact form of its own.
func (s State) MarshalBinary() ([]byte, error) {
	blob := make([]byte, 0, 48+4*(len(s.asked)+len(s.swapped)+len(s.never)))
	blob = append(blob, stateVersion)
	blob = binary.AppendUvarint(blob, uint64(s.round))
	blob = binary.AppendUvarint(blob, uint64(s.total))
	for _, g := range []glance{s.last, s.away} {
		blob = g.append(blob)
	}
	for _, list := range [][]uint32{s.asked, s.swapped, s.never} {
		blob = binary.AppendUvarint(blob, uint64(len(list)))
		for _, key := range list {
			blob = binary.BigEndian.AppendUint32(blob, key)
		}
	}
	blob = binary.AppendUvarint(blob, uint64(s.forms))
	return s.prior.append(blob), nil
}

func (g glance) append(blob []byte) []byte {
	blob = append(blob, byte(g.form))
	if g.form == 0 {
		return blob
	}
	blob = binary.BigEndian.AppendUint32(blob, g.key)
	return binary.BigEndian.AppendUint32(blob, g.section)
}

// UnmarshalBinary reads what MarshalBinary wrote. An empty blob is someone who has
// been asked nothing. A damaged one is an error and leaves the State as it was.
func (s *State) UnmarshalBinary(blob []byte) error {
	if len(blob) == 0 {
		*s = State{}
		return nil
	}
	if blob[0] < firstVersion || blob[0] > stateVersion {
		return fmt.Errorf("prompts: state has version %d, want %d to %d", blob[0], firstVersion, stateVersion)
	}
	r := stateReader{rest: blob[1:]}
	var read State
	read.round = r.count()
	read.total = r.count()
	read.last = r.glance()
	read.away = r.glance()
	read.asked = r.keys()
	read.swapped = r.keys()
	read.never = r.keys()
	if blob[0] > firstVersion {
		read.forms = uint32(r.count())
		read.prior = r.glance()
	}
	if r.err == nil && len(r.rest) > 0 {
		r.err = fmt.Errorf("prompts: state has %d bytes too many", len(r.rest))
	}
	if r.err == nil && (overlap(read.asked, read.swapped) || overlap(read.asked, read.never) || overlap(read.swapped, read.never)) {
		r.err = errors.New("prompts: state holds a prompt twice")
	}
	if r.err != nil {
		return r.err
	}
	*s = read
	return nil
}

// stateReader takes a blob apart. After the first error it gives zero values.
type stateReader struct {
	rest []byte
	err  error
}

func (r *stateReader) count() int {
	if r.err != nil {
		return 0
	}
	n, size := binary.Uvarint(r.rest)
	if size <= 0 || n > 1<<31-1 {
		r.err = errShortState
		return 0
	}
	r.rest = r.rest[size:]
	return int(n)
}

func (r *stateReader) key() uint32 {
	if r.err != nil {
		return 0
	}
	if len(r.rest) < 4 {
		r.err = errShortState
		return 0
	}
	key := binary.BigEndian.Uint32(r.rest)
	r.rest = r.rest[4:]
	return key
}

func (r *stateReader) glance() glance {
	if r.err != nil {
		return glance{}
	}
	if len(r.rest) == 0 {
		r.err = errShortState
		return glance{}
	}
	form := Form(r.rest[0])
	r.rest = r.rest[1:]
	if form == 0 {
		return glance{}
	}
	return glance{form: form, key: r.key(), section: r.key()}
}

func (r *stateReader) keys() []uint32 {
	n := r.count()
	if r.err != nil || n == 0 {
		return nil
	}
	if n > maxKeys || len(r.rest) < 4*n {
		r.err = errShortState
		return nil
	}
	list := make([]uint32, n)
	for i := range list {
		list[i] = r.key()
		if i > 0 && list[i] <= list[i-1] {
			r.err = errors.New("prompts: state is out of order")
			return nil
		}
	}
	return list
}

// overlap says whether two sorted lists share a key.
func overlap(a, b []uint32) bool {
	known := cursor{list: a}
	for _, key := range b {
		if known.has(key) {
			return true
		}
	}
	return false
}
