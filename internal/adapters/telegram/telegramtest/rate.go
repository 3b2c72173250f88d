package telegramtest

import (
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// answering is how long after something happened in a chat a message there is
// taken to answer it.
const answering = 10 * time.Second

// Rates are what the server lets pass, measured in sliding windows over the
// messages that the bot sends. Edits and reactions are none. Zero is unlimited.
type Rates struct {
	PerSecond      int // over all chats, but for messages that answer somebody
	ChatPerSecond  int // into one chat
	GroupPerMinute int // into one group
}

// OfficialRates are the figures that Telegram names.
func OfficialRates() Rates { return Rates{PerSecond: 30, ChatPerSecond: 1, GroupPerMinute: 20} }

// tolerance is how much shorter than its name a window is: clocks and networks
// are not that exact.
const tolerance = 5 * time.Millisecond

// counted reports whether a method draws on the rates.
func counted(method string) bool {
	return isMessage(method)
}

// isMessage reports whether a method shows a new message.
func isMessage(method string) bool {
	return strings.HasPrefix(method, "send") && method != "sendChatAction"
}

// hear notes in which chat somebody did something.
func (s *Server) hear(update []byte) {
	if s.rates == (Rates{}) {
		return
	}
	type message struct {
		Chat struct {
			ID int64 `json:"id"`
		} `json:"chat"`
	}
	var u struct {
		Message message `json:"message"`
		Edited  message `json:"edited_message"`
		Press   struct {
			Message message `json:"message"`
		} `json:"callback_query"`
	}
	if json.Unmarshal(update, &u) != nil {
		return
	}
	for _, id := range []int64{u.Message.Chat.ID, u.Edited.Chat.ID, u.Press.Message.Chat.ID} {
		if id != 0 {
			s.heard[id] = time.Now()
		}
	}
}

// throttled answers 429 to a request above the rates.
func (s *Server) throttled(request *Request) *apiError {
	if s.rates == (Rates{}) || !counted(request.Method) {
		return nil
	}
	chat, at := request.Chat, request.At
	if heard, ok := s.heard[chat]; ok && at.Sub(heard) < answering {
		request.answers = true
	}
	wait := time.Duration(0)
	refuse := func(limit int, window time.Duration, into func(*Request) bool) {
		if limit == 0 {
			return
		}
		n := 0
		for _, r := range slices.Backward(s.requests) {
			if at.Sub(r.At) >= window-tolerance {
				break
			}
			if !r.passed || !into(r) {
				continue
			}
			if n++; n == limit {
				wait = max(wait, window-at.Sub(r.At))
				return
			}
		}
	}
	if !request.answers {
		refuse(s.rates.PerSecond, time.Second, func(r *Request) bool { return !r.answers })
	}
	refuse(s.rates.ChatPerSecond, time.Second, func(r *Request) bool { return r.Chat == chat })
	if chat < 0 && isMessage(request.Method) {
		refuse(s.rates.GroupPerMinute, time.Minute, func(r *Request) bool { return r.Chat == chat && isMessage(r.Method) })
	}
	if wait == 0 {
		request.passed = true
		return nil
	}
	return tooMany(int((wait + time.Second - 1) / time.Second))
}

// Sent returns when messages that were sent arrived: into one chat,
// or into all if chat is 0; also those that were refused.
func (s *Server) Sent(chat int64) []time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	var at []time.Time
	for _, r := range s.requests {
		if counted(r.Method) && (chat == 0 || r.Chat == chat) {
			at = append(at, r.At)
		}
	}
	slices.SortFunc(at, time.Time.Compare)
	return at
}

// Busiest returns the most arrivals within any window of this length, less
// 5 ms. The times are in order.
func Busiest(at []time.Time, window time.Duration) int {
	most, from := 0, 0
	for to := range at {
		for at[to].Sub(at[from]) >= window-tolerance {
			from++
		}
		most = max(most, to-from+1)
	}
	return most
}

// Share returns how much of a permitted rate was used between the first and
// the last arrival: 1 is all of it.
func Share(at []time.Time, perSecond float64) float64 {
	if len(at) < 2 {
		return 0
	}
	span := at[len(at)-1].Sub(at[0]).Seconds()
	return float64(len(at)-1) / (span * perSecond)
}
