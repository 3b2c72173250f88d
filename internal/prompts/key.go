package prompts

// promptKey is how a State remembers a prompt: 32 bits of its id. Blobs at rest
// depend on it, so it never changes. Loading refuses a pack in which two ids
// share a key.
func promptKey(id string) uint32 { return fnv(id) }

// sectionKey stands for a prompt's section in a State.
func sectionKey(p Prompt) uint32 { return fnv(p.Essay + "/" + p.Section) }

// fnv is FNV-1a with 32 bits.
func fnv(text string) uint32 {
	hash := uint32(2166136261)
	for i := 0; i < len(text); i++ {
		hash ^= uint32(text[i])
		hash *= 16777619
	}
	return hash
}

// mix spreads every bit of x over all of the result (the finisher of
// SplitMix64), so that neighbouring seeds, rounds and keys share no order.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
