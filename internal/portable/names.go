package portable

import (
	"fmt"
	"slices"
)

// The words that stand in a file for what the store keeps as numbers, in the order of
// the constants of internal/reflection.
var (
	shares         = []string{"none", "some", "half"}
	subscriptions  = []string{"active", "paused", "gone", "barred"}
	questionStates = []string{"suggested", "approved", "declined", "removed"}
	deliveryStates = []string{"planned", "uncertain", "arrived", "dropped"}
	replyKinds     = []string{"answer", "writing", "note", "draft"}
	audiences      = []string{"private", "shared", "anonymous"}
	factKinds      = []string{"asked", "arrived", "replied", "rested", "paused"}
	reportStates   = []string{"open", "left", "hid"}
)

// named returns the word for a constant.
func named[N ~int](names []string, n N) string {
	if n < 0 || int(n) >= len(names) {
		return fmt.Sprintf("%d", int(n))
	}
	return names[n]
}

// number returns the constant for a word; -1 where it is none.
func number[N ~int](names []string, name string) N { return N(slices.Index(names, name)) }
