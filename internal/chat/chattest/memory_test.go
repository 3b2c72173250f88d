package chattest_test

import (
	"testing"

	"stillpoint/internal/chat"
	"stillpoint/internal/chat/chattest"
)

func TestContract(t *testing.T) {
	for name, like := range map[string]chattest.Option{
		"like Telegram": chattest.LikeTelegram(),
		"like Discord":  chattest.LikeDiscord(),
	} {
		t.Run(name, func(t *testing.T) {
			chattest.Contract(t, func(t *testing.T) chattest.Harness {
				return memory{chattest.New(t, like)}
			})
		})
	}
}

// memory is the harness of the platform in memory.
type memory struct{ p *chattest.Platform }

func (h memory) Open() chat.Adapter { return h.p }

func (h memory) Traits() chattest.Traits {
	return chattest.Traits{Faults: true, Blocks: true, TellsBlocks: !h.p.Limits().History, SideBySide: true}
}

func (h memory) Peer(name string) chattest.Peer {
	return peer{h.p.Person(name).Opened()}
}

func (h memory) Channel() (chattest.Place, bool) {
	c := h.p.Channel("reflections")
	admin, member, stranger := h.p.Person("admin").MakeAdmin(true), h.p.Person("member"), h.p.Person("stranger").LeaveServer(c)
	place := chattest.Place{Chat: c.Chat(), Admin: admin.Account(), Member: member.Account(), Stranger: stranger.Account()}
	if h.p.Limits().Forms {
		h.p.Server("server").AddRole("keepers")
		place.Bearer, place.Role = h.p.Person("bearer").GiveRole("server", "keepers").Account(), "keepers"
	}
	if h.p.Limits().Threads {
		place.Forum = h.p.Channel("forum").Forum(true, "daily").Chat()
		place.News = h.p.Channel("news").Be(chat.KindAnnouncement).Chat()
	}
	return place, true
}

func (h memory) Nowhere() chat.Chat { return chat.Chat{Platform: h.p.Platform(), ID: "@nobody"} }

func (h memory) Fault(f chattest.Fault) { h.p.FaultNext(chattest.OpSend, f) }

// peer is a person of the platform in memory as the contract moves them.
type peer struct{ *chattest.Person }

func (p peer) Command(name, args string) { p.Person.Command(name, args) }

func (p peer) Press(id chat.MessageID, label string) { p.PressOn(id, label) }

func (p peer) Reacted(id chat.MessageID) bool { return p.Message(id).Reaction == chat.Kept }
