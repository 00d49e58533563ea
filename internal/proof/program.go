package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"io"
	"net/http"

	"chutri/internal/telegram/tgtest"
)

// program is the built program.
type program struct{ path string }

// build builds the program into a folder, with build tags.
func build(ctx context.Context, folder, tags string) (program, error) {
	path := filepath.Join(folder, "bot"+tags)
	out, err := exec.CommandContext(ctx, "go", "build", "-buildvcs=false", "-tags", tags, "-o", path, "chutri/bot").CombinedOutput()
	if err != nil {
		return program{}, fmt.Errorf("build the program: %w\n%s", err, out)
	}
	return program{path}, nil
}

// environment is what the program runs in.
func environment(data string, more ...string) []string {
	return append([]string{"DATA_DIR=" + data, "HTTP_ADDR=127.0.0.1:0", "TZ=Asia/Ho_Chi_Minh", "HOME=" + os.TempDir(), "LANG=en"}, more...)
}

// run runs a command of the program to its end. Its log is returned apart from its output.
func (p program) run(data string, arguments ...string) (out, log string, code int) {
	c := exec.Command(p.path, arguments...)
	c.Env = environment(data)
	var stdout, stderr bytes.Buffer
	c.Stdout, c.Stderr = &stdout, &stderr
	c.Run()
	return stdout.String(), stderr.String(), c.ProcessState.ExitCode()
}

// process is the program serving the fake Telegram.
type process struct {
	*exec.Cmd
	log    *output
	exited chan struct{}
}

// serve starts the program, with a command before it such as strace.
func (p program) serve(data string, o *office, before ...string) (*process, error) {
	line := append(before, p.path)
	c := exec.Command(line[0], line[1:]...)
	c.Env = environment(data, "TELEGRAM_BOT_TOKEN="+tgtest.Token, "TELEGRAM_API_URL="+o.server.URL(), "COORDINATORS="+o.coordinators(), "LOG_LEVEL=info", "PATH="+os.Getenv("PATH"))
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	r := &process{Cmd: c, log: &output{}, exited: make(chan struct{})}
	c.Stdout, c.Stderr = r.log, r.log
	if err := c.Start(); err != nil {
		return nil, err
	}
	go func() {
		c.Wait()
		close(r.exited)
	}()
	return r, nil
}

// signal sends a signal to the program and what started it.
func (r *process) signal(s syscall.Signal) { syscall.Kill(-r.Process.Pid, s) }

// kill ends the program at once.
func (r *process) kill() {
	r.signal(syscall.SIGKILL)
	<-r.exited
}

// stop asks the program to end, and reports whether it did so within five seconds.
func (r *process) stop() bool {
	r.signal(syscall.SIGTERM)
	select {
	case <-r.exited:
		return true
	case <-time.After(5 * time.Second):
		r.kill()
		return false
	}
}

// ended reports whether the program has ended by itself.
func (r *process) ended() bool {
	select {
	case <-r.exited:
		return true
	default:
		return false
	}
}

var (
	listening = regexp.MustCompile(`http: listening" address=([\d.:]+)`)
	sample    = regexp.MustCompile(`(?m)^([a-z_]+) ([0-9.e+-]+)$`)
)

// metrics returns the program's figures that have no labels. The program must log at level info.
func (r *process) metrics() (map[string]float64, error) {
	address := listening.FindStringSubmatch(r.log.String())
	if address == nil {
		return nil, fmt.Errorf("the program does not listen:\n%s", r.log)
	}
	client := &http.Client{Timeout: 10 * time.Second}
	defer client.CloseIdleConnections()
	response, err := client.Get("http://" + address[1] + "/metrics")
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	found := make(map[string]float64)
	for _, match := range sample.FindAllStringSubmatch(string(body), -1) {
		found[match[1]], _ = strconv.ParseFloat(match[2], 64)
	}
	return found, nil
}

// output keeps the beginning and the end of what a process writes.
type output struct {
	mu         sync.Mutex
	head, tail []byte
}

const outputPart = 256 << 10

// Write implements io.Writer.
func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.head) < outputPart {
		o.head = append(o.head, p...)
	} else if o.tail = append(o.tail, p...); len(o.tail) > 2*outputPart {
		o.tail = bytes.Clone(o.tail[outputPart:])
	}
	return len(p), nil
}

// String returns what was kept.
func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return string(o.head) + string(o.tail)
}

// panicked reports whether an output is that of a program that broke.
func panicked(log string) bool {
	return strings.Contains(log, "panic:") || strings.Contains(log, "goroutine ") || strings.Contains(log, "fatal error:")
}
