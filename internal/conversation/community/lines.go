package community

import "stillpoint/internal/conversation/lines"

// bounds are those of a channel's own questions, asked or not.
var bounds = lines.Bounds{Shortest: 10, Longest: 300, Most: 200, Links: true}

// readQuestions reads one question a line, and says of each whether it can be
// added to those that a channel has.
func readQuestions(text string, there []string) []lines.Line {
	return lines.Read(text, there, bounds)
}
