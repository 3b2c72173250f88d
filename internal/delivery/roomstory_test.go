package delivery_test

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
	"stillpoint/internal/outbox"
	"stillpoint/internal/reflection"
)

// TestRandomFaultsInChannels plays schedules of faults and crashes over a few days
// in two channels and with a person beside them, while members answer, share and
// take back, and checks after each what must always hold. It is replayed as
// TestRandomFaults is.
func TestRandomFaultsInChannels(t *testing.T) {
	first, n := uint64(1), *seeds/4
	if *seed != 0 {
		first, n = *seed, 1
	}
	for s := first; s < first+uint64(n); s++ {
		t.Run(fmt.Sprintf("seed=%d", s), func(t *testing.T) {
			t.Parallel()
			like := chattest.LikeDiscord()
			if s%4 == 0 {
				like = chattest.LikeTelegram()
			}
			inBubble(t, evening, func(r *rig) { playRooms(r, s) }, like)
			if t.Failed() {
				t.Logf("play it again with -args -seed %d", s)
			}
		})
	}
}

// roomStory is one schedule of faults in channels.
type roomStory struct {
	*rig
	rng   *rand.Rand
	cable *cable
	rooms []room
	ada   someone
	// replies are those given so far, by what they say. Their audience follows
	// what their members did, whatever became of it.
	replies map[string]*reflection.Reply

	seed uint64
	mu   sync.Mutex
	// asked counts the requests of each kind, as story.asked does.
	asked map[string]int
}

func playRooms(r *rig, seed uint64) {
	s := &roomStory{
		rig: r, seed: seed, rng: rand.New(rand.NewPCG(seed, 3)),
		replies: map[string]*reflection.Reply{}, asked: map[string]int{},
	}
	r.lastSeeds = seed << 8
	r.stop()
	r.tick = 0
	s.cable = newCable(r.platform)
	r.adapters = []chat.Adapter{s.cable}
	r.platform.Script(s.fault)
	r.start()
	s.rooms = []room{
		r.room("live", threaded(reflection.ThreadLive)),
		r.room("closed", threaded(reflection.ThreadClosed)),
	}
	s.ada = r.subscribe(r.platform.Person("ada"), berlin, "21:00")
	for day := range 3 {
		s.day(day)
	}
	// A quiet end: everything that can be settled is.
	r.platform.Script(nil)
	s.cable.holdNext(notHeld)
	for range 40 {
		time.Sleep(10 * time.Minute)
		r.tickNow()
	}
	s.check()
}

// day plays a few hours from the hour at which everybody is asked.
func (s *roomStory) day(day int) {
	due := due.AddDate(0, 0, day)
	s.sleepUntil(due)
	s.tickNow()
	for time.Since(due) < 3*time.Hour {
		time.Sleep(time.Minute)
		if s.rng.IntN(20) == 0 {
			op := []chattest.Op{chattest.OpSend, chattest.OpEdit, chattest.OpDelete, chattest.OpThread}[s.rng.IntN(4)]
			s.cable.holdNextOf(op, holding(1+s.rng.IntN(2)))
		}
		s.tickNow()
		if s.rng.IntN(3) > 0 {
			s.somebody(day)
		}
		if chance := s.rng.IntN(60); chance == 0 || chance < 30 && s.cable.holds() {
			s.cable = s.kill(s.cable)
			time.Sleep(time.Duration(s.rng.IntN(int(6 * time.Minute))))
			s.start()
			s.tickNow()
		}
		if time.Since(due) > 40*time.Minute {
			time.Sleep(time.Duration(s.rng.IntN(20)) * time.Minute)
		}
	}
}

// somebody answers the day's question of a room, or changes who may read what they
// have answered, that day or before.
func (s *roomStory) somebody(day int) {
	room := s.rooms[s.rng.IntN(len(s.rooms))]
	if s.rng.IntN(5) == 0 && day > 0 {
		day--
	}
	del := s.delivery(room.someone, day0.AddDays(day))
	if del.State != reflection.DeliveryArrived {
		return
	}
	member := fmt.Sprint("m", s.rng.IntN(6))
	text := fmt.Sprintf("%s %d %s.", room.place.Chat().ID, day, member)
	reply := s.replies[text]
	if reply == nil {
		given := s.answer(del, member, text)
		s.replies[text] = &given
		return
	}
	switch s.rng.IntN(5) {
	case 0, 1:
		s.share(*reply, member)
		reply.Audience = reflection.Shared
	case 2:
		s.share(*reply, "")
		reply.Audience = reflection.Anonymous
	case 3, 4:
		if reply.Audience == reflection.PrivateTo {
			return
		}
		s.takeBack(*reply)
		reply.Audience = reflection.PrivateTo
	}
}

// fault is what goes wrong with a request.
func (s *roomStory) fault(op chattest.Op, m chat.Message) *chattest.Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := fmt.Sprint(op, m.To.ID, m.Nonce)
	s.asked[key]++
	h := fnv.New64a()
	fmt.Fprint(h, key, s.asked[key])
	rng := rand.New(rand.NewPCG(s.seed, h.Sum64()))
	switch rng.IntN(10) {
	case 0:
		return &chattest.Fault{Cut: chattest.CutBefore}
	case 1:
		return &chattest.Fault{Cut: chattest.CutAfter}
	case 2:
		return &chattest.Fault{Refuse: &chat.SendError{Kind: chat.Throttled, Wait: time.Duration(1+rng.IntN(200)) * time.Second}}
	case 3:
		return &chattest.Fault{Refuse: &chat.SendError{Kind: chat.Uncertain, Err: errPlatform}}
	case 4:
		return &chattest.Fault{Delay: time.Duration(rng.IntN(3000)) * time.Millisecond}
	}
	return nil
}

// check asserts what must hold whatever happened.
func (s *roomStory) check() {
	s.t.Helper()
	exact := s.platform.Limits().NonceWindow > 0
	for _, room := range s.rooms {
		for day := range 3 {
			del := s.delivery(room.someone, day0.AddDays(day))
			d := s.dispatch(del, reflection.Ask)
			n := 0
			for _, m := range s.platform.Shown(room.place.Chat()) {
				if m.Nonce == outbox.Nonce(d.ID) {
					n++
				}
			}
			if n == 0 && del.State == reflection.DeliveryArrived || n > 1 && (exact || n > 1+d.Unsure) {
				s.t.Errorf("%v of %v is shown %d times, in state %d", del.Date, room.place.Chat().ID, n, del.State)
			}
			if del.State == reflection.DeliveryArrived {
				s.checkAnswers(room, del, day)
			}
		}
	}
	if n := len(s.platform.Shown(s.ada.Chat())); exact && n != 3 {
		s.t.Errorf("the person was shown %d messages", n)
	}
}

// checkAnswers checks a question's thread, and the count of its post.
func (s *roomStory) checkAnswers(room room, del reflection.Delivery, day int) {
	s.t.Helper()
	open := day == 2
	var want []string
	answered := 0
	for text, r := range s.replies {
		if r.Delivery != del.ID {
			continue
		}
		answered++
		if !s.platform.Limits().Threads || open && s.channelOf(room).Thread == reflection.ThreadClosed {
			continue
		}
		switch r.Audience {
		case reflection.Shared:
			want = append(want, text[len(text)-3:len(text)-1]+" | "+text)
		case reflection.Anonymous:
			want = append(want, "Somebody | "+text)
		case reflection.PrivateTo:
		}
	}
	got := texts(s.thread(room, del.Date))
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		s.t.Errorf("%v of %v: the thread says %q, want %q", del.Date, room.place.Chat().ID, got, want)
	}
	if open && answered > 0 {
		says := fmt.Sprintf("%d have answered", answered)
		if answered == 1 {
			says = "1 has answered"
		}
		if post := s.post(room, del.Date).Text; !strings.HasSuffix(post, says) {
			s.t.Errorf("%v of %v: the post says %q, want %q", del.Date, room.place.Chat().ID, post, says)
		}
	}
}
