//go:build !unix

package terminal

// onResize does nothing here: the size is asked for again before each line.
func onResize(func()) (stop func()) { return func() {} }
