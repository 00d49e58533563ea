package handlers

import (
	"errors"
	"strconv"
	"strings"

	"chutri/internal/chat"
	"chutri/internal/texts"
	"chutri/store"
)

// membersPage is how many members one page shows.
const membersPage = 8

// membersCommand lists the members, each with a button to remove them.
func membersCommand(t *turn, _ string) error { return t.members(0) }

// membersAction turns the pages of the members' list.
func membersAction(t *turn, arguments []string) error {
	page, err := strconv.Atoi(arguments[0])
	if err != nil || page < 0 || !t.isCoordinator() {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	return t.members(page)
}

func (t *turn) members(page int) error {
	all, err := t.r.Members()
	if err != nil {
		return err
	}
	if len(all) == 0 {
		t.show(t.say.Say("members.none", nil))
		return nil
	}
	lines := []string{t.say.Say("members.title", texts.Data{"Count": len(all)})}
	first, last := pageOf(len(all), page, membersPage)
	var rows [][]chat.Button
	for _, m := range all[first:last] {
		lines = append(lines, t.say.Say("members.line", texts.Data{
			"Name": memberName(m), "Person": idText(m.Person), "Role": t.memberRole(m), "Since": t.date(m.Since.In(t.Zone)),
		}))
		rows = append(rows, row(button(t.say.Plain("button.remove", texts.Data{"Name": memberName(m)}), "remove", idText(m.Person))))
	}
	rows = append(rows, t.pageButtons(len(all), page, membersPage, "members")...)
	t.show(strings.Join(lines, "\n"), rows...)
	return nil
}

func memberName(m store.Member) string {
	if m.Name == "" {
		return idText(m.Person)
	}
	return m.Name
}

func (t *turn) memberRole(m store.Member) string {
	if m.Role == store.RoleStaff {
		return strings.Join(t.Register.AgencyNames(m.Agencies), "; ")
	}
	return t.say.Plain("role."+string(m.Role), nil)
}

// removeAction asks whether a member is to be removed.
func removeAction(t *turn, arguments []string) error {
	m, ok, err := t.memberPressed(arguments[0])
	if !ok {
		return err
	}
	t.show(t.say.Say("members.remove", texts.Data{"Name": memberName(m), "Role": t.memberRole(m)}), row(
		button(t.say.Plain("button.remove_yes", nil), "removed", idText(m.Person)),
		button(t.say.Plain("button.back", nil), "members", "0"),
	))
	return nil
}

// removedAction removes a member. What they recorded stays; they lose access at once.
func removedAction(t *turn, arguments []string) error {
	m, ok, err := t.memberPressed(arguments[0])
	if !ok {
		return err
	}
	m.Removed = true
	t.event(store.Event{Kind: store.MemberRemoved, Member: &m})
	t.step.Clear = []int64{m.Person} // a private chat has the number of its person
	t.show(t.say.Say("members.removed", texts.Data{"Name": memberName(m)}), row(button(t.say.Plain("button.members", nil), "members", "0")))
	return nil
}

// memberPressed reads the member that a coordinator's button names.
func (t *turn) memberPressed(argument string) (store.Member, bool, error) {
	person, err := strconv.ParseInt(argument, 10, 64)
	if err != nil || !t.isCoordinator() {
		t.notice(t.say.Plain("press.unknown", nil))
		return store.Member{}, false, nil
	}
	m, err := t.r.Member(person)
	if errors.Is(err, store.ErrNotFound) || err == nil && m.Removed {
		t.notice(t.say.Plain("members.gone", nil))
		return store.Member{}, false, nil
	}
	return m, err == nil, err
}
