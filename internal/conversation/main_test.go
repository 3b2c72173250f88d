package conversation_test

import (
	"os"
	"testing"

	"stillpoint/internal/store/postgres/postgrestest"
)

func TestMain(m *testing.M) {
	code := m.Run()
	postgrestest.Stop()
	os.Exit(code)
}
