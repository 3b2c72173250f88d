package main

import (
	"path/filepath"
	"time"

	"stillpoint/internal/chat"
	"stillpoint/internal/disk"
	"stillpoint/internal/metrics"
)

// measure has the bot measured; by nothing if m is nil. It is called before serve.
func (b *bot) measure(m *metrics.Metrics) {
	if b.metrics = m; m == nil {
		return
	}
	b.delivery.Observe(m.Attempted)
	m.Watch(b.state, b.store.Stats)
}

// state is what the bot is like right now.
func (b *bot) state() metrics.State {
	s := metrics.State{
		Ready: map[string]bool{}, Waiting: map[chat.Platform]map[chat.Lane]int{}, Heard: map[chat.Platform]time.Time{},
	}
	for _, p := range b.parts() {
		s.Ready[p.name] = p.err == nil
	}
	for _, p := range b.platforms {
		s.Waiting[p.paced.Platform()] = p.paced.Waiting()
		s.Heard[p.paced.Platform()] = instant(p.heard.Load())
	}
	s.Ticked = instant(b.ticked.Load())
	s.OnServer = b.store.OnServer()
	if space, _, err := disk.Look(filepath.Dir(b.store.Path())); !s.OnServer && err == nil {
		s.DiskFree = space.Free
	}
	if b.backups == nil {
		return s
	}
	s.HasBackups = true
	if all, err := b.backups.List(); err == nil && len(all) > 0 {
		s.Backup, s.Backups = all[0].At, len(all)
	}
	return s
}

// instant is what is pointed to; zero for nothing.
func instant(at *time.Time) time.Time {
	if at == nil {
		return time.Time{}
	}
	return *at
}
