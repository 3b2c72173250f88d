package prompts

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// A prompt may share up to five words in a row with the essay it is drawn from.
// The check knows an essay by the fingerprints of its runs of six words, sorted so
// that their order is gone: enough to recognise a sentence, not to read one.
const (
	runWords  = 6
	runSuffix = ".runs"

	// fingerprintBytes makes a false alarm on a pack of 366 prompts and two essays
	// a matter of one in twenty thousand.
	fingerprintBytes = 5
)

// Fingerprint gives the content of an essay's ".runs" file: the fingerprints of
// all its runs of six words.
func Fingerprint(essay []byte) []byte {
	var runs []string
	for _, run := range runsOf(string(essay)) {
		runs = append(runs, runHash(run))
	}
	slices.Sort(runs)
	runs = slices.Compact(runs)
	var out bytes.Buffer
	out.WriteString("# Fingerprints of every run of six words in the essay, in no order of the text.\n")
	for line := range slices.Chunk(runs, 8) {
		out.WriteString(strings.Join(line, " ") + "\n")
	}
	return out.Bytes()
}

// runsOf gives every run of six words in a text.
func runsOf(text string) []string {
	words := splitWords(text)
	var runs []string
	for i := runWords; i <= len(words); i++ {
		runs = append(runs, strings.Join(words[i-runWords:i], " "))
	}
	return runs
}

func runHash(run string) string {
	sum := sha256.Sum256([]byte(run))
	return hex.EncodeToString(sum[:fingerprintBytes])
}

// readRuns reads a ".runs" file into set.
func readRuns(fsys fs.FS, file string, set map[string]bool) []Problem {
	text, err := readBounded(fsys, file)
	if err != nil {
		return []Problem{{File: file, Text: "can't be read: " + reason(err)}}
	}
	for i, line := range strings.Split(string(text), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, run := range strings.Fields(line) {
			if raw, err := hex.DecodeString(run); err != nil || len(raw) != fingerprintBytes {
				return []Problem{{File: file, Line: i + 1, Text: fmt.Sprintf("%q is no fingerprint; make the file anew from the essay", run)}}
			}
			set[strings.ToLower(run)] = true
		}
	}
	return nil
}

// taken gives the first run of six words in text that the essays have too, or "".
func taken(text string, essays map[string]bool) string {
	for _, run := range runsOf(text) {
		if essays[runHash(run)] {
			return run
		}
	}
	return ""
}
