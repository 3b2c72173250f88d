package pace

// Remembered returns how many queues and places are in memory.
func (p *Pace) Remembered() int {
	s := p.scheduler
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.queues) + len(s.places)
}
