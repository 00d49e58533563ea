package main

import (
	"bytes"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"

	"chutri/internal/telegram/tgtest"
)

// program is the path of the program that the tests run as a process of its own.
var program = sync.OnceValues(func() (string, error) {
	folder, err := os.MkdirTemp("", "chutri-test-*")
	if err != nil {
		return "", err
	}
	path := filepath.Join(folder, "bot")
	out, err := exec.Command("go", "build", "-o", path, ".").CombinedOutput()
	if err != nil {
		os.Stderr.Write(out)
	}
	return path, err
})

func TestMain(m *testing.M) {
	code := m.Run()
	http.DefaultClient.CloseIdleConnections()
	if err := goleak.Find(); err != nil && code == 0 {
		os.Stderr.WriteString(err.Error() + "\n")
		code = 1
	}
	if path, err := program(); err == nil {
		os.RemoveAll(filepath.Dir(path))
	}
	os.Exit(code)
}

// command prepares a run of the program with a data folder and further environment ("NAME=value").
func command(t testing.TB, folder string, environment []string, arguments ...string) *exec.Cmd {
	t.Helper()
	path, err := program()
	if err != nil {
		t.Fatalf("build the program: %v", err)
	}
	c := exec.Command(path, arguments...)
	c.Env = append([]string{"DATA_DIR=" + folder, "HTTP_ADDR=127.0.0.1:0", "TZ=Asia/Ho_Chi_Minh", "HOME=" + folder}, environment...)
	return c
}

// output runs the program to its end and returns what it wrote to standard output; it must exit with the given code.
func output(t testing.TB, folder, input string, code int, arguments ...string) string {
	t.Helper()
	c := command(t, folder, nil, arguments...)
	var errors bytes.Buffer
	c.Stdin, c.Stderr = strings.NewReader(input), &errors
	out, err := c.Output()
	if c.ProcessState == nil || c.ProcessState.ExitCode() != code {
		t.Fatalf("bot %s: %v, want exit code %d\n%s%s", strings.Join(arguments, " "), err, code, out, errors.String())
	}
	return string(out)
}

// running is the program serving the fake Telegram.
type running struct {
	*exec.Cmd
	log    *lockedBuffer
	exited chan error
}

// start starts the program against a fake Telegram.
func start(t testing.TB, server *tgtest.Server, folder string, environment ...string) *running {
	t.Helper()
	environment = append([]string{"TELEGRAM_BOT_TOKEN=" + tgtest.Token, "TELEGRAM_API_URL=" + server.URL(), "COORDINATORS=1001", "LOG_LEVEL=debug"}, environment...)
	r := &running{Cmd: command(t, folder, environment), log: &lockedBuffer{}, exited: make(chan error, 1)}
	r.Stdout, r.Stderr = r.log, r.log
	if err := r.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { r.exited <- r.Wait() }()
	t.Cleanup(func() { r.kill() })
	return r
}

// kill ends the program at once, as a power cut would.
func (r *running) kill() {
	r.Process.Signal(syscall.SIGKILL)
	<-r.exited
	r.exited <- nil
}

// stop asks the program to end and fails the test if it takes more than five seconds.
func (r *running) stop(t testing.TB) {
	t.Helper()
	for deadline := time.Now().Add(patience); r.log.String() == "" && time.Now().Before(deadline); {
		time.Sleep(time.Millisecond) // a process that has not begun cannot end in good order
	}
	r.Process.Signal(syscall.SIGTERM)
	select {
	case err := <-r.exited:
		if err != nil {
			t.Errorf("the program ended with %v\n%s", err, r.log)
		}
		r.exited <- nil
	case <-time.After(5 * time.Second):
		t.Errorf("the program did not end within five seconds\n%s", r.log)
	}
}

// lockedBuffer is written by a process and read by a test.
type lockedBuffer struct {
	mu  sync.Mutex
	all bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.all.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.all.String()
}
