package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"chutri/handlers"
	"chutri/internal/chat"
	"chutri/internal/texts"
	"chutri/store"

	"github.com/peterh/liner"
)

// chatCommand opens the conversation on a terminal, or reads it from a pipe, one message a line.
type chatCommand struct {
	As string `help:"${help_as}" placeholder:"ROLE" default:"coordinator"`
}

// consoleRole is who writes on the console where nothing else is asked for: whoever has the data folder may do everything.
const consoleRole = "coordinator"

// Persons of the console. Staff of an agency have the number of the agency behind consoleStaff.
const (
	consoleCoordinator = 1
	consoleOfficial    = 2
	consoleStaff       = 1000
)

// maxLine is how many bytes a line of a pipe may have.
const maxLine = 1 << 20

// Run talks until the end of input.
func (c chatCommand) Run(s *shell) error {
	plans, err := OpenPlans(s.config)
	if err != nil {
		return err
	}
	config := s.config
	config.Token, config.Pace = "", handlers.Pace{} // whoever has the terminal may write as fast as a pipe can
	config.Coordinators = append(append([]int64{}, config.Coordinators...), consoleCoordinator)
	app, err := Open(config, plans, s.now, s.quiet())
	if err != nil {
		return err
	}
	defer app.Close()
	talk := &console{App: app, shell: s}
	if err := talk.enter(c.As); err != nil {
		return err
	}
	if file, ok := s.in.(*os.File); ok && isTerminal(file) {
		return talk.terminal()
	}
	return talk.pipe(s.in)
}

// console is one person's conversation on a terminal.
type console struct {
	*App
	*shell
	person  chat.Person
	buttons []chat.Button // of the last reply, to be pressed by number
	shown   int           // message that bears them
	sent    int           // messages of this run
	first   int           // id before the first message
}

// enter makes the person that --as names, with the role that goes with it.
func (c *console) enter(as string) error {
	c.person.Language = c.say.Language
	c.first = int(c.App.now().UnixMilli()) // later than every message of earlier runs
	role, agency, _ := strings.Cut(as, ":")
	member := store.Member{Since: c.App.now()}
	switch role {
	case consoleRole:
		c.person = chat.Person{ID: consoleCoordinator, Name: c.say.Plain("role.coordinator", nil), Language: c.say.Language}
		return nil
	case "official":
		member.Person, member.Role, member.Name = consoleOfficial, store.RoleOfficial, c.say.Plain("role.official", nil)
	case "staff":
		key, ok := c.Agencies.Find(agency)
		if !ok {
			return usageError{errors.New(c.say.Plain("console.unknown_agency", texts.Data{"Agency": agency}))}
		}
		name := c.Register.AgencyName(key)
		member = store.Member{Since: c.App.now(), Person: c.staff(key), Role: store.RoleStaff, Name: name, Agencies: []string{key}}
	default:
		return usageError{errors.New(c.say.Plain("console.unknown_role", texts.Data{"Role": as}))}
	}
	c.person = chat.Person{ID: member.Person, Name: member.Name, Language: c.say.Language}
	return c.Store.Update(c.ctx, func(tx store.Tx) error {
		known, err := tx.Member(member.Person)
		if err == nil && !known.Removed {
			return nil
		}
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		_, err = tx.Apply(store.Step{
			Key: c.key("enter"), At: c.App.now(),
			Events: []store.Event{{At: c.App.now(), Actor: member.Person, Kind: store.MemberAdded, Member: &member}},
		})
		return err
	})
}

// staff returns the console's person for an agency.
func (c *console) staff(key string) int64 {
	for i, a := range c.Register.Agencies {
		if a.Key == key {
			return consoleStaff + int64(i)
		}
	}
	return consoleStaff
}

// terminal talks with line editing and history.
func (c *console) terminal() error {
	line := liner.NewLiner()
	defer line.Close()
	line.SetCtrlCAborts(true)
	fmt.Fprintln(c.out, c.say.Plain("console.hello", nil))
	for c.ctx.Err() == nil {
		text, err := line.Prompt("> ")
		switch {
		case errors.Is(err, io.EOF), errors.Is(err, liner.ErrPromptAborted):
			return nil
		case err != nil:
			return err
		}
		if strings.TrimSpace(text) == "" {
			continue
		}
		line.AppendHistory(text)
		if err := c.answer(text); err != nil {
			return err
		}
	}
	return nil
}

// pipe takes every line as a message.
func (c *console) pipe(from io.Reader) error {
	lines := bufio.NewScanner(from)
	lines.Buffer(make([]byte, 0, 64<<10), maxLine)
	for c.ctx.Err() == nil && lines.Scan() {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		if err := c.answer(lines.Text()); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("read standard input: %w", err)
	}
	return nil
}

// answer handles one message and prints the replies. A number alone presses that button of the last reply.
func (c *console) answer(text string) error {
	m := c.message(text)
	if number, err := strconv.Atoi(strings.TrimSpace(text)); err == nil && number >= 1 && number <= len(c.buttons) {
		m.Kind, m.Data, m.Text, m.ID, m.Callback = chat.Press, c.buttons[number-1].Data, "", c.shown, "console"
	}
	if err := c.Store.Update(c.ctx, func(tx store.Tx) error { return c.handle(tx, m) }); err != nil {
		return err
	}
	if err := c.backups.answer(c.ctx); err != nil {
		return err
	}
	if err := c.print(); err != nil {
		return err
	}
	c.helpAll(c.ctx)
	return c.print()
}

func (c *console) message(text string) chat.Message {
	c.sent++
	return chat.Message{
		Key: c.key("message"), Kind: chat.Text, Chat: chat.Chat{ID: c.person.ID}, Author: c.person,
		ID: c.first + c.sent, Text: text, Addressed: true, Time: c.App.now(),
	}
}

func (c *console) key(what string) string {
	return fmt.Sprintf("console:%s:%d:%d:%d", what, c.person.ID, c.first, c.sent)
}

// print shows the replies that wait for this person and marks them sent.
func (c *console) print() error {
	var waiting []store.Outgoing
	err := c.Store.View(c.ctx, func(r store.Reader) error {
		return r.Pending(nil, func(out store.Outgoing) bool {
			if out.Reply.Chat == c.person.ID {
				waiting = append(waiting, out)
			}
			return true
		})
	})
	if err != nil || len(waiting) == 0 {
		return err
	}
	ids := make([]int, len(waiting))
	for i, out := range waiting {
		ids[i] = c.show(out.Reply)
	}
	return c.Store.Update(c.ctx, func(tx store.Tx) error {
		for i, out := range waiting {
			if err := tx.Sent(out.ID, ids[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// show prints one reply and returns the id of the message that it becomes, 0 for none.
func (c *console) show(reply chat.Reply) int {
	if reply.Text == "" {
		return 0
	}
	fmt.Fprintln(c.out, chat.PlainText(reply.Text))
	if reply.Callback != "" {
		return 0
	}
	c.sent++
	c.buttons, c.shown = nil, c.first+c.sent
	for _, buttons := range reply.Buttons {
		for _, b := range buttons {
			c.buttons = append(c.buttons, b)
			fmt.Fprintf(c.out, "  [%d] %s\n", len(c.buttons), b.Text)
		}
	}
	fmt.Fprintln(c.out)
	return c.shown
}

func isTerminal(file *os.File) bool {
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
