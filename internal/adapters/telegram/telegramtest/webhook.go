package telegramtest

import (
	"bytes"
	"context"
	"net"
	"net/http"
	"net/url"
	"time"
)

const (
	// firstRetry and lastRetry bound the waits between two tries to post an
	// update.
	firstRetry = time.Second
	lastRetry  = time.Minute
	// secretHeader carries the secret that the bot has set.
	secretHeader = "X-Telegram-Bot-Api-Secret-Token"
)

// webhook is where updates are posted to, one after another.
type webhook struct {
	url, secret string
	connections int64
	cancel      context.CancelFunc
	lastError   string
	failedAt    time.Time
}

func (s *Server) setWebhook(p params) (any, *apiError) {
	to := p.str("url")
	if to == "" {
		return s.deleteWebhook(p)
	}
	u, err := url.Parse(to)
	if err != nil || u.Hostname() == "" {
		return nil, bad("bad webhook: invalid URL specified").ours("url", "is no URL")
	}
	loopback := u.Hostname() == "localhost" || net.ParseIP(u.Hostname()).IsLoopback()
	if u.Scheme != "https" && !loopback {
		return nil, bad("bad webhook: An HTTPS URL must be provided for webhook").ours("url", "is not https")
	}
	if !loopback && !contains([]string{"", "80", "88", "443", "8443"}, u.Port()) {
		return nil, bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443").
			ours("url", "has a port that isn't taken")
	}
	if failed := s.allow(p); failed != nil {
		return nil, failed
	}
	if poll := s.updates.poll; poll != nil {
		poll.ended <- conflict(webhookSet)
		s.updates.poll = nil
	}
	s.stopWebhook()
	s.dropPending(p)
	ctx, cancel := context.WithCancel(context.Background())
	s.hook = webhook{url: to, secret: p.str("secret_token"), connections: 40, cancel: cancel}
	if p.has("max_connections") {
		s.hook.connections = p.num("max_connections")
	}
	s.running.Go(func() { s.postUpdates(ctx, to, p.str("secret_token")) })
	return true, nil
}

func (s *Server) deleteWebhook(p params) (any, *apiError) {
	s.stopWebhook()
	s.dropPending(p)
	return true, nil
}

func (s *Server) dropPending(p params) {
	if p.flag("drop_pending_updates") {
		s.updates.confirmed = append(s.updates.confirmed, s.updates.pending...)
		s.updates.pending = nil
	}
}

// stopWebhook is called with the lock held. What is being posted may still
// arrive.
func (s *Server) stopWebhook() {
	if s.hook.cancel != nil {
		s.hook.cancel()
	}
	s.hook = webhook{}
}

func (s *Server) getWebhookInfo(params) (any, *apiError) {
	info := object{
		"url": s.hook.url, "has_custom_certificate": false, "pending_update_count": len(s.updates.pending),
	}
	if s.hook.url != "" {
		info["max_connections"] = s.hook.connections
	}
	if s.hook.lastError != "" {
		info["last_error_date"], info["last_error_message"] = s.hook.failedAt.Unix(), s.hook.lastError
	}
	if len(s.updates.allowed) > 0 {
		info["allowed_updates"] = s.updates.allowed
	}
	return info, nil
}

// Webhook returns the address that the bot has set, or "".
func (s *Server) Webhook() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.hook.url
}

// postUpdates posts what waits, in order, each until it is taken.
func (s *Server) postUpdates(ctx context.Context, to, secret string) {
	retry := firstRetry
	for {
		s.mu.Lock()
		s.updates.expire()
		var next *update
		if len(s.updates.pending) > 0 {
			next = s.updates.pending[0]
		}
		wake := s.updates.wake
		s.mu.Unlock()
		if next == nil {
			select {
			case <-wake:
			case <-ctx.Done():
				return
			}
			continue
		}
		failure := s.deliver(ctx, to, secret, next.body)
		if ctx.Err() != nil {
			return
		}
		if failure == "" {
			retry = firstRetry
			s.posted(next)
			continue
		}
		s.mu.Lock()
		s.hook.lastError, s.hook.failedAt = failure, time.Now()
		s.mu.Unlock()
		timer := time.NewTimer(retry)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return
		}
		retry = min(2*retry, lastRetry)
	}
}

// deliver posts one update, and says in the official words why it wasn't taken;
// "" if it was.
func (s *Server) deliver(ctx context.Context, to, secret string, body []byte) string {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, to, bytes.NewReader(body))
	if err != nil {
		return "Bad address"
	}
	r.Header.Set("Content-Type", "application/json")
	if secret != "" {
		r.Header.Set(secretHeader, secret)
	}
	answer, err := s.hookClient.Do(r)
	if err != nil {
		return "Connection failed"
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode/100 != 2 {
		return "Wrong response from the webhook: " + answer.Status
	}
	return ""
}

// posted takes an update off the queue.
func (s *Server) posted(u *update) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, p := range s.updates.pending {
		if p == u {
			s.updates.pending = append(s.updates.pending[:i:i], s.updates.pending[i+1:]...)
			u.again = false
			s.updates.confirmed = append(s.updates.confirmed, u)
			return
		}
	}
}
