//go:build !unix

package postgrestest

import (
	"errors"
	"os/exec"
)

type account struct{}

func (account) apply(*exec.Cmd) {}

func anAccount(string) (account, error) {
	return account{}, errors.New("the tests start it on Unix alone")
}
