package discordtest

import "strings"

// AutoMod keeps what people write with one of these words in it from being shown. It
// looks at no message of a bot's, whoever's words are in it.
func (g *Guild) AutoMod(words ...string) {
	g.s.mu.Lock()
	defer g.s.mu.Unlock()
	g.blocked = words
}

// blocks reports whether AutoMod keeps a person's message from being shown.
func (g *guild) blocks(content string) bool {
	if g == nil {
		return false
	}
	for _, word := range g.blocked {
		if strings.Contains(strings.ToLower(content), strings.ToLower(word)) {
			return true
		}
	}
	return false
}
