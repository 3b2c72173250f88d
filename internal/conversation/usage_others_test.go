//go:build !unix

package conversation_test

import "time"

// processorTime isn't known here.
func processorTime() time.Duration { return 0 }
