// Package data embeds the packs that Stillpoint is built with: for each a folder
// with the facts of its essays, its prompts, and the fingerprints by which the
// check tells that no sentence was taken from an essay. The essays themselves are
// not here. docs/writing-prompts.md describes the files.
package data

import "embed"

// Packs holds one folder a pack at its root. The first by name is the default.
//
//go:embed walking-away
var Packs embed.FS
