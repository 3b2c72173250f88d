package vault

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
)

// LinkOverhead is how many bytes longer a sealed link is than what it carries.
const LinkOverhead = 16

// Links seals what links carry, so that nobody but the bot makes one, or reads in
// one what it is about. The same text gives the same link: the tag, which is an
// HMAC of the text, is also what the cipher begins from (as in SIV, RFC 5297).
// Many may use it at once.
type Links struct {
	tag    []byte
	cipher cipher.Block
}

// Links returns the sealing of links under the master key.
func (v *Vault) Links() *Links { return v.links }

func linksFrom(master []byte) (*Links, error) {
	keys, err := hkdf.Key(sha256.New, master, nil, "stillpoint 1 links", 2*keySize)
	if err != nil {
		return nil, fmt.Errorf("derive the links' key: %w", err)
	}
	block, err := aes.NewCipher(keys[keySize:])
	if err != nil {
		return nil, fmt.Errorf("cipher: %w", err)
	}
	return &Links{tag: keys[:keySize], cipher: block}, nil
}

// Seal returns what a link carries, sealed.
func (l *Links) Seal(text []byte) []byte {
	tag := l.tagOf(linked(text))
	sealed := make([]byte, LinkOverhead+len(text))
	copy(sealed, tag)
	cipher.NewCTR(l.cipher, tag).XORKeyStream(sealed[LinkOverhead:], text)
	return sealed
}

// Open returns what Seal was given; ok is false for everything else.
func (l *Links) Open(sealed []byte) (text []byte, ok bool) {
	if len(sealed) < LinkOverhead {
		return nil, false
	}
	tag := sealed[:LinkOverhead]
	text = make([]byte, len(sealed)-LinkOverhead)
	cipher.NewCTR(l.cipher, tag).XORKeyStream(text, sealed[LinkOverhead:])
	if subtle.ConstantTimeCompare(tag, l.tagOf(linked(text))) != 1 {
		return nil, false
	}
	return text, true
}

// Tag returns a keyed hash of a text, which tells nobody without the key anything of
// it. Its length is LinkOverhead.
func (l *Links) Tag(text []byte) []byte { return l.tagOf(append([]byte("tag "), text...)) }

// Format writes the type's name whatever the verb, so that no log or error can
// show a key by printing it.
func (l *Links) Format(f fmt.State, _ rune) { fmt.Fprint(f, "links") }

func (l *Links) tagOf(text []byte) []byte {
	mac := hmac.New(sha256.New, l.tag)
	mac.Write(text)
	return mac.Sum(nil)[:LinkOverhead]
}

// linked keeps the tags of links apart from those of Tag.
func linked(text []byte) []byte { return append([]byte("link "), text...) }
