package discord

import (
	"container/list"
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"

	"stillpoint/internal/chat"
)

// livesMost is how many interactions may be live at once. Beyond it the oldest is
// ended: an answer to it can still come, after what was shown.
const livesMost = 10_000

// pending are the live interactions: those that came and weren't ended, by the
// core's word (Answered) or by their own clock. What answers an interaction that
// isn't live goes by what its handle holds.
type pending struct {
	mu     sync.Mutex
	live   map[string]*interaction // by handle
	order  *list.List              // of *interaction, the oldest first
	ending sync.WaitGroup          // those that are being ended
}

func newPending() pending {
	return pending{live: map[string]*interaction{}, order: list.New()}
}

// find returns the interaction of a handle: the live one, or what can be known of
// an earlier one.
func (p *pending) find(handle string) (*interaction, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if ix := p.live[handle]; ix != nil {
		return ix, true
	}
	return parseHandle(handle)
}

// add makes an interaction live. It returns the oldest one if there are too many.
func (p *pending) add(ix *interaction) (oldest *interaction) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.live[ix.handle()] = ix
	ix.listed = p.order.PushBack(ix)
	if p.order.Len() <= livesMost {
		return nil
	}
	return p.order.Front().Value.(*interaction)
}

// remove ends an interaction's being live; it returns nil if it wasn't. The caller
// calls ending.Done once the interaction is over.
func (p *pending) remove(handle string) *interaction {
	p.mu.Lock()
	defer p.mu.Unlock()
	ix := p.live[handle]
	if ix == nil {
		return nil
	}
	delete(p.live, handle)
	p.order.Remove(ix.listed)
	p.ending.Add(1)
	return ix
}

// handles are those of all live interactions.
func (p *pending) handles() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	all := make([]string, 0, len(p.live))
	for h := range p.live {
		all = append(all, h)
	}
	return all
}

// begin starts the clocks of an interaction that came: it is acknowledged if no
// answer comes soon, and ended when its token doesn't hold any more.
func (a *Adapter) begin(ctx context.Context, ix *interaction) {
	if oldest := a.pending.add(ix); oldest != nil {
		a.Answered(oldest.handle())
	}
	after := deferAfter
	if ix.follow == chat.Opens {
		after = formAfter
	}
	ix.held.wait()
	defer ix.held.release()
	due := false
	ix.timer = time.AfterFunc(after, func() {
		if due {
			a.Answered(ix.handle())
			return
		}
		due = true
		_ = guard(a, func() error { a.deferAnswer(ctx, ix); return nil })
		if !ix.finished.Load() {
			ix.timer.Reset(time.Until(ix.began().Add(tokenLife)))
		}
	})
}

// Answered implements chat.Adapter: the interaction is ended. One that nobody
// answered is acknowledged, and a message that says that an answer comes is taken
// away.
func (a *Adapter) Answered(handle string) {
	ix := a.pending.remove(handle)
	if ix == nil {
		return
	}
	go func() {
		defer a.pending.ending.Done()
		_ = guard(a, func() error { a.finish(ix); return nil })
	}()
}

// finish ends an interaction.
func (a *Adapter) finish(ix *interaction) {
	ix.held.wait() // At most for another's request, which has its own deadline.
	defer ix.held.release()
	ix.finished.Store(true)
	ix.timer.Stop()
	ctx, cancel := context.WithTimeout(context.Background(), ackWithin)
	defer cancel()
	if ix.state == fresh {
		kind := discordgo.InteractionResponseDeferredMessageUpdate
		if ix.under == "" {
			kind = discordgo.InteractionResponseDeferredChannelMessageWithSource
		}
		a.acknowledge(ctx, ix, kind, true)
	}
	if ix.state == thinking {
		if err := a.rest.do(ctx, ix.original(http.MethodDelete, nil), nil); err != nil {
			a.log.Debug("an empty answer was not taken away", "err", worded(err))
		}
		ix.state = answered
	}
}

// abandon lets go of an interaction that nobody will handle, unacknowledged.
func (a *Adapter) abandon(ix *interaction) {
	if a.pending.remove(ix.handle()) == nil {
		return
	}
	defer a.pending.ending.Done()
	ix.held.wait()
	defer ix.held.release()
	ix.finished.Store(true)
	ix.timer.Stop()
}

// Ignored implements chat.Ignorer.
func (a *Adapter) Ignored(handle string) {
	if ix, _ := a.pending.find(handle); ix != nil && ix.listed != nil {
		a.abandon(ix)
	}
}

// endInteractions ends all that are live, and waits until they are over. Their
// answers may yet be sent, by their handles.
func (a *Adapter) endInteractions() {
	for _, h := range a.pending.handles() {
		a.Answered(h)
	}
	a.pending.ending.Wait()
}
