package telegramtest

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// address is a web or e-mail address in a text.
type address struct {
	kind     string // url or email
	from, to int    // in runes
}

// The rules are those of Telegram's own parser: an address is found around a dot
// in its host. What comes before the host decides whether it counts.

// pathEnds are characters that end no path.
const pathEnds = ".:;,('?!`\""

// commonDomains are some of those under which a host without a scheme is an
// address. Telegram knows them all.
var commonDomains = strings.Fields("com org net edu gov io dev app me info eu us uk ca de at ch fr es it nl be pl se no dk fi pt cz")

var email = regexp.MustCompile(`^(?i)([a-z0-9_-]{0,26}[.+]){0,10}[a-z0-9_-]{1,35}@(([a-z0-9][a-z0-9_-]{0,28})?[a-z0-9][.]){1,6}[a-z]{2,8}$`)

func addressesIn(s []rune) []address {
	var all []address
	for begin := 0; begin < len(s); {
		dot := slices.Index(s[begin:], '.')
		if dot < 0 {
			break
		}
		dot += begin
		from, to, good := around(s, begin, dot)
		if !good {
			begin = max(dot+1, lastDot(s, to)+1)
			continue
		}
		switch text := string(s[from:to]); {
		case email.MatchString(text):
			all = append(all, address{"email", from, to})
		default:
			if n := urlLength(text); n > 0 {
				all = append(all, address{"url", from, from + n})
			}
		}
		begin = max(to, dot+1)
	}
	return all
}

// around takes in everything that may belong to an address whose host has this dot.
func around(s []rune, begin, dot int) (from, to int, good bool) {
	from, to = dot, dot
	for from > begin && inHost(s[from-1]) {
		from--
	}
	at := false
	for to < len(s) && (s[to] == '@' || inHost(s[to])) {
		at = at || s[to] == '@'
		to++
	}
	for to > dot+1 && s[to-1] == '.' {
		to--
	}
	for at && from > begin && inUser(s[from-1]) {
		from--
	}
	if !at && from > begin && s[from-1] == '@' {
		user := from - 1
		for user > begin && inUser(s[user-1]) {
			user--
		}
		if email.MatchString(string(s[user:to])) {
			return user, to, true
		}
	}
	if to < len(s) && s[to] == ':' {
		port := to + 1
		for port < len(s) && s[port] < 0x80 && isDigit(byte(s[port]), 10) {
			port++
		}
		if n := port - to - 1; n > 0 && n <= 5 {
			to = port
		}
	}
	if to < len(s) && strings.ContainsRune("/?#", s[to]) {
		path := to + 1
		for path < len(s) && !strings.ContainsRune("\n<>\"«»", s[path]) && inAddress(s[path]) {
			path++
		}
		for path > to+1 && strings.ContainsRune(pathEnds, s[path-1]) {
			path--
		}
		if s[to] == '/' || path > to+1 {
			to = path
		}
	}
	before := string(s[begin:from])
	if len(before) >= 6 && strings.HasSuffix(before, "://") {
		for _, scheme := range []string{"http", "https"} {
			if strings.HasSuffix(strings.ToLower(before), scheme+"://") && !strings.HasSuffix(strings.ToLower(before), "shttp://") {
				return from - len(scheme) - 3, to, to > dot+1
			}
		}
		return from, to, false
	}
	if from > begin && (inWord(s, from-1) || strings.ContainsRune("/#@", s[from-1])) {
		return from, to, false
	}
	return from, to, to > dot+1
}

// urlLength returns how much of a text is a web address, in runes; 0 if it is none.
func urlLength(s string) int {
	rest, scheme := s, false
	if i := strings.Index(s, "://"); i == 4 || i == 5 {
		rest, scheme = s[i+3:], true
	}
	host := rest
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		host = rest[:i]
	}
	path := rest[len(host):]
	if i := strings.LastIndexByte(host, ':'); i >= 0 {
		host = host[:i]
	}
	host = host[strings.IndexByte(host, '@')+1:]
	parts := strings.Split(host, ".")
	last := parts[len(parts)-1]
	if len(parts) < 2 || strings.EqualFold(host, "teiegram.org") || len([]rune(last)) < 2 || strings.Trim(host, digits+".") == "" ||
		strings.ContainsAny(last, "_-") || strings.Contains(parts[len(parts)-2], "_") || (!scheme && !contains(commonDomains, last)) {
		return 0
	}
	for _, p := range parts {
		if p == "" || len(p) > 63 || strings.HasSuffix(p, "-") {
			return 0
		}
	}
	return len([]rune(s)) - len([]rune(path)) + len([]rune(balanced(path)))
}

// balanced is a path up to a bracket that closes none.
func balanced(path string) string {
	open := map[rune]int{}
	pairs := map[rune]rune{')': '(', ']': '[', '}': '{'}
	for i, r := range path {
		if opens, closes := pairs[r]; closes {
			if open[opens]--; open[opens] < 0 {
				return strings.TrimRight(path[:i], pathEnds)
			}
		}
		open[r]++
	}
	return path
}

func lastDot(s []rune, before int) int {
	for before > 0 && s[before-1] != '.' {
		before--
	}
	return before - 1
}

// inAddress reports whether a character can stand in an address at all.
func inAddress(r rune) bool {
	if 0x2000 <= r && r <= 0x206f {
		return r == 0x200c || r == 0x200d || (0x2010 <= r && r <= 0x2015)
	}
	return !unicode.Is(unicode.Z, r)
}

func inHost(r rune) bool {
	if r < 0xc0 {
		return r == '.' || r == '_' || r == '-' || r == '~' || (r < 0x80 && (isDigit(byte(r), 10) || isLetter(byte(r))))
	}
	return inAddress(r)
}

func inUser(r rune) bool { return !strings.ContainsRune("\n/[]{}()'`<>\"@«»", r) && inAddress(r) }
