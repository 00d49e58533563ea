package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"chutri/internal/telegram/tgtest"
)

// crowd is an office in which everybody writes at once, among them some who are more than a bot should have to bear.
type crowd struct {
	*office
	loud loudMember
	hall hall
	big  bigText

	updates, faults int

	mu      sync.Mutex
	asked   int
	waiting []time.Duration // of those who asked in the midst of it, until they were answered
}

// newCrowd returns a crowd of so many members.
func newCrowd(members int) *crowd {
	c := &crowd{office: newOffice(members + 1)}
	last := len(c.writers) - 1
	c.loud.person, c.writers = c.writers[last], c.writers[:last]
	c.coordinating = append(c.coordinating, c.loud.person)
	c.big.person = c.writers[0]
	c.hall = hall{chat: tgtest.Group(-900, "Hội trường"), people: 10_000, questions: 20}
	return c
}

// gather lets everybody write, so many updates in all.
func (c *crowd) gather(updates int) {
	c.updates = updates
	c.big.write(c.server)
	c.hall.write(c.server)
	c.loud.write(c)
	for n := c.hall.people + c.loud.said + 1; n < updates; n++ {
		c.report()
	}
}

// missing returns how many of those who must be answered were not.
func (c *crowd) missing() int {
	return c.reports() - c.loud.said - len(c.answered()) + max(0, c.hall.questions-len(c.server.Sent(c.hall.chat.ID)))
}

// disorder counts the chats in which an answer overtook an earlier one.
func (c *crowd) disorder() (chats int) {
	for _, w := range append(slices.Clone(c.writers), c.loud.person) {
		last := 0
		for _, m := range c.server.Sent(w.ID) {
			number := numberIn(m.Text)
			if number != 0 && number < last {
				chats++
				break
			}
			last = max(last, number)
		}
	}
	return chats
}

// ask lets somebody new ask.
func (c *crowd) ask() {
	c.mu.Lock()
	c.asked++
	person := tgtest.Person{ID: int64(900_000 + c.asked), Name: "Người mới", Language: "vi"}
	c.mu.Unlock()
	started := time.Now()
	c.server.Say(person.Chat(), person, "Ai chủ trì đề án mỗi xã một sản phẩm?")
	go func() {
		if _, ok := c.server.Wait(person.ID, func(tgtest.Message) bool { return true }, time.Hour); ok {
			c.mu.Lock()
			defer c.mu.Unlock()
			c.waiting = append(c.waiting, time.Since(started))
		}
	}()
}

// newcomers says how long those who asked waited.
func (c *crowd) newcomers() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.waiting) == 0 {
		return fmt.Sprintf("%d asked in the midst of it and none was answered", c.asked)
	}
	slices.Sort(c.waiting)
	n := len(c.waiting)
	return fmt.Sprintf("%d asked in the midst of it, %d answered, within %v (median), %v (19 of 20), %v (all)", c.asked, n,
		c.waiting[n/2].Round(10*time.Millisecond), c.waiting[n*19/20].Round(10*time.Millisecond), c.waiting[n-1].Round(10*time.Millisecond))
}

// loudMember is a member who sends a thousand reports in a minute.
type loudMember struct {
	person tgtest.Person
	said   int
	shown  []tgtest.Message // all that they were told
}

func (l *loudMember) write(c *crowd) {
	for range 1000 {
		c.reportBy(l.person)
		l.said++
	}
}

// goOn lets the member write once more, when all is quiet, and keeps what they were told.
func (l *loudMember) goOn(c *crowd) {
	c.reportBy(l.person)
	l.said++
	last := c.reports()
	c.server.Wait(l.person.ID, func(m tgtest.Message) bool { return numberIn(m.Text) == last }, time.Minute)
	l.shown = c.server.Sent(l.person.ID)
}

// told counts the cards that the member was shown for reports, and the other messages.
func (l *loudMember) told() (cards int, others []string) {
	numbers := make(map[int]bool)
	for _, m := range l.shown {
		if number := numberIn(m.Text); number != 0 {
			numbers[number] = true
		} else {
			others = append(others, m.Text)
		}
	}
	return len(numbers), others
}

func (l loudMember) String() string {
	cards, others := l.told()
	return fmt.Sprintf("of %d reports in a minute by one member %d had a card, %d messages told of the others", l.said, cards, len(others))
}

// err tells whether the member was warned once, then left alone, and told in the end how many reports had no card.
func (l loudMember) err() error {
	cards, others := l.told()
	if len(others) == 0 || len(others) > 4 { // the warning and the count; each may come twice if its fate was unknown
		return fmt.Errorf("the loud member was told: %q", others)
	}
	if without := strconv.Itoa(l.said - cards); !strings.Contains(others[len(others)-1], without) {
		return fmt.Errorf("the loud member was not told of the %s reports without a card: %q", without, others)
	}
	return nil
}

// hall is a group of very many people, of whom few ask the bot.
type hall struct {
	chat              tgtest.Chat
	people, questions int
}

func (h hall) write(server *tgtest.Server) {
	every := h.people / h.questions
	for n := range h.people {
		person, text := tgtest.Person{ID: int64(100_000 + n), Name: fmt.Sprintf("Khách %d", n), Language: "vi"}, "Chào cả nhà"
		if n%every == 0 {
			text = "@" + tgtest.Username + " ai chủ trì đề án mỗi xã một sản phẩm?"
		}
		server.Say(h.chat, person, text)
	}
}

func (h hall) String() string {
	return fmt.Sprintf("in a group of %d people %d asked", h.people, h.questions)
}

// err tells whether those who asked were answered, and nobody else.
func (h hall) err(server *tgtest.Server) error {
	answered := make(map[int]bool)
	for _, m := range server.Sent(h.chat.ID) {
		answered[m.ReplyTo] = true
	}
	if len(answered) != h.questions {
		return fmt.Errorf("%d messages of the group were answered instead of %d", len(answered), h.questions)
	}
	return nil
}

// bigText is a member's text of a megabyte.
type bigText struct {
	person  tgtest.Person
	message int
}

func (b *bigText) write(server *tgtest.Server) {
	b.message = server.Say(b.person.Chat(), b.person, "ND-15 đã xong "+strings.Repeat("rất ", 1<<18))
}

// err tells whether the member was told that it was not taken.
func (b bigText) err(server *tgtest.Server) error {
	for _, m := range server.Sent(b.person.ID) {
		if numberIn(m.Text) == 0 && strings.Contains(m.Text, "quá dài") {
			return nil
		}
	}
	return errors.New("nobody was told that the text of a megabyte is too long")
}
