package turn

import "stillpoint/internal/words"

// Name is what an account calls itself, or a channel is called, as others may read it.
func Name(s string) string { return words.Name(s) }
