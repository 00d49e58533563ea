package tgtest

import (
	"fmt"
	"net/http"
	"strings"
)

// File is a document or picture.
type File struct {
	Name string
	Mime string
	Data []byte
}

// maxDownload is the largest file that a bot may fetch, in bytes.
const maxDownload = 20 << 20

// AddFile puts a file at the service and returns the id by which a Post can carry it.
func (s *Server) AddFile(f File) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := fmt.Sprintf("file-%d", len(s.files)+1)
	s.files[id] = f
	return id
}

func (s *Server) getFile(req request) (any, *failure) {
	id := req.params["file_id"]
	f, ok := s.files[id]
	if !ok {
		return nil, refuse("wrong file_id or the file is temporarily unavailable")
	}
	if len(f.Data) > maxDownload {
		return nil, refuse("file is too big")
	}
	return map[string]any{"file_id": id, "file_unique_id": id, "file_size": len(f.Data), "file_path": "documents/" + id}, nil
}

func (s *Server) download(w http.ResponseWriter, path string) {
	s.mu.Lock()
	f, ok := s.files[strings.TrimPrefix(path, "documents/")]
	s.mu.Unlock()
	if !ok {
		http.Error(w, "not found", http.StatusNotFound)
		return
	}
	w.Write(f.Data)
}
