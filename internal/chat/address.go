package chat

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"strings"
)

// longestAddress is the longest address that Address takes, in bytes.
const longestAddress = 300

// host is the name of a host as all of it can be read: no numbers in its place, and no
// letters of other alphabets, which can look like these.
var host = regexp.MustCompile(`^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}$`)

// inAddress are the signs that stand in an address as they are: those that no platform
// takes for the end of one, or for a style.
const inAddress = "-._~/?#=&%+,;:!$@"

// atEnd are the signs that platforms take for those of a sentence that ends in an address.
const atEnd = ".,;:!?'"

// Address returns an address as every platform shows it, and as it stays when it is read
// again: https, a host with a name, no port, and nobody's name before the host, which
// would pass for one. What comes after is written in plain signs. Ok is false for any
// other.
func Address(s string) (address string, ok bool) {
	s = strings.TrimRight(strings.TrimSpace(s), atEnd)
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" || u.User != nil || u.Opaque != "" || u.Port() != "" || strings.HasSuffix(u.Host, ":") {
		return "", false
	}
	name := strings.ToLower(u.Host)
	if !host.MatchString(name) {
		return "", false
	}
	var b strings.Builder
	rest := s[len("https://")+len(u.Host):]
	b.WriteString("https://" + name)
	for i := range len(rest) {
		c := rest[i]
		if c < 0x80 && (strings.IndexByte(inAddress, c) >= 0 || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z') {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	address = strings.TrimRight(b.String(), atEnd)
	return address, len(address) <= longestAddress
}

// IsPicture reports whether an address is a picture's, by its ending.
func IsPicture(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	switch strings.ToLower(path.Ext(u.Path)) {
	case ".png", ".jpg", ".jpeg", ".gif", ".webp":
		return true
	}
	return false
}

// Link takes a block that is a Link or a LinkedPicture apart: what is said, and the address.
// Ok is false for any other block, and where the address is none.
func (b Block) Link() (said, address string, ok bool) {
	at := strings.LastIndexByte(b.Text, ' ')
	if b.Kind != Link && b.Kind != LinkedPicture || at < 0 {
		return "", "", false
	}
	said, address = b.Text[:at], b.Text[at+1:]
	same, ok := Address(address)
	return said, address, ok && same == address
}
