package discord

import (
	"crypto/sha256"
	"encoding/base32"
	"strconv"
	"time"

	"stillpoint/internal/chat"
)

// body is a message as the API takes it, to be made or changed.
type body struct {
	Content    string          `json:"content"`
	Mentions   allowedMentions `json:"allowed_mentions"`
	Components []component     `json:"components"`
	Flags      int             `json:"flags,omitempty"`

	Nonce        string      `json:"nonce,omitempty"`
	EnforceNonce bool        `json:"enforce_nonce,omitempty"`
	Reference    *reference  `json:"message_reference,omitempty"`
	Attachments  []described `json:"attachments,omitempty"`

	picture *chat.Picture
}

// allowedMentions is whom a message may notify. Parse is always empty.
type allowedMentions struct {
	Parse []string `json:"parse"`
	Roles []string `json:"roles,omitempty"`
}

type reference struct {
	Message string `json:"message_id"`
	// FailIfGone is false: what is replied to may have been deleted since.
	FailIfGone bool `json:"fail_if_not_exists"`
}

// described is a file that goes with a message.
type described struct {
	ID          string `json:"id"` // of the file among those that go along, or of one that is there
	Name        string `json:"filename"`
	Description string `json:"description,omitempty"`
}

// receipt is what Discord answers when it shows a message.
type receipt struct {
	ID string    `json:"id"`
	At time.Time `json:"timestamp"`
}

func (r receipt) sent() chat.Sent { return chat.Sent{Message: chat.MessageID(r.ID), At: r.At.UTC()} }

// bodies are the messages that show a message, in their order: the role that is
// notified in the first, the picture and the buttons in the last.
func bodies(m chat.Message) []body {
	lines := compose(m.Blocks)
	if m.PingRole != "" {
		lines = append([]line{ping(m.PingRole)}, lines...)
	}
	texts := pieces(lines, maxText)
	if len(texts) == 0 && m.Picture != nil {
		texts = []string{""}
	}
	var all []body
	for i, text := range texts {
		all = append(all, body{
			Content: text, Mentions: allowedMentions{Parse: []string{}}, Components: []component{},
			Flags: flagNoEmbeds, Nonce: nonceOf(m.Nonce, i, len(texts)),
		})
	}
	if len(all) == 0 {
		return nil
	}
	if m.PingRole != "" {
		all[0].Mentions.Roles = []string{m.PingRole}
	}
	last := &all[len(all)-1]
	last.Components = buttons(m.Actions, m.Nonce)
	last.attach(m)
	return all
}

// attach puts the message's picture to it. Without buttons to carry the nonce,
// the file's name does.
func (b *body) attach(m chat.Message) {
	if m.Picture == nil {
		return
	}
	p := *m.Picture
	p.Name = fileName(p.Name)
	if m.Nonce != "" && len(m.Actions) == 0 {
		p.Name = fileName(m.Nonce) + "-" + p.Name
	}
	b.picture = &p
	b.Attachments = []described{{ID: "0", Name: p.Name, Description: shorten(harmless(p.Alt), maxAlt)}}
}

// nonceOf is the nonce of the i-th of n messages that show one. The last, which
// has the receipt, has the nonce itself.
func nonceOf(nonce string, i, n int) string {
	if nonce == "" || i == n-1 {
		return nonce
	}
	sum := sha256.Sum256([]byte(nonce + "/" + strconv.Itoa(i)))
	return base32.StdEncoding.EncodeToString(sum[:])[:maxNonce]
}
