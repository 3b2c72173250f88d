package discord

import (
	"slices"
	"strings"
	"testing"
	"time"

	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/chat"
)

func TestWrongTokenEndsRun(t *testing.T) {
	inBubble(t, func(r *rig) {
		r.options.Token = "wrong"
		r.open()
		if line := r.ends(); !strings.Contains(line, "401") {
			t.Errorf("it ends with %q", line)
		}
	}, discordtest.Tolerant())
}

// One refusal is no end: the token is tried again first. One that was revoked is.
func TestStrayRefusals(t *testing.T) {
	inBubble(t, func(r *rig) {
		ada := r.server.Person("ada")
		r.server.FaultNext(discordtest.Refusal(401, 0, "401: Unauthorized"))
		r.run()
		r.pass(10 * time.Second)
		for range 5 {
			r.server.FaultNext(discordtest.Refusal(401, 0, "401: Unauthorized"), sending)
			if _, err := r.adapter.Send(r.Context(), said(chatOf(ada), "x")); chat.KindOf(err) != chat.Unsent {
				t.Errorf("refused: %v", err)
			}
			r.pass(time.Minute)
			r.send(said(chatOf(ada), "y"))
		}
		if n := r.server.Invalid(); n > 20 {
			t.Errorf("%d refusals", n)
		}
		ada.Write("still there")
		r.pass(time.Second)
		if got := r.in.bodies(); !slices.Equal(got, []string{"still there"}) {
			t.Errorf("texts %q\n%s", got, r.logged)
		}
		if r.logged.lines(`logged in" platform=discord as=@Stillpoint version=`) == 0 {
			t.Errorf("it doesn't say as whom:\n%s", r.logged)
		}
	})
}

func TestRevokedTokenEndsRun(t *testing.T) {
	inBubble(t, func(r *rig) {
		ended := make(chan string, 1)
		go func() { ended <- r.ends() }()
		r.pass(5 * time.Second)
		refused := discordtest.Refusal(401, 0, "401: Unauthorized")
		r.server.Script(func(discordtest.Request) *discordtest.Fault { return &refused })
		_, _ = r.adapter.Send(r.Context(), said(chatOf(r.server.Person("ada")), "x"))
		if line := <-ended; !strings.Contains(line, "401") {
			t.Errorf("it ends with %q", line)
		}
		r.server.Script(nil)
		r.run() // With the token back, the same adapter serves again.
		if n := r.server.Connections(); n != 1 {
			t.Errorf("%d connections", n)
		}
	})
}
