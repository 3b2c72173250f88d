package telegramtest

import (
	"slices"
	"strconv"
	"time"
)

// queryLife is how long a press can be answered. Telegram names no figure; this
// one is on the strict side.
const queryLife = time.Minute

// query is a press of a button that wants an answer.
type query struct {
	Press
	at   time.Time
	from *account
}

// Press is a press of a button with what became of it.
type Press struct {
	Message int
	Data    string
	// Answered says that the bot answered in time; then Text is what it said, in
	// passing or, with Alert, in a box that wants to be closed.
	Answered bool
	Text     string
	Alert    bool
	// TooLate says that the bot answered when nobody waited any more.
	TooLate bool
}

// press tells the bot of a press, with the lock held.
func (s *Server) press(by *account, r *room, id int, data string) {
	s.lastQuery += 7
	key := strconv.FormatInt(s.lastQuery, 10)
	s.queries[key] = &query{Press: Press{Message: id, Data: data}, at: time.Now(), from: by}
	about := object{"chat": r.json(), "message_id": id, "date": 0}
	if m := r.find(id); m != nil {
		about = m.json(s, false)
	}
	s.push("callback_query", object{
		"id": key, "from": by.json(), "message": about, "data": data,
		"chat_instance": strconv.FormatInt(r.id*31, 10),
	})
}

func (s *Server) answerCallbackQuery(p params) (any, *apiError) {
	q := s.queries[p.str("callback_query_id")]
	if q == nil || q.Answered || q.TooLate {
		return nil, bad(queryTooOld)
	}
	if time.Since(q.at) > queryLife {
		q.TooLate = true
		return nil, bad(queryTooOld)
	}
	if p.str("url") != "" {
		return nil, bad("URL_INVALID").ours("url", "is for games")
	}
	q.Answered, q.Text, q.Alert = true, p.str("text"), p.flag("show_alert")
	return true, nil
}

// Presses returns everybody's presses so far, in their order.
func (s *Server) Presses() []Press { return s.presses(func(*query) bool { return true }) }

// Spinning returns how many presses show a spinner: the bot has not answered
// them, nor tried to.
func (s *Server) Spinning() int { return spinning(s.Presses()) }

func spinning(all []Press) int {
	n := 0
	for _, p := range all {
		if !p.Answered && !p.TooLate {
			n++
		}
	}
	return n
}

func (s *Server) presses(of func(*query) bool) []Press {
	s.mu.Lock()
	defer s.mu.Unlock()
	var keys []string
	for key, q := range s.queries {
		if of(q) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys) // all of one length
	var all []Press
	for _, key := range keys {
		all = append(all, s.queries[key].Press)
	}
	return all
}
