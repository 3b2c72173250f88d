package journal

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/reflection"
)

// longestLooked is how many runes may be looked for; what is longer is cut.
const longestLooked = 60

// mostFound is how many entries a search comes to.
const mostFound = 500

// search looks for words in all that the person wrote.
func (r reader) search(text string) (chat.Message, error) {
	text = cut(oneLine(strings.Trim(text, "\"“”„«»'‘’ ")), longestLooked)
	v := view{kind: 'w', token: r.remember(looked{person: r.person.ID, text: text})}
	return r.results(v, text)
}

// found shows a page of what was looked for.
func (r reader) found(v view) (m chat.Message, alert string, err error) {
	was, ok := r.recall(v.token)
	if !ok || was.person != r.person.ID {
		return m, r.words.Journal.Again, nil
	}
	m, err = r.results(v, was.text)
	return m, "", err
}

// hit is a reply that holds what is looked for, with the latest part that does, and at
// which byte of that it stands.
type hit struct {
	reply reflection.ReplyID
	at    time.Time
	text  string
	place int
}

// results shows a page of the entries that hold all words of a text.
func (r reader) results(v view, text string) (m chat.Message, err error) {
	w := r.words.Journal
	hits, err := r.hits(text)
	if err != nil {
		return m, err
	}
	if len(hits) == 0 {
		return chat.Message{
			Blocks:  []chat.Block{chat.P(w.NoneFound(text)), chat.P(w.HowTo)},
			Actions: []chat.Action{{Label: w.Back, Ref: view{kind: 'o'}.ref()}},
		}, nil
	}
	all := make([]entry, len(hits))
	skip := int(v.cursor)
	if skip >= len(all) {
		skip = 0
	}
	for i := skip; i < min(skip+perPage, len(all)); i++ {
		reply, err := r.tx.Reply(hits[i].reply)
		if err != nil {
			return m, err
		}
		if reply.Person != r.person.ID {
			return m, reflection.ErrNotFound
		}
		all[i] = entry{at: reply.Created, reply: reply, found: around(hits[i].text, hits[i].place)}
	}
	return r.part(w.Found(len(hits), text), v, all, skip)
}

// hits are the replies that hold all words of a text, the latest first.
func (r reader) hits(text string) ([]hit, error) {
	pattern := patternOf(text)
	if len(pattern) == 0 {
		return nil, nil
	}
	parts, err := r.tx.Written(r.person.ID)
	if err != nil {
		return nil, err
	}
	found := pattern.among(parts)
	byReply := map[reflection.ReplyID]*hit{}
	holds := map[reflection.ReplyID]uint64{}
	for i, p := range parts {
		held, at := found[i].held, found[i].at
		if held == 0 {
			continue
		}
		holds[p.Reply] |= held
		if h := byReply[p.Reply]; h == nil || p.At.After(h.at) {
			byReply[p.Reply] = &hit{p.Reply, p.At, p.Text, at}
		}
	}
	var hits []hit
	for id, h := range byReply {
		if holds[id] == pattern.all() {
			hits = append(hits, *h)
		}
	}
	slices.SortFunc(hits, func(a, b hit) int { return cmp.Or(b.at.Compare(a.at), cmp.Compare(b.reply, a.reply)) })
	return hits[:min(len(hits), mostFound)], nil
}

// around is what a page shows of a text in which something was found at a byte.
func around(text string, at int) string {
	const before = 60
	start := 0
	if at > before {
		start = at - before
		if space := strings.IndexAny(text[start:at], " \n\t"); space >= 0 {
			start += space + 1
		}
		for start < at && !isStart(text[start]) {
			start++
		}
	}
	shown := cut(oneLine(text[start:]), shownWords)
	if start > 0 {
		shown = "…" + shown
	}
	return shown
}

// isStart reports whether a byte begins a rune.
func isStart(b byte) bool { return b&0xc0 != 0x80 }

// looked is what somebody looked for: it is in memory alone, since it is their words.
type looked struct {
	token  int64
	person reflection.PersonID
	text   string
}

// mostLooked is how many of what people looked for are remembered.
const mostLooked = 1000

// remember keeps what was looked for, so that its pages can be turned.
func (f *Flow) remember(l looked) int64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.last++
	l.token = f.last
	if len(f.looked) == mostLooked {
		f.looked = slices.Delete(f.looked, 0, 1)
	}
	f.looked = append(f.looked, l)
	return l.token
}

func (f *Flow) recall(token int64) (looked, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	i, ok := slices.BinarySearchFunc(f.looked, token, func(l looked, token int64) int { return cmp.Compare(l.token, token) })
	if !ok {
		return looked{}, false
	}
	return f.looked[i], true
}
