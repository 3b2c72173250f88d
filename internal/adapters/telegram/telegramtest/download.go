package telegramtest

import (
	"net/http"
	"strings"
	"time"
)

// maxDownload is the largest file that a bot can download, in bytes.
const maxDownload = 20 << 20

// Download is the name under which a download stands among the requests, and by
// which faults claim one. It is no method of the API.
const Download = "download"

// filePath is where a file lies for whoever has the token.
func filePath(id string) string { return "documents/" + id }

func (s *Server) getFile(p params) (any, *apiError) {
	id := p.str("file_id")
	file, ok := s.files[id]
	if !ok {
		return nil, bad("invalid file_id").ours("file_id", "is no file that the server keeps")
	}
	if len(file.Bytes) > maxDownload {
		return nil, bad("file is too big")
	}
	return object{
		"file_id": id, "file_unique_id": "u" + id, "file_size": len(file.Bytes), "file_path": filePath(id),
	}, nil
}

// download answers a request for a file's bytes, at /file/bot<token>/<path>.
func (s *Server) download(w http.ResponseWriter, r *http.Request) {
	given, path, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/file/bot"), "/")
	record := &Request{Method: Download, At: time.Now(), Code: http.StatusOK}
	s.mu.Lock()
	s.requests = append(s.requests, record)
	fault := s.faultFor(Download)
	file, ok := s.files[strings.TrimPrefix(path, filePath(""))]
	refusal := fault.refusal()
	switch {
	case refusal != nil:
		record.Code = refusal.code
	case given != token || r.Method != http.MethodGet:
		record.Code = http.StatusUnauthorized
		s.violation(Download, "is no GET with the token")
	case !ok:
		record.Code = http.StatusNotFound
		s.violation(Download, "is of a path that getFile didn't name")
	}
	code := record.Code
	s.mu.Unlock()
	if fault.Cut != NoCut || !fault.wait(r.Context(), s.closing) {
		hangUp(w)
		return
	}
	if code != http.StatusOK {
		http.Error(w, http.StatusText(code), code)
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	write(w, http.StatusOK, file.Bytes)
}
