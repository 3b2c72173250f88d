package main

import (
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
)

// heapShare is how much of a container's memory Go's heap may have, in percent: the
// rest is SQLite's, and what stands outside the heap.
const heapShare = 80

// limitMemory has Go collect its garbage before the container's limit is reached,
// unless GOMEMLIMIT says otherwise. (Go counts a container's cores by itself.)
func limitMemory(log *slog.Logger) {
	if os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	if limit, ok := memoryLimit("/proc/self/cgroup", "/sys/fs/cgroup"); ok {
		debug.SetMemoryLimit(limit / 100 * heapShare)
		log.Debug("memory is limited", "container", limit, "heap", limit/100*heapShare)
	}
}

// memoryLimit reads the limit of the control group that the process is in, or the
// nearest above it that has one.
func memoryLimit(self, root string) (int64, bool) {
	text, err := os.ReadFile(self)
	if err != nil {
		return 0, false
	}
	for line := range strings.Lines(string(text)) {
		group, ok := strings.CutPrefix(strings.TrimSpace(line), "0::")
		if !ok {
			continue
		}
		for group = filepath.Clean("/" + group); ; group = filepath.Dir(group) {
			value, err := os.ReadFile(filepath.Join(root, group, "memory.max"))
			if n, wrong := strconv.ParseInt(strings.TrimSpace(string(value)), 10, 64); err == nil && wrong == nil && n > 0 {
				return n, true
			}
			if group == "/" {
				break
			}
		}
	}
	return 0, false
}
