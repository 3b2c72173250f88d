package telegramtest

import (
	"context"
	"net/http"
	"strings"
	"time"
)

// Request is one request that reached the server.
type Request struct {
	Method string
	// Params are the fields, decoded as the description says: int64, float64,
	// string, bool, File; objects are map[string]any, arrays []any, and the
	// numbers in them json.Number. Nil if they couldn't be decoded.
	Params map[string]any
	// Chat is the chat_id, or 0.
	Chat int64
	// At is when the request arrived; not truncated.
	At time.Time
	// Code is the HTTP status that was answered: 200 if the method was carried
	// out, even when its answer was lost; 0 if it wasn't seen or isn't answered.
	Code int
	// Description is the official error, or empty.
	Description string

	passed  bool // the rates let it pass
	answers bool // it answers somebody, as far as the rates are concerned
}

// Requests returns every request so far, in the order of arrival.
func (s *Server) Requests(methods ...string) []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []Request
	for _, r := range s.requests {
		if len(methods) == 0 || contains(methods, r.Method) {
			all = append(all, *r)
		}
	}
	return all
}

// method carries out one request, with the lock held.
type method func(*Server, params) (any, *apiError)

// methods are those that are simulated, but for getUpdates, which waits.
var methods = map[string]method{
	"getMe":                  (*Server).getMe,
	"sendMessage":            (*Server).sendMessage,
	"sendPhoto":              (*Server).sendPhoto,
	"sendDocument":           (*Server).sendDocument,
	"sendChatAction":         (*Server).sendChatAction,
	"editMessageText":        (*Server).editMessageText,
	"editMessageCaption":     (*Server).editMessageCaption,
	"editMessageReplyMarkup": (*Server).editMessageReplyMarkup,
	"deleteMessage":          (*Server).deleteMessage,
	"pinChatMessage":         (*Server).pinChatMessage,
	"unpinChatMessage":       (*Server).unpinChatMessage,
	"setMessageReaction":     (*Server).setMessageReaction,
	"answerCallbackQuery":    (*Server).answerCallbackQuery,
	"setMyCommands":          (*Server).setMyCommands,
	"deleteMyCommands":       (*Server).deleteMyCommands,
	"getMyCommands":          (*Server).getMyCommands,
	"setMyDescription":       (*Server).setMyDescription,
	"setMyShortDescription":  (*Server).setMyShortDescription,
	"getMyDescription":       (*Server).getMyDescription,
	"getMyShortDescription":  (*Server).getMyShortDescription,
	"getChat":                (*Server).getChat,
	"getChatMember":          (*Server).getChatMember,
	"getFile":                (*Server).getFile,
	"getChatAdministrators":  (*Server).getChatAdministrators,
	"leaveChat":              (*Server).leaveChat,
	"setWebhook":             (*Server).setWebhook,
	"deleteWebhook":          (*Server).deleteWebhook,
	"getWebhookInfo":         (*Server).getWebhookInfo,
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	if strings.HasPrefix(r.URL.Path, "/file/bot") {
		s.download(w, r)
		return
	}
	given, name, ok := strings.Cut(strings.TrimPrefix(r.URL.Path, "/bot"), "/")
	if !ok || !strings.HasPrefix(r.URL.Path, "/bot") {
		s.mu.Lock()
		s.violation("request", "its path is not /bot<token>/<method>")
		s.mu.Unlock()
		write(w, http.StatusNotFound, (&apiError{code: 404, description: "Not Found"}).body())
		return
	}
	record := &Request{Method: name, At: time.Now()}
	s.mu.Lock()
	s.requests = append(s.requests, record)
	fault := s.faultFor(name)
	s.mu.Unlock()
	if fault.Cut == CutBefore {
		hangUp(w)
		return
	}
	result, failed := any(nil), (*apiError)(nil)
	if given != token {
		failed = &apiError{code: http.StatusUnauthorized, description: "Unauthorized"}
	} else {
		result, failed, fault = s.carryOut(r, record, fault)
	}
	if failed == errGone {
		hangUp(w)
		return
	}
	s.mu.Lock()
	record.Code = http.StatusOK
	if failed != nil {
		record.Code, record.Description = failed.code, failed.description
	}
	s.mu.Unlock()
	switch {
	case fault.Cut == CutAfter:
		hangUp(w)
	case fault.Endless:
		endless(w)
	case fault.Body != "":
		w.Header().Set("Content-Type", "text/html")
		write(w, max(fault.Code, http.StatusOK), []byte(fault.Body))
	case failed != nil:
		write(w, failed.code, failed.body())
	default:
		write(w, http.StatusOK, encode(object{"ok": true, "result": result}))
	}
}

// errGone says that nobody waits for the answer any more.
var errGone = &apiError{description: "gone"}

// carryOut checks a request and does what it asks for, unless a fault prevents
// it. It returns the fault that is in force for the answer.
func (s *Server) carryOut(r *http.Request, record *Request, fault Fault) (any, *apiError, Fault) {
	p, failed := s.read(r, record)
	if failed != nil {
		return nil, failed, fault
	}
	s.mu.Lock()
	script := s.script
	s.mu.Unlock()
	if script != nil && fault.isZero() {
		if f := script(*record); f != nil {
			fault = *f
		}
	}
	if !fault.wait(r.Context(), s.closing) || fault.Cut == CutBefore {
		return nil, errGone, fault
	}
	if failed := fault.refusal(); failed != nil {
		return nil, failed, fault
	}
	if (fault.Body != "" || fault.Endless) && !fault.Handled {
		return nil, &apiError{code: max(fault.Code, http.StatusOK), description: "fault"}, fault
	}
	result, failed := s.call(r.Context(), record, p)
	return result, failed, fault
}

// read decodes and checks a request's fields.
func (s *Server) read(r *http.Request, record *Request) (params, *apiError) {
	d := readDescription()
	fail := func(fault string, answer *apiError) *apiError {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.violation(record.Method, fault)
		return answer
	}
	if _, ok := d.Methods[record.Method]; !ok {
		return nil, fail("there is no such method", &apiError{code: 404, description: "Not Found: method not found"})
	}
	if r.Method != http.MethodPost && r.Method != http.MethodGet {
		return nil, fail("is neither a GET nor a POST", bad("method is unallowed"))
	}
	raw, err := readRaw(r)
	if err != nil {
		if r.Context().Err() != nil || strings.Contains(err.Error(), "closed") || strings.Contains(err.Error(), "EOF") {
			return nil, errGone
		}
		return nil, fail(err.Error(), bad(err.Error()))
	}
	p, m := d.decode(record.Method, raw)
	if m != nil {
		answer := m.answer
		if answer == nil {
			answer = bad(officialMissing(m))
		}
		return nil, fail(m.String(), answer)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	record.Params, record.Chat = p, p.num("chat_id")
	return p, nil
}

// officialMissing is the official wording where there is one.
func officialMissing(m *mismatch) string {
	if strings.Contains(m.fault, "is missing") {
		switch m.path {
		case "text":
			return "message text is empty"
		case "chat_id":
			return "chat_id is empty"
		case "message_id":
			return "message identifier is not specified"
		}
	}
	return m.String()
}

// call carries a checked request out.
func (s *Server) call(ctx context.Context, record *Request, p params) (any, *apiError) {
	name := record.Method
	if name == "getUpdates" {
		return s.getUpdates(ctx, p)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	do, ok := methods[name]
	if !ok {
		s.violation(name, "is not simulated")
		return nil, bad("method is not simulated")
	}
	if failed := s.throttled(record); failed != nil {
		return nil, failed
	}
	result, failed := do(s, p)
	if failed != nil && failed.fault != "" {
		s.violation(name, failed.fault)
	}
	return result, failed
}

func write(w http.ResponseWriter, code int, body []byte) {
	if w.Header().Get("Content-Type") == "" {
		w.Header().Set("Content-Type", "application/json")
	}
	w.WriteHeader(code)
	// The client may be gone, which is its own affair.
	_, _ = w.Write(body)
}

// endless answers the beginning of something that has no end.
func endless(w http.ResponseWriter) {
	more := []byte(strings.Repeat(" ", 64<<10))
	_, err := w.Write([]byte(`{"ok":true,"result":[`))
	for err == nil {
		_, err = w.Write(more)
	}
}

// hangUp breaks the connection without an answer.
func hangUp(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	_ = conn.Close()
}
