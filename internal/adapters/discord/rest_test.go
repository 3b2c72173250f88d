package discord

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"stillpoint/internal/adapters/discord/discordtest"
	"stillpoint/internal/chat"
)

const history = "GET /channels/{channel_id}/messages"

// A request that was written on a connection that broke, and is to go again on a
// new one that can't be made, was carried out by nobody.
func TestRequestWithoutARouteIsUnsent(t *testing.T) {
	inBubble(t, func(r *rig) {
		var away atomic.Bool
		transport := &http.Transport{DialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
			if away.Load() {
				return nil, errors.New("no route to host")
			}
			return r.server.Dial(ctx, network, addr)
		}}
		defer transport.CloseIdleConnections()
		r.options.HTTP = &http.Client{Transport: transport}
		r.open()
		ada := r.server.Person("ada")
		if _, err := r.adapter.introduce(r.Context()); err != nil {
			t.Fatal(err)
		}
		find := func() error {
			_, _, err := r.adapter.Find(r.Context(), chatOf(ada), "nonce", time.Now())
			return err
		}
		r.server.FaultNext(discordtest.Fault{Cut: discordtest.CutAfter}, history, history)
		r.server.FaultNext(discordtest.Fault{Cut: discordtest.CutAfter}, history, history)
		if err := find(); chat.KindOf(err) != chat.Uncertain {
			t.Fatalf("cut: %v", err)
		}
		if err := find(); err != nil {
			t.Fatal(err)
		}
		r.server.FaultNext(discordtest.Fault{Cut: discordtest.CutAfter}, history)
		away.Store(true)
		if err := find(); chat.KindOf(err) != chat.Unsent {
			t.Errorf("without a route: %v", err)
		}
	})
}

// A limit that others use up is nobody's fault: however often it is met, nothing
// is held back for it.
func TestSharedLimitsAreNobodysFault(t *testing.T) {
	inBubble(t, func(r *rig) {
		g := r.server.Guild("garden")
		r.run()
		for kind, fault := range map[string]discordtest.Fault{"shared": discordtest.TooManyShared(0.01), "its own": discordtest.TooMany(0.01)} {
			r.server.Script(func(discordtest.Request) *discordtest.Fault { return &fault })
			room := g.Channel(kind)
			for i := range invalidMost {
				err := r.adapter.Probe(r.Context(), encoded(room.ID()))
				if chat.KindOf(err) != chat.Throttled {
					t.Fatalf("%s, %d: %v", kind, i, err)
				}
				r.pass(20 * time.Millisecond)
			}
			r.server.Script(nil)
			_, err := r.adapter.Send(r.Context(), said(encoded(g.Channel(kind+" 2").ID()), "x"))
			if held := err != nil; held != (kind == "its own") {
				t.Errorf("%s: %v", kind, err)
			}
			r.pass(15 * time.Minute)
		}
	}, discordtest.KeepRequests(100))
}

// A gateway that asks for heartbeats, and answers none, is dead.
func TestAskingIsNoSignOfLife(t *testing.T) {
	const beat = 10 * time.Second
	inBubble(t, func(r *rig) {
		ada := r.knows(r.server.Person("ada"))
		r.run()
		r.pass(time.Minute)
		r.server.Zombie()
		fell := time.Now()
		ada.Write("meanwhile")
		for range 30 {
			r.server.SendRaw([]byte(`{"op":1,"d":null}`))
			r.pass(beat / 5)
		}
		if got := r.in.bodies(); len(got) != 1 {
			t.Errorf("after %v: %q", 6*beat, got)
		}
		for i, at := range r.in.told {
			if r.in.reports[i].After(fell) && at.Before(fell.Add(2*beat)) {
				t.Errorf("caught up to %v after it fell silent, told %v after", r.in.reports[i].Sub(fell), at.Sub(fell))
			}
		}
	}, discordtest.WithHeartbeat(beat))
}
