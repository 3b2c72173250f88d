package discordtest

import "time"

// hook returns the interaction whose token a path holds.
func (s *Server) hook(c *call) (*interaction, *apiError) {
	i := s.tokens[c.vars["webhook_token"]]
	switch {
	case c.id("webhook_id") != s.app:
		return nil, errWebhook.ours("webhook_id: is not the application")
	case i == nil || i.failed || i.answer == 0:
		return nil, errWebhook
	case time.Since(i.at) > answerWithin:
		return nil, errWebhookToken
	}
	return i, nil
}

// followUp adds a message to an answer; the first after a deferral is the answer.
func (s *Server) followUp(c *call) (any, *apiError) {
	i, failed := s.hook(c)
	if failed != nil {
		return nil, failed
	}
	form := c.form()
	if i.original != nil && i.original.flags&flagLoading != 0 && !i.original.deleted {
		return s.editHooked(i.original, c, flagsOfResponse)
	}
	m := s.response(i, form)
	if failed := s.compose(m, "", form, c.files, flagsOfResponse); failed != nil {
		return nil, failed
	}
	s.notify(m, form)
	s.post(m)
	return s.messageJSON(m), nil
}

// original returns the answer to an interaction, or what it was a press under.
func (s *Server) original(c *call) (*message, *apiError) {
	i, failed := s.hook(c)
	if failed != nil {
		return nil, failed
	}
	if i.original == nil || i.original.deleted {
		return nil, errMessage
	}
	return i.original, nil
}

// hooked returns a message that the interaction's token opens.
func (s *Server) hooked(c *call) (*message, *apiError) {
	i, failed := s.hook(c)
	if failed != nil {
		return nil, failed
	}
	m := i.place.byID[c.id("message_id")]
	if m == nil || m.deleted || m.via != i && m != i.original {
		return nil, errMessage
	}
	return m, nil
}

// editHooked edits a message by an interaction's token. What was a deferral
// shows its answer then.
func (s *Server) editHooked(m *message, c *call, flags int) (any, *apiError) {
	loading := m.flags & flagLoading
	m.flags &^= flagLoading
	if failed := s.compose(m, "", c.form(), c.files, flags); failed != nil {
		m.flags |= loading
		return nil, failed
	}
	if loading != 0 {
		s.notify(m, c.form())
	}
	s.change(m)
	return s.messageJSON(m), nil
}

func (s *Server) getOriginal(c *call) (any, *apiError) {
	m, failed := s.original(c)
	if failed != nil {
		return nil, failed
	}
	return s.messageJSON(m), nil
}

func (s *Server) editOriginal(c *call) (any, *apiError) {
	m, failed := s.original(c)
	if failed != nil {
		return nil, failed
	}
	return s.editHooked(m, c, flagsOfMessage)
}

func (s *Server) deleteOriginal(c *call) (any, *apiError) {
	m, failed := s.original(c)
	if failed != nil {
		return nil, failed
	}
	s.delete(m)
	return nil, nil
}

func (s *Server) getFollowUp(c *call) (any, *apiError) {
	m, failed := s.hooked(c)
	if failed != nil {
		return nil, failed
	}
	return s.messageJSON(m), nil
}

func (s *Server) editFollowUp(c *call) (any, *apiError) {
	m, failed := s.hooked(c)
	if failed != nil {
		return nil, failed
	}
	return s.editHooked(m, c, flagsOfMessage)
}

func (s *Server) deleteFollowUp(c *call) (any, *apiError) {
	m, failed := s.hooked(c)
	if failed != nil {
		return nil, failed
	}
	s.delete(m)
	return nil, nil
}
