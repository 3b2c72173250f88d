// Package disk says what a host needs to know of the disk that a file is on: how much
// is free, of what kind it is, and whether this account may write there. It only looks.
package disk

// Space is the room on a disk, in bytes. Free is what this account may still use.
type Space struct{ Free, Total uint64 }

// Kinds of disks on which a database may be damaged or lost; the others have no name
// here.
const (
	Network = "a network's" // locks aren't kept reliably
	Memory  = "in memory"   // gone at the next restart
	Overlay = "a container's own layer"
)
