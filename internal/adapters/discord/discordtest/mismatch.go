package discordtest

import "fmt"

// mismatch says where a value is not what the description or a limit asks for:
// its place, Discord's code and words for the fault, and ours. It holds names
// only, never a value that somebody sent.
type mismatch struct {
	path  string
	code  string
	fault string
}

func (m *mismatch) String() string { return m.path + ": " + m.fault }

func wrong(path, code, format string, args ...any) *mismatch {
	return &mismatch{path: path, code: code, fault: fmt.Sprintf(format, args...)}
}

// Discord's codes for faults in a form.
const (
	required   = "BASE_TYPE_REQUIRED"
	badLength  = "BASE_TYPE_BAD_LENGTH"
	tooLong    = "BASE_TYPE_MAX_LENGTH"
	notChoice  = "BASE_TYPE_CHOICES"
	badType    = "UNION_TYPE_CHOICES"
	notInteger = "NUMBER_TYPE_COERCE"
	outOfRange = "NUMBER_TYPE_MAX"
	unknown    = "BASE_TYPE_UNKNOWN"
)

// bitSets are integers that Discord takes, and gives, as decimal strings,
// which the description doesn't tell.
var bitSets = []string{"default_member_permissions", "permissions", "allow", "deny"}
