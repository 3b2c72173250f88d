package chattest

import "stillpoint/internal/chat"

// Server is a server or group with all its channels, seen from its own side.
type Server struct {
	p    *Platform
	name string
}

// Server returns the server of that name. Its channels are those of ChannelIn;
// those of Channel are in "server".
func (p *Platform) Server(name string) *Server { return &Server{p: p, name: name} }

// Channel returns the server's channel of that name.
func (s *Server) Channel(name string) *Channel { return s.p.ChannelIn(s.name, name) }

// Remove takes the bot out of the server and all its channels; by is who did it.
func (s *Server) Remove(by *Person) {
	s.p.mu.Lock()
	defer s.p.mu.Unlock()
	s.p.server(s.name).away = true
	s.p.intake.add(chat.Left{Meta: s.meta(by)})
}

// Add brings it back.
func (s *Server) Add(by *Person) {
	s.p.mu.Lock()
	defer s.p.mu.Unlock()
	s.p.server(s.name).away = false
	s.join(by)
}

// Welcomes makes a channel the one in which the bot, once it is added, may speak to all.
func (s *Server) Welcomes(in *Channel) {
	s.p.mu.Lock()
	defer s.p.mu.Unlock()
	s.p.server(s.name).welcome = in.chat
}

// Reload tells of the server again, as a platform may that isn't sure whether it did.
func (s *Server) Reload() {
	s.p.mu.Lock()
	defer s.p.mu.Unlock()
	s.p.intake.add(s.p.server(s.name).joined)
}

func (s *Server) join(by *Person) {
	e := chat.Joined{Meta: s.meta(by)}
	of := s.p.server(s.name)
	if r := s.p.rooms[of.welcome]; r != nil {
		e.Welcome = r.welcome()
	}
	of.joined = e
	s.p.intake.add(e)
}

// AddRole makes a role, which messages in the server's channels may notify.
func (s *Server) AddRole(role string) { s.setRole(role, true) }

// DeleteRole deletes it. The bot isn't told.
func (s *Server) DeleteRole(role string) { s.setRole(role, false) }

// MuteRole has a role be one that nobody may mention.
func (s *Server) MuteRole(role string) {
	s.p.mu.Lock()
	defer s.p.mu.Unlock()
	s.p.server(s.name).mute[role] = true
}

func (s *Server) setRole(role string, there bool) {
	s.p.mu.Lock()
	defer s.p.mu.Unlock()
	s.p.server(s.name).roles[role] = there
}

// meta is what an event about the whole server carries: its space is the server.
func (s *Server) meta(by *Person) chat.Meta {
	space := chat.Space{
		Chat: chat.Chat{Platform: s.p.name, ID: s.name}, Title: s.name, Parent: s.name,
	}
	return chat.Meta{ID: s.p.newSeq("e"), Space: space, Actor: by.actor(space), At: s.p.now()}
}
