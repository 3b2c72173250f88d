package telegramtest

import (
	"bytes"
	"image"
	_ "image/jpeg" // photos may be in either format
	_ "image/png"
	"strconv"
	"strings"
)

func (s *Server) sendMessage(p params) (any, *apiError) {
	r, failed := s.writable(p, "text messages")
	if failed != nil {
		return nil, failed
	}
	m := &message{preview: true}
	if options := p.object("link_preview_options"); options["is_disabled"] == true {
		m.preview = false
	}
	if failed := s.setText(m, p, "text", "entities"); failed != nil {
		return nil, failed
	}
	return s.show(r, m, p)
}

func (s *Server) sendPhoto(p params) (any, *apiError) {
	r, failed := s.writable(p, "photos")
	if failed != nil {
		return nil, failed
	}
	m := &message{}
	file, id, failed := s.upload(p, "photo", maxPhoto)
	if failed != nil {
		return nil, failed
	}
	config, _, err := image.DecodeConfig(bytes.NewReader(file.Bytes))
	if err != nil {
		return nil, bad("IMAGE_PROCESS_FAILED").ours("photo", "is no picture")
	}
	w, h := config.Width, config.Height
	if w+h > 10000 || w > 20*h || h > 20*w {
		return nil, bad("PHOTO_INVALID_DIMENSIONS").ours("photo", "is too large, or too long for its width")
	}
	m.file = file
	m.media = object{"photo": []object{{
		"file_id": id, "file_unique_id": "u" + id, "width": w, "height": h, "file_size": len(file.Bytes),
	}}}
	if failed := s.setText(m, p, "caption", "caption_entities"); failed != nil {
		return nil, failed
	}
	return s.show(r, m, p)
}

func (s *Server) sendDocument(p params) (any, *apiError) {
	r, failed := s.writable(p, "documents")
	if failed != nil {
		return nil, failed
	}
	m := &message{}
	file, id, failed := s.upload(p, "document", maxFile)
	if failed != nil {
		return nil, failed
	}
	m.file = file
	m.media = object{"document": object{
		"file_id": id, "file_unique_id": "u" + id, "file_name": file.Name, "file_size": len(file.Bytes),
	}}
	if failed := s.setText(m, p, "caption", "caption_entities"); failed != nil {
		return nil, failed
	}
	return s.show(r, m, p)
}

// upload returns the file that a request brings, or names by an id that the
// server gave out.
func (s *Server) upload(p params, name string, most int) (File, string, *apiError) {
	file, ok := p[name].(File)
	if !ok {
		id := p.str(name)
		if file, ok = s.files[id]; ok {
			return file, id, nil
		}
		return File{}, "", bad("wrong file identifier/HTTP URL specified").ours(name, "is no file that the server knows")
	}
	if len(file.Bytes) == 0 {
		return File{}, "", bad("file must be non-empty").ours(name, "is empty")
	}
	if len(file.Bytes) > most {
		return File{}, "", &apiError{code: 413, description: "Request Entity Too Large", fault: name + ": is too large"}
	}
	s.lastFile++
	id := "file" + strconv.FormatInt(s.lastFile, 10)
	s.files[id] = file
	return file, id, nil
}

// setText parses a text or a caption and gives it to the message.
func (s *Server) setText(m *message, p params, name, entities string) *apiError {
	text, given := p.str(name), []Entity(nil)
	caption := name == "caption"
	switch mode := p.str("parse_mode"); {
	case mode != "" && p.has(entities):
		return bad("can't use parse_mode together with entities").ours(entities, "is given beside parse_mode")
	case p.has(entities):
		var failed *apiError
		if given, failed = entitiesOf(p.list(entities), text); failed != nil {
			return failed.ours(entities, "lie outside of the text")
		}
	case strings.EqualFold(mode, "HTML"):
		var err error
		if text, given, err = ParseHTML(text); err != nil {
			return bad("can't parse entities: "+err.Error()).ours(name, "is not in the HTML that is taken")
		}
	case mode != "":
		return bad("unsupported parse_mode").ours("parse_mode", "is not simulated; HTML is")
	}
	text, given = tidy(text, given)
	most := maxText
	if caption {
		most = maxCaption
	}
	switch n := length16(text); {
	case n == 0 && !caption:
		return bad("message text is empty").ours(name, "is empty")
	case n > most && caption:
		return bad("message caption is too long").ours(name, "is "+strconv.Itoa(n)+" long, at most 1024")
	case n > most:
		return bad("message is too long").ours(name, "is "+strconv.Itoa(n)+" long, at most 4096")
	}
	m.text, m.entities = text, detect(text, given)
	return nil
}

// show puts a message of the bot's into its chat, once its place and what it
// answers are known.
func (s *Server) show(r *room, m *message, p params) (any, *apiError) {
	m.from, m.silent = s.accounts[botID], p.flag("disable_notification")
	if failed := r.place(m, p); failed != nil {
		return nil, failed
	}
	s.markUp(r, m, p.object("reply_markup"))
	return s.put(r, m).json(s, false), nil
}

// place finds the thread and the message that a message goes to.
func (r *room) place(m *message, p params) *apiError {
	if reply := p.object("reply_parameters"); reply != nil {
		m.replyTo = r.find(int(num(reply["message_id"])))
		if m.replyTo == nil && reply["allow_sending_without_reply"] != true {
			return bad("message to be replied not found")
		}
		if m.replyTo != nil {
			m.thread, m.inTopic = m.replyTo.thread, m.replyTo.inTopic
		}
	}
	if thread := int(p.num("message_thread_id")); p.has("message_thread_id") {
		if r.topics[thread] == nil {
			return bad("message thread not found")
		}
		m.thread, m.inTopic = thread, true
	}
	if t := r.topics[m.thread]; t != nil && t.closed && !r.bot.admin() {
		return bad("TOPIC_CLOSED")
	}
	return nil
}

// markUp gives a message its keyboard, and the chat its reply keyboard.
func (s *Server) markUp(r *room, m *message, markup map[string]any) {
	switch {
	case markup["inline_keyboard"] != nil:
		m.setMarkup(markup)
	case markup["force_reply"] == true:
		m.otherMarkup, m.forceReply = true, true
		m.placeholder = str(markup["input_field_placeholder"])
	case markup["remove_keyboard"] == true:
		m.otherMarkup, r.keyboard = true, nil
	case markup["keyboard"] != nil:
		m.otherMarkup, r.keyboard = true, nil
		m.placeholder = str(markup["input_field_placeholder"])
		for _, row := range markup["keyboard"].([]any) {
			var labels []string
			for _, b := range row.([]any) {
				labels = append(labels, str(b.(map[string]any)["text"]))
			}
			r.keyboard = append(r.keyboard, labels)
		}
	}
}

func (s *Server) sendChatAction(p params) (any, *apiError) {
	r, failed := s.writable(p, "text messages")
	if failed != nil {
		return nil, failed
	}
	if p.has("message_thread_id") && r.topics[int(p.num("message_thread_id"))] == nil {
		return nil, bad("message thread not found")
	}
	return true, nil
}
