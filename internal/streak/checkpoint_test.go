package streak

import (
	"bytes"
	"testing"

	"stillpoint/internal/reflection"
)

// A person answers every evening for three years, and Discord fell silent at the
// beginning. Each answer counts on from a checkpoint that is stored now and then.
func TestWhatIsCountedOnStaysSmall(t *testing.T) {
	const days = 3 * 365
	d := begun()
	d.ask(1, on(onDiscord))
	point, mark, full := Begin(d.facts, nil, at(1, "22:00")).Checkpoint(), len(d.facts), 0
	most, size := 0, 0
	for day := 2; day <= days; day++ {
		id := d.ask(day)
		d.reply(id, at(day, "22:00"))
		d.reply(id, at(day, "22:01"))
		if day%9 == 0 {
			d.rest(id, at(day, "22:02"))
		}
		s := scene{facts: d.facts, now: at(day, "22:05")}
		got, ok := Resume(point, s.after(mark), nil, s.now)
		if !ok {
			got = Begin(s.facts, nil, s.now)
			full++
		} else {
			most = max(most, len(got.Facts))
		}
		if day%5 == 0 {
			point, mark = stored(t, got.Checkpoint()), len(d.facts)
			data, err := point.MarshalBinary()
			if err != nil {
				t.Fatal(err)
			}
			size = max(size, len(data))
		}
		if day == days {
			figures(t, got, Count(d.facts, nil, s.now))
		}
	}
	equal(t, "counted in full", full, 0)
	if most > 150 || size > 8<<10 {
		t.Errorf("up to %d facts, and %d bytes", most, size)
	}
	data, err := point.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	if len(point.saved.Facts) > 20 || len(data) > 1<<10 {
		t.Errorf("in the end %d facts are carried, in %d bytes", len(point.saved.Facts), len(data))
	}
}

func TestCheckpointOfAnotherVersionIsRefused(t *testing.T) {
	d := begun()
	d.days(2, "kkkkk..kk")
	c := Begin(d.facts, nil, at(20, "00:00")).Checkpoint()
	equal(t, "mark", c.Mark(), reflection.FactID(len(d.facts)))
	good, err := c.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	read, err := ReadCheckpoint(good)
	if err != nil {
		t.Fatal(err)
	}
	again, err := read.MarshalBinary()
	if err != nil || !bytes.Equal(good, again) {
		t.Errorf("read and encoded again: %x, want %x (%v)", again, good, err)
	}
	c.saved.Version++
	other, err := c.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"another version": other, "nothing": nil, "cut off": good[:len(good)-1], "more": append(good, 0), "words": []byte("hello"),
	} {
		if _, err := ReadCheckpoint(data); err == nil {
			t.Errorf("%s is read", name)
		}
	}
}

// FuzzReadCheckpoint: what is read can be counted on from, and encoded again.
func FuzzReadCheckpoint(f *testing.F) {
	d := begun()
	d.days(2, "kkkkk..kk")
	good, err := Begin(d.facts, nil, at(20, "00:00")).Checkpoint().MarshalBinary()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte{0x8c})
	next := d.ask(31)
	since := scene{facts: append(d.facts, *d.reply(next, at(31, "22:00")))}.after(len(d.facts) - 3)
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := ReadCheckpoint(data)
		if err != nil {
			return
		}
		s, ok := Resume(c, since, nil, later)
		if !ok {
			return
		}
		if _, err := s.Checkpoint().MarshalBinary(); err != nil {
			t.Error(err)
		}
		c.Since()
		c.Settled()
	})
}
