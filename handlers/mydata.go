package handlers

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"chutri/internal/chat"
	"chutri/internal/privacy"
	"chutri/internal/texts"
	"chutri/store"
)

// mydataCommand shows what is kept about the author or, to a coordinator, about the person with the given number or name.
func mydataCommand(t *turn, arguments string) error {
	arguments = strings.TrimSpace(arguments)
	if t.m.Chat.Group {
		t.show(t.say.Say("mydata.private", nil))
		return nil
	}
	if arguments == "" || !t.isCoordinator() {
		return t.personal(t.m.Author.ID)
	}
	if person, err := strconv.ParseInt(arguments, 10, 64); err == nil {
		return t.personal(person)
	}
	return t.personalByName(arguments)
}

// personalByName shows what is kept about the member with a name; where several have it, the coordinator chooses.
func (t *turn) personalByName(name string) error {
	all, err := t.r.Members()
	if err != nil {
		return err
	}
	wanted := " " + foldName(name) + " "
	var rows [][]chat.Button
	var found store.Member
	for _, m := range all {
		if strings.Contains(" "+foldName(m.Name)+" ", wanted) {
			found = m
			rows = append(rows, row(button(shorten(memberName(m)+" – "+t.memberRole(m), 60), "mydata", "show", idText(m.Person))))
		}
	}
	switch len(rows) {
	case 0:
		t.show(t.say.Say("mydata.unknown", texts.Data{"Name": shorten(name, maxWording)}))
	case 1:
		return t.personal(found.Person)
	default:
		t.show(t.say.Say("mydata.several", texts.Data{"Name": shorten(name, maxWording), "Count": len(rows)}), rows[:min(len(rows), membersPage)]...)
	}
	return nil
}

// mydataAction answers the buttons below that: "file" sends everything, "forget" asks, "forgotten" does it, "show" goes back.
func mydataAction(t *turn, arguments []string) error {
	person, err := strconv.ParseInt(arguments[1], 10, 64)
	if err != nil || t.m.Chat.Group || person != t.m.Author.ID && !t.isCoordinator() {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	switch arguments[0] {
	case "file":
		return t.personalFile(person)
	case "forget":
		return t.askForget(person)
	case "forgotten":
		return t.forgetPerson(person)
	case "show":
		return t.personal(person)
	}
	t.notice(t.say.Plain("press.unknown", nil))
	return nil
}

// personal is everything that the store keeps about a person.
type personal struct {
	Person   int64          `json:"person"`
	Member   *store.Member  `json:"member,omitempty"`
	Language string         `json:"language,omitempty"`
	Session  *store.Session `json:"session,omitempty"` // of this chat
	Events   []store.Event  `json:"events"`            // of the log, in order: what the person did, and what was done to their membership
	Records  []store.Record `json:"records,omitempty"` // that name the person
	reports  int
}

// collect reads everything about a person. The log is the truth, so it is read from end to end.
func (t *turn) collect(person int64) (p personal, err error) {
	p = personal{Person: person, Events: []store.Event{}}
	if m, err := t.r.Member(person); err == nil {
		p.Member = &m
	} else if !errors.Is(err, store.ErrNotFound) {
		return p, err
	}
	if p.Language, err = t.r.Language(person); err != nil {
		return p, err
	}
	if s, err := t.r.Session(t.m.Chat.ID, person); err == nil {
		p.Session = &s
	} else if !errors.Is(err, store.ErrNotFound) {
		return p, err
	}
	err = t.r.Events(1, func(e store.Event) bool {
		if concerns(e, person) {
			p.Events = append(p.Events, e)
			if e.Kind == store.Recorded {
				p.reports++
			}
		}
		return true
	})
	return p, err
}

// concerns reports whether an event was caused by a person or is about them.
func concerns(e store.Event, person int64) bool {
	switch {
	case e.Actor == person:
		return true
	case e.Member != nil:
		return e.Member.Person == person
	case e.Invite != nil:
		return e.Invite.By == person || e.Invite.UsedBy == person
	case e.Language != nil:
		return e.Language.Person == person
	case e.Progress != nil && e.Progress.Content != nil:
		return e.Progress.Content.Author.ID == person
	}
	return false
}

// personal shows in short what is kept about a person, why, and for how long.
func (t *turn) personal(person int64) error {
	p, err := t.collect(person)
	if err != nil {
		return fmt.Errorf("collect what is kept about a person: %w", err)
	}
	own := person == t.m.Author.ID
	data := texts.Data{
		"Person": idText(person), "Own": own, "Configured": t.coordinator[person], "Name": "", "Role": "", "Since": "",
		"Reports": p.reports, "Events": len(p.Events),
	}
	if p.Member != nil && !p.Member.Removed {
		data["Name"], data["Role"], data["Since"] = memberName(*p.Member), t.memberRole(*p.Member), t.date(p.Member.Since.In(t.Zone))
	}
	forget := "button.mydata_forget_other"
	if own {
		forget = "button.mydata_forget"
	}
	t.show(t.say.Say("mydata.summary", data), row(
		button(t.say.Plain("button.mydata_file", nil), "mydata", "file", idText(person)),
		button(t.say.Plain(forget, nil), "mydata", "forget", idText(person)),
	))
	return nil
}

// personalFile sends everything that is kept about a person.
func (t *turn) personalFile(person int64) error {
	p, err := t.collect(person)
	if err != nil {
		return fmt.Errorf("collect what is kept about a person: %w", err)
	}
	file, err := json.MarshalIndent(p, "", "  ")
	if err != nil {
		return fmt.Errorf("encode what is kept about a person: %w", err)
	}
	t.step.Replies = append(t.step.Replies, store.Outgoing{At: t.now, Reply: chat.Reply{
		Chat: t.m.Chat.ID, Topic: t.m.Chat.Topic, Text: t.say.Say("mydata.file", nil),
		Document: &chat.Document{Name: "dulieu-" + idText(person) + ".json", Data: file},
	}})
	return nil
}

// askForget tells what being forgotten means.
func (t *turn) askForget(person int64) error {
	if t.coordinator[person] {
		t.show(t.say.Say("mydata.configured", texts.Data{"Own": person == t.m.Author.ID}))
		return nil
	}
	member, err := t.r.Member(person)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	t.show(t.say.Say("mydata.forget", texts.Data{
		"Person": idText(person), "Own": person == t.m.Author.ID, "Name": member.Name,
	}), row(
		button(t.say.Plain("button.mydata_forget_yes", nil), "mydata", "forgotten", idText(person)),
		button(t.say.Plain("button.back", nil), "mydata", "show", idText(person)),
	))
	return nil
}

// forgetPerson ends a membership, takes the person's name out of everything that was recorded until now, and drops what they
// chose and what waits for them. What they reported stays.
func (t *turn) forgetPerson(person int64) error {
	if t.coordinator[person] {
		t.show(t.say.Say("mydata.configured", texts.Data{"Own": person == t.m.Author.ID}))
		return nil
	}
	member, err := t.r.Member(person)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	if err == nil && !member.Removed {
		t.event(store.Event{Kind: store.MemberRemoved, Member: &store.Member{
			Person: person, Role: member.Role, Since: member.Since, Removed: true,
		}})
	}
	t.event(store.Event{Kind: store.LanguageSet, Language: &store.Language{Person: person}})
	record, err := privacy.Forget(person, t.now.Add(time.Second)) // with the events of this moment
	if err != nil {
		return err
	}
	t.event(store.Event{Kind: store.RecordKept, Record: &record})
	chosen, err := recordsOf(t.r, person) // a private chat has the number of its person
	if err != nil {
		return err
	}
	for _, record := range chosen {
		if record.Collection == assistOffRecords {
			continue // whoever wanted nothing sent to the assistant goes on wanting it
		}
		t.event(store.Event{Kind: store.RecordKept, Record: &store.Record{Collection: record.Collection, Key: record.Key, Removed: true}})
	}
	t.step.Clear = []int64{person}
	if person == t.m.Author.ID {
		t.member, t.session = store.Member{}, session{before: t.session.before}
	}
	t.show(t.say.Say("mydata.forgotten", texts.Data{"Person": idText(person)}))
	if person == t.m.Author.ID {
		t.menu()
	}
	return nil
}
