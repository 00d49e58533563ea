// Command throughput measures how many updates a second the product takes from Telegram, commits and acknowledges, against a bot on the
// same library that only echoes: both over HTTP from the same fake Telegram, each in a process of its own, with the same messages waiting.
package main

import (
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"chutri/internal/telegram/tgtest"
)

// firstPerson is the id of the first of the people who report.
const firstPerson = 10_000

// options are what the command line says. With an address the process is the bot that only echoes.
type options struct {
	updates int
	people  int
	runs    int
	echo    string
}

func main() {
	log.SetFlags(0)
	log.SetPrefix("throughput: ")
	var o options
	flag.IntVar(&o.updates, "updates", 10_000, "how many messages wait")
	flag.IntVar(&o.people, "people", 1000, "how many people have written them")
	flag.IntVar(&o.runs, "runs", 3, "how often both are measured; the middle one counts")
	flag.StringVar(&o.echo, "echo", "", "be the bot that only echoes, of the Bot API at this `address`")
	flag.Parse()
	run := measure
	if o.echo != "" {
		run = func(o options) error { return echo(o.echo) }
	}
	if err := run(o); err != nil {
		log.Fatal(err)
	}
}

// measure lets both bots take the same messages in turn and prints how many they take a second.
func measure(o options) error {
	folder, err := os.MkdirTemp("", "throughput-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	product := filepath.Join(folder, "bot")
	build := exec.Command("go", "build", "-buildvcs=false", "-o", product, "./bot")
	build.Dir = ".."
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("build the product: %w\n%s", err, out)
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	var people []string
	for i := range o.people {
		people = append(people, strconv.Itoa(firstPerson+i))
	}
	var took [2][]float64
	for n := range o.runs {
		for i, start := range []func(url string) *exec.Cmd{
			func(url string) *exec.Cmd {
				c := exec.Command(product)
				c.Env = []string{
					"TELEGRAM_BOT_TOKEN=" + tgtest.Token, "TELEGRAM_API_URL=" + url, "DATA_DIR=" + filepath.Join(folder, strconv.Itoa(n)),
					"COORDINATORS=" + strings.Join(people, ","), "HTTP_ADDR=127.0.0.1:0", "LOG_LEVEL=error", "HOME=" + folder,
				}
				return c
			},
			func(url string) *exec.Cmd { return exec.Command(self, "-echo", url) },
		} {
			rate, err := o.rate(start)
			if err != nil {
				return err
			}
			took[i] = append(took[i], rate)
		}
	}
	ours, echoed := median(took[0]), median(took[1])
	fmt.Printf("%d updates from %d people: chutri takes %.0f a second, the echoing bot %.0f; %.0f %%\n", o.updates, o.people, ours, echoed, 100*ours/echoed)
	return nil
}

// rate returns how many updates a second a bot acknowledges, from the first that it takes to the last.
func (o options) rate(start func(url string) *exec.Cmd) (float64, error) {
	server := tgtest.New(reporter{})
	defer server.Close()
	for i := range o.updates {
		person := tgtest.Person{ID: int64(firstPerson + i%o.people), Name: "Người " + strconv.Itoa(i%o.people)}
		server.Say(person.Chat(), person, fmt.Sprintf("BV-%d: đã tổ chức %d lớp cho %d học viên, đang làm tiếp", 1+i%344, 1+i, 20+2*i)) // a figure that falls would be asked about
	}
	bot := start(server.URL())
	var said strings.Builder
	bot.Stderr = &said
	if err := bot.Start(); err != nil {
		return 0, err
	}
	ended := make(chan error, 1)
	go func() { ended <- bot.Wait() }()
	defer func() { bot.Process.Kill(); <-ended }()
	const first = 100 // updates of one answer to getUpdates
	deadline := time.Now().Add(10 * time.Minute)
	var began time.Time
	for time.Now().Before(deadline) {
		select {
		case err := <-ended:
			ended <- err
			return 0, fmt.Errorf("the bot ended: %w\n%s", err, said.String())
		default:
		}
		switch n := server.ConfirmedCount(); {
		case n >= o.updates:
			return float64(o.updates-first) / time.Since(began).Seconds(), nil
		case n >= first && began.IsZero():
			began = time.Now()
		}
		time.Sleep(time.Millisecond)
	}
	return 0, errors.New("the updates were not taken in ten minutes: " + said.String())
}

func median(list []float64) float64 {
	slices.Sort(list)
	return list[len(list)/2]
}

// reporter ends the measurement when a bot calls the fake Telegram wrongly.
type reporter struct{}

func (reporter) Errorf(format string, arguments ...any) { log.Fatalf(format, arguments...) }
