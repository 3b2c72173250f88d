package prompts

import "strings"

// Counts says how many prompts of a pack there are of each kind.
type Counts struct {
	Sections  map[string]int
	OnSubject map[string]int // by section
	Forms     map[Form]int
	Depths    map[Depth]int
	About     map[string]int
	Tags      map[string]int

	NamingWork int
	Tender     int
	FirstWeeks map[Depth]int
}

// Count counts a pack's prompts.
func (p *Pack) Count() Counts {
	c := Counts{
		Sections: make(map[string]int), OnSubject: make(map[string]int), Forms: make(map[Form]int),
		Depths: make(map[Depth]int), About: make(map[string]int), Tags: make(map[string]int),
		FirstWeeks: make(map[Depth]int),
	}
	for _, prompt := range p.Prompts {
		c.Sections[prompt.Section]++
		c.Forms[prompt.Form]++
		c.Depths[prompt.Depth]++
		c.About[prompt.About]++
		c.OnSubject[prompt.Section] += one(prompt.OnSubject())
		c.NamingWork += one(prompt.NamesWork)
		c.Tender += one(prompt.Tender)
		c.FirstWeeks[prompt.Depth] += one(prompt.FirstWeeks)
		for _, tag := range prompt.Tags {
			c.Tags[strings.ToLower(tag)]++
		}
	}
	return c
}

// one is 1 for what counts and 0 for what doesn't.
func one(counts bool) int {
	if counts {
		return 1
	}
	return 0
}
