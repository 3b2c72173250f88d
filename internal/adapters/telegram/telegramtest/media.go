package telegramtest

import (
	"strconv"
	"time"
)

// The figures of what people send are made up, and but for TextFile nobody can
// download it.
func (u *User) file(more object) object {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	u.s.lastFile++
	id := "file" + strconv.FormatInt(u.s.lastFile, 10)
	more["file_id"], more["file_unique_id"] = id, "u"+id
	return more
}

// Voice sends a voice message.
func (u *User) Voice() int {
	return u.say(&message{media: object{"voice": u.file(object{"duration": 3, "mime_type": "audio/ogg"})}}, 0)
}

// VideoNote sends a round video.
func (u *User) VideoNote() int {
	return u.say(&message{media: object{"video_note": u.file(object{"duration": 3, "length": 240})}}, 0)
}

// Sticker sends a sticker.
func (u *User) Sticker() int {
	return u.say(&message{media: object{"sticker": u.file(object{
		"type": "regular", "width": 512, "height": 512, "is_animated": false, "is_video": false,
	})}}, 0)
}

// Photo sends a picture; its caption may be empty.
func (u *User) Photo(caption string) int {
	sizes := []object{
		u.file(object{"width": 90, "height": 67}),
		u.file(object{"width": 1280, "height": 960}),
	}
	return u.say(&message{media: object{"photo": sizes}, text: caption}, 0)
}

// Album sends pictures as one message with these captions, most of them empty. It
// arrives as one update for each picture.
func (u *User) Album(captions ...string) (ids []int) {
	u.s.mu.Lock()
	u.s.lastFile++
	album := "album" + strconv.FormatInt(u.s.lastFile, 10)
	u.s.mu.Unlock()
	for _, caption := range captions {
		sizes := []object{u.file(object{"width": 1280, "height": 960})}
		ids = append(ids, u.say(&message{
			media: object{"photo": sizes}, text: caption, extra: object{"media_group_id": album},
		}, 0))
	}
	return ids
}

// ReplyPrivately answers a message of a group's, which they are in, in their
// private chat.
func (u *User) ReplyPrivately(to int, text string) int {
	u.s.tb.Helper()
	u.s.mu.Lock()
	m := u.message(to)
	home := &User{s: u.s, account: u.account, room: u.home()}
	about := object{
		"origin":     object{"type": "user", "date": m.date.Unix(), "sender_user": m.from.json()},
		"chat":       u.room.json(),
		"message_id": m.id,
	}
	u.s.mu.Unlock()
	return home.say(&message{text: text, extra: object{"external_reply": about}}, 0)
}

// Document sends a file; its caption may be empty.
func (u *User) Document(caption string) int {
	return u.say(&message{media: object{"document": u.file(object{"file_name": "list.pdf"})}, text: caption}, 0)
}

// TextFile sends a file that is text; its caption may be empty.
func (u *User) TextFile(name, content, caption string) int {
	return u.File(File{Name: name, Bytes: []byte(content)}, "text/plain", caption)
}

// File sends a file of a type, which the bot can download.
func (u *User) File(f File, mime, caption string) int {
	sent := u.file(object{"file_name": f.Name, "mime_type": mime, "file_size": len(f.Bytes)})
	u.s.mu.Lock()
	u.s.files[str(sent["file_id"])] = f
	u.s.mu.Unlock()
	return u.say(&message{media: object{"document": sent}, text: caption}, 0)
}

// Location shares a place.
func (u *User) Location(latitude, longitude float64) int {
	return u.say(&message{media: object{"location": object{"latitude": latitude, "longitude": longitude}}}, 0)
}

// Forwarded passes on somebody else's words.
func (u *User) Forwarded(text string) int {
	return u.say(&message{text: text, extra: object{"forward_origin": object{
		"type": "hidden_user", "date": time.Now().Add(-time.Hour).Unix(), "sender_user_name": "Somebody Else",
	}}}, 0)
}
