package terminal

import "strings"

// mostPast bounds the lines that can be gone back to.
const mostPast = 200

// history is the lines that were typed, for the arrow keys. It lives as long as
// the process: what people write is kept nowhere but where the bot keeps it.
type history struct{ lines []string }

// Add implements term.History. The editor adds each of its own lines, which may be
// parts of a paste, so nothing is taken from it.
func (h *history) Add(string) {}

// keep adds a whole line. One of several lines can't be edited, and the same one
// again isn't worth a key.
func (h *history) keep(text string) {
	n := len(h.lines)
	if text == "" || strings.Contains(text, "\n") || n > 0 && h.lines[n-1] == text {
		return
	}
	h.lines = append(h.lines, text)
	if len(h.lines) > mostPast {
		h.lines = h.lines[1:]
	}
}

// Len implements term.History.
func (h *history) Len() int { return len(h.lines) }

// At implements term.History.
func (h *history) At(i int) string { return h.lines[len(h.lines)-1-i] }
