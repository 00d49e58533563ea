package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"chutri/internal/telegram/tgtest"
	"chutri/store/bolt"
)

// TestTheUnitIsTakenBySystemd lets systemd judge the unit, with the program of this test in the place of the installed one.
func TestTheUnitIsTakenBySystemd(t *testing.T) {
	analyze, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("systemd-analyze is not installed")
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	unit := strings.Replace(deployed(t, "chutri.service"), "ExecStart=/usr/local/bin/chutri", "ExecStart="+program, 1)
	file := filepath.Join(t.TempDir(), "chutri.service")
	if err := os.WriteFile(file, []byte(unit), 0o600); err != nil {
		t.Fatal(err)
	}
	if complaints, err := exec.Command(analyze, "verify", "--man=no", file).CombinedOutput(); err != nil || len(complaints) > 0 {
		t.Errorf("%v: %s", err, complaints)
	}
}

// TestTheUnitDoesNotRestartAfterAWrongSetting compares the exit code that the unit names with the program's own.
func TestTheUnitDoesNotRestartAfterAWrongSetting(t *testing.T) {
	named := regexp.MustCompile(`(?m)^RestartPreventExitStatus=(\d+)$`).FindStringSubmatch(deployed(t, "chutri.service"))
	if named == nil {
		t.Fatal("the unit names no exit code")
	}
	cmd := command(t, t.TempDir(), []string{"TZ=Nowhere/Nothing"})
	cmd.Run()
	if code := cmd.ProcessState.ExitCode(); named[1] != "2" || code != 2 {
		t.Errorf("the unit names %s, the program ends with %d", named[1], code)
	}
}

// TestTheServiceEndsForGoodOnWhatARestartCannotMend shows the exit code that the unit names for each such case.
func TestTheServiceEndsForGoodOnWhatARestartCannotMend(t *testing.T) {
	server, folder := tgtest.New(t), t.TempDir()
	k, r := talk{t, server}, start(t, server, folder)
	k.ask(stranger, "/start", "chutri")
	r.stop(t)
	ends := func(what string, r *running) {
		t.Helper()
		select {
		case <-r.exited:
			r.exited <- nil
			if code := r.ProcessState.ExitCode(); code != exitUsage {
				t.Errorf("%s: the program ends with %d", what, code)
			}
		case <-time.After(patience):
			t.Errorf("%s: the program goes on", what)
		}
	}
	server.Revoke()
	ends("a token that was taken back", start(t, server, folder))
	if err := os.Truncate(bolt.File(folder), 8<<10); err != nil {
		t.Fatal(err)
	}
	ends("a store cut short", start(t, tgtest.New(t), folder))
	output(t, folder, "", exitFailed, "check")
}

// TestInAContainerWhatNoRestartMendsStaysDown shows that the program waits, gives its store free, and ends as soon as it is told to.
func TestInAContainerWhatNoRestartMendsStaysDown(t *testing.T) {
	folder := t.TempDir()
	for what, environment := range map[string][]string{"a refused token": {"STAY_DOWN=true"}, "a wrong setting": {"STAY_DOWN=true", "BACKUP_KEEP=0"}} {
		server := tgtest.New(t)
		server.Revoke()
		r := start(t, server, folder, environment...)
		for deadline := time.Now().Add(patience); !strings.Contains(r.log.String(), "Chương trình chờ ở đây"); time.Sleep(10 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatalf("%s: the program does not say that it waits:\n%s", what, r.log)
			}
		}
		select {
		case <-r.exited:
			t.Fatalf("%s: the program ended", what)
		default:
		}
		if what == "a refused token" {
			output(t, folder, "", exitDone, "check")
		}
		r.Process.Signal(syscall.SIGTERM)
		<-r.exited
		r.exited <- nil
		if code := r.ProcessState.ExitCode(); code != exitUsage {
			t.Errorf("%s: the program ends with %d", what, code)
		}
	}
}

// TestTheContainerKeepsItsDataInTheVolume compares the compose file with the image: a folder outside the volume would be lost with the
// container, and could not be written to.
func TestTheContainerKeepsItsDataInTheVolume(t *testing.T) {
	var compose struct {
		Services map[string]struct {
			Environment map[string]string `yaml:"environment"`
			Volumes     []string          `yaml:"volumes"`
			ReadOnly    bool              `yaml:"read_only"`
			Restart     string            `yaml:"restart"`
		} `yaml:"services"`
		Volumes map[string]any `yaml:"volumes"`
	}
	if err := yaml.Unmarshal([]byte(deployed(t, "compose.yaml")), &compose); err != nil {
		t.Fatal(err)
	}
	service, ok := compose.Services["chutri"]
	if !ok || !service.ReadOnly || service.Restart != "unless-stopped" {
		t.Fatalf("the service is %+v", service)
	}
	folder := service.Environment["DATA_DIR"]
	if len(service.Volumes) != 1 || folder == "" {
		t.Fatalf("data in %q, volumes %q", folder, service.Volumes)
	}
	name, at, _ := strings.Cut(service.Volumes[0], ":")
	if _, declared := compose.Volumes[name]; !declared || at != folder {
		t.Errorf("the volume %s is mounted at %s, data are in %s", name, at, folder)
	}
	image, err := os.ReadFile("../Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(image), "STAY_DOWN=true") {
		t.Error("the image is started again for ever by what no restart mends")
	}
	if !strings.Contains(string(image), "\nVOLUME "+folder+"\n") {
		t.Errorf("the image keeps its data elsewhere than in %s", folder)
	}
}

func deployed(t testing.TB, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("..", "deploy", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
