// Package vault seals what people write, so that the database alone can't be
// read.
//
//	key file ──► master key ──wraps──► data key, one per identity
//	                 │                     │
//	                 └─ check value        └─seals──► one part, one answer
//
// Everything is AES-256-GCM with random nonces, from the standard library. What
// is sealed is bound to the id of its key and to its place ("part/17"): a blob
// that is moved to another row, or another person's, does not open. The master
// key itself seals nothing: a wrapping key and the check value are derived from
// it by HKDF-SHA256.
//
// Data keys are stored wrapped, beside what they seal; deleting a wrapped key
// makes everything that it sealed unreadable for good. A bounded number of
// unwrapped ones is kept in memory.
//
// No error and no formatted value of this package holds a key or a plaintext.
package vault
